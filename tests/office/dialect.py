"""What a cell holds, between the way Excel's object model says it and the way LibreOffice stores it.

Excel gives a date where the cell's format is a date's, `Decimal` where it is money's, and an integer
for an error; LibreOffice stores text and floats. A block goes over in one call each way. Formats are
asked for by block too, and only where a number is in it.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from tests.office.errors import ExcelError
from tests.office.formulas import in_offices_spelling
from tests.office.found import uno

Cell = tuple[int, int]  # row and column inside the block, from 0
Grid = list[list[Any]]

DATE, MONEY, TEXT, LOGICAL = 2, 8, 256, 1024  # com.sun.star.util.NumberFormat
_EPOCH = dt.datetime(1899, 12, 30)
_LAST_DAY = 2_958_465  # 31 December 9999
_LONGEST_TEXT = 32_767
_NUMBERED = {  # LibreOffice's number of an error, Excel's
    "#DIV/0!": (532, -2146826281),
    "#N/A": (32767, -2146826246),
    "#NAME?": (525, -2146826259),
    "#NULL!": (521, -2146826288),
    "#NUM!": (503, -2146826252),
    "#REF!": (524, -2146826265),
    "#VALUE!": (519, -2146826273),
}
ERRORS = {excel: text for text, (_, excel) in _NUMBERED.items()}
_EXCELS_ERROR = dict(_NUMBERED.values()) | {502: -2146826273}
_OTHER_ERROR = _NUMBERED["#VALUE!"][1]

# What Excel would make a number, a date, a truth value or an error of, were it typed.
_MEANS_SOMETHING = re.compile(
    r"\s*(?:[-+(£$€]*\.?\d|(?:true|false)\s*$|#\w|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[a-z]*[-/ ,.]*\d)",
    re.IGNORECASE,
)


class Formats:
    """The number formats of one document, each asked for once."""

    def __init__(self, document: Any) -> None:
        self._formats = document.NumberFormats
        self._locale = uno().createUnoStruct("com.sun.star.lang.Locale")
        self._locale.Language, self._locale.Country = "en", "GB"
        self._kinds: dict[int, int] = {}
        self._keys: dict[str, int] = {}

    def kind(self, key: int) -> int:
        """What sort of format it is: a sum of the constants above, and others."""
        if key not in self._kinds:
            form = self._formats.getByKey(key)
            money = MONEY if "£" in form.FormatString else 0  # LibreOffice wants it as [$£-809]
            self._kinds[key] = int(form.Type) | money
        return self._kinds[key]

    def code(self, key: int) -> str:
        return str(self._formats.getByKey(key).FormatString)

    def key(self, code: str) -> int:
        if code not in self._keys:
            known = self._formats.queryKey(code, self._locale, False)
            self._keys[code] = known if known != -1 else self._formats.addNew(code, self._locale)
        return self._keys[code]

    def kinds(self, area: Any) -> dict[Cell, int]:
        """The kinds of format in a block that matter here; a cell of another kind is not in it."""
        start = area.RangeAddress
        found: dict[Cell, int] = {}
        parts = area.getUniqueCellFormatRanges()
        for number in range(parts.Count):
            part = parts.getByIndex(number)
            kind = self.kind(part.getByIndex(0).NumberFormat)
            if not kind & (DATE | MONEY | TEXT | LOGICAL):
                continue
            for piece in part.getRangeAddresses():
                for row in range(piece.StartRow, piece.EndRow + 1):
                    for column in range(piece.StartColumn, piece.EndColumn + 1):
                        found[row - start.StartRow, column - start.StartColumn] = kind
        return found


def read(area: Any, formats: Formats) -> Grid:
    """A block's values as Excel's object model gives them; "" for a blank, as for no text."""
    grid = [list(row) for row in area.getDataArray()]
    if any(isinstance(value, float) for row in grid for value in row):
        for (row, column), kind in formats.kinds(area).items():
            value = grid[row][column]
            if isinstance(value, float):
                grid[row][column] = _as_formatted(value, kind)
    for number, line in enumerate(grid):
        for column, value in enumerate(line):
            if value is None:  # only an error has no value; a blank has empty text
                code = area.getCellByPosition(column, number).getError()
                line[column] = _EXCELS_ERROR.get(code, _OTHER_ERROR)
    return grid


def _as_formatted(value: float, kind: int) -> Any:
    if kind & LOGICAL:
        return bool(value)
    if kind & DATE and 0 <= value < _LAST_DAY + 1:
        return _EPOCH + dt.timedelta(milliseconds=round(value * 86_400_000))
    if kind & MONEY:
        return Decimal(repr(value)).quantize(Decimal("0.0001")).normalize() + 0
    return value


def write(area: Any, values: Sequence[Sequence[Any]], formats: Formats) -> None:
    """Put a block into its cells with one call, then what only single cells can take."""
    only_text = all(
        v is None or (isinstance(v, str) and v[:1] in ("'", "")) for row in values for v in row
    )
    kinds = {} if only_text else formats.kinds(area)
    stored: list[tuple[float | str, ...]] = []
    typed: dict[Cell, str] = {}
    wanted: dict[Cell, str] = {}
    for number, row in enumerate(values):
        line: list[float | str] = []
        for column, value in enumerate(row):
            at, kind = (number, column), kinds.get((number, column), 0)
            if isinstance(value, str) and not kind & TEXT and _is_read_by_excel(value):
                typed[at] = value
                line.append("")
                continue
            line.append(_stored(value))
            code = _format_for(value, kind)
            if code:
                wanted[at] = code
        stored.append(tuple(line))
    area.setDataArray(tuple(stored))
    for top, column, bottom, code in _runs(wanted):
        area.getCellRangeByPosition(column, top, column, bottom).NumberFormat = formats.key(code)
    for (number, column), text in typed.items():
        type_in(area.getCellByPosition(column, number), text)


def type_in(cell: Any, text: str) -> None:
    """What a user types, read as Excel would read it."""
    if text.startswith("="):
        cell.Formula = in_offices_spelling(text)
    else:
        cell.FormulaLocal = text


def _is_read_by_excel(text: str) -> bool:
    return (text.startswith("=") and len(text) > 1) or bool(_MEANS_SOMETHING.match(text))


def _stored(value: Any) -> float | str:
    if value is None:
        return ""
    if isinstance(value, str):
        text = value.removeprefix("'")
        if len(text) > _LONGEST_TEXT:
            raise ExcelError(f"Text of {len(text)} characters does not fit in a cell.")
        return text
    if isinstance(value, bool | int | float | Decimal):
        number = float(value)
        return "" if math.isnan(number) else number
    if isinstance(value, dt.datetime):
        return (value.replace(tzinfo=None) - _EPOCH) / dt.timedelta(days=1)
    if isinstance(value, dt.date):
        return float((value - _EPOCH.date()).days)
    raise ExcelError(f"Excel takes no {type(value).__name__}.")


def _format_for(value: Any, kind: int) -> str:
    """The format that a cell takes on with a value; "" where it keeps its own."""
    if isinstance(value, bool):
        return "" if kind & LOGICAL else "BOOLEAN"
    if isinstance(value, dt.date):
        if kind & DATE:
            return ""
        midnight = not isinstance(value, dt.datetime) or value.time() == dt.time()
        return "DD/MM/YYYY" if midnight else "DD/MM/YYYY HH:MM"
    is_number = isinstance(value, int | float | Decimal)
    return "General" if is_number and kind & LOGICAL else ""


def _runs(wanted: Mapping[Cell, str]) -> Iterator[tuple[int, int, int, str]]:
    """(first row, column, last row, code): cells below each other that take one format."""
    run: tuple[int, int, int, str] | None = None
    for (row, column), code in sorted(wanted.items(), key=lambda item: (item[0][1], item[0][0])):
        if run is not None and run[1:] == (column, row - 1, code):
            run = run[0], column, row, code
            continue
        if run is not None:
            yield run
        run = row, column, row, code
    if run is not None:
        yield run
