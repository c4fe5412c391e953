"""Claims about refs: each stands once, and what refers to another row finds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from g2g_excel.finding import Finding
from g2g_excel.messages import found, near
from g2g_excel.record import Plan, Record
from g2g_excel.rules.claim import about, unread


def refs_stand_once(plan: Plan) -> Iterator[Finding]:
    tables: tuple[tuple[str, Sequence[Record[Any]]], ...] = (
        ("number", plan.themes.records),
        ("number", plan.recommendations.records),
        ("ref", plan.all_actions()),
        ("ref", plan.milestones.records),
        ("ref", plan.measures.records),
        ("team", plan.returns.records),
    )
    for name, records in tables:
        yield from _twice(name, records)


def _twice(name: str, records: Iterable[Record[Any]]) -> Iterator[Finding]:
    seen: dict[str, list[Record[Any]]] = {}
    for record in records:
        seen.setdefault(str(getattr(record.row, name)).casefold(), []).append(record)
    for same in seen.values():
        if len(same) > 1:
            ref = str(getattr(same[0].row, name))
            yield found(
                "row.duplicate",
                *[record.at(name) for record in same],
                subject=f"{same[0].table.sheet} {ref}",
                there=ref,
                ref=ref,
            )


def milestones_belong_to_an_action(plan: Plan) -> Iterator[Finding]:
    actions = [action.row.ref for action in plan.all_actions()]
    for record in plan.milestones:
        yield from _points(record, "action", actions, "milestone.unknown_action")
        if record.row.action is None and not unread(record, "action"):
            yield about(record, "action", "milestone.without_action")


def measures_belong_to_an_action(plan: Plan) -> Iterator[Finding]:
    actions = [action.row.ref for action in plan.all_actions()]
    for record in plan.measures:
        yield from _points(record, "action", actions, "measure.unknown_action")


def figures_belong_to_a_measure(plan: Plan) -> Iterator[Finding]:
    measures = [measure.row.ref for measure in plan.measures]
    for record in plan.figures:
        yield from _points(record, "measure", measures, "figure.unknown_measure")


def teams_are_on_the_returns_tab(plan: Plan) -> Iterator[Finding]:
    teams = [record.row.team for record in plan.returns]
    for table in (plan.milestones, plan.measures):
        for record in table:
            yield from _points(record, "team", teams, "team.unknown")
    for action in plan.all_actions():
        for name in action.row.team_names:
            if name not in teams:
                yield about(action, "teams", "team.unknown", there=name, near=near(name, teams))


def _points(record: Record[Any], name: str, known: Sequence[str], code: str) -> Iterator[Finding]:
    value = getattr(record.row, name)
    if value is not None and value not in known:
        yield about(record, name, code, near=near(value, known))


CLAIMS = (
    refs_stand_once,
    milestones_belong_to_an_action,
    measures_belong_to_an_action,
    figures_belong_to_a_measure,
    teams_are_on_the_returns_tab,
)
