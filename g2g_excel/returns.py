"""A team's return as it came back: who it is from, what was issued, and what it says now.

Pure: from the sheets of a file to a `Return`. What goes out is `issuing.py`; deciding what enters the
plan is `consolidate.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from g2g_excel import form
from g2g_excel.cells import CellValue, Location, Workbook
from g2g_excel.finding import Finding
from g2g_excel.form import FormAction, FormFigure, FormMilestone, FormQuery, IssuedRow
from g2g_excel.messages import found
from g2g_excel.period import Period
from g2g_excel.reading import near_name, read_table
from g2g_excel.record import Table
from g2g_excel.tabs import Row, Tab

R = TypeVar("R", bound=Row)

IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class Return:
    """One file that came back, as read. `issued` maps (sheet, key, field) to (issued, in the plan)."""

    book: str
    team: str
    plan_id: str
    position_date: date | None
    issue: int
    actions: Table[FormAction]
    figures: Table[FormFigure]
    milestones: Table[FormMilestone]
    queries: Table[FormQuery]
    issued: Mapping[tuple[str, str, str], tuple[CellValue, CellValue]]
    lines: Mapping[tuple[str, str], int]
    bad_cells: frozenset[Location]
    received: date | None = None


def figure_key(measure: str, period: Period | None) -> str:
    return f"{measure} | {period if period else ''}"


def key_of(row: Row) -> str:
    """What names a row of a return; the same in the hidden copy of what was issued."""
    if isinstance(row, FormFigure):
        return figure_key(row.measure, row.period)
    return str(getattr(row, row.key_fields()[0]))


def read_return(
    book: Workbook, received: date | None = None
) -> tuple[Return | None, list[Finding]]:
    """A file that came back. `None` and a finding where it is no return of ours."""
    sheets = book.sheets()
    if form.ISSUED.name not in sheets:
        return None, [found("return.not_a_return", Location(book.name, "", 0, 0))]
    copy, _ = read_table(form.ISSUED, IssuedRow, book.grid(form.ISSUED.name), book.name)
    identity = {r.name: r.issued for r in copy.rows if r.sheet == IDENTITY}
    if not isinstance(identity.get("team"), str):
        return None, [found("return.not_a_return", Location(book.name, "", 0, 0))]
    issued: dict[tuple[str, str, str], tuple[CellValue, CellValue]] = {}
    lines: dict[tuple[str, str], int] = {}
    for r in copy.rows:
        if r.sheet != IDENTITY and r.key and r.name:
            issued[r.sheet, r.key, r.name] = (r.issued, r.base)
            lines[r.sheet, r.key] = r.line or 0
    findings: list[Finding] = []
    each = Return(
        book=book.name,
        team=str(identity["team"]),
        plan_id=str(identity.get("plan_id") or ""),
        position_date=_day(identity.get("position_date")),
        issue=_whole(identity.get("issue")),
        actions=_table(book, form.ACTIONS, FormAction, findings),
        figures=_table(book, form.FIGURES, FormFigure, findings),
        milestones=_table(book, form.MILESTONES, FormMilestone, findings),
        queries=_table(book, form.QUERIES, FormQuery, findings),
        issued=issued,
        lines=lines,
        bad_cells=frozenset(),
        received=received,
    )
    bad = frozenset(at for f in findings for at in f.where if f.code.startswith("cell."))
    return replace(each, bad_cells=bad), findings


def _table(book: Workbook, tab: Tab, row: type[R], findings: list[Finding]) -> Table[R]:
    """One tab of the form; a team that deleted it is told, and the other tabs are read."""
    if tab.name not in book.sheets():
        near = near_name(tab.name, book.sheets()) or ""
        at = Location(book.name, "", 0, 0)
        findings.append(found("tab.missing", at, tab=tab.name, near=near))
        return Table(tab, book.name, tab.name, {}, 0)
    table, problems = read_table(tab, row, book.grid(tab.name), book.name)
    findings += problems
    return table


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0
