"""How many statuses are out of date, over each tab's statuses and on Start: with no macro running."""

from __future__ import annotations

from collections.abc import Sequence

from g2g_excel.build.names import stale_name
from g2g_excel.build.sheet import Sheet
from g2g_excel.build.staleness import STORED
from g2g_excel.build.table import STATE
from g2g_excel.content import Content
from g2g_excel.plan import theme_tab
from g2g_excel.tabs import Row, Tab

ADVICE = "out of date: press Refresh status"


def show(sheet: Sheet, tab: Tab, rows: Sequence[Row]) -> None:
    """Count them over the first status column of a tab."""
    name = stale_name(tab.name)
    columns = list(tab.row.columns().values())
    statuses = [n for n, column in enumerate(columns, start=1) if column.look == "status"]
    unrated = sum(getattr(row, STORED) is None for row in rows)
    sheet.formula(
        STATE,
        statuses[0],
        f'=IF(SUM({name})=0,"",SUM({name})&" {ADVICE}")',
        sheet.styles.get(bold=True, font_color="#942514", valign="vcenter"),
        f"{unrated} {ADVICE}" if unrated else "",
    )


def start_line(content: Content) -> tuple[str, str, str]:
    """How many statuses are out of date, for Start: label, formula and value."""
    sheets = ["Measures", *(theme_tab(t.number).name for t in content.themes)]
    rows = (*content.measures, *(a for rows in content.actions.values() for a in rows))
    unrated = sum(getattr(row, STORED) is None for row in rows)
    refreshed = content.settings.last_refreshed
    count = "+".join(f"SUM({stale_name(sheet)})" for sheet in sheets)
    none, never = "Every status is up to date", "No status has been worked out yet"
    said = f"{unrated} {ADVICE}" if unrated else none if refreshed else never
    formula = f'=IF({count}>0,{count}&" {ADVICE}",IF(LastRefreshed="","{never}","{none}"))'
    return "Out of date", formula, said
