"""A workbook with changes decided but not yet written.

A job reads it, decides, changes it and reads it again as often as it needs; the file is written
once, at the end, whole or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence

from g2g_excel.cells import CellValue, Edit, Grid, Location, Workbook


class Draft:
    """A `Workbook` over another one. `commit` makes its edits there, in one go."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._grids: dict[str, Grid] = {}
        self._edits: dict[Location, Edit] = {}

    @property
    def name(self) -> str:
        return self._book.name

    def sheets(self) -> tuple[str, ...]:
        return self._book.sheets()

    def grid(self, sheet: str) -> Grid:
        if sheet not in self._grids:
            self._grids[sheet] = self._book.grid(sheet)
        return self._grids[sheet]

    def apply(self, edits: Sequence[Edit]) -> None:
        changed: dict[str, list[list[CellValue]]] = {}
        for edit in edits:
            at = edit.at
            rows = changed.setdefault(at.sheet, [list(row) for row in self.grid(at.sheet).rows])
            rows += [[] for _ in range(at.row - len(rows))]
            row = rows[at.row - 1]
            row += [None] * (at.column - len(row))
            row[at.column - 1] = edit.value
            first = self._edits.get(at, edit)
            self._edits[at] = Edit(at, edit.value, first.was)
        for sheet, lines in changed.items():
            self._grids[sheet] = Grid(sheet, tuple(map(tuple, lines)), self.grid(sheet).formulas)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What would be written: one edit a cell, none where the cell ends as it began."""
        return tuple(e for e in self._edits.values() if e.value != e.was)

    def commit(self) -> tuple[Edit, ...]:
        """Write it. Raises `CannotWrite`, and then nothing has been written."""
        edits = self.edits
        if edits:
            self._book.apply(edits)
        return edits
