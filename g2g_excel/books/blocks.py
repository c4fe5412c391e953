"""Edits as rectangles: each is one call to Excel, so a hundred cells cost as little as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from g2g_excel.cells import CellValue, Edit

Block = tuple[int, int, list[list[CellValue]]]


def blocks(edits: Sequence[Edit]) -> Iterator[Block]:
    """(row, column, values) for each rectangle of neighbouring cells, top to bottom."""
    runs: dict[tuple[int, int], Block] = {}  # (column, width) → the block growing downwards
    for row, column, values in _runs(edits):
        shape = column, len(values)
        block = runs.get(shape)
        if block is not None and block[0] + len(block[2]) == row:
            block[2].append(values)
            continue
        if block is not None:
            yield block
        runs[shape] = (row, column, [values])
    yield from runs.values()


def _runs(edits: Sequence[Edit]) -> Iterator[tuple[int, int, list[CellValue]]]:
    """Neighbouring cells of one row."""
    row, column, values = 0, 0, list[CellValue]()
    for edit in sorted(edits, key=lambda e: (e.at.row, e.at.column)):
        if values and edit.at.row == row and edit.at.column == column + len(values):
            values.append(edit.value)
            continue
        if values:
            yield row, column, values
        row, column, values = edit.at.row, edit.at.column, [edit.value]
    if values:
        yield row, column, values
