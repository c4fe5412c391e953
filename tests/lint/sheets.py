"""A sheet's other parts: their order, merged cells, dropdowns, conditional formats, links."""

from __future__ import annotations

from itertools import combinations, pairwise

from tests.lint.book import Book, area, overlap
from tests.lint.complaint import Complaint, Complaints, words
from tests.lint.formulas import formula_is_sound
from tests.lint.package import EXCEL_2006, MAIN, elements, local

_ORDER = words("""
    sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection
    protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells
    phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup
    headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing
    legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts
    extLst
""")
_DROPDOWN_TYPES = words("none whole decimal list date time textLength custom")
_DROPDOWN_LENGTHS = (("promptTitle", 32), ("errorTitle", 32), ("prompt", 255), ("error", 255))
_LONGEST_DROPDOWN = 255


def elements_are_in_order(book: Book) -> Complaints:
    for sheet in book.sheets:
        if sheet.tree is None:
            continue
        children = [local(one) for one in sheet.tree if isinstance(one.tag, str)]
        places = [_ORDER.index(name) for name in children if name in _ORDER]
        if places != sorted(places):
            yield Complaint("sheet.order", sheet.part, "child elements out of order")


def areas_are_apart(book: Book) -> Complaints:
    for sheet in book.sheets:
        if sheet.tree is None:
            continue
        merged = [area(one.get("ref")) for one in sheet.tree.iter(f"{MAIN}mergeCell")]
        for one, other in combinations(merged, 2):
            if overlap(one, other):
                yield Complaint("sheet.merge_overlap", sheet.part)
        columns = sorted(
            (int(one.get("min")), int(one.get("max"))) for one in sheet.tree.iter(f"{MAIN}col")
        )
        if any(one[1] >= other[0] for one, other in pairwise(columns)):
            yield Complaint("sheet.cols_overlap", sheet.part)


def dropdowns_are_within_limits(book: Book) -> Complaints:
    for sheet in book.sheets:
        if sheet.tree is None:
            continue
        for one in sheet.tree.iter(f"{MAIN}dataValidation"):
            where, kind = f"{sheet.part} dv {one.get('sqref')}", one.get("type", "none")
            for attribute, longest in _DROPDOWN_LENGTHS:
                if len(one.get(attribute) or "") > longest:
                    yield Complaint("dv.length", where, attribute)
            if kind not in _DROPDOWN_TYPES:
                yield Complaint("dv.type", where, kind)
            for name in ("formula1", "formula2"):
                formula = one.findtext(f"{MAIN}{name}") or ""
                if len(formula) > _LONGEST_DROPDOWN:
                    yield Complaint("dv.formula_long", where, str(len(formula)))
                is_list_of_words = formula.startswith('"') and kind == "list"
                if formula and not is_list_of_words:
                    yield from formula_is_sound(book, formula, where, limit=_LONGEST_DROPDOWN)


def conditional_formats_are_sound(book: Book) -> Complaints:
    formats = book.style_count("dxfs")
    for sheet in book.sheets:
        if sheet.tree is None:
            continue
        for rule in sheet.tree.iter(f"{MAIN}cfRule"):
            number = rule.get("dxfId")
            if number and int(number) >= formats:
                yield Complaint("cf.dxf", sheet.part, number)
            for formula in rule.iter(f"{MAIN}formula"):
                yield from formula_is_sound(book, formula.text, f"{sheet.part} cf")
            icons = rule.find(f"{MAIN}iconSet")
            if icons is not None:
                wanted = int((icons.get("iconSet") or "3TrafficLights1")[0])
                if len(icons.findall(f"{MAIN}cfvo")) != wanted:
                    yield Complaint("cf.cfvo", sheet.part)


def links_lead_to_a_tab(book: Book) -> Complaints:
    """Excel offers no repair for this; it says "Reference isn't valid" when the link is clicked."""
    for sheet in book.sheets:
        if sheet.tree is None:
            continue
        for link in sheet.tree.iter(f"{MAIN}hyperlink"):
            place = link.get("location")
            if place:
                where = f"{sheet.part} link {link.get('ref')}"
                yield from formula_is_sound(book, place, where)


def newer_features_point_somewhere(book: Book) -> Complaints:
    """Sparklines, and the dropdowns and formats that Excel 2010 added."""
    for sheet in book.sheets:
        if sheet.tree is None:
            continue
        for one in elements(sheet.tree):
            if one.tag == f"{EXCEL_2006}f":
                yield from formula_is_sound(book, one.text, f"{sheet.part} ext")


RULES = (
    elements_are_in_order,
    areas_are_apart,
    dropdowns_are_within_limits,
    conditional_formats_are_sound,
    links_lead_to_a_tab,
    newer_features_point_somewhere,
)
