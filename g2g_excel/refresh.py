"""Every status and its reason, as edits: what `Refresh status` writes.

Pure: it decides from the plan as read and touches nothing. A cell that already says the right
thing gets no edit, so a second refresh changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from g2g_excel.cells import Edit
from g2g_excel.delivery import (
    Impact,
    Standing,
    action_why,
    delivery,
    impact,
    milestone_standing,
)
from g2g_excel.entry import as_cell
from g2g_excel.plan import ActionRow, FigureRow, MeasureRow
from g2g_excel.rag import Rating, rate
from g2g_excel.reading import edits_to
from g2g_excel.record import Plan, Record, Table
from g2g_excel.stale import marks
from g2g_excel.trend import trend
from g2g_excel.words import RAG


@dataclass(frozen=True, slots=True)
class ActionStatus:
    """An action's two statuses and the sentence that gives both reasons."""

    delivery: Standing
    impact: Impact
    why: str


@dataclass(frozen=True, slots=True)
class Statuses:
    """Every rating of a plan, in the order of its rows."""

    measures: tuple[tuple[Record[MeasureRow], Rating], ...]
    actions: tuple[tuple[Record[ActionRow], ActionStatus], ...]

    def of_theme(
        self, table: Table[ActionRow]
    ) -> tuple[tuple[Record[ActionRow], ActionStatus], ...]:
        return tuple((r, s) for r, s in self.actions if r.table.sheet == table.sheet)

    def measures_of(self, actions: Iterable[str]) -> tuple[tuple[Record[MeasureRow], Rating], ...]:
        wanted = set(actions)
        return tuple((r, s) for r, s in self.measures if r.row.action in wanted)


def statuses(plan: Plan) -> Statuses:
    """Rate every measure and every action of a plan against its own scheme."""
    figures: dict[str, list[Any]] = {}
    for figure in plan.figures:
        figures.setdefault(figure.row.measure, []).append(figure.row)
    position, scheme = plan.position_date, plan.scheme
    measures = tuple(
        (record, rate(record.row, figures.get(record.row.ref, ()), scheme, position))
        for record in plan.measures
    )
    by_action: dict[str | None, list[tuple[MeasureRow, Rating]]] = {}
    for record, rating in measures:
        by_action.setdefault(record.row.action, []).append((record.row, rating))
    actions = []
    for action in plan.all_actions():
        steps = [m.row for m in plan.milestones_of(action.row.ref)]
        standing = delivery(steps, action.row.lead, scheme, position)
        effect = impact(by_action.get(action.row.ref, ()))
        actions.append((action, ActionStatus(standing, effect, action_why(standing, effect))))
    return Statuses(measures, tuple(actions))


def status_edits(plan: Plan, rated: Statuses) -> tuple[Edit, ...]:
    """The cells of every tab that `refresh` writes and that do not yet say what they should."""
    return tuple(
        Edit(at, value, was)
        for record, values in _wanted(plan, rated)
        for at, value, was in edits_to(record, {n: as_cell(v) for n, v in values.items()})
    )


def _wanted(plan: Plan, rated: Statuses) -> Iterator[tuple[Record[Any], Mapping[str, object]]]:
    figures: dict[str, list[FigureRow]] = {}
    for figure in plan.figures.rows:
        figures.setdefault(figure.measure, []).append(figure)
    measured, acted = marks(plan, [r for r, _ in rated.measures], [r for r, _ in rated.actions])
    for (record, rating), number in zip(rated.measures, measured, strict=True):
        history = trend(record.row, figures.get(record.row.ref, ()), plan.position_date)
        yield record, {**_measure_cells(rating), "trend": history, "entries_mark": number}
    for (action, status), number in zip(rated.actions, acted, strict=True):
        yield (
            action,
            {
                "delivery": status.delivery.status,
                "impact": status.impact.status,
                "direction": status.impact.direction,
                "why": status.why,
                "entries_mark": number,
            },
        )
    for milestone in plan.milestones:
        standing = milestone_standing(milestone.row, plan.scheme, plan.position_date)
        yield milestone, {"standing": standing}
    yield from _theme_counts(plan, rated)
    yield from _coverage(plan)


def _measure_cells(rating: Rating) -> dict[str, object]:
    value = rating.figure.value if rating.figure else None
    return {
        "period": rating.figure.period if rating.figure else None,
        "latest": value,
        "previous": rating.previous.value if rating.previous else None,
        "change": rating.change,
        "status": rating.status,
        "direction": rating.direction,
        "why": rating.why,
    }


def _theme_counts(plan: Plan, rated: Statuses) -> Iterator[tuple[Record[Any], dict[str, object]]]:
    tables = {table.tab.name: table for table in plan.actions}
    for theme in plan.themes:
        table = tables.get(f"Theme {theme.row.number}")
        actions = rated.of_theme(table) if table else ()
        measures = rated.measures_of(record.row.ref for record, _ in actions)
        yield (
            theme,
            {
                "actions": len(actions),
                "delivery": counted([s.delivery.status for _, s in actions]),
                "impact": counted([s.impact.status for _, s in actions]),
                "measures": counted([s.status for _, s in measures]),
            },
        )


def counted(found: Sequence[RAG]) -> str | None:
    """Statuses as one line, worst first: `2 Red · 1 No data`."""
    order = (RAG.RED, RAG.AMBER, RAG.GREEN, RAG.BLUE, RAG.NO_TARGET, RAG.NO_DATA, RAG.INFORMATION)
    numbers = Counter(found)
    return " · ".join(f"{numbers[r]} {r}" for r in order if numbers[r]) or None


def _coverage(plan: Plan) -> Iterator[tuple[Record[Any], dict[str, object]]]:
    answers: dict[int, list[str]] = {}
    for action in plan.all_actions():
        if action.row.recommendation is not None:
            answers.setdefault(action.row.recommendation, []).append(action.row.ref)
    for record in plan.recommendations:
        refs = answers.get(record.row.number, [])
        measures = sum(len(plan.measures_of(ref)) for ref in refs)
        yield record, {"answered_by": ", ".join(refs) or None, "measures": measures}
