"""Where a range is, and what lies around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

from xlwings import base_classes
from xlwings import utils as xlwings_utils

from tests.office.errors import fails_as_excel

if TYPE_CHECKING:
    from tests.office.engine_sheets import Sheet

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
CONTENTS, FORMATS, ALL = 1 | 2 | 4 | 16, 32 | 64, 1023  # com.sun.star.sheet.CellFlags
utils: Any = xlwings_utils  # it has no types


@fails_as_excel
class Place(base_classes.Range):
    """A rectangle of cells; rows and columns count from 1. `Range` adds what the cells hold."""

    def __init__(
        self, sheet: Sheet, row: int, column: int, n_rows: int = 1, n_columns: int = 1
    ) -> None:
        self._sheet = sheet
        self._row, self._column = row, column
        self.n_rows, self.n_columns = n_rows, n_columns
        self._area: Any = None

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    @property
    def row(self) -> int:
        return self._row

    @property
    def column(self) -> int:
        return self._column

    @property
    def last_row(self) -> int:
        return self._row + self.n_rows - 1

    @property
    def last_column(self) -> int:
        return self._column + self.n_columns - 1

    @property
    def shape(self) -> tuple[int, int]:
        return self.n_rows, self.n_columns

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        return self._sheet.name, self._row, self._column, self.n_rows, self.n_columns

    @property
    def area(self) -> Any:
        """LibreOffice's range."""
        if self._area is None:
            self._area = self._sheet.uno.getCellRangeByPosition(
                self._column - 1, self._row - 1, self.last_column - 1, self.last_row - 1
            )
        return self._area

    @property
    def api(self) -> Any:
        return self.area

    def __len__(self) -> int:
        return self.n_rows * self.n_columns

    def __call__(self, row: int, column: int | None = None) -> Self:
        if column is None:
            row, column = (row - 1) // self.n_columns + 1, (row - 1) % self.n_columns + 1
        return type(self)(self._sheet, self._row + row - 1, self._column + column - 1)

    @property
    def arg1_input(self) -> str:
        return self.address

    @property
    def address(self) -> str:
        return self.get_address(True, True)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool = False) -> str:
        def one(row: int, column: int) -> str:
            dollars = "$" * bool(col_absolute), "$" * bool(row_absolute)
            return f"{dollars[0]}{utils.col_name(column)}{dollars[1]}{row}"

        place = one(self._row, self._column)
        if len(self) > 1:
            place += ":" + one(self.last_row, self.last_column)
        if external:
            return f"'[{self._sheet.book.name}]{self._sheet.name}'!{place}"
        return place

    @property
    def _engine(self) -> Any:
        return self._sheet.book.app.engine

    def end(self, direction: str) -> Self:
        """Where Ctrl and an arrow would lead from its first cell."""
        down, right = {"down": (1, 0), "up": (-1, 0), "right": (0, 1), "left": (0, -1)}[direction]
        self._engine.look()
        used = self._sheet.used_range
        if right:
            line = type(self)(self._sheet, self._row, 1, 1, max(used.last_column, self._column))
            filled = [bool(source) for source in line.area.getFormulaArray()[0]]
            here, furthest = self._column, LAST_COLUMN
        else:
            line = type(self)(self._sheet, 1, self._column, max(used.last_row, self._row), 1)
            filled = [bool(source) for (source,) in line.area.getFormulaArray()]
            here, furthest = self._row, LAST_ROW
        there = _jump(filled, here, down + right) or (furthest if down + right > 0 else 1)
        return type(self)(self._sheet, *((self._row, there) if right else (there, self._column)))

    @property
    def current_region(self) -> Self:
        cursor = self._sheet.uno.createCursorByRange(self.area)
        cursor.collapseToCurrentRegion()
        return self._sheet.range_at(cursor.RangeAddress)

    @property
    def merge_area(self) -> Self:
        cursor = self._sheet.uno.createCursorByRange(self.area)
        cursor.collapseToMergedArea()
        return self._sheet.range_at(cursor.RangeAddress)

    @property
    def merge_cells(self) -> bool:
        return bool(self.area.IsMerged) or len(self.merge_area) > len(self)


def _jump(filled: Sequence[bool], here: int, step: int) -> int:
    """The last filled place of a run, or the next filled one past a gap; 0 for the sheet's edge."""

    def is_filled(place: int) -> bool:
        return 1 <= place <= len(filled) and filled[place - 1]

    place = here
    if is_filled(place) and is_filled(place + step):
        while is_filled(place + step):
            place += step
        return place
    place += step
    while 1 <= place <= len(filled):
        if is_filled(place):
            return place
        place += step
    return 0
