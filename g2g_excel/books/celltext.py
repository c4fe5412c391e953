"""One cell as the XML of a sheet part. Text is stored in the cell, and is never a formula."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from xml.sax.saxutils import escape

from g2g_excel.cells import CellValue

_DAY_0 = datetime(1899, 12, 30)
_DAY_0_ON_OLD_MACS = datetime(1904, 1, 1)
_LEAP_DAY = 60  # 29 February 1900, which Excel counts although it never was
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def cell(reference: str, style: str, value: CellValue, *, from_1904: bool = False) -> str:
    """`<c>` with a value; without one the format alone stays."""
    start = f'<c r="{reference}"' + (f' s="{style}"' if style not in ("", "0") else "")
    if value is None:
        return start + "/>"
    if isinstance(value, bool):
        return f'{start} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f"{start}><v>{value!r}</v></c>"
    if isinstance(value, date):
        return f"{start}><v>{serial(value, from_1904=from_1904)!r}</v></c>"
    text = escape(_ESCAPED.sub("_x005F_", str(value)))  # Excel reads _x0041_ as A
    space = ' xml:space="preserve"' if "\n" in text or "  " in text or "\t" in text else ""
    return f'{start} t="inlineStr"><is><t{space}>{text}</t></is></c>'


def serial(value: date, *, from_1904: bool = False) -> int | float:
    """A day as Excel's number."""
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    days = (moment - (_DAY_0_ON_OLD_MACS if from_1904 else _DAY_0)) / timedelta(days=1)
    if days <= _LEAP_DAY and not from_1904:
        days -= 1
    return int(days) if days == int(days) else days
