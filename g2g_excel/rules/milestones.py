"""Claims about milestones: their dates are possible, in order, and agree with Done."""

from __future__ import annotations

from collections.abc import Iterator

from g2g_excel.entry import shown
from g2g_excel.finding import Finding
from g2g_excel.record import Plan
from g2g_excel.rules.claim import about, unread


def dates_fall_within_the_plan(plan: Plan) -> Iterator[Finding]:
    start, position = plan.settings.plan_start, plan.position_date
    for step in plan.milestones:
        for name in ("due", "revised_due", "done_on"):
            day = getattr(step.row, name)
            if start and day and day < start:
                yield about(step, name, "milestone.before_plan", start=shown(start))
        if position and step.row.done_on and step.row.done_on > position:
            yield about(step, "done_on", "milestone.done_in_future", position=shown(position))


def revised_dates_follow_the_first(plan: Plan) -> Iterator[Finding]:
    for step in plan.milestones:
        due, revised = step.row.due, step.row.revised_due
        if due and revised and revised < due:
            yield about(step, "revised_due", "milestone.revised_earlier", due=shown(due))


def a_date_of_done_goes_with_done(plan: Plan) -> Iterator[Finding]:
    for step in plan.milestones:
        if step.row.done_on and not step.row.done and not unread(step, "done"):
            yield about(step, "done_on", "milestone.date_without_done")


CLAIMS = (dates_fall_within_the_plan, revised_dates_follow_the_first, a_date_of_done_goes_with_done)
