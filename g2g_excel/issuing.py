"""What a team's return holds when it goes out: its own rows, last figures, targets, open queries.

Pure; building the file is `build/form.py`. A hidden copy of every cell goes with it, the base of the
three-way merge when it comes back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from g2g_excel import form
from g2g_excel.entry import as_cell
from g2g_excel.finding import Finding
from g2g_excel.form import FormAction, FormFigure, FormMilestone, FormQuery, FrontRow, IssuedRow
from g2g_excel.period import Period
from g2g_excel.plan import MeasureRow
from g2g_excel.record import Plan, Record
from g2g_excel.returns import IDENTITY, key_of
from g2g_excel.settings import SCHEMA_VERSION
from g2g_excel.tabs import HEADING_ROW, Row
from g2g_excel.words import Unit


@dataclass(frozen=True, slots=True)
class Form:
    """One team's return as it goes out."""

    team: str
    position: date
    front: tuple[FrontRow, ...]
    actions: tuple[FormAction, ...]
    figures: tuple[FormFigure, ...]
    milestones: tuple[FormMilestone, ...]
    queries: tuple[FormQuery, ...]
    issued: tuple[IssuedRow, ...]
    measures: tuple[str, ...]


def form_of(
    plan: Plan, team: str, position: date, due: date | None, issue: int, asked: Iterable[Finding]
) -> Form:
    """The return of one team: its own rows, last figures, targets and open queries only."""
    actions = tuple(
        FormAction(ref=a.row.ref, action=a.row.action, last_update=a.row.update)
        for a in plan.all_actions()
        if team in a.row.team_names
    )
    mine = [m.row for m in plan.measures if m.row.team == team]
    figures = tuple(_figure(plan, measure, position) for measure in mine)
    milestones = tuple(
        FormMilestone(
            ref=m.ref, milestone=m.milestone, due=m.due, revised_due=m.revised_due,
            done=m.done, done_on=m.done_on, evidence=m.evidence,
        )
        for m in plan.milestones.rows
        if m.team == team
    )  # fmt: skip  # the plan's fields, in its order
    queries = tuple(
        FormQuery(
            number=number, where=f.subject or None, what=f.what, do=f.do, code=f.code, there=f.there or None
        )
        for number, f in enumerate(_asked_of(plan, team, asked), start=1)
    )  # fmt: skip
    settings = plan.settings
    front = (
        FrontRow(name="Team", value=team),
        FrontRow(name="Authority", value=settings.authority),
        FrontRow(name="Plan", value=settings.title),
        FrontRow(name="Position date", value=position),
        FrontRow(name="Please send back by", value=due),
        FrontRow(name="Filled in by"),
        FrontRow(name="Date filled in"),
        FrontRow(name="Signed off by (team manager)"),
    )
    identity = {
        "plan_id": settings.plan_id,
        "team": team,
        "position_date": position,
        "issue": issue,
        "schema_version": SCHEMA_VERSION,
    }
    issued = [IssuedRow(sheet=IDENTITY, name=n, issued=v) for n, v in identity.items()]
    for tab, rows in (
        (form.ACTIONS, actions),
        (form.FIGURES, figures),
        (form.MILESTONES, milestones),
        (form.QUERIES, queries),
    ):
        for line, row in enumerate(rows, start=HEADING_ROW + 1):
            issued += _issued(plan, tab.name, row, line)
    refs = tuple(measure.ref for measure in mine)
    return Form(team, position, front, actions, figures, milestones, queries, tuple(issued), refs)


def _figure(plan: Plan, measure: MeasureRow, position: date) -> FormFigure:
    period = form.expected_period(measure.basis, position)
    held = [f.row for f in plan.figures_of(measure.ref)]
    now = next((f for f in held if f.period == period), None)
    earlier = [f for f in held if f.period and f.value is not None and f is not now]
    last = max(earlier, key=lambda f: f.period or Period.at(date.min), default=now)
    sign = " %" if measure.unit is Unit.PERCENT else ""
    return FormFigure(
        measure=measure.ref,
        name=measure.name,
        unit=measure.unit,
        out_of=measure.out_of,
        target=measure.target,
        last=f"{last.value:.10g}{sign} ({last.period})"
        if last and last.value is not None
        else None,
        period=period,
        value=now.value if now else None,
        numerator=now.numerator if now else None,
        denominator=now.denominator if now else None,
        note=now.note if now else None,
    )


def _asked_of(plan: Plan, team: str, asked: Iterable[Finding]) -> list[Finding]:
    """The open findings about a team's own rows."""
    mine = {a.at("ref").sheet + str(a.line) for a in plan.all_actions() if team in a.row.team_names}
    for table in (plan.measures, plan.milestones):
        mine |= {table.sheet + str(r.line) for r in table if r.row.team == team}
    measures = {m.row.ref for m in plan.measures if m.row.team == team}
    mine |= {plan.figures.sheet + str(f.line) for f in plan.figures if f.row.measure in measures}
    return [f for f in asked if any(at.sheet + str(at.row) in mine for at in f.where)]


def _issued(plan: Plan, sheet: str, row: Row, line: int) -> list[IssuedRow]:
    """The hidden copy of one row: every cell, with what the plan's own cell held."""
    base = _in_plan(plan, row)
    key = key_of(row)
    return [
        IssuedRow(
            sheet=sheet, key=key, name=name, issued=_kept(value), base=_kept(base.get(name)), line=line
        )
        for name, value in row.values().items()
    ]  # fmt: skip


def _kept(value: object) -> str | int | float | date | None:
    cell = as_cell(value)
    return cell if isinstance(cell, str | int | float | date) else None


def _in_plan(plan: Plan, row: Row) -> dict[str, object]:
    if isinstance(row, FormAction):
        held: Iterable[Record[Row]] = (a for a in plan.all_actions() if a.row.ref == row.ref)
    elif isinstance(row, FormMilestone):
        held = (m for m in plan.milestones if m.row.ref == row.ref)
    elif isinstance(row, FormFigure):
        held = (f for f in plan.figures_of(row.measure) if f.row.period == row.period)
    else:
        return {}
    first = next(iter(held), None)
    return first.row.values() if first else {}
