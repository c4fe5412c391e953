"""Small workbooks for the tests of `books/`, stated as rows of cells and made into any kind of book.

A real file is written by XlsxWriter and changed by hand where no library writes what is wanted.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from g2g_excel.books.memory import MemoryBook
from g2g_excel.books.reach import area
from g2g_excel.cells import CellError, CellValue, Edit, Location, column_number

_ERRORS = {"#DIV/0!": "=1/0", "#N/A": "=NA()"}


@dataclass(frozen=True)
class Sheet:
    """Rows from A1. `formulas` by cell, `tables` and `merged` as ranges, `hidden` row numbers."""

    rows: Sequence[Sequence[CellValue]] = ()
    formulas: Mapping[str, str] = field(default_factory=dict)
    tables: Sequence[str] = ()
    merged: Sequence[str] = ()
    hidden: Sequence[int] = ()


Sheets = Mapping[str, Sheet]


def in_memory(folder: Path, sheets: Sheets) -> MemoryBook:
    places = {name: {place(cell) for cell in sheet.formulas} for name, sheet in sheets.items()}
    return MemoryBook("Book.xlsx", {name: sheet.rows for name, sheet in sheets.items()}, places)


def write_xlsx(path: Path, sheets: Sheets, more: Callable[[Any, Any], None] | None = None) -> Path:
    """A file of these sheets. `more(workbook, first worksheet)` adds what a test is about."""
    book = xlsxwriter.Workbook(str(path), {"nan_inf_to_errors": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
    made = []
    for name, sheet in sheets.items():
        page = book.add_worksheet(name)
        made.append(page)
        for covered in sheet.tables:
            _table(page, covered, sheet)
        for covered in sheet.merged:
            page.merge_range(covered, "")
        for row, cells in enumerate(sheet.rows):
            for column, value in enumerate(cells):
                _write(page, row, column, value, day, moment)
        for cell, formula in sheet.formulas.items():
            page.write_formula(cell, formula, None, 2)
        for row in sheet.hidden:
            page.set_row(row - 1, None, None, {"hidden": True})
    if more:
        more(book, made[0])
    book.close()
    return path


def _table(page: Any, covered: str, sheet: Sheet) -> None:
    top, left, _, right = area(covered)
    headings = [sheet.rows[top - 1][column - 1] for column in range(left, right + 1)]
    page.add_table(covered, {"columns": [{"header": str(heading)} for heading in headings]})


def _write(page: Any, row: int, column: int, value: CellValue, day: Any, moment: Any) -> None:
    if value is None:
        return
    if isinstance(value, CellError):
        page.write_formula(row, column, _ERRORS[value.code], None, value.code)
    elif isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, str):
        page.write_string(row, column, value)
    elif isinstance(value, datetime):
        page.write_datetime(row, column, value, moment)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, day)
    else:
        page.write_number(row, column, value)


def place(cell: str) -> tuple[int, int]:
    """`D7` as row and column."""
    column = cell.rstrip("0123456789")
    return int(cell[len(column) :]), column_number(column)


def at(book: Any, cell: str, sheet: str = "Figures") -> Location:
    return Location(book.name, sheet, *place(cell))


def put(book: Any, cells: Mapping[str, CellValue], sheet: str = "Figures") -> None:
    """Apply edits that expect what the cells hold now."""
    grid = book.grid(sheet)
    book.apply([Edit(at(book, c, sheet), v, grid.value(*place(c))) for c, v in cells.items()])


def shown(book: Any, cells: Iterable[str], sheet: str = "Figures") -> list[CellValue]:
    grid = book.grid(sheet)
    return [grid.value(*place(cell)) for cell in cells]


def parts(source: Path | bytes) -> dict[str, bytes]:
    """Every part of a file, in the file's order."""
    raw = source if isinstance(source, bytes) else source.read_bytes()
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        return {name: file.read(name) for name in file.namelist()}


def rezip(path: Path, changed: Mapping[str, bytes | None]) -> Path:
    """The file with parts replaced, added, or (None) left out."""
    new = {**parts(path), **changed}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in new.items():
            if data is not None:
                file.writestr(name, data)
    return path


def respell(path: Path, part: str, old: str, new: str) -> Path:
    """The file with some text of a part replaced; the text must be there."""
    text = parts(path)[part].decode()
    assert re.search(old, text), f"{old} is not in {part}"
    return rezip(path, {part: re.sub(old, lambda _: new, text, count=1).encode()})
