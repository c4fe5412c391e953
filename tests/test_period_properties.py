"""Laws of periods: printing reads back, one order, comparing is mutual, a typed day is day first."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g2g_excel.period import (
    Period,
    PeriodError,
    PeriodKind,
    comparable,
    read_date,
    read_period,
    same_period_last_year,
)

YEARS = st.integers(1992, 2097)
MONTHS = st.integers(1, 12)
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


def spanning(year: int, month: int, further: int) -> Period:
    years, last = divmod(month - 1 + further, 12)
    return Period.span(date(year, month, 1), Period.month(year + years, last + 1).end)


PERIODS = st.one_of(
    st.builds(Period.at, DAYS),
    st.builds(Period.month, YEARS, MONTHS),
    st.builds(Period.quarter, YEARS, st.integers(1, 4)),
    st.builds(Period.year, YEARS),
    st.builds(Period.to_date, YEARS, MONTHS),
    st.builds(Period.week, DAYS),
    st.builds(Period.before, st.integers(1990, 2099), MONTHS),
    st.builds(spanning, YEARS.filter(lambda y: y < 2090), MONTHS, st.integers(0, 30)),
)
TYPED = (
    st.text("0123456789/.- 'decapromay tqwfebh", max_size=20)
    | st.floats()
    | st.integers()
    | st.dates()
)


@given(
    PERIODS, st.sampled_from([str, str.upper, str.lower]), st.sampled_from([" ", "  ", "\u00a0"])
)
def test_what_is_printed_reads_back(period, case, gap):
    assert read_period(str(period)) == period
    assert read_period(case(str(period)).replace(" ", gap)) == period


@given(PERIODS, PERIODS, PERIODS)
def test_periods_are_in_one_order(a, b, c):
    assert (a < b) + (b < a) + (a == b) == 1
    if a <= b <= c:
        assert a <= c
    assert sorted([a, b, c]) == sorted([c, a, b])
    assert len({a, b}) == 1 + (a != b)


@given(PERIODS, PERIODS)
def test_two_periods_print_alike_only_if_they_are_one(a, b):
    assert (str(a) == str(b)) is (a == b)


@given(PERIODS, PERIODS)
def test_comparable_is_mutual_and_with_itself(a, b):
    assert comparable(a, b) == comparable(b, a)
    assert comparable(a, a) is (a.kind is not PeriodKind.BEFORE)
    assert a.kind is b.kind or not comparable(a, b)


@given(PERIODS)
def test_last_year_is_earlier_and_comparable(period):
    earlier = same_period_last_year(period)
    if earlier is not None:
        assert comparable(period, earlier)
        assert earlier < period
        assert earlier.months == period.months
        assert (earlier.end + timedelta(days=1)).year <= period.end.year


@given(DAYS)
def test_a_typed_day_is_day_first(day):
    for typed in (
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d.%m.%Y}",
        f"{day:%d-%m-%Y}",
        day.isoformat(),
    ):
        assert read_date(typed) == day
        assert read_period(typed) == Period.at(day)


@given(DAYS)
def test_a_real_date_is_that_day_or_refused(day):
    assert read_date(day) == day
    if day.day == 1:
        with pytest.raises(PeriodError, match=f"or {Period.at(day)}"):
            read_period(day)
    else:
        assert read_period(day) == Period.at(day)


def refusal(read, typed):
    """What is said about an entry, or nothing where it is read."""
    try:
        read(typed)
    except PeriodError as error:
        return str(error)
    return None


@given(TYPED, st.sampled_from([read_period, read_date]))
def test_whatever_is_typed_is_read_or_refused_in_a_sentence(typed, read):
    said = refusal(read, typed)
    assert said is None or said.endswith(".")
