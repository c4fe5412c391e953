"""A team's return as a plain .xlsx: its tabs, the dropdowns they need, and a hidden copy of what went out.

No macros, no formulas, no links to the plan: it opens anywhere and can be sent by e-mail.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import xlsxwriter

from g2g_excel.build import package
from g2g_excel.build.plan_book import MADE, code_name
from g2g_excel.build.sheet import Sheet
from g2g_excel.build.style import WORKBOOK_OPTIONS, Styles
from g2g_excel.build.table import Look, write_tab
from g2g_excel.form import FRONT, ISSUED, FrontRow
from g2g_excel.issuing import Form
from g2g_excel.layout import form_rows
from g2g_excel.tabs import Column, Row, Tab


def write_form(to: Path | BinaryIO, form: Form) -> None:
    """Write one team's return."""
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = xlsxwriter.Workbook(out, {"in_memory": True, **WORKBOOK_OPTIONS})
        title = f"Return of {form.team} at {form.position.day} {form.position:%B %Y}"
        book.set_properties({"title": title, "author": "g2g_excel", "created": MADE})
        book.set_vba_name("ThisWorkbook")
        styles = Styles(book)
        for name, (tab, rows) in form_rows(form).items():
            raw = book.add_worksheet(name)
            raw.set_vba_name(code_name(name))
            write_tab(Sheet(raw, name, styles), tab, rows, _look(tab, rows, title))
            if tab is ISSUED:
                raw.hide()
        book.close()
    data = package.finished(out.getvalue())
    if isinstance(to, Path):
        to.write_bytes(data)
    else:
        to.write(data)


def _look(tab: Tab, rows: Sequence[Row], title: str) -> Look:
    if tab is FRONT:
        return Look(title=title, cells=_front_cells(rows), footer=title, lists={})
    return Look(footer=title, lists={}, large=len(tab.row.columns()) > 8)


def _front_cells(rows: Sequence[Row]) -> dict[tuple[int, str], Column]:
    """On the front page only what is still blank is the team's to fill in."""
    value = FrontRow.columns()["value"]
    locked = Column(value.heading, entry=False, width=value.width, look="long")
    dated = Column(value.heading, entry=False, width=value.width, look="date")
    found = {}
    for number, row in enumerate(rows):
        held = row.values()["value"]
        if held is not None:
            found[number, "value"] = locked if isinstance(held, str) else dated
    return found
