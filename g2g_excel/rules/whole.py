"""Claims about the plan as a whole: its settings, themes and recommendations."""

from __future__ import annotations

from collections.abc import Iterator

from g2g_excel.entry import shown
from g2g_excel.finding import Finding
from g2g_excel.messages import found
from g2g_excel.record import Plan
from g2g_excel.rules.claim import about, unread
from g2g_excel.settings import LIMITS


def settings_say_when_and_whose(plan: Plan) -> Iterator[Finding]:
    settings, at = plan.settings, plan.settings_at
    if settings.position_date is None and at:  # its row may be gone; without the tab, none is there
        where = [at["position_date"]] if "position_date" in at else []
        yield found("setting.no_position_date", *where, subject="Settings Position date")
    if settings.authority is None and "authority" in at:
        yield found("setting.no_authority", at["authority"], subject="Settings Authority")


def the_plan_starts_before_its_position_date(plan: Plan) -> Iterator[Finding]:
    start, position = plan.settings.plan_start, plan.position_date
    if start and position and start > position:
        yield found(
            "setting.start_after_position",
            plan.settings_at["plan_start"],
            subject="Settings Plan start",
            there=shown(start),
            position=shown(position),
        )


def limits_are_not_below_zero(plan: Plan) -> Iterator[Finding]:
    for name in LIMITS:
        limit = getattr(plan.settings, name)
        if limit is not None and limit < 0 and name in plan.settings_at:
            yield found(
                "setting.below_zero",
                plan.settings_at[name],
                subject=f"Settings {name}",
                there=shown(limit),
            )


def themes_have_a_tab_and_a_title(plan: Plan) -> Iterator[Finding]:
    tabs = {table.tab.name for table in plan.actions}
    for theme in plan.themes:
        if f"Theme {theme.row.number}" not in tabs:
            yield about(theme, "number", "theme.without_tab", ref=theme.row.number)
        if theme.row.title is None and not unread(theme, "title"):
            yield about(theme, "title", "theme.without_title")


def recommendations_are_answered(plan: Plan) -> Iterator[Finding]:
    answered = {action.row.recommendation for action in plan.all_actions()}
    for record in plan.recommendations:
        if record.row.number not in answered:
            yield about(record, "number", "recommendation.unanswered")


CLAIMS = (
    settings_say_when_and_whose,
    the_plan_starts_before_its_position_date,
    limits_are_not_below_zero,
    themes_have_a_tab_and_a_title,
    recommendations_are_answered,
)
