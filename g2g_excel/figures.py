"""A measure's figures: which one is rated, which came before it, which stands beside it.

Like with like only: the measure's basis says which kind of period counts, and a figure of another
kind is named beside the rated one but never takes its place.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from g2g_excel.amounts import PLACES
from g2g_excel.period import Period, PeriodKind, comparable
from g2g_excel.plan import FigureRow
from g2g_excel.words import Basis, Unit


@dataclass(frozen=True, slots=True)
class Known:
    """A figure whose period and value are known."""

    figure: FigureRow
    period: Period
    value: float


def known_figure(figure: FigureRow, unit: Unit | None) -> Known | None:
    """The figure with its period and value; 9 of 12 alone is 75 %. Nothing where either lacks."""
    value, top, bottom = figure.value, figure.numerator, figure.denominator
    if value is None and unit is Unit.PERCENT and top is not None and bottom:
        value = round(100 * top / bottom, PLACES)
        figure = figure.model_copy(update={"value": value})
    if figure.period is None or value is None or not math.isfinite(value):
        return None
    return Known(figure, figure.period, value)


def is_of_basis(period: Period, basis: Basis | None) -> bool:
    """Whether a figure for this period is one that the basis rates."""
    kind = period.kind
    if basis is Basis.TO_DATE:  # April alone, and the first quarter, are the year so far
        from_april = kind in (PeriodKind.MONTH, PeriodKind.QUARTER) and _start(period).month == 4
        return from_april or kind in (PeriodKind.TO_DATE, PeriodKind.YEAR)
    if basis is Basis.LATEST:
        return kind in (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.WEEK, PeriodKind.SPAN)
    if basis is Basis.POSITION:
        return kind is PeriodKind.AT
    if basis is Basis.YEAR:
        return kind is PeriodKind.YEAR
    return kind is not PeriodKind.BEFORE


def _start(period: Period) -> date:
    return period.start or date.min  # only BEFORE has no start


def rated(basis: Basis | None, figures: Sequence[Known]) -> Known | None:
    """The latest figure of the basis.

    Of two with one end, the shorter is the latest period; for any other basis the longer counts.
    """
    sign = 1 if basis is Basis.LATEST else -1
    return max(
        (k for k in figures if is_of_basis(k.period, basis)),
        key=lambda k: (k.period.end, sign * _start(k.period).toordinal()),
        default=None,
    )


def previous(now: Known, basis: Basis | None, figures: Sequence[Known]) -> Known | None:
    """The latest earlier figure of the basis that may be compared with this one.

    Of the basis too: April is the year to date and has April to compare with, not March.
    """
    earlier = (k for k in figures if k.period.end < now.period.end)
    return max(
        (k for k in earlier if comparable(now.period, k.period) and is_of_basis(k.period, basis)),
        key=lambda k: k.period.end,
        default=None,
    )


def beside(now: Known, figures: Sequence[Known]) -> Known | None:
    """The most recent figure of another kind, as late as the one rated or later."""
    return max(
        (
            k
            for k in figures
            if k.period.end >= now.period.end
            and k.period.kind not in (now.period.kind, PeriodKind.BEFORE)
        ),
        key=lambda k: (k.period.end, k.period.kind is not PeriodKind.AT, _start(k.period)),
        default=None,
    )


def is_inside(part: Period, whole: Period) -> bool:
    """Whether one period is the last part of another, as December is of April to December."""
    if PeriodKind.AT in (part.kind, whole.kind):
        return False
    return part.end == whole.end and _start(part) > _start(whole)


def cases_short(now: Known, percent: float, higher: bool) -> int | None:
    """How many more cases (or fewer, where lower is better) would have reached a percentage.

    Nothing where it was reached or cannot be, or where the numerator and denominator are not
    whole cases or not those the percentage was made from.
    """
    top, bottom = now.figure.numerator, now.figure.denominator
    if top is None or bottom is None or bottom <= 0 or top % 1 or bottom % 1:
        return None
    if abs(100 * top / bottom - now.value) > 0.51:  # a percentage may have been rounded
        return None
    cases = round(percent * bottom / 100, PLACES)
    if not math.isfinite(cases):
        return None
    wanted = math.ceil(cases) if higher else math.floor(cases)
    short = wanted - int(top) if higher else int(top) - wanted
    return short if short > 0 and 0 <= wanted <= bottom else None
