"""Rates one measure: which figure counts, which colour it gets, which way it is going.

Runs at every refresh, report and check. It never averages, never colours a measure without a
target, and never lets a figure of one kind (one month) stand in for another (the year to date).
The sentences are in `why.py`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from g2g_excel import why
from g2g_excel.amounts import PLACES, months_before
from g2g_excel.figures import Known, beside, is_inside, known_figure, previous, rated
from g2g_excel.period import PeriodKind
from g2g_excel.plan import FigureRow, MeasureRow
from g2g_excel.settings import MET, OTHERWISE, WITHIN_MARGIN, Scheme
from g2g_excel.words import RAG, Direction, Polarity, Unit


@dataclass(frozen=True, slots=True)
class Rating:
    """What a measure's latest figure says, why, and the facts behind it.

    `figure` and `previous` always hold a value: where only a numerator and a denominator were
    recorded, it is worked out. `gap` is the figure less the target (for a range: less the nearer
    edge, and 0 inside). `margin` is the one used, in the measure's unit. `small` and `stale` are
    by the scheme's limits; `margin_missing` means a nil target without a margin of its own.
    """

    status: RAG
    why: str
    figure: FigureRow | None = None
    previous: FigureRow | None = None
    change: float | None = None
    direction: Direction = Direction.NONE
    gap: float | None = None
    margin: float | None = None
    stale: bool = False
    small: bool = False
    margin_missing: bool = False


def rate(
    measure: MeasureRow, figures: Sequence[FigureRow], scheme: Scheme, position: date | None
) -> Rating:
    """Rate a measure on its own figures, as they stood at the position date."""
    known = tuple(k for figure in figures if (k := known_figure(figure, measure.unit)))
    in_time = tuple(k for k in known if position is None or k.period.end <= position)
    now = rated(measure.basis, in_time)
    if now is None:
        return Rating(RAG.NO_DATA, why.no_data(measure, figures, known, position))
    before, other = previous(now, measure.basis, in_time), beside(now, in_time)
    direction, compared = _direction(measure, now, before), _compared(measure, other, now)
    if before is None and other is not None and is_inside(other.period, now.period):
        direction = compared
    denominator = now.figure.denominator
    facts = Rating(
        status=RAG.INFORMATION if measure.polarity is Polarity.NONE else RAG.NO_TARGET,
        why="",
        figure=now.figure,
        previous=before.figure if before else None,
        change=_less(now.value, before.value) if before else None,
        direction=direction,
        stale=position is not None and _is_stale(now, scheme, position),
        small=denominator is not None and denominator < scheme.small_cohort,
    )
    goal = goal_of(measure)
    if goal is not None:
        facts = _coloured(facts, measure, now.value, goal, scheme)
    sentences = why.sentences(
        measure, facts, now, scheme=scheme, position=position, beside=other, compared=compared
    )
    return replace(facts, why=sentences)


def _is_stale(now: Known, scheme: Scheme, position: date) -> bool:
    """Older than the scheme's limit; a whole year's figure has another year, until the next ends."""
    months = scheme.stale_months + (12 if now.period.kind is PeriodKind.YEAR else 0)
    return now.period.end < months_before(position, months)


# ------------------------------------------------------------------ which colour


def goal_of(measure: MeasureRow) -> tuple[float, float] | None:
    """The lowest and the highest figure on target, maybe infinite; nothing where none is set."""
    low, high = measure.target, measure.upper_target
    if low is None:
        return None
    if measure.polarity is Polarity.HIGHER:
        return low, math.inf
    if measure.polarity is Polarity.LOWER:
        return -math.inf, low
    if measure.polarity is Polarity.RANGE and high is not None and low <= high:
        return low, high
    return None


def _coloured(
    facts: Rating, measure: MeasureRow, value: float, goal: tuple[float, float], scheme: Scheme
) -> Rating:
    low, high = goal
    edge = low if _less(value, low) < _less(high, value) else high
    outside = max(0.0, _less(low, value), _less(value, high))
    own = measure.margin if measure.margin is not None and measure.margin >= 0 else None
    margin = round(abs(edge) * scheme.margin_percent / 100, PLACES) if own is None else own
    fits = {MET: outside == 0, WITHIN_MARGIN: _less(outside, margin) <= 0, OTHERWISE: True}
    inside_range = measure.polarity is Polarity.RANGE and outside == 0
    return replace(
        facts,
        # A scheme that leaves its last line out must not leave a missed target uncoloured.
        status=next((r.status for r in scheme.rules if fits.get(r.rule)), RAG.RED),
        gap=0.0 if inside_range else _less(value, edge),
        margin=margin,
        margin_missing=own is None and 0 in goal,
    )


# ------------------------------------------------------------------ which way


def _direction(measure: MeasureRow, now: Known, before: Known | None) -> Direction:
    if before is None:
        return Direction.NONE
    worse, was = _badness(measure, now.value), _badness(measure, before.value)
    if worse is None or was is None:
        return Direction.CHANGED if _less(now.value, before.value) else Direction.STEADY
    moved = _less(worse, was)
    if moved == 0:
        return Direction.STEADY
    return Direction.WORSENING if moved > 0 else Direction.IMPROVING


def _compared(measure: MeasureRow, other: Known | None, now: Known) -> Direction:
    """How a figure of another kind compares. A month's count is always less than the year's,
    which says nothing; only rates can be compared."""
    rates = measure.unit in (Unit.PERCENT, Unit.RATIO) and _badness(measure, 0) is not None
    return _direction(measure, other, now) if other is not None and rates else Direction.NONE


def _badness(measure: MeasureRow, value: float) -> float | None:
    """A number that grows as a figure gets worse; nothing where there is no better or worse."""
    if measure.polarity is Polarity.HIGHER:
        return -value
    if measure.polarity is Polarity.LOWER:
        return value
    goal = goal_of(measure)
    return None if goal is None else max(0.0, goal[0] - value, value - goal[1])


def _less(a: float, b: float) -> float:
    return round(a - b, PLACES)
