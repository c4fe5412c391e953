"""Claims about figures: a period in time, once; a value that can be; a ratio that is one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from g2g_excel.amounts import number
from g2g_excel.entry import shown
from g2g_excel.finding import Finding
from g2g_excel.messages import found
from g2g_excel.plan import FigureRow
from g2g_excel.record import Plan, Record
from g2g_excel.rules.claim import about, unread
from g2g_excel.words import Unit

_BASELINE = timedelta(days=3 * 366)  # a plan may look back this far for where it started


def figures_have_a_period_and_a_value(plan: Plan) -> Iterator[Finding]:
    for figure in plan.figures:
        row = figure.row
        if row.period is None and not unread(figure, "period"):
            yield about(figure, "period", "figure.without_period")
        known = row.value is not None or row.numerator is not None or row.note
        if row.period is not None and not known and not unread(figure, "value"):
            yield about(figure, "value", "figure.without_value")


def figures_stand_once(plan: Plan) -> Iterator[Finding]:
    seen: dict[tuple[str, str], list[Record[FigureRow]]] = {}
    for figure in plan.figures:
        if figure.row.period is not None:
            seen.setdefault((figure.row.measure, str(figure.row.period)), []).append(figure)
    for (measure, period), same in seen.items():
        if len(same) > 1:
            yield found(
                "figure.twice",
                *[figure.at("period") for figure in same],
                subject=f"Figures {measure} {period}",
                there=" and ".join(shown(figure.row.value) for figure in same),
                period=period,
            )


def figures_fall_within_the_plan(plan: Plan) -> Iterator[Finding]:
    start, position = plan.settings.plan_start, plan.position_date
    for figure in plan.figures:
        period = figure.row.period
        if period and position and period.end > position:
            yield about(figure, "period", "figure.in_future", position=shown(position))
        if period and start and period.end < start - _BASELINE:
            yield about(figure, "period", "figure.before_plan")


def values_fit_the_unit(plan: Plan) -> Iterator[Finding]:
    units = {measure.row.ref: measure.row.unit for measure in plan.measures}
    for figure in plan.figures:
        value, unit = figure.row.value, units.get(figure.row.measure)
        if value is None:
            continue
        if unit is Unit.PERCENT and not 0 <= value <= 100:
            yield about(figure, "value", "figure.percent_out_of_range")
        elif unit is Unit.PERCENT and 0 < value < 1 and not _has_ratio(figure.row):
            yield about(figure, "value", "figure.typed_as_fraction")
        elif value < 0:
            yield about(figure, "value", "figure.negative")
        elif unit is Unit.COUNT and value != int(value):
            yield about(figure, "value", "figure.count_not_whole")


def values_are_their_ratio(plan: Plan) -> Iterator[Finding]:
    units = {measure.row.ref: measure.row.unit for measure in plan.measures}
    for figure in plan.figures:
        if units.get(figure.row.measure) is Unit.PERCENT:
            yield from _ratio(figure)


def _has_ratio(row: FigureRow) -> bool:
    """Whether numerator and denominator tell a small percentage from a fraction: then they do."""
    return row.numerator is not None and bool(row.denominator)


def _ratio(figure: Record[FigureRow]) -> Iterator[Finding]:
    row = figure.row
    top, bottom = row.numerator, row.denominator
    if top is None and bottom is None:
        return
    if top is None or bottom is None:
        here, missing = (
            ("numerator", "denominator") if bottom is None else ("denominator", "numerator")
        )
        if not unread(figure, missing):
            yield about(figure, missing, "figure.half_a_ratio", there=here, missing=missing)
    elif top < 0 or bottom < 0:
        name = "numerator" if top < 0 else "denominator"
        yield about(figure, name, "figure.negative")
    elif bottom == 0:
        yield about(figure, "denominator", "figure.nothing_out_of_nothing")
    elif top > bottom:
        yield about(
            figure, "numerator", "figure.numerator_above_denominator", there=f"{number(top)} of {number(bottom)}"
        )  # fmt: skip
    elif (  # a value that is no percentage at all has its own finding
        row.value is not None
        and 0 <= row.value <= 100
        and abs(row.value - 100 * top / bottom) > _rounding(row.value)
    ):
        yield about(
            figure,
            "value",
            "figure.not_the_ratio",
            numerator=number(top),
            denominator=number(bottom),
            ratio=number(100 * top / bottom),
        )


def _rounding(value: float) -> float:
    """Half of the last digit shown, and a hair: 75 stands for 74.5 to 75.5, 97.5 for 97.45 to 97.55."""
    places = len(f"{value:.10g}".partition(".")[2])
    return float(0.5 * 10**-places) + 1e-9


CLAIMS = (
    figures_have_a_period_and_a_value,
    figures_stand_once,
    figures_fall_within_the_plan,
    values_fit_the_unit,
    values_are_their_ratio,
)
