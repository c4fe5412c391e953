"""Tables: names and columns that agree with each other, with the header cells and with the filter."""

from __future__ import annotations

import re
from itertools import combinations

from openpyxl.utils import get_column_letter

from tests.lint.book import Book, Table, area, overlap
from tests.lint.cells import Cells, cells_of
from tests.lint.complaint import Complaint, Complaints
from tests.lint.formulas import formula_is_sound
from tests.lint.package import MAIN, RELATED

_A_NAME = re.compile(r"[^\W\d][\w.]*|[_\\][\w.]*")


def names_and_ids_differ(book: Book) -> Complaints:
    names: set[str] = set()
    ids: set[str | None] = set()
    for table in book.tables:
        number, name = table.tree.get("id"), table.name
        if number in ids:
            yield Complaint("table.id_dup", table.part, str(number))
        if name.lower() in names:
            yield Complaint("table.name_dup", table.part, name)
        if name.lower() in book.name_texts:
            yield Complaint("table.name_clash", table.part, name)
        if not _A_NAME.fullmatch(name):
            yield Complaint("table.name_invalid", table.part, name)
        ids.add(number)
        names.add(name.lower())


def columns_fit(book: Book) -> Complaints:
    for table in book.tables:
        lower = [column.lower() for column in table.columns]
        twice = [column for column in lower if lower.count(column) > 1]
        if twice:
            yield Complaint("table.col_dup", table.part, twice[0])
        ids = [column.get("id") for column in table.tree.iter(f"{MAIN}tableColumn")]
        if len(set(ids)) != len(ids):
            yield Complaint("table.colid_dup", table.part)
        left, _, right, _ = table.area
        group = table.tree.find(f"{MAIN}tableColumns")
        count = len(lower) if group is None else int(group.get("count", len(lower)))
        if not len(lower) == count == right - left + 1:
            yield Complaint(
                "table.width", table.part, f"ref {table.tree.get('ref')} {len(lower)} columns"
            )
        for formula in table.tree.iter(f"{MAIN}calculatedColumnFormula"):
            yield from formula_is_sound(book, formula.text, table.part)


def filter_covers_the_rows(book: Book) -> Complaints:
    for table in book.tables:
        filter_ = table.tree.find(f"{MAIN}autoFilter")
        if filter_ is not None:
            left, top, right, bottom = table.area
            totals = int(table.tree.get("totalsRowCount") or 0)
            if area(filter_.get("ref")) != (left, top, right, bottom - totals):
                yield Complaint("table.autofilter", table.part, filter_.get("ref"))


def tables_stand_alone(book: Book) -> Complaints:
    for sheet in book.sheets:
        if sheet.tree is None:
            continue
        merged = [area(one.get("ref")) for one in sheet.tree.iter(f"{MAIN}mergeCell")]
        filter_ = sheet.tree.find(f"{MAIN}autoFilter")
        here = [table for table in book.tables if table.sheet == sheet.part]
        for one, other in combinations(here, 2):
            if overlap(one.area, other.area):
                yield Complaint("table.overlap", other.part, other.tree.get("ref"))
        for table in here:
            if any(overlap(table.area, one) for one in merged):
                yield Complaint("table.merge", table.part, "merged cells inside")
            if filter_ is not None and overlap(table.area, area(filter_.get("ref"))):
                yield Complaint("table.sheet_autofilter", table.part)


def header_cells_hold_the_columns_names(book: Book) -> Complaints:
    for sheet in book.sheets:
        if sheet.tree is None:
            continue
        cells = cells_of(book, sheet.tree)
        for table in book.tables:
            if table.sheet == sheet.part and table.tree.get("headerRowCount", "1") != "0":
                yield from _header_agrees(table, cells)


def _header_agrees(table: Table, cells: Cells) -> Complaints:
    left, top, _, _ = table.area
    for offset, column in enumerate(table.columns):
        cell = cells.get(f"{get_column_letter(left + offset)}{top}")
        is_text = cell is not None and cell[0] in ("s", "str")
        if not is_text or _one_line(cell[1] if cell else "") != _one_line(column):
            yield Complaint("table.header", table.part, f"{column!r} v cell {cell}")


def _one_line(text: str) -> str:
    return text.replace("\n", "_x000a_")


def sheets_list_their_tables(book: Book) -> Complaints:
    for sheet in book.sheets:
        if sheet.tree is None:
            continue
        related = set(book.package.related(sheet.part, "table"))
        ids = [one.get(f"{RELATED}id") for one in sheet.tree.iter(f"{MAIN}tablePart")]
        listed = {book.package.target(sheet.part, one) for one in ids} - {""}
        if related != listed:
            yield Complaint("table.parts", sheet.part, str(sorted(related ^ listed)))


RULES = (
    names_and_ids_differ,
    columns_fit,
    filter_covers_the_rows,
    tables_stand_alone,
    header_cells_hold_the_columns_names,
    sheets_list_their_tables,
)
