"""Claims about actions: words, lead, update, recommendation, team, steps, measures, and fair claims."""

from __future__ import annotations

import re
from collections.abc import Iterator

from g2g_excel.finding import Finding
from g2g_excel.record import Plan
from g2g_excel.rules.claim import about, unread

ON_TARGET = re.compile(
    r"\b(on target|target met|met (?:its|the|their) target|above target)\b", re.I
)


def actions_stand_under_their_theme(plan: Plan) -> Iterator[Finding]:
    for action in plan.all_actions():
        theme = action.table.tab.name.removeprefix("Theme ")
        if action.row.ref.partition(".")[0] != theme:
            yield about(action, "ref", "action.wrong_theme", theme=theme)


def actions_are_filled_in(plan: Plan) -> Iterator[Finding]:
    wanted = {
        "action": "action.without_words",
        "lead": "action.without_lead",
        "update": "action.without_update",
        "recommendation": "action.without_recommendation",
        "teams": "action.without_team",
    }
    for action in plan.all_actions():
        for name, code in wanted.items():
            if getattr(action.row, name) is None and not unread(action, name):
                yield about(action, name, code)


def actions_answer_a_recommendation_there_is(plan: Plan) -> Iterator[Finding]:
    numbers = {record.row.number for record in plan.recommendations}
    for action in plan.all_actions():
        if action.row.recommendation is not None and action.row.recommendation not in numbers:
            yield about(action, "recommendation", "action.unknown_recommendation")


def actions_have_measures_and_milestones(plan: Plan) -> Iterator[Finding]:
    measured = {measure.row.action for measure in plan.measures}
    stepped = {step.row.action for step in plan.milestones}
    for action in plan.all_actions():
        if action.row.ref not in measured:
            yield about(action, "impact", "action.without_measure", there="")
        if action.row.ref not in stepped:
            yield about(action, "delivery", "action.without_milestones", there="")


def on_target_is_said_only_of_a_target(plan: Plan) -> Iterator[Finding]:
    targeted = {
        m.row.action for m in plan.measures if m.row.target is not None or unread(m, "target")
    }
    reported = {m.row.action for m in plan.measures if m.row.reported and m.row.target is None}
    for action in plan.all_actions():
        for name in ("update", "impact_text"):
            claim = ON_TARGET.search(getattr(action.row, name) or "")
            if claim and action.row.ref not in targeted | reported:
                yield about(action, name, "action.claim_without_target", there=claim[0])


CLAIMS = (
    actions_stand_under_their_theme,
    actions_are_filled_in,
    actions_answer_a_recommendation_there_is,
    actions_have_measures_and_milestones,
    on_target_is_said_only_of_a_target,
)
