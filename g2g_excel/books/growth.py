"""A table that becomes longer, since rows were written right under it.

The table's own part and the ranges that ended with it (dropdowns, conditional formats) follow. It
takes in nothing that already stands below: then the write is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from g2g_excel.books.package import Package
from g2g_excel.books.reach import Area, area
from g2g_excel.books.refusals import Changes
from g2g_excel.books.sheetxml import NewRows
from g2g_excel.cells import CannotWrite, Grid, Location, letters

_RULES = re.compile(
    r"<(?:dataValidation|conditionalFormatting)\b[^>]*>"
    r"|<(x14:(?:dataValidation|conditionalFormatting))\b.*?</\1>",
    re.DOTALL,
)
_RANGES = re.compile(r'(\ssqref="|<xm:sqref>)([^"<]*)')


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table as its part describes it."""

    part: str
    name: str
    area: Area
    totals: bool
    formulas: Mapping[int, str]


def tables(package: Package, sheet: str) -> list[TablePart]:
    """The tables on a sheet."""
    found = []
    for relation in package.relations(package.sheets[sheet]).values():
        if relation.kind != "table" or relation.part not in package.parts:
            continue
        root = package.tree(relation.part)
        covered = area(root.get("ref", ""))
        if covered is None:
            continue
        formulas = {
            covered[1] + number: escape(formula)
            for number, column in enumerate(root.iter("{*}tableColumn"))
            if (formula := column.findtext("{*}calculatedColumnFormula"))
        }
        totals = root.get("totalsRowCount", "0") != "0"
        found.append(
            TablePart(relation.part, root.get("displayName", ""), covered, totals, formulas)
        )
    return found


def growth(table: TablePart, changes: Changes, grid: Grid, book: str) -> NewRows | None:
    """The rows a table grows by, given what is to be written. Raises `CannotWrite`."""
    _, left, bottom, right = table.area
    written = {
        row
        for (row, column), value in changes.items()
        if left <= column <= right and value is not None
    }
    last = bottom
    while last + 1 in written:
        last += 1
    if last == bottom:
        return None
    if table.totals:
        raise CannotWrite(
            f"The table {table.name} on {grid.sheet} ends with a row of totals, so it cannot grow "
            "and nothing was changed. Switch the totals off (Table Design, Total Row)."
        )
    for row in range(bottom + 1, last + 1):
        for column in range(left, right + 1):
            place = row, column
            if place in changes or (grid.value(*place) is None and place not in grid.formulas):
                continue
            raise CannotWrite(
                f"{Location(book, grid.sheet, row, column)} stands in the way of new rows under "
                f"the table {table.name}, so nothing was changed. Move it further down."
            )
    return NewRows(bottom + 1, last, left, right, bottom, table.formulas)


def longer_table(xml: str, table: TablePart, last: int) -> str:
    """The table's part with its new last row."""
    old, new = _reference(table.area), _reference((*table.area[:2], last, table.area[3]))
    return re.sub(rf'(<(?:table|autoFilter)\b[^>]*?\sref="){re.escape(old)}"', rf'\g<1>{new}"', xml)


def longer_rules(xml: str, table: TablePart, last: int) -> str:
    """A sheet's part where dropdowns and formats that ended with the table end with it again."""
    _, left, bottom, right = table.area

    def reference(text: str) -> str:
        covered = area(text)
        if covered is None or covered[2] != bottom or covered[1] < left or covered[3] > right:
            return text
        return _reference((*covered[:2], last, covered[3]))

    def ranges(match: re.Match[str]) -> str:
        return match[1] + " ".join(map(reference, match[2].split()))

    cells, end, rules = xml.partition("</sheetData>")
    return cells + end + _RULES.sub(lambda rule: _RANGES.sub(ranges, rule[0]), rules)


def _reference(covered: Area) -> str:
    top, left, bottom, right = covered
    return f"{letters(left)}{top}:{letters(right)}{bottom}"
