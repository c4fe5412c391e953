"""What a workbook's formulas come to when somebody else works them out.

Our builder writes a cached result beside each formula, since Excel's preview and most readers show
that and nothing else. LibreOffice is the one independent check of it: `recalculate` gives every value
as LibreOffice computes it, `differences` what the file says instead.
"""

from __future__ import annotations

import datetime as dt
import math
import warnings
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from tests.office.dialect import ERRORS, Formats, read
from tests.office.soffice import Office, StartedOffice

Rows = tuple[tuple[Any, ...], ...]
_EPOCH = dt.datetime(1899, 12, 30)


def recalculate(path: Path | str, office: Office | None = None) -> dict[str, Rows]:
    """Each sheet's values from A1 on, worked out anew, by the sheet's name.

    A blank is None, a number a float, an error its text (`"#DIV/0!"`), a date a datetime. Without an
    `office` one is started for the call, which takes a second or two.
    """
    if office is None:
        with StartedOffice() as started:
            return recalculate(path, started)
    document = office.open(path, macros=False)
    try:
        document.calculateAll()
        formats = Formats(document)
        sheets = [document.Sheets.getByName(name) for name in document.Sheets.ElementNames]
        return {sheet.Name: _rows(sheet, formats) for sheet in sheets}
    finally:
        document.close(True)


def _rows(sheet: Any, formats: Formats) -> Rows:
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    area = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
    return tuple(tuple(_plain(value) for value in row) for row in read(area, formats))


def _plain(value: Any) -> Any:
    if type(value) is int:
        return ERRORS[value]
    if isinstance(value, Decimal):
        return float(value)
    return None if value == "" else value


def differences(path: Path | str, office: Office | None = None) -> list[str]:
    """Each formula of a workbook whose cached result is not what LibreOffice makes of it."""
    worked_out = recalculate(path, office)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl would lose on saving; it saves nothing here
        formulas: Any = openpyxl.load_workbook(path)
        cached: Any = openpyxl.load_workbook(path, data_only=True)
    found = []
    for sheet in formulas.worksheets:
        rows = worked_out[sheet.title]
        for cell in (one for row in sheet.iter_rows() for one in row if one.data_type == "f"):
            says = cached[sheet.title][cell.coordinate].value
            row, column = int(cell.row), int(cell.column)
            inside = row <= len(rows) and column <= len(rows[row - 1])
            comes_to = rows[row - 1][column - 1] if inside else None
            if not _same(says, comes_to):
                formula = getattr(cell.value, "text", cell.value)
                found.append(
                    f"{sheet.title}!{cell.coordinate} {formula}: "
                    f"the file says {says!r}, LibreOffice {comes_to!r}"
                )
    return found


def _same(one: Any, other: Any) -> bool:
    one, other = _as_stored(one), _as_stored(other)
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return bool(one == other)


def _as_stored(value: Any) -> Any:
    """As the cell holds it: a formula takes on a date's format in LibreOffice and not in Excel."""
    if isinstance(value, dt.datetime):
        return (value - _EPOCH) / dt.timedelta(days=1)
    if isinstance(value, dt.date):
        return float((value - _EPOCH.date()).days)
    if isinstance(value, bool | int | float):
        return float(value)
    return None if value == "" else value
