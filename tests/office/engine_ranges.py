"""Ranges of cells, as xlwings asks for them: values and formulas a block at a time.

A write to a locked cell of a protected sheet raises, as Excel does; so does anything else that would
change such a cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tests.office import dialect
from tests.office.engine_places import ALL, CONTENTS, FORMATS, Place, utils
from tests.office.errors import ExcelError, ProtectedCell, fails_as_excel
from tests.office.formulas import has_relative_cells, shown
from tests.office.found import uno

if TYPE_CHECKING:
    from tests.office.engine_names import Name
    from tests.office.engine_tables import Table


@fails_as_excel
class Range(Place):
    """A rectangle of cells, and what they hold."""

    @property
    def table(self) -> Table | None:
        for table in self._sheet.tables:
            inside = table.range
            if (
                inside.row <= self._row <= inside.last_row
                and inside.column <= self._column <= inside.last_column
            ):
                return table
        return None

    @property
    def name(self) -> Name | None:
        for name in self._sheet.book.names:
            if name.refers_to == f"={_quoted(self._sheet.name)}!{self.address}":
                return name
        return None

    @name.setter
    def name(self, value: str) -> None:
        self._sheet.book.names.add(value, f"={_quoted(self._sheet.name)}!{self.address}")

    # What it holds

    @property
    def raw_value(self) -> Any:
        self._engine.read()
        grid = dialect.read(self.area, self._sheet.book.formats)
        return grid[0][0] if len(self) == 1 else tuple(tuple(row) for row in grid)

    @raw_value.setter
    def raw_value(self, values: Any) -> None:
        self._may_change()
        dialect.write(self.area, self._as_grid(values), self._sheet.book.formats)

    @property
    def formula(self) -> Any:
        self._engine.read()
        values, sources = self.area.getDataArray(), self.area.getFormulaArray()
        grid = tuple(
            tuple(shown(value, source) for value, source in zip(row, line, strict=True))
            for row, line in zip(values, sources, strict=True)
        )
        return grid[0][0] if len(self) == 1 else grid

    @formula.setter
    def formula(self, wanted: Any) -> None:
        self._may_change()
        if isinstance(wanted, str) and len(self) > 1 and wanted.startswith("="):
            self._fill(wanted)
            return
        for number, line in enumerate(self._as_grid(wanted)):
            for column, text in enumerate(line):
                dialect.type_in(self.area.getCellByPosition(column, number), str(text))

    formula2 = formula

    def _fill(self, formula: str) -> None:
        """One formula for all cells: relative references move, as when it is filled down."""
        cells = [
            self.area.getCellByPosition(column, row)
            for row in range(self.n_rows)
            for column in range(self.n_columns)
        ]
        if "[" in formula:  # a table's column is the same from everywhere, and loses its tokens
            if has_relative_cells(formula):
                raise NotImplementedError(f"filling {formula}: tables and relative cells at once")
            for cell in cells:
                dialect.type_in(cell, formula)
            return
        dialect.type_in(cells[0], formula)
        tokens = cells[0].getTokens()
        for cell in cells[1:]:
            cell.setTokens(tokens)

    def _as_grid(self, values: Any) -> Sequence[Sequence[Any]]:
        if not isinstance(values, list | tuple):
            return [[values] * self.n_columns] * self.n_rows
        if values and not isinstance(values[0], list | tuple):
            values = [values]
        grid: Sequence[Sequence[Any]] = values
        if len(grid) != self.n_rows or any(len(row) != self.n_columns for row in grid):
            raise ExcelError(f"The values are not {self.n_rows} rows of {self.n_columns}.")
        return grid

    @property
    def has_array(self) -> bool:
        return False

    # What it looks like

    @property
    def number_format(self) -> str:
        self._engine.look()
        return self._sheet.book.formats.code(self.area.getCellByPosition(0, 0).NumberFormat)

    @number_format.setter
    def number_format(self, code: str) -> None:
        self._may_change()
        self.area.NumberFormat = self._sheet.book.formats.key(code)

    @property
    def color(self) -> tuple[int, int, int] | None:
        self._engine.look()
        colour = self.area.CellBackColor
        return None if colour == -1 else (colour >> 16 & 255, colour >> 8 & 255, colour & 255)

    @color.setter
    def color(self, colour: Any) -> None:
        self._may_change()
        if colour is None:
            self.area.CellBackColor = -1
            return
        if isinstance(colour, str):
            colour = utils.hex_to_rgb(colour)
        elif isinstance(colour, int):
            colour = utils.int_to_rgb(colour)
        red, green, blue = colour
        self.area.CellBackColor = red << 16 | green << 8 | blue

    @property
    def row_hidden(self) -> bool:
        return not self.area.Rows.IsVisible

    @property
    def column_hidden(self) -> bool:
        return not self.area.Columns.IsVisible

    # What changes it

    def clear_contents(self) -> None:
        self._may_change()
        self.area.clearContents(CONTENTS)

    def clear_formats(self) -> None:
        self._may_change()
        self.area.clearContents(FORMATS)

    def clear(self) -> None:
        self._may_change()
        self.area.clearContents(ALL)

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        self._may_change()
        how = uno().Enum("com.sun.star.sheet.CellInsertMode", (shift or "down").upper())
        self._sheet.uno.insertCells(self.area.RangeAddress, how)

    def delete(self, shift: str | None = None) -> None:
        self._may_change()
        how = uno().Enum("com.sun.star.sheet.CellDeleteMode", (shift or "up").upper())
        self._sheet.uno.removeRange(self.area.RangeAddress, how)

    def select(self) -> None:
        controller = self._sheet.book.document.CurrentController
        if controller is not None:
            controller.select(self.area)

    def _may_change(self) -> None:
        """Count one write. Raises `ProtectedCell` where Excel would."""
        self._engine.write()
        if not self._sheet.uno.isProtected():
            return
        parts = self.area.getUniqueCellFormatRanges()
        for number in range(parts.Count):
            if parts.getByIndex(number).getByIndex(0).CellProtection.IsLocked:
                raise ProtectedCell


def _quoted(sheet: str) -> str:
    """A sheet's name as formulas have it."""
    return sheet if re.fullmatch(r"[^\W\d]\w*", sheet) else "'" + sheet.replace("'", "''") + "'"
