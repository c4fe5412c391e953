"""The workbook part: its type, its tabs, its defined names, its styles and texts."""

from __future__ import annotations

import re

from tests.lint.book import Book
from tests.lint.complaint import Complaint, Complaints
from tests.lint.formulas import formula_is_sound
from tests.lint.package import MAIN

_MAIN_TYPE = {
    True: "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    False: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
_LONGEST_TEXT = 32_767
_STYLE_PARTS = (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"))
_LOOKS_LIKE_A_CELL = re.compile(r"(?i)\$?[a-z]{1,3}\$?\d+|r\d*c\d*|[rc]")
_A_NAME = re.compile(r"[^\W\d]?[\w\\][\w.\\?]*")


def file_name_fits_the_type(book: Book) -> Complaints:
    found = book.package.content_type(book.part)
    if found != _MAIN_TYPE[book.package.has_macros]:
        yield Complaint("ct.main", book.part, f"{found} does not fit the file name")
    if book.package.has_macros and not book.vba_parts:
        yield Complaint("vba.none", book.part, "no VBA project related")


def style_numbers_exist(book: Book) -> Complaints:
    if book.styles is None:
        return
    for format_ in book.styles.iter(f"{MAIN}xf"):
        for attribute, group in _STYLE_PARTS:
            number = format_.get(attribute)
            if number and int(number) >= book.style_count(group):
                yield Complaint("style.index", "styles", f"{attribute}={number}")
    for form in book.styles.iter(f"{MAIN}numFmt"):
        code = form.get("formatCode") or ""
        bare = re.sub(r'\\.|"[^"]*"', "", code)
        if not code or '"' in bare or bare.count("[") != bare.count("]"):
            yield Complaint("style.numfmt", "styles", code)


def texts_fit_in_a_cell(book: Book) -> Complaints:
    for number, text in enumerate(book.texts):
        if len(text) > _LONGEST_TEXT:
            yield Complaint("text.long", "sharedStrings", f"#{number} {len(text)} chars")


def tabs_have_names(book: Book) -> Complaints:
    names, ids = set(), set()
    for one in book.tree.iter(f"{MAIN}sheet"):
        name, number = one.get("name") or "", one.get("sheetId")
        if not 1 <= len(name) <= 31:
            yield Complaint("sheet.name_length", name, str(len(name)))
        illegal = re.search(r"[\[\]:*?/\\]", name) or "'" in (name[:1], name[-1:])
        if illegal or name.lower() == "history":
            yield Complaint("sheet.name_chars", name, name)
        if name.lower() in names:
            yield Complaint("sheet.name_dup", name, name)
        if number in ids:
            yield Complaint("sheet.id_dup", name, number)
        names.add(name.lower())
        ids.add(number)
    for view in book.tree.iter(f"{MAIN}workbookView"):
        if int(view.get("activeTab") or 0) >= len(book.sheets):
            yield Complaint("wb.activeTab", book.part, view.get("activeTab"))


def defined_names_are_sound(book: Book) -> Complaints:
    seen = {}
    for one in book.names:
        name, sheet = one.get("name"), one.get("localSheetId")
        if (name.lower(), sheet) in seen:
            yield Complaint("name.dup", name, name)
        seen[name.lower(), sheet] = one.text or ""
        if not _A_NAME.fullmatch(name) or _LOOKS_LIKE_A_CELL.fullmatch(name):
            yield Complaint("name.invalid", name, name)
        if sheet is not None and int(sheet) >= len(book.sheets):
            yield Complaint("name.localSheetId", name, sheet)
    for (name, _), formula in seen.items():
        yield from formula_is_sound(book, formula, f"name {name}")


RULES = (
    file_name_fits_the_type,
    style_numbers_exist,
    texts_fit_in_a_cell,
    tabs_have_names,
    defined_names_are_sound,
)
