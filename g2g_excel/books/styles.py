"""The cell formats of a workbook, asked one thing: does this one show a date?

A day is stored as a number, so a date put into a cell with another format would read 43100. Such a
cell gets a format that is its own in all but this. Formats are only ever added at the end.
"""

from __future__ import annotations

import re
from datetime import datetime

from g2g_excel.cells import CannotWrite, CellValue

_BUILT_IN_DAYS = frozenset((*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)))
_DAY, _DAY_AND_TIME = 14, 22  # built in, shown in the officer's own order of day and month

_FORMATS = re.compile(r"(<cellXfs\b[^>]*>)(.*?)(</cellXfs>)", re.DOTALL)
_FORMAT = re.compile(r"<xf\b[^>]*?(?:/>|>.*?</xf>)", re.DOTALL)
_CODE = re.compile(r'<numFmt\b(?=[^>]*?\snumFmtId="(\d+)")[^>]*?\sformatCode="([^"]*)"')
_NOT_LETTERS = re.compile(r'&quot;.*?&quot;|"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_NUMBER_FORMAT = re.compile(r'(\snumFmtId=")(\d+)"')
_APPLIED = re.compile(r'\sapplyNumberFormat="[^"]*"')


class Styles:
    """The formats of `xl/styles.xml`, by the number that cells give."""

    def __init__(self, xml: str) -> None:
        self._xml = xml
        block = _FORMATS.search(xml)
        self._formats = _FORMAT.findall(block[2]) if block else []
        self._there = len(self._formats)
        codes = dict(_CODE.findall(xml))
        self._days = {n for n, code in codes.items() if _shows_a_day(code)}
        self._days |= {str(n) for n in _BUILT_IN_DAYS if str(n) not in codes}

    def suited(self, style: str, value: CellValue) -> str:
        """The format for a value in a cell of format `style`: that one, wherever it will do."""
        if not hasattr(value, "year") or self._number_format(style) in self._days:
            return style
        if not self._formats:
            raise CannotWrite("The workbook lists no cell formats, so a date cannot be written.")
        wanted = _DAY_AND_TIME if isinstance(value, datetime) else _DAY
        old = self._formats[int(style) if int(style) < len(self._formats) else 0]
        new = _NUMBER_FORMAT.sub(rf'\g<1>{wanted}"', _APPLIED.sub("", old), count=1)
        new = new.replace("<xf", '<xf applyNumberFormat="1"', 1)
        if new not in self._formats:
            self._formats.append(new)
        return str(self._formats.index(new))

    def _number_format(self, style: str) -> str:
        if int(style) >= len(self._formats):
            return "0"
        found = _NUMBER_FORMAT.search(self._formats[int(style)])
        return found[2] if found else "0"

    @property
    def changed(self) -> str | None:
        """The part with the formats that were added; nothing where none was."""
        if len(self._formats) == self._there:
            return None
        added = "".join(self._formats[self._there :])
        count = f'count="{len(self._formats)}"'

        def longer(block: re.Match[str]) -> str:
            return re.sub(r'\bcount="\d+"', count, block[1]) + block[2] + added + block[3]

        return _FORMATS.sub(longer, self._xml, count=1)


def _shows_a_day(code: str) -> bool:
    bare = _NOT_LETTERS.sub("", code).lower()
    return "d" in bare or "y" in bare
