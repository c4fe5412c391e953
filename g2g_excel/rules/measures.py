"""Claims about measures: complete, with a target that fits unit and polarity, and fresh evidence."""

from __future__ import annotations

import math
from collections.abc import Iterator

from g2g_excel.amounts import number
from g2g_excel.figures import is_of_basis
from g2g_excel.finding import Finding
from g2g_excel.plan import FigureRow, MeasureRow
from g2g_excel.rag import Rating, goal_of, rate
from g2g_excel.record import Plan, Record
from g2g_excel.rules.claim import about, unread
from g2g_excel.words import Polarity, Unit


def measures_are_complete(plan: Plan) -> Iterator[Finding]:
    wanted = {
        "name": "name",
        "unit": "unit",
        "polarity": "word for which way is better",
        "action": "action",
    }
    for measure in plan.measures:
        for name, words in wanted.items():
            if getattr(measure.row, name) is None and not unread(measure, name):
                yield about(measure, name, "measure.incomplete", missing=words)
        for name, code in (("team", "measure.without_team"), ("basis", "measure.without_basis")):
            if getattr(measure.row, name) is None and not unread(measure, name):
                yield about(measure, name, code)


def targets_fit_the_polarity(plan: Plan) -> Iterator[Finding]:
    for measure in plan.measures:
        row = measure.row
        low, high = row.target, row.upper_target
        if row.polarity is Polarity.NONE and low is not None:
            yield about(measure, "target", "measure.information_with_target")
        if row.polarity is Polarity.RANGE:
            for name, edge, other in (("target", "lower", high), ("upper_target", "upper", low)):
                blank = getattr(row, name) is None and not unread(measure, name)
                if blank and other is not None:
                    yield about(measure, name, "measure.range_without_edge", missing=f"{edge} edge")
            if low is not None and high is not None and high <= low:
                yield about(measure, "upper_target", "measure.range_backwards", low=number(low))
        elif row.polarity is not None and high is not None:
            yield about(measure, "upper_target", "measure.upper_without_range")


def targets_fit_the_unit(plan: Plan) -> Iterator[Finding]:
    for measure in plan.measures:
        row = measure.row
        for name in ("target", "upper_target"):
            value = getattr(row, name)
            if value is None:
                continue
            if row.unit is Unit.PERCENT and not 0 <= value <= 100:
                yield about(measure, name, "measure.percent_target")
            elif row.unit is Unit.PERCENT and 0 < value < 1:
                yield about(measure, name, "measure.fraction_target")
            elif value < 0:
                yield about(measure, name, "measure.negative", column="target")
        if row.margin is not None and row.margin < 0:
            yield about(measure, "margin", "measure.negative", column="margin")


def margins_leave_room_for_red(plan: Plan) -> Iterator[Finding]:
    """A figure below nothing, or above 100 %, cannot be: a margin that reaches there is no margin."""
    for measure in plan.measures:
        row, goal = measure.row, goal_of(measure.row)
        if goal is None or row.margin is None or row.margin < 0:
            continue
        highest = 100 if row.unit is Unit.PERCENT else math.inf
        low, high = max(goal[0], 0), min(goal[1], highest)
        missed = low > 0 or high < highest  # else every figure meets the target: not the margin
        if missed and low - row.margin <= 0 and high + row.margin >= highest:
            yield about(measure, "margin", "measure.margin_too_wide")


def nil_targets_state_a_margin(plan: Plan) -> Iterator[Finding]:
    """A percentage of nothing is nothing: the margin of a nil target has to be said."""
    for measure in plan.measures:
        row = measure.row
        nil = row.target == 0 or (row.polarity is Polarity.RANGE and row.upper_target == 0)
        if (
            nil
            and row.margin is None
            and row.polarity is not Polarity.NONE
            and not unread(measure, "margin")
        ):
            yield about(measure, "margin", "measure.nil_target_without_margin", there="")


def on_target_is_reported_only_of_a_target(plan: Plan) -> Iterator[Finding]:
    for measure in plan.measures:
        missing = measure.row.target is None and not unread(measure, "target")
        if missing and "target" in (measure.row.reported or "").lower():
            yield about(measure, "reported", "measure.claim_without_target")


def evidence_is_there_and_fresh(plan: Plan) -> Iterator[Finding]:
    figures: dict[str, list[FigureRow]] = {}
    for figure in plan.figures:
        figures.setdefault(figure.row.measure, []).append(figure.row)
    for measure in plan.measures:
        mine = figures.get(measure.row.ref, [])
        rating = rate(measure.row, mine, plan.scheme, plan.position_date)
        if not mine:
            yield about(measure, "period", "measure.without_figures", there="")
        elif rating.figure is None and _of_another_basis(measure.row, mine):
            yield about(measure, "basis", "measure.basis_without_figures")
        yield from _evidence(plan, measure, rating)


def _of_another_basis(measure: MeasureRow, figures: list[FigureRow]) -> bool:
    if measure.basis is None:
        return False
    valued = [f for f in figures if f.period and f.value is not None]
    fits = any(f.period and is_of_basis(f.period, measure.basis) for f in valued)
    return bool(valued) and not fits


def _evidence(plan: Plan, measure: Record[MeasureRow], rating: Rating) -> Iterator[Finding]:
    if rating.stale and rating.figure:
        there = f"{number(rating.figure.value or 0)} ({rating.figure.period})"
        yield about(
            measure, "period", "measure.stale", there=there, months=plan.scheme.stale_months
        )
    cohort = rating.figure.denominator if rating.figure else None
    if rating.small and cohort is not None and cohort > 0:
        cases, limit = number(cohort), plan.scheme.small_cohort
        yield about(measure, "latest", "measure.small_cohort", there=cases, limit=limit)


CLAIMS = (
    measures_are_complete,
    targets_fit_the_polarity,
    targets_fit_the_unit,
    margins_leave_room_for_red,
    nil_targets_state_a_margin,
    on_target_is_reported_only_of_a_target,
    evidence_is_there_and_fresh,
)
