"""Which figure is rated, which colour it gets, and which way it is going."""

from __future__ import annotations

from datetime import date

import pytest
from rated_rows import HIGHER, INFO, LOWER, POSITION, RANGE, SCHEME, TO_DATE, cases, figure, measure

from g2g_excel.rag import Rating, rate
from g2g_excel.settings import MET, OTHERWISE, WITHIN_MARGIN, Rule, Scheme
from g2g_excel.words import RAG, Basis, Direction, Unit


def rated(target: float | None, value: float, polarity: object = HIGHER, **more: object) -> Rating:
    return rate(measure(target, polarity, **more), [figure(value)], SCHEME, POSITION)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("target", "value", "polarity", "more", "status"),
    [
        # the January 2018 plan
        (70, 48, HIGHER, {}, RAG.RED),
        (80, 69, HIGHER, {}, RAG.RED),
        (80, 34, HIGHER, {}, RAG.RED),
        (0, 9, LOWER, {}, RAG.RED),
        (None, 96, HIGHER, {}, RAG.NO_TARGET),
        (None, 84, LOWER, {"unit": Unit.COUNT}, RAG.NO_TARGET),
        (None, 18, INFO, {"unit": Unit.COUNT}, RAG.INFORMATION),
        # edges, higher is better
        (70, 70, HIGHER, {}, RAG.GREEN),
        (70, 63, HIGHER, {}, RAG.AMBER),
        (70, 62.9, HIGHER, {}, RAG.RED),
        (70, 65, HIGHER, {"margin": 5}, RAG.AMBER),
        (70, 64.9, HIGHER, {"margin": 5}, RAG.RED),
        (70, 69, HIGHER, {"margin": 0}, RAG.RED),
        # edges, lower is better
        (10, 10, LOWER, {}, RAG.GREEN),
        (10, 11, LOWER, {}, RAG.AMBER),
        (10, 11.1, LOWER, {}, RAG.RED),
        (0, 0, LOWER, {}, RAG.GREEN),
        (0, 2, LOWER, {"margin": 2}, RAG.AMBER),
        (0, 3, LOWER, {"margin": 2}, RAG.RED),
        # floats that are not what they look like
        (0.3, 0.1 + 0.2, LOWER, {}, RAG.GREEN),
        (69.9, 62.91, HIGHER, {}, RAG.AMBER),
        (1.1, 1.21, LOWER, {}, RAG.AMBER),
        # a range
        (10, 10, RANGE, {"upper_target": 20}, RAG.GREEN),
        (10, 20, RANGE, {"upper_target": 20}, RAG.GREEN),
        (10, 22, RANGE, {"upper_target": 20}, RAG.AMBER),
        (10, 22.1, RANGE, {"upper_target": 20}, RAG.RED),
        (10, 9, RANGE, {"upper_target": 20}, RAG.AMBER),
        (10, 8.9, RANGE, {"upper_target": 20}, RAG.RED),
        (10, 7, RANGE, {"upper_target": 20, "margin": 3}, RAG.AMBER),
        # what cannot be rated never gets a colour
        (10, 15, RANGE, {}, RAG.NO_TARGET),
        (None, 15, RANGE, {"upper_target": 20}, RAG.NO_TARGET),
        (20, 15, RANGE, {"upper_target": 10}, RAG.NO_TARGET),
        (70, 80, None, {}, RAG.NO_TARGET),
        (70, 80, INFO, {}, RAG.INFORMATION),
    ],
)
def test_the_status_of_a_figure(
    target: float | None, value: float, polarity: object, more: dict[str, object], status: RAG
) -> None:
    assert rated(target, value, polarity, **more).status is status


def test_the_facts_behind_a_colour() -> None:
    found = rated(70, 48)
    assert (found.gap, found.margin, found.margin_missing) == (-22, 7, False)
    found = rated(0, 9, LOWER)
    assert (found.gap, found.margin, found.margin_missing) == (9, 0, True)
    assert rated(0, 9, LOWER, margin=2).margin_missing is False
    assert rated(0, 3, RANGE, upper_target=5).margin_missing is True
    assert rated(None, 96).gap is None


