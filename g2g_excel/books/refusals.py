"""What must hold before any workbook is changed, whichever kind it is.

Every edit is looked at before the first is made: the caller gets all of them, or `CannotWrite`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from g2g_excel.books.values import plain, same
from g2g_excel.cells import CannotWrite, CellError, CellValue, Edit, Grid, Location, Workbook
from g2g_excel.entry import shown

LONGEST_TEXT = 32_767  # UTF-16 units, Excel's own limit
LAST_ROW = 20_000  # a cell beyond is not part of a plan or a return, and is refused both ways
LAST_COLUMN = 500

Changes = dict[tuple[int, int], CellValue]


def permitted(book: Workbook, edits: Sequence[Edit]) -> dict[str, Changes]:
    """The new values by sheet, row and column. Raises `CannotWrite` at the first that must not be."""
    changes: dict[str, Changes] = {}
    there = set(book.sheets())
    for edit in edits:
        at = edit.at
        if at.book != book.name:
            raise CannotWrite(f"{at} is a cell of another workbook than {book.name}.")
        if at.sheet not in there:
            raise CannotWrite(f"{book.name} has no sheet called {at.sheet}. Was it renamed?")
        if not (0 < at.row <= LAST_ROW and 0 < at.column <= LAST_COLUMN):
            raise CannotWrite(f"{at} lies outside the part of a sheet that is used.")
        grid = book.grid(at.sheet)
        changed = changes.setdefault(at.sheet, {})
        _unchanged(edit, grid, changed)
        changed[at.row, at.column] = writable(edit.value, at)
    return changes


def _unchanged(edit: Edit, grid: Grid, changed: Changes) -> None:
    at, place = edit.at, (edit.at.row, edit.at.column)
    if place in grid.formulas:
        raise CannotWrite(
            f"{at} holds a formula, so nothing was changed. Type a value in its place, or clear it."
        )
    now = changed[place] if place in changed else grid.value(*place)
    if not same(now, plain(edit.was)):
        raise CannotWrite(
            f"{at} holds {shown(now)}, but held {shown(plain(edit.was))} when it was read, so "
            "nothing was changed. Run the job again."
        )


def writable(value: CellValue, at: Location) -> CellValue:
    """The value as it will be read back. Raises `CannotWrite` for what no cell can hold."""
    result = plain(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise CannotWrite(f"{at} cannot hold {value}: it is not a number.")
    if isinstance(result, CellError):
        raise CannotWrite(f"{at} would be given the error {result}. An error is never written.")
    length = len(result.encode("utf-16-le")) // 2 if isinstance(result, str) else 0
    if length > LONGEST_TEXT:
        raise CannotWrite(
            f"{at} would be given {length:,} characters. A cell holds {LONGEST_TEXT:,} at most: "
            "shorten the text."
        )
    if isinstance(result, date) and result.year < 1900:
        raise CannotWrite(f"{at} cannot hold {shown(result)}: Excel knows no day before 1900.")
    return result
