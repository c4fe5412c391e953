"""How many statuses are out of date, over each tab's statuses and on Start: with no macro running."""

from __future__ import annotations

from collections.abc import Sequence

from g2g_excel.build.names import stale_name
from g2g_excel.build.sheet import Sheet
from g2g_excel.build.staleness import STORED
from g2g_excel.build.table import STATE
from g2g_excel.content import Content
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


def statuses_unrated(content: Content) -> int:
    """How many measures and actions were never rated."""
    rows = (*content.measures, *(a for rows in content.actions.values() for a in rows))
    return sum(getattr(row, STORED) is None for row in rows)


def start_line(sheets: Sequence[str], unrated: int) -> tuple[str, str, str]:
    """How many statuses are out of date, for Start: label, formula and value."""
    count = "+".join(f"SUM({stale_name(sheet)})" for sheet in sheets)
    none = "Every status is up to date"
    said = f"{unrated} {ADVICE}" if unrated else none
    return "Out of date", f'=IF({count}=0,"{none}",{count}&" {ADVICE}")', said