def test_a_negative_margin_is_not_used() -> None:
    assert rated(70, 65, margin=-5).margin == 7


# ------------------------------------------------------------------ the scheme is data


def test_the_rules_are_tried_in_the_order_of_the_scheme() -> None:
    strict = Scheme(rules=(Rule(rule=MET, status=RAG.GREEN), Rule(rule=OTHERWISE, status=RAG.RED)))
    assert rate(measure(70), [figure(69)], strict, POSITION).status is RAG.RED
    kind = Scheme(rules=(Rule(rule=WITHIN_MARGIN, status=RAG.GREEN),))
    assert rate(measure(70), [figure(63)], kind, POSITION).status is RAG.GREEN


def test_a_missed_target_without_a_rule_is_red() -> None:
    short = Scheme(rules=(Rule(rule=MET, status=RAG.GREEN),))
    assert rate(measure(70), [figure(69)], short, POSITION).status is RAG.RED


def test_the_default_margin_is_the_schemes() -> None:
    assert rate(measure(80), [figure(76)], Scheme(margin_percent=5), POSITION).status is RAG.AMBER
    assert rate(measure(80), [figure(75)], Scheme(margin_percent=5), POSITION).status is RAG.RED


# ------------------------------------------------------------------ which figure is rated


@pytest.mark.parametrize(
    ("basis", "value"),
    [
        (Basis.TO_DATE, 34),
        (Basis.LATEST, 69),
        (Basis.POSITION, 41),
        (Basis.YEAR, 30),
        (None, 34),
    ],
)
def test_the_basis_chooses_the_figure(basis: Basis | None, value: float) -> None:
    figures = [
        figure(30, "2016-17"),
        figure(65, "November 2017"),
        figure(69, "December 2017"),
        figure(34, TO_DATE),
        figure(41, "at 31 December 2017"),
        figure(99, "before December 2017"),
    ]
    for given in (figures, figures[::-1]):
        found = rate(measure(80, basis=basis), given, SCHEME, POSITION)
        assert found.figure is not None
        assert found.figure.value == value


@pytest.mark.parametrize(("basis", "value"), [(Basis.LATEST, 69), (None, 50)])
def test_a_month_is_later_than_the_quarter_it_ends(basis: Basis | None, value: float) -> None:
    figures = [figure(50, "Q3 2017/18"), figure(69, "December 2017")]
    for given in (figures, figures[::-1]):
        found = rate(measure(80, basis=basis), given, SCHEME, POSITION)
        assert found.figure is not None
        assert found.figure.value == value


def test_april_alone_is_the_year_to_date() -> None:
    figures = [figure(60, "2016-17"), figure(75, "April 2017")]
    found = rate(measure(70), figures, SCHEME, date(2017, 4, 30))
    assert found.status is RAG.GREEN


def test_april_is_compared_with_april_not_with_march() -> None:
    figures = [figure(80, "March 2017"), figure(75, "April 2017"), figure(60, "April 2016")]
    found = rate(measure(70), figures, SCHEME, date(2017, 4, 30))
    assert (found.change, found.direction) == (15, Direction.IMPROVING)


def test_a_figure_after_the_position_date_is_not_rated() -> None:
    figures = [figure(75, "April 2017 to January 2018"), figure(48)]
    assert rate(measure(70), figures, SCHEME, POSITION).status is RAG.RED
    assert rate(measure(70), figures, SCHEME, None).status is RAG.GREEN


def test_a_figure_of_another_kind_is_no_figure() -> None:
    found = rate(measure(70), [figure(75, "December 2017")], SCHEME, POSITION)
    assert (found.status, found.figure) == (RAG.NO_DATA, None)


def test_a_blank_figure_is_passed_over_for_an_earlier_one() -> None:
    figures = [figure(72, "April to November 2017"), figure(None)]
    assert rate(measure(70), figures, SCHEME, POSITION).status is RAG.GREEN


