"""The one place that knows the dialects: openpyxl's, calamine's and xlwings' values made plain.

Past this file blank is `None`, a whole number an `int`, midnight a `date`, and text has no invisible
characters that would make two equal cells differ. It guesses nothing: "101" stays text, and a text
that looks like an error stays text unless the library said that it is one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from g2g_excel.cells import CellError, CellValue

Rows = tuple[tuple[CellValue, ...], ...]

EXACT = 2**53  # up to here a float is the same whole number as its int
_DAY = 86_400
_LAST = datetime(9999, 12, 31, 23, 59, 59)
_NO_DAY = (date(1899, 12, 30), date(1899, 12, 31))  # where libraries hang a time without a day

_NO_BREAK = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " "})
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# What Excel's object model gives for an error cell: 0x800A0000 and the error's number, as an int.
_NUMBERED = {
    number - 2_146_828_288: code
    for number, code in {
        2000: "#NULL!",
        2007: "#DIV/0!",
        2015: "#VALUE!",
        2023: "#REF!",
        2029: "#NAME?",
        2036: "#NUM!",
        2042: "#N/A",
        2043: "#GETTING_DATA",
        2045: "#SPILL!",
        2046: "#CONNECT!",
        2047: "#BLOCKED!",
        2048: "#UNKNOWN!",
        2049: "#FIELD!",
        2050: "#CALC!",
    }.items()
}
ERRORS = frozenset(_NUMBERED.values())


def plain(value: object, *, error: bool = False) -> CellValue:
    """What a cell holds, whichever library read it. `error`: the library says it is an error."""
    if error and isinstance(value, str):
        return CellError(value)
    reader = _READERS.get(type(value))
    return reader(value) if reader else _unusual(value)


def plain_rows(rows: Iterable[Sequence[object]]) -> list[list[CellValue]]:
    """`plain` of every value, without the cost of a call to it for each."""
    reader = _READERS.get
    return [
        [None if value == "" else reader(type(value), _unusual)(value) for value in row]
        for row in rows
    ]


def same(one: CellValue, other: CellValue) -> bool:
    """Whether two plain values are the same cell content; in Python alone `True` equals 1."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def trimmed(rows: Iterable[Sequence[CellValue]]) -> Rows:
    """The same rows without blank rows at the end and blank columns on the right; all one width."""
    kept = [tuple(row) for row in rows]
    widths = [_width(row) for row in kept]
    while widths and not widths[-1]:
        widths.pop()
    width = max(widths, default=0)
    return tuple(
        row[:width] if len(row) >= width else row + (None,) * (width - len(row))
        for row in kept[: len(widths)]
    )


def _width(row: tuple[CellValue, ...]) -> int:
    width = len(row)
    while width and row[width - 1] is None:
        width -= 1
    return width


def _text(value: str) -> str | None:
    if not value.isprintable():  # line breaks, non-breaking spaces and control characters are not
        value = value.replace("\r\n", "\n").replace("\r", "\n")
        value = _NO_TEXT.sub("", value.translate(_NO_BREAK))
    return value.strip() or None


def _float(value: float) -> int | float | None:
    if value.is_integer():
        return int(value) if -EXACT < value < EXACT else float(value)
    return float(value) if math.isfinite(value) else None


def _int(value: int) -> int | float | CellError | None:
    if value in _NUMBERED:
        return CellError(_NUMBERED[value])
    if abs(value) < EXACT:
        return value
    try:
        return float(value)
    except OverflowError:
        return None


def _moment(value: datetime) -> CellValue:
    """To the second: beyond it Excel's fraction of a day is noise, and each library rounds its own."""
    value = value.replace(tzinfo=None)
    if value.microsecond >= 500_000 and value < _LAST:
        value += timedelta(seconds=1)
    value = value.replace(microsecond=0)
    if value.date() in _NO_DAY:
        return _clock(value.time())
    return value.date() if value.time() == time() else value


def _clock(value: time) -> CellValue:
    seconds = (value.hour * 60 + value.minute) * 60 + value.second
    return _float((seconds + value.microsecond / 1e6) / _DAY)


_READERS: dict[type, Callable[..., CellValue]] = {
    type(None): lambda value: None,
    str: _text,
    float: _float,
    bool: lambda value: value,
    int: _int,
    date: lambda value: value,
    datetime: _moment,
    time: _clock,
    timedelta: lambda value: _float(value / timedelta(days=1)),  # what the cell itself holds: days
    Decimal: lambda value: _float(float(value)),
    CellError: lambda value: value,
}


def _unusual(value: object) -> CellValue:
    """A library's own kind of number, date or text. A kind nobody knows is shown as text."""
    for kind in (bool, int, float, datetime, date, time, timedelta, str):
        if isinstance(value, kind):
            return _READERS[kind](value)
    return _text(str(value))
