"""A team's return as a file: plain .xlsx, no macro, no link, nothing to install.

The same tables, tints and messages as the plan, so that what an officer knows a team manager can
learn in a minute. Only the team's own cells are unlocked; what was issued goes with it, hidden.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import xlsxwriter

from g2g_excel import form as tabs_of
from g2g_excel.build import package
from g2g_excel.build.names import code_name
from g2g_excel.build.plan_book import MADE
from g2g_excel.build.sheet import Sheet, done
from g2g_excel.build.style import WORKBOOK_OPTIONS, Styles
from g2g_excel.build.table import FIRST, STATE, Look, write_tab
from g2g_excel.issuing import Form
from g2g_excel.layout import form_rows
from g2g_excel.tabs import Column, Row, Tab

# The entry columns that are counted as missing while blank, and what they are called.
_COUNTED = {
    "Actions": (("update",), "updates"),
    "Figures": (("value", "no_figure"), "figures"),
    "Queries": (("explanation",), "explanations"),
}


def write_form(path: Path, issued: Form) -> None:
    """Write one return. Raises `BuildError` where a limit of the format is broken."""
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # XlsxWriter only warns of a broken limit
        book = xlsxwriter.Workbook(out, {"in_memory": True, **WORKBOOK_OPTIONS})
        title = f"Return of {issued.team} at {issued.position.day} {issued.position:%B %Y}"
        book.set_properties({"title": title, "author": "g2g_excel", "created": MADE})
        book.set_vba_name("ThisWorkbook")
        styles = Styles(book)
        for name, (tab, rows) in form_rows(issued).items():
            raw = book.add_worksheet(name)
            raw.set_vba_name(code_name(name))
            sheet = Sheet(raw, name, styles)
            write_tab(sheet, tab, rows, _look(tab, rows, title))
            _missing(sheet, tab, rows)
            if tab is tabs_of.ISSUED:
                raw.very_hidden()
        last = FIRST + max(1, len(issued.figures)) - 1
        done(book.define_name("lstMeasure", f"=Figures!$A${FIRST}:$A${last}"), "lstMeasure")
        book.close()
    path.write_bytes(package.finished(out.getvalue()))


def _look(tab: Tab, rows: Sequence[Row], title: str) -> Look:
    """Word lists stand in the cells' own rules: a return has no Lists tab."""
    look = Look(footer=title, lists={}, large=len(tab.row.columns()) > 8)
    if tab is tabs_of.FRONT:
        return replace(look, title=title, cells=_front_cells(rows))
    if tab is tabs_of.FIGURES:  # an empty row is for a further figure of one of the measures above
        further = replace(tab.row.columns()["measure"], entry=True, source="lstMeasure")
        spare = range(len(rows), max(1, len(rows) + tab.spare))
        return replace(look, cells={(number, "measure"): further for number in spare})
    return look


def _front_cells(rows: Sequence[Row]) -> dict[tuple[int, str], Column]:
    """On the front tab only what is still blank is the team's to fill in."""
    value = tabs_of.FrontRow.columns()["value"]
    found = {}
    for number, row in enumerate(rows):
        held = row.values()["value"]
        if held is not None:
            look = replace(value, entry=False)
            found[number, "value"] = replace(look, look="date") if isinstance(held, date) else look
        elif str(row.values()["name"]).startswith("Date"):
            found[number, "value"] = replace(
                value, look="date", help="Day first, for example 10/01/2018."
            )
    return found


def _missing(sheet: Sheet, tab: Tab, rows: Sequence[Row]) -> None:
    """A line over the table that counts what is still to be filled in, with no macro."""
    if tab.name not in _COUNTED or not rows:
        return
    names, words = _COUNTED[tab.name]
    last = FIRST + len(rows) - 1
    blank = []
    for name in names:
        letter = chr(64 + tab.column_number(name))
        blank.append(f'--({letter}{FIRST}:{letter}{last}="")')
    missing = sum(all(row.values()[name] is None for name in names) for row in rows)
    said = f" of {len(rows)} {words} missing"
    formula = f'=SUMPRODUCT({",".join(blank)})&"{said}"'
    sheet.formula(STATE, 1, formula, sheet.styles.plain, f"{missing}{said}")
