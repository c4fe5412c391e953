"""A sheet's cells: in order, each of a type that its content has, each with a style that exists."""

from __future__ import annotations

import re

from openpyxl.utils import column_index_from_string

from tests.lint.book import Book
from tests.lint.complaint import Complaint, Complaints
from tests.lint.formulas import formula_is_sound
from tests.lint.package import MAIN, Tree

Cells = dict[
    str, tuple[str, str]
]  # by reference: the type, with every text as "s", and the content
_LONGEST_TEXT = 32_767


def cells_of(book: Book, tree: Tree) -> Cells:
    """What each cell holds; a cell whose shared string is missing holds nothing."""
    found: Cells = {}
    for cell in tree.iter(f"{MAIN}c"):
        kind, content = cell.get("t", "n"), cell.findtext(f"{MAIN}v") or ""
        if kind == "s":
            if _is_shared_text(book, content):
                found[cell.get("r")] = "s", book.texts[int(content)]
        elif kind == "inlineStr":
            found[cell.get("r")] = "s", _inline(cell)
        elif content:
            found[cell.get("r")] = kind, content
    return found


def cells_are_in_order(book: Book) -> Complaints:
    for part, tree in _worksheets(book):
        last_row = 0
        for row in tree.iter(f"{MAIN}row"):
            number = int(row.get("r") or last_row + 1)
            if number <= last_row:
                yield Complaint("sheet.row_order", part, f"row {number} after {last_row}")
            last_row, last_column = number, 0
            for cell in row.iter(f"{MAIN}c"):
                reference = cell.get("r") or ""
                place = re.fullmatch(r"([A-Z]+)(\d+)", reference)
                if place is None:
                    yield Complaint("cell.reference", part, reference)
                    continue
                column = column_index_from_string(place[1])
                if int(place[2]) != number:
                    yield Complaint("cell.row", part, reference)
                if column <= last_column:
                    yield Complaint("cell.order", part, reference)
                last_column = column


def cells_hold_what_their_type_says(book: Book) -> Complaints:
    styles = book.style_count("cellXfs")
    for part, tree in _worksheets(book):
        for cell in tree.iter(f"{MAIN}c"):
            where = cell.get("r") or ""
            style = cell.get("s")
            if style and int(style) >= styles:
                yield Complaint("cell.style", part, f"{where} s={style}")
            code = _fault(book, cell.get("t", "n"), cell)
            if code:
                yield Complaint(code, part, where)


def _fault(book: Book, kind: str, cell: Tree) -> str:
    content = cell.findtext(f"{MAIN}v") or ""
    if kind == "s" and not _is_shared_text(book, content):
        return "cell.sst"
    if kind == "inlineStr" and len(_inline(cell)) > _LONGEST_TEXT:
        return "text.long"
    if kind == "b" and content not in ("", "0", "1"):
        return "cell.bool"
    if kind == "n" and content:
        try:
            float(content)
        except ValueError:
            return "cell.number"
    return ""


def cell_formulas_are_sound(book: Book) -> Complaints:
    for part, tree in _worksheets(book):
        for cell in tree.iter(f"{MAIN}c"):
            formula = cell.find(f"{MAIN}f")
            if formula is not None and formula.text:
                yield from formula_is_sound(book, formula.text, f"{part} {cell.get('r')}")


def _worksheets(book: Book) -> list[tuple[str, Tree]]:
    return [(sheet.part, sheet.tree) for sheet in book.sheets if sheet.tree is not None]


def _is_shared_text(book: Book, content: str) -> bool:
    return content.isdigit() and int(content) < len(book.texts)


def _inline(cell: Tree) -> str:
    return "".join(text.text or "" for text in cell.iter(f"{MAIN}t"))


RULES = (cells_are_in_order, cells_hold_what_their_type_says, cell_formulas_are_sound)
