"""The sentence beside every colour: one an officer can read out and a councillor can follow.

Runs inside `rag.rate`, which decides; nothing here changes a status. Value, target, period, gap
and rule come first; then what else a reader should know, one short sentence each.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from g2g_excel.amounts import (
    PLACES,
    amount,
    apart,
    counted,
    months_before,
    months_between,
    number,
)
from g2g_excel.figures import Known, cases_short, is_inside
from g2g_excel.period import PeriodKind, day_name
from g2g_excel.plan import FigureRow, MeasureRow
from g2g_excel.settings import MET, WITHIN_MARGIN, Scheme
from g2g_excel.words import RAG, Basis, Direction, Polarity, Unit

if TYPE_CHECKING:
    from g2g_excel.rag import Rating

BASIS = {
    Basis.TO_DATE: "the year to date",
    Basis.LATEST: "the latest period",
    Basis.POSITION: "the position at a date",
    Basis.YEAR: "the whole year",
}


# ------------------------------------------------------------------ a rated figure


def sentences(
    measure: MeasureRow,
    facts: Rating,
    now: Known,
    *,
    scheme: Scheme,
    position: date | None,
    beside: Known | None,
    compared: Direction,
) -> str:
    """Why a figure has its status, in full. `compared` is how the figure beside it compares."""
    coloured = facts.gap is not None
    parts = (
        _coloured(measure, facts, now, scheme) if coloured else _uncoloured(measure, facts, now),
        _cases(measure, facts, now, scheme) if coloured else "",
        _beside(measure, now, beside, compared),
        _stale(now, position) if facts.stale and position else "",
        _small(measure, now) if facts.small else "",
    )
    return " ".join(part for part in parts if part)


def _uncoloured(measure: MeasureRow, facts: Rating, now: Known) -> str:
    cases = f", {each}" if (each := _of(now)) else ""
    said = f"{facts.status}: {amount(now.value, measure.unit)}{cases} ({now.period})"
    if facts.status is RAG.INFORMATION:
        return f"{said}."
    reported = f'reported as "{measure.reported}", but ' if measure.reported else ""
    return f"{said}; {reported}{_no_goal(measure)}."


def _of(now: Known) -> str:
    top, bottom = now.figure.numerator, now.figure.denominator
    return f"{number(top)} of {number(bottom)}" if top is not None and bottom else ""


def _no_goal(measure: MeasureRow) -> str:
    low, high = measure.target, measure.upper_target
    if low is None and high is None:
        return "no target is recorded to rate it against"
    if measure.polarity is None:
        return "a target is recorded, but not whether higher or lower is better"
    if low is None and measure.polarity is not Polarity.RANGE:
        return "an upper target is recorded, but not the target"
    if low is None or high is None:
        return f"the range has no {'lower' if low is None else 'upper'} edge to rate it against"
    return f"the range runs backwards, from {number(low)} to {number(high)}"


def _coloured(measure: MeasureRow, facts: Rating, now: Known, scheme: Scheme) -> str:
    unit, value, gap, margin = measure.unit, now.value, facts.gap or 0, facts.margin or 0
    missed, beyond = _missed(measure, gap), round(abs(gap) - margin, PLACES)
    places = 1  # more where a rounded gap would read as none
    while places < PLACES and any(x and not round(x, places) for x in (gap, beyond)):
        places += 1
    cases = f" ({each})" if (each := _of(now)) else ""
    where = f"{apart(gap, unit, places)} {'above' if gap > 0 else 'below'}"
    if not gap:
        where = "inside the range" if measure.polarity is Polarity.RANGE else "exactly on target"
    amber = _word(scheme, WITHIN_MARGIN)
    rule = ""
    if missed and facts.margin_missing and round(value - gap, PLACES) == 0:
        rule = f"; no {amber} margin is stated for a nil target"
    elif missed and not margin:
        rule = f"; there is no {amber} margin"
    elif missed and beyond <= 0:
        rule = f", within the {amber} margin of {apart(margin, unit, places)}"
    elif missed and gap < 0:
        rule = f"; {amber} begins at {amount(value - gap - margin, unit, places)}"
    elif missed:
        rule = f"; {amber} ends at {amount(value - gap + margin, unit, places)}"
    return (
        f"{facts.status}: {amount(value, unit, places)}{cases} against a target of "
        f"{_target(measure)} ({now.period}), {where}{rule if amber else ''}."
    )


def _target(measure: MeasureRow) -> str:
    low, high = measure.target or 0, measure.upper_target
    if measure.polarity is Polarity.RANGE and high is not None:
        return f"{number(low)} to {amount(high, measure.unit)}"
    return amount(low, measure.unit) if low else "nil"


def _missed(measure: MeasureRow, gap: float) -> bool:
    if measure.polarity is Polarity.RANGE:
        return gap != 0
    return gap < 0 if measure.polarity is Polarity.HIGHER else gap > 0


def _word(scheme: Scheme, rule: str) -> str:
    """What the scheme calls a rule's colour, mid-sentence; nothing where it has no such rule."""
    return next((str(r.status).lower() for r in scheme.rules if r.rule == rule), "")


