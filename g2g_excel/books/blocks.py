"""Changes as rectangles: each is one call to Excel, so a hundred cells cost as little as one."""

from __future__ import annotations

from collections.abc import Iterator

from g2g_excel.books.refusals import Changes
from g2g_excel.cells import CellValue

Block = tuple[int, int, list[list[CellValue]]]


def blocks(changes: Changes) -> Iterator[Block]:
    """(row, column, values) for each rectangle of neighbouring cells, top to bottom."""
    runs: dict[tuple[int, int], Block] = {}  # (column, width) → the block growing downwards
    for row, column, values in _runs(changes):
        shape = column, len(values)
        block = runs.get(shape)
        if block is not None and block[0] + len(block[2]) == row:
            block[2].append(values)
            continue
        if block is not None:
            yield block
        runs[shape] = (row, column, [values])
    yield from runs.values()


def _runs(changes: Changes) -> Iterator[tuple[int, int, list[CellValue]]]:
    """Neighbouring cells of one row."""
    row, column, values = 0, 0, list[CellValue]()
    for (line, place), value in sorted(changes.items(), key=lambda change: change[0]):
        if values and line == row and place == column + len(values):
            values.append(value)
            continue
        if values:
            yield row, column, values
        row, column, values = line, place, [value]
    if values:
        yield row, column, values
