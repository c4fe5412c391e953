"""A workbook in memory, written in the test or the page that needs it as Markdown.

    ## Figures
    | Measure | Value |
    |---------|-------|
    | 1.1a    | 95    |

It keeps the rules of the real ones for changes, and knows nothing else of Excel: no formats, no
tables (any row may follow the last), and a formula has no value.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from g2g_excel.books.refusals import permitted
from g2g_excel.books.values import ERRORS, plain, trimmed
from g2g_excel.cells import CellError, CellValue, Edit, Grid

_SHEET = re.compile(r"##\s+(.+)")
_NEXT_ROW = re.compile(r"<!--\s*row\s+(\d+)\s*-->")
_LINE_UNDER_HEADINGS = re.compile(r"\|[\s:|-]*-[\s:|-]*\|?")
_BAR = re.compile(r"(?<!\\)\|")
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d(:\d\d)?)?")

Place = tuple[int, int]


class MemoryBook:
    """A `Workbook` that is nowhere but here."""

    def __init__(
        self,
        name: str,
        sheets: Mapping[str, Iterable[Sequence[CellValue]]],
        formulas: Mapping[str, Collection[Place]] | None = None,
    ) -> None:
        self.name = name
        self._grids = {
            sheet: Grid(
                sheet,
                trimmed([plain(value) for value in row] for row in rows),
                frozenset((formulas or {}).get(sheet, ())),
            )
            for sheet, rows in sheets.items()
        }

    @classmethod
    def from_markdown(cls, name: str, text: str) -> MemoryBook:
        """Sheets are `## Name`, rows are `| a | b |`; `<!-- row 5 -->` says which row comes next."""
        sheets: dict[str, list[list[CellValue]]] = {}
        formulas: dict[str, set[Place]] = {}
        sheet, rows = "", list[list[CellValue]]()
        for line in map(str.strip, text.splitlines()):
            if heading := _SHEET.fullmatch(line):
                sheet, rows = heading[1], []
                sheets[sheet], formulas[sheet] = rows, set()
            elif place := _NEXT_ROW.fullmatch(line):
                rows += [[] for _ in range(int(place[1]) - 1 - len(rows))]
            elif line.startswith("|") and sheet and not _LINE_UNDER_HEADINGS.fullmatch(line):
                cells = _cells(line)
                rows.append([None if cell.startswith("=") else _literal(cell) for cell in cells])
                formulas[sheet] |= {
                    (len(rows), column)
                    for column, cell in enumerate(cells, start=1)
                    if cell.startswith("=")
                }
        return cls(name, sheets, formulas)

    def sheets(self) -> tuple[str, ...]:
        return tuple(self._grids)

    def grid(self, sheet: str) -> Grid:
        return self._grids[sheet]

    def apply(self, edits: Sequence[Edit]) -> None:
        """Make all the edits or none; see `Workbook.apply`."""
        for sheet, changes in permitted(self, edits).items():
            grid = self._grids[sheet]
            rows = [list(row) for row in grid.rows]
            for (row, column), value in changes.items():
                rows += [[] for _ in range(row - len(rows))]
                rows[row - 1] += [None] * (column - len(rows[row - 1]))
                rows[row - 1][column - 1] = value
            self._grids[sheet] = Grid(sheet, trimmed(rows), grid.formulas)


def _cells(line: str) -> list[str]:
    inner = line.removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _BAR.split(inner)]


def _literal(cell: str) -> CellValue:
    """A cell as it is written in Markdown. Quotes make text of anything: `"101"`, `"=1"`, `""`."""
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1]
    if cell in ERRORS:
        return CellError(cell)
    if cell in ("TRUE", "FALSE"):
        return cell == "TRUE"
    if _NUMBER.fullmatch(cell):
        return float(cell)  # made an `int` where it is one, as from any other workbook
    if _MOMENT.fullmatch(cell):
        return datetime.fromisoformat(cell)
    return cell