# ------------------------------------------------------------------ what else a reader should know


def _cases(measure: MeasureRow, facts: Rating, now: Known, scheme: Scheme) -> str:
    """How many more (or fewer) cases would have met it."""
    target, gap, margin = measure.target, facts.gap or 0, facts.margin or 0
    one_sided = measure.polarity in (Polarity.HIGHER, Polarity.LOWER)
    if target is None or measure.unit is not Unit.PERCENT or not one_sided:
        return ""
    higher = measure.polarity is Polarity.HIGHER
    to_green = cases_short(now, target, higher)
    if not to_green or not _missed(measure, gap):
        return ""
    word, amber, green = (
        "more" if higher else "fewer",
        _word(scheme, WITHIN_MARGIN),
        _word(scheme, MET),
    )
    to_amber = cases_short(now, target - margin if higher else target + margin, higher)
    if amber and green and to_amber and to_amber < to_green and abs(gap) > margin:
        return f"{to_amber} {word} would have reached {amber} and {to_green} {word} {green}."
    return f"{to_green} {word} would have met the target."


def _beside(measure: MeasureRow, now: Known, beside: Known | None, compared: Direction) -> str:
    if beside is None:
        return ""
    kept = BASIS[measure.basis] if measure.basis else str(now.period)
    said = f"{beside.period}"
    said = f"{said[0].upper()}{said[1:]}{' alone' if is_inside(beside.period, now.period) else ''}"
    if beside.period.kind is PeriodKind.AT:
        said = f"The position {beside.period}"
    said = f"{said} was {amount(beside.value, measure.unit)}"
    if compared is Direction.IMPROVING:
        return f"{said}, better, but does not replace {kept}."
    if compared is Direction.WORSENING:
        return f"{said}, worse, and does not replace {kept}."
    if compared is Direction.STEADY:
        return f"{said}, neither better nor worse."
    return f"{said}; it does not replace {kept}."


def _stale(now: Known, position: date) -> str:
    months = months_between(now.period.end, position)
    more = "more than " if now.period.end < months_before(position, months) else ""
    return f"The figure is {more}{counted(months, 'month')} old at {day_name(position)}."


def _small(measure: MeasureRow, now: Known) -> str:
    cases = now.figure.denominator
    if cases is None or cases <= 0:
        return ""
    if measure.unit is not Unit.PERCENT or cases == 1:
        return f"Only {counted(number(cases), 'case')}."
    each = 100 / cases
    points = number(each if abs(each * 2 - round(each * 2)) < 10**-PLACES else round(each))
    return f"Only {counted(number(cases), 'case')}, so one case is {counted(points, 'point')}."


# ------------------------------------------------------------------ no figure to rate


def no_data(
    measure: MeasureRow, figures: Sequence[FigureRow], known: Sequence[Known], position: date | None
) -> str:
    """Why there is nothing to rate, and which figures there are all the same."""
    in_time = [k for k in known if position is None or k.period.end <= position]
    if in_time:
        wanted = f" for {BASIS[measure.basis]}" if measure.basis else ""
        each = sorted(in_time, key=lambda k: k.period.end, reverse=True)
        listed = [f"{k.period} ({amount(k.value, measure.unit)})" for k in each[:3]]
        more = f" and {len(each) - 3} more" if len(each) > 3 else ""
        there = f"there {'is only' if len(each) == 1 else 'are'} {', '.join(listed)}{more}"
        return f"No data: no figure{wanted} is recorded; {there}."
    if known and position is not None:
        late = "figure ends" if len(known) == 1 else "figures end"
        return f"No data: the {late} after the position date, {day_name(position)}."
    if figures:
        return "No data: no figure is recorded with both its period and its value."
    return "No data: no figure is recorded."
