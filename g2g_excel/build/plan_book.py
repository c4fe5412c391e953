"""The plan's workbook, sheet by sheet, written with XlsxWriter from a plan's content.

Knows what stands on which sheet; how a table looks is in `table.py`, and what the zip's parts must
be for every build to give the same bytes in `package.py`.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from g2g_excel.build import dashboard, out_of_date, package, staleness, standing, start, trends
from g2g_excel.build.lists import Lists
from g2g_excel.build.names import code_name, setting_name, stale_name
from g2g_excel.build.sheet import Sheet
from g2g_excel.build.style import MUTED, WORKBOOK_OPTIONS, Styles
from g2g_excel.build.table import FIRST, STATE, Look, write_tab
from g2g_excel.content import Content
from g2g_excel.layout import plan_rows
from g2g_excel.plan import CHECKS, LOG, MEASURES, START
from g2g_excel.settings import Settings
from g2g_excel.tabs import Column, Row, Tab

MADE = datetime(2018, 1, 31, 9, 0)  # a fixed time in the properties, so that two builds agree
LARGE = ("Measures", "Checks", "Log")
HIDDEN = {"Checks": frozenset({"code", "subject", "there"})}


def write_plan(
    to: Path | str | BinaryIO,
    content: Content,
    *,
    vba: bytes | None = None,
    ribbon: bytes | None = None,
) -> None:
    """Write the plan as .xlsx, or as .xlsm where a VBA project is given."""
    data = package.finished(_written(content, vba), ribbon)
    if isinstance(to, Path | str):
        Path(to).write_bytes(data)
    else:
        to.write(data)


def _written(content: Content, vba: bytes | None) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # XlsxWriter only warns of a broken limit
        book = xlsxwriter.Workbook(out, {"in_memory": True, **WORKBOOK_OPTIONS})
        _properties(book, content.settings)
        tabs = plan_rows(content)
        sheets = _sheets(book, tabs)
        lists = Lists(sheets["Lists"], book)
        lists.words()
        for name, column in (
            ("lstTeam", "tblReturns[Team]"),
            ("lstMeasure", "tblMeasures[Ref]"),
            ("lstRecommendation", "tblRecommendations[Number]"),
        ):
            lists.define_table_list(name, column)
        _name_settings(book)
        last = {name: _tab(sheets[name], tab, rows, content) for name, (tab, rows) in tabs.items()}
        facts = standing.worked_out(lists, content)
        staleness.flags(lists, facts, content)
        for name in ("Measures", *(n for n in tabs if n.startswith("Theme "))):
            out_of_date.show(sheets[name], *tabs[name])
        trends.sparklines(sheets["Measures"], facts.measures, last["Measures"])
        trends.check_links(sheets["Checks"], content, last["Checks"])
        about = [(name, tab.purpose) for name, (tab, _) in tabs.items() if name != "Start"]
        about.insert(0, ("Dashboard", dashboard.PURPOSE_LINE))
        start.write(sheets["Start"], content, about, last["Start"], macros=vba is not None)
        dashboard.write(sheets["Dashboard"], book, lists, facts, content)
        lists.finish()
        sheets["Start"].raw.activate()
        if vba is not None:
            book.add_vba_project(io.BytesIO(vba), is_stream=True)
        book.close()
    return out.getvalue()


def _properties(book: Any, settings: Settings) -> None:
    book.set_properties(
        {
            "title": settings.title or "Getting to Good plan",
            "subject": settings.service or "",
            "company": settings.authority or "",
            "author": "g2g_excel",
            "created": MADE,
        }
    )
    book.set_vba_name("ThisWorkbook")
    book.set_size(2400 * 8, 1350 * 8)
    book.set_calc_mode("auto")


def _sheets(book: Any, tabs: Mapping[str, tuple[Tab, Sequence[Row]]]) -> dict[str, Sheet]:
    styles = Styles(book)
    names = list(tabs)
    names = [names[0], "Dashboard", *names[1:], "Lists"]
    made = {}
    for name in names:
        raw = book.add_worksheet(name)
        raw.set_vba_name(code_name(name))
        made[name] = Sheet(raw, name, styles)
    return made


def _name_settings(book: Any) -> None:
    for row, field in enumerate(Settings.model_fields, start=FIRST):
        book.define_name(setting_name(field), f"=Settings!$B${row}")


def setting_columns() -> dict[tuple[int, str], Column]:
    """How each setting's value looks: a date where it is one, locked where a job writes it."""
    found = {}
    for number, info in enumerate(Settings.model_fields.values()):
        column = next(part for part in info.metadata if isinstance(part, Column))
        found[number, "value"] = column
    return found


UPDATE_BAND = '=IF(PositionDate="","Update","Update at "&TEXT(PositionDate,"d mmmm yyyy"))'
STATUS_LINE = (
    '=IF(PositionDate="","No position date yet: enter it on the Settings tab",'
    '"Position at "&TEXT(PositionDate,"d mmmm yyyy"))'
    '&IF(LastRefreshed="","  ·  status not yet refreshed","  ·  status refreshed "&LastRefreshed)'
)


def said_date(settings: Settings, before: str, without: str) -> str:
    day = settings.position_date
    return f"{before}{day.day} {day:%B %Y}" if day else without


def status_line(settings: Settings) -> str:
    """What STATUS_LINE says now."""
    said = said_date(settings, "Position at ", "No position date yet: enter it on the Settings tab")
    when = settings.last_refreshed
    return said + (f"  ·  status refreshed {when}" if when else "  ·  status not yet refreshed")


def _tab(sheet: Sheet, tab: Tab, rows: Sequence[Row], content: Content) -> int:
    settings = content.settings
    theme = next((t for t in content.themes if tab.name == f"Theme {t.number}"), None)
    look = Look(
        title=f"Theme {theme.number}: {theme.title}" if theme and theme.title else "",
        bands={"Update": (UPDATE_BAND, said_date(settings, "Update at ", "Update"))} if theme else {},
        cells=setting_columns() if tab.name == "Settings" else {},
        hidden=HIDDEN.get(tab.name, frozenset({"entries_mark"})),
        footer=" – ".join(t for t in (settings.authority, settings.title) if t),
        stale=stale_name(tab.name) if theme or tab is MEASURES else "",
        quiet=tab in (CHECKS, LOG),
        large=bool(theme) or tab.name in LARGE,
    )  # fmt: skip
    last = write_tab(sheet, tab, rows, look)
    if tab is not START:
        sheet.link(STATE, 1, "Start!A1", "← Start", sheet.styles.link, "Back to the Start tab")
    place = 1 if tab is START else 2
    look = sheet.styles.get(font_color=MUTED, valign="vcenter", indent=place - 1)
    sheet.formula(STATE, place, STATUS_LINE, look, status_line(settings))
    return last
