"""Formulas: what Excel would take for a repair, and what it would show #NAME? for.

Excel's file format wants `tbl[[#This Row],[Col]]` where its own screen shows `[@Col]`, and
`_xlfn.` before every function younger than 2007.
"""

from __future__ import annotations

import re

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

from tests.lint.book import Book
from tests.lint.complaint import Complaint, Complaints, words

LONGEST = 8192
_YOUNG = frozenset(
    words("""
    CHOOSECOLS CHOOSEROWS CONCAT DAYS DROP FILTER FORMULATEXT HSTACK IFNA IFS ISOWEEKNUM LAMBDA LET
    MAXIFS MINIFS NUMBERVALUE RANDARRAY SEQUENCE SHEET SHEETS SORT SORTBY SWITCH TAKE TEXTAFTER
    TEXTBEFORE TEXTJOIN TEXTSPLIT TOCOL TOROW UNIQUE VSTACK XLOOKUP XMATCH XOR
    """)
)
_ITEMS = ("#All", "#Data", "#Headers", "#Totals", "#This Row")
_TABLE_PART = re.compile(r"([^\W\d][\w.]*)?(\[.*\])$")
_NAME = re.compile(r"[^\W\d][\w.]*")
_CELL_OR_TRUTH = re.compile(r"(?i)\$?[a-z]{1,3}(\$?\d+)?|true|false")


def formula_is_sound(
    book: Book, formula: str | None, where: str, *, limit: int = LONGEST
) -> Complaints:
    """Every fault of one formula, with or without its `=`."""
    formula = formula or ""
    if len(formula) > limit:
        yield Complaint("formula.long", where, str(len(formula)))
    try:
        tokens = Tokenizer("=" + formula.removeprefix("=")).items
    except Exception as error:  # the tokenizer's own kinds, and IndexError from inside it
        yield Complaint("formula.syntax", where, str(error)[:80])
        return
    depth = 0
    for token in tokens:
        depth += (token.subtype == Token.OPEN) - (token.subtype == Token.CLOSE)
        if depth < 0:
            break
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            if token.value[:-1].upper() in _YOUNG:
                yield Complaint("formula.prefix", where, f"{token.value[:-1]} needs _xlfn.")
        elif token.type == Token.OPERAND and token.subtype == Token.RANGE:
            yield from _reference_is_known(book, token.value, where)
    if depth != 0:
        yield Complaint("formula.parens", where, formula[:60])


def _reference_is_known(book: Book, reference: str, where: str) -> Complaints:
    if "[" in reference:
        yield from _table_part_is_known(book, reference, where)
    elif "!" in reference:
        sheet = reference.rsplit("!", 1)[0].strip("'").replace("''", "'")
        inside = "[" not in sheet and not sheet.startswith("#")
        if inside and sheet.lower() not in book.sheet_names:
            yield Complaint("formula.unknown_sheet", where, reference)
    elif (
        _NAME.fullmatch(reference)
        and not _CELL_OR_TRUTH.fullmatch(reference)
        and reference.lower() not in book.name_texts
        and reference.lower() not in book.table_columns
    ):
        yield Complaint("formula.unknown_name", where, reference)


def _table_part_is_known(book: Book, reference: str, where: str) -> Complaints:
    if reference.count("[") != reference.count("]"):
        yield Complaint("formula.struct", where, reference)
        return
    found = _TABLE_PART.match(reference)
    if not found or "@" in re.sub(r"'.", "", reference):
        yield Complaint("formula.struct_ui_form", where, reference)
        return
    table, inner = found.groups()
    if table is None:
        yield Complaint("formula.struct_no_table", where, reference)
        return
    columns = book.table_columns.get(table.lower())
    if columns is None:
        yield Complaint("formula.unknown_table", where, reference)
        return
    is_list = inner.startswith("[[")
    if is_list and re.search(r"\],\s*[^\[\s]", inner):
        yield Complaint("formula.struct_ui_form", where, reference)
    for item in re.findall(r"\[([^\[\]]+)\]", inner) if is_list else [inner[1:-1]]:
        plain = re.sub(r"'(.)", r"\1", item)
        if plain.startswith("#"):
            if plain not in _ITEMS:
                yield Complaint("formula.struct_item", where, plain)
        elif plain and plain.lower() not in columns:
            yield Complaint("formula.unknown_column", where, reference)
