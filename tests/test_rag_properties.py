"""What holds of every rating, whatever the figures."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rated_rows import HIGHER, LOWER, POSITION, RANGE, SCHEME, cases, figure, measure

from g2g_excel.plan import FigureRow, MeasureRow
from g2g_excel.rag import Rating, rate
from g2g_excel.settings import Scheme
from g2g_excel.words import RAG, Basis, Direction, Polarity, Unit

# What people type: at most two decimals, either side of nothing.
numbers = st.integers(-100_000, 100_000).map(lambda n: n / 100)
margins = st.none() | st.integers(0, 3_000).map(lambda n: n / 100)
one_sided = st.sampled_from([HIGHER, LOWER])
units = st.sampled_from(list(Unit))
BEST_FIRST = [RAG.GREEN, RAG.AMBER, RAG.RED]
MIRROR = {HIGHER: LOWER, LOWER: HIGHER, RANGE: RANGE}


def rated(of: MeasureRow, *figures: FigureRow, position: date | None = POSITION) -> Rating:
    return rate(of, figures, SCHEME, position)


def status(of: MeasureRow, value: float) -> RAG:
    return rated(of, figure(value)).status


@given(numbers, margins, one_sided, numbers, numbers)
def test_doing_better_never_rates_worse(
    target: float, margin: float | None, polarity: Polarity, a: float, b: float
) -> None:
    of = measure(target, polarity, margin=margin)
    worse, better = sorted((a, b), reverse=polarity is LOWER)
    assert BEST_FIRST.index(status(of, better)) <= BEST_FIRST.index(status(of, worse))


@given(numbers, margins, numbers, numbers, numbers)
def test_nearer_a_range_on_one_side_never_rates_worse(
    low: float, margin: float | None, width: float, a: float, b: float
) -> None:
    of = measure(low, RANGE, upper_target=low + abs(width), margin=margin)
    nearer, further = sorted((abs(a), abs(b)))
    for edge, side in ((low, -1), (low + abs(width), 1)):
        near, far = status(of, edge + side * nearer), status(of, edge + side * further)
        assert BEST_FIRST.index(near) <= BEST_FIRST.index(far)


@given(numbers, margins, one_sided, numbers)
def test_a_mirror_image_has_the_same_colour(
    target: float, margin: float | None, polarity: Polarity, value: float
) -> None:
    here = rated(measure(target, polarity, margin=margin), figure(value))
    there = rated(measure(-target, MIRROR[polarity], margin=margin), figure(-value))
    assert (here.status, here.margin, here.gap) == (there.status, there.margin, -(there.gap or 0))


@given(numbers, numbers, margins, numbers)
def test_a_range_has_a_mirror_image_too(
    a: float, b: float, margin: float | None, value: float
) -> None:
    low, high = sorted((a, b))
    here = measure(low, RANGE, upper_target=high, margin=margin)
    there = measure(-high, RANGE, upper_target=-low, margin=margin)
    assert status(here, value) is status(there, -value)


@given(numbers, numbers, one_sided, numbers)
def test_directions_mirror(before: float, now: float, polarity: Polarity, target: float) -> None:
    def direction(sign: int, way: Polarity) -> Direction:
        figures = figure(sign * before, "April to December 2016"), figure(sign * now)
        return rated(measure(sign * target, way), *figures).direction

    assert direction(1, polarity) is direction(-1, MIRROR[polarity])


@given(numbers, margins, one_sided)
def test_exactly_on_target_is_green(
    target: float, margin: float | None, polarity: Polarity
) -> None:
    assert status(measure(target, polarity, margin=margin), target) is RAG.GREEN


@given(numbers, st.integers(1, 3_000).map(lambda n: n / 100), one_sided)
def test_exactly_at_the_margin_is_amber(target: float, margin: float, polarity: Polarity) -> None:
    edge = target - margin if polarity is HIGHER else target + margin
    beyond = edge - 0.01 if polarity is HIGHER else edge + 0.01
    of = measure(target, polarity, margin=margin)
    assert (status(of, edge), status(of, beyond)) == (RAG.AMBER, RAG.RED)


@given(numbers, one_sided)
def test_exactly_at_the_default_margin_is_amber(target: float, polarity: Polarity) -> None:
    assume(target != 0)
    tenth = abs(target) / 10
    edge = target - tenth if polarity is HIGHER else target + tenth
    assert status(measure(target, polarity), edge) is RAG.AMBER


@given(numbers, units, st.sampled_from([*Polarity, None]), numbers, margins)
def test_without_a_target_there_is_never_a_colour(
    value: float, unit: Unit, polarity: Polarity | None, upper: float, margin: float | None
) -> None:
    of = measure(None, polarity, unit=unit, upper_target=upper, margin=margin)
    assert not status(of, value).is_colour


@given(numbers, st.sampled_from([*Polarity, None]), st.sampled_from([*Basis, None]))
def test_without_a_figure_there_is_never_a_colour(
    target: float, polarity: Polarity | None, basis: Basis | None
) -> None:
    of = measure(target, polarity, basis=basis, upper_target=target)
    after = figure(1, "at 31 January 2018")
    for figures in ((), (figure(None),), (cases(0, 0),), (after,)):
        found = rated(of, *figures)
        assert (found.status, found.figure) == (RAG.NO_DATA, None)


@given(numbers, st.sampled_from([HIGHER, LOWER, RANGE]), units, margins)
def test_a_nil_target_never_divides(
    value: float, polarity: Polarity, unit: Unit, margin: float | None
) -> None:
    found = rated(measure(0, polarity, unit=unit, margin=margin, upper_target=0), figure(value))
    assert found.status.is_colour
    assert found.margin_missing is (margin is None)


@given(numbers, numbers, margins, st.floats(0, 1))
def test_inside_a_range_is_always_green(
    a: float, b: float, margin: float | None, part: float
) -> None:
    low, high = sorted((a, b))
    value = min(max(low + part * (high - low), low), high)
    of = measure(low, RANGE, upper_target=high, margin=margin)
    assert status(of, value) is RAG.GREEN


OTHER_KINDS = {
    Basis.TO_DATE: ("April to November 2017", ["December 2017", "at 31 December 2017"]),
    Basis.LATEST: ("November 2017", ["April to December 2017", "at 31 December 2017"]),
    Basis.POSITION: ("at 30 November 2017", ["December 2017", "April to December 2017"]),
    Basis.YEAR: ("2016-17", ["December 2017", "April to December 2017", "at 31 December 2017"]),
}


@pytest.mark.parametrize("basis", list(Basis))
@given(value=numbers, other=numbers, target=numbers, polarity=one_sided, data=st.data())
def test_a_later_figure_of_another_kind_never_changes_the_status(
    basis: Basis,
    value: float,
    other: float,
    target: float,
    polarity: Polarity,
    data: st.DataObject,
) -> None:
    own, others = OTHER_KINDS[basis]
    of, period = measure(target, polarity, basis=basis), data.draw(st.sampled_from(others))
    alone = rated(of, figure(value, own))
    both = rated(of, figure(other, period), figure(value, own))
    assert (both.status, both.figure) == (alone.status, alone.figure)
    assert both.why.startswith(alone.why.split(". ")[0].rstrip("."))


@given(
    st.permutations(
        [("April to December 2016", 40), ("April to December 2017", 48), ("December 2017", 69)]
    )
)
def test_the_order_of_the_rows_does_not_matter(rows: list[tuple[str, float]]) -> None:
    found = rated(measure(70), *(figure(value, period) for period, value in rows))
    assert (found.status, found.change, found.direction) == (RAG.RED, 8, Direction.IMPROVING)


@given(st.integers(0, 60), st.integers(1, 60), st.integers(1, 100), one_sided, margins)
def test_the_cases_that_would_have_met_it_would_have(
    top: int, bottom: int, target: int, polarity: Polarity, margin: float | None
) -> None:
    """`1 more would have reached amber and 2 more green`: so they would, and no fewer."""
    assume(top <= bottom)
    of, sign = measure(target, polarity, margin=margin), 1 if polarity is HIGHER else -1
    last = rate(of, [cases(top, bottom)], Scheme(small_cohort=0), POSITION).why.split(". ")[-1]

    def after(cases_more: int) -> RAG:
        return rated(of, cases(top + sign * cases_more, bottom)).status

    if last.endswith("would have met the target."):
        enough = int(last.split()[0])
        assert (after(enough), after(enough - 1)) == (RAG.GREEN, after(0))
    elif "would have reached amber" in last:
        amber, green = int(last.split()[0]), int(last.split(" and ")[1].split()[0])
        assert [after(n) for n in (amber - 1, amber, green - 1, green)] == [
            *(RAG.RED, RAG.AMBER, RAG.AMBER, RAG.GREEN)
        ]
    else:
        assert after(0) is RAG.GREEN or target > 100
