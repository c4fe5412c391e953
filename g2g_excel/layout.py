"""Where everything stands on a sheet: the one layout that the builder writes and the tests state.

Pure. Row 1 the title, row 2 what the tab is for, row 3 free, row 4 bands over the columns, row 5
headings (`HEADING_ROW`), then one row each.
"""

from __future__ import annotations

from collections.abc import Sequence

from g2g_excel import form, plan
from g2g_excel.cells import CellValue
from g2g_excel.content import Content
from g2g_excel.entry import as_cell
from g2g_excel.issuing import Form
from g2g_excel.plan import SettingRow, theme_tab
from g2g_excel.settings import Settings
from g2g_excel.tabs import Row, Tab

Rows = list[list[CellValue]]


def grid_of(tab: Tab, rows: Sequence[Row]) -> Rows:
    """One tab's sheet as rows of cells."""
    columns = tab.row.columns()
    head: Rows = [
        [tab.name],
        [tab.purpose],
        [],
        [column.band or None for column in columns.values()],
        [column.heading for column in columns.values()],
    ]
    return head + [[as_cell(getattr(row, name)) for name in columns] for row in rows]


def setting_rows(settings: Settings) -> tuple[SettingRow, ...]:
    """The Settings tab: one row a setting, in the order of the model."""
    rows = []
    for name, info in Settings.model_fields.items():
        column = next(m for m in info.metadata if hasattr(m, "heading"))
        value = as_cell(getattr(settings, name))
        rows.append(SettingRow(name=column.heading, value=value, meaning=column.help))
    return tuple(rows)


def plan_rows(content: Content) -> dict[str, tuple[Tab, Sequence[Row]]]:
    """Every tab of a plan that holds a table, with its rows, in the order of the sheets."""
    themes = {
        f"Theme {t.number}": (theme_tab(t.number), content.actions.get(t.number, ()))
        for t in content.themes
    }
    return {
        "Start": (plan.START, content.themes),
        **themes,
        "Recommendations": (plan.RECOMMENDATIONS, content.recommendations),
        "Milestones": (plan.MILESTONES, content.milestones),
        "Measures": (plan.MEASURES, content.measures),
        "Figures": (plan.FIGURES, content.figures),
        "Returns": (plan.RETURNS, content.returns),
        "Checks": (plan.CHECKS, content.checks),
        "RAG scheme": (plan.SCHEME, content.scheme),
        "Settings": (plan.SETTINGS, setting_rows(content.settings)),
        "Log": (plan.LOG, content.log),
    }


def form_rows(issued: Form) -> dict[str, tuple[Tab, Sequence[Row]]]:
    """Every tab of a team's return, with its rows; `Issued` is the hidden one."""
    return {
        "Return": (form.FRONT, issued.front),
        "Actions": (form.ACTIONS, issued.actions),
        "Figures": (form.FIGURES, issued.figures),
        "Milestones": (form.MILESTONES, issued.milestones),
        "Queries": (form.QUERIES, issued.queries),
        "Issued": (form.ISSUED, issued.issued),
    }


def grids(tabs: dict[str, tuple[Tab, Sequence[Row]]]) -> dict[str, Rows]:
    """Sheets as rows of cells, for a workbook kept in memory."""
    return {name: grid_of(tab, rows) for name, (tab, rows) in tabs.items()}