def test_a_percentage_is_worked_out_from_its_cases() -> None:
    found = rate(measure(75), [cases(9, 12)], SCHEME, POSITION)
    assert found.status is RAG.GREEN
    assert found.figure is not None
    assert found.figure.value == 75
    assert rate(measure(75), [cases(0, 0)], SCHEME, POSITION).status is RAG.NO_DATA
    assert (
        rate(measure(75, unit=Unit.COUNT), [cases(9, 12)], SCHEME, POSITION).status is RAG.NO_DATA
    )


# ------------------------------------------------------------------ which way it is going


@pytest.mark.parametrize(
    ("polarity", "before", "now", "direction"),
    [
        (HIGHER, 45, 48, Direction.IMPROVING),
        (HIGHER, 50, 48, Direction.WORSENING),
        (LOWER, 50, 48, Direction.IMPROVING),
        (LOWER, 45, 48, Direction.WORSENING),
        (HIGHER, 48, 48, Direction.STEADY),
        (INFO, 45, 48, Direction.CHANGED),
        (INFO, 48, 48, Direction.STEADY),
        (None, 45, 48, Direction.CHANGED),
    ],
)
def test_direction_against_the_same_period_last_year(
    polarity: object, before: float, now: float, direction: Direction
) -> None:
    figures = [figure(before, "April to December 2016"), figure(now)]
    found = rate(measure(70, polarity), figures, SCHEME, POSITION)  # type: ignore[arg-type]
    assert (found.direction, found.change) == (direction, now - before)


@pytest.mark.parametrize(
    ("before", "now", "direction"),
    [
        (25, 22, Direction.IMPROVING),
        (8, 6, Direction.WORSENING),
        (12, 18, Direction.STEADY),
    ],
)
def test_direction_of_a_range_is_its_distance_from_it(
    before: float, now: float, direction: Direction
) -> None:
    figures = [figure(before, "April to December 2016"), figure(now)]
    found = rate(measure(10, RANGE, upper_target=20), figures, SCHEME, POSITION)
    assert found.direction is direction


def test_december_shows_as_improving_and_does_not_replace_the_year_to_date() -> None:
    found = rate(measure(80), [figure(34), figure(69, "December 2017")], SCHEME, POSITION)
    assert (found.status, found.direction) == (RAG.RED, Direction.IMPROVING)
    assert (found.previous, found.change) == (None, None)


def test_last_years_figure_decides_the_direction_before_december_does() -> None:
    figures = [figure(40, "April to December 2016"), figure(34), figure(69, "December 2017")]
    found = rate(measure(80), figures, SCHEME, POSITION)
    assert (found.direction, found.change) == (Direction.WORSENING, -6)


def test_a_months_count_says_nothing_about_the_years() -> None:
    bed_and_breakfast = measure(0, LOWER, unit=Unit.COUNT)
    found = rate(bed_and_breakfast, [figure(18), figure(2, "December 2017")], SCHEME, POSITION)
    assert found.direction is Direction.NONE


def test_a_period_before_is_not_comparable() -> None:
    icpc = measure(None, basis=Basis.POSITION)
    figures = [figure(94, "before December 2017"), figure(86, "at 31 December 2017")]
    found = rate(icpc, figures, SCHEME, POSITION)
    assert (found.direction, found.previous) == (Direction.NONE, None)


# ------------------------------------------------------------------ old figures, few cases


@pytest.mark.parametrize(
    ("period", "stale"),
    [
        ("at 2017-07-31", True),
        ("at 2017-09-29", True),
        ("at 2017-09-30", False),
        ("at 2017-12-31", False),
    ],
)
def test_a_figure_is_stale_after_three_months(period: str, stale: bool) -> None:
    permanence = measure(None, basis=Basis.POSITION)
    assert rate(permanence, [figure(97.5, period)], SCHEME, POSITION).stale is stale


def test_a_small_cohort_is_flagged() -> None:
    assert rate(measure(70), [cases(7, 9)], SCHEME, POSITION).small is True
    assert rate(measure(70), [cases(7, 10)], SCHEME, POSITION).small is False
    assert rate(measure(70), [figure(70)], SCHEME, POSITION).small is False
