"""Periods as officers type them: read one way, printed one way, compared like with like, never guessed."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g2g_excel.period import (
    Period,
    PeriodError,
    comparable,
    read_date,
    read_period,
    same_period_last_year,
)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Dec-17", "December 2017"),
        ("Dec 2017", "December 2017"),
        ("dec. 2017", "December 2017"),
        ("Dec '17", "December 2017"),
        ("December 2017", "December 2017"),
        ("Sept 2017", "September 2017"),
        ("Apr-Dec 2017", "April to December 2017"),
        ("Apr – Dec 2017", "April to December 2017"),
        ("April to December 2017", "April to December 2017"),
        ("April\u00a02017 to December 2017", "April to December 2017"),
        ("April to January 2018", "April 2017 to January 2018"),
        ("Oct 2017 - Feb 2018", "October 2017 to February 2018"),
        ("Nov-Feb 2017/18", "November 2017 to February 2018"),
        ("YTD Dec 2017", "April to December 2017"),
        ("April 2017 to March 2018", "2017/18"),
        ("Q3 2017/18", "Q3 2017/18"),
        ("q3 17-18", "Q3 2017/18"),
        ("2017/18", "2017/18"),
        ("2016-17", "2016/17"),
        ("2016-2017", "2016/17"),
        ("FY 2017/18", "2017/18"),
        ("31.12.2017", "at 31 December 2017"),
        ("31/12/17", "at 31 December 2017"),
        ("31-12-2017", "at 31 December 2017"),
        ("12/11/17", "at 12 November 2017"),
        ("31st December 2017", "at 31 December 2017"),
        ("at 31 December 2017", "at 31 December 2017"),
        ("as at 31/12/2017", "at 31 December 2017"),
        ("at 2017-12-31", "at 31 December 2017"),
        ("before December 2017", "before December 2017"),
        ("before 1 December 2017", "before December 2017"),
        ("w/e 31/12/17", "week ending 31 December 2017"),
        (date(2017, 12, 31), "at 31 December 2017"),
        (datetime(2017, 12, 31), "at 31 December 2017"),
    ],
)
def test_what_officers_type(typed, printed):
    assert str(read_period(typed)) == printed


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (date(2017, 12, 1), "December 2017 or at 1 December 2017"),
        ("13/31/2017", "the day comes first"),
        ("31/11/2017", "no day 31/11/2017"),
        ("30 February 2018", "no day 30/02/2018"),
        ("Q5 2017/18", "no quarter 5"),
        ("2017/19", "2017/18"),
        ("Dec", "has no year"),
        ("2017", "calendar or a financial year"),
        (43100, "31/12/2017"),
        (7, "is a number"),
        ("1 December 1066", "1066"),
        ("Decembre 2017", "is not a month"),
        ("soon", "is not a period"),
        ("", "is not a period"),
        (None, "no period here"),
        (True, "no period here"),
    ],
)
def test_what_is_never_guessed(typed, says):
    with pytest.raises(PeriodError, match=says):
        read_period(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "31.12.2017",
        "31/12/17",
        "31 December 2017",
        "31st Dec 2017",
        "2017-12-31",
        datetime(2017, 12, 31, 9),
    ],
)
def test_dates_are_read_day_first(typed):
    assert read_date(typed) == date(2017, 12, 31)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("December 2017", "has no day"),
        ("just before Christmas", "a day, a month and a year"),
        ("29/02/2018", "no day"),
        (43100, "31/12/2017"),
        (None, "a day"),
    ],
)
def test_what_is_no_date(typed, says):
    with pytest.raises(PeriodError, match=says):
        read_date(typed)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("April to December 2017", "April to December 2016", True),
        ("April to December 2017", "April to November 2017", False),
        ("April to December 2017", "December 2017", False),
        ("December 2017", "November 2017", True),
        ("Q3 2017/18", "Q2 2017/18", True),
        ("Q3 2017/18", "October to December 2017", False),
        ("2017/18", "2016/17", True),
        ("at 31 December 2017", "at 31 July 2017", True),
        ("at 31 December 2017", "December 2017", False),
        ("before December 2017", "before December 2017", False),
        ("October 2017 to February 2018", "October 2016 to February 2017", True),
        ("October 2017 to February 2018", "November 2017 to March 2018", False),
    ],
)
def test_only_like_is_compared_with_like(one, other, alike):
    assert comparable(read_period(one), read_period(other)) is alike
    assert comparable(read_period(other), read_period(one)) is alike


@pytest.mark.parametrize(
    ("typed", "earlier"),
    [
        ("April to December 2017", "April to December 2016"),
        ("Q3 2017/18", "Q3 2016/17"),
        ("2017/18", "2016/17"),
        ("February 2016", "February 2015"),
        ("at 29 February 2016", "at 28 February 2015"),
        ("before December 2017", None),
    ],
)
def test_the_same_period_last_year(typed, earlier):
    last = same_period_last_year(read_period(typed))
    assert (str(last) if last else None) == earlier


YEARS = st.integers(1992, 2097)
MONTHS = st.integers(1, 12)
DAYS = st.dates(date(1991, 1, 1), date(2099, 12, 31))
PERIODS = st.one_of(
    st.builds(Period.at, DAYS),
    st.builds(Period.month, YEARS, MONTHS),
    st.builds(Period.quarter, YEARS, st.integers(1, 4)),
    st.builds(Period.year, YEARS),
    st.builds(Period.to_date, YEARS, MONTHS),
    st.builds(Period.week, DAYS),
    st.builds(Period.before, YEARS, MONTHS),
    st.builds(
        lambda y, m, n: Period.span(date(y, m, 1), Period.month(y + (m + n - 1) // 12, (m + n - 1) % 12 + 1).end),
        st.integers(1992, 2090), MONTHS, st.integers(0, 30),
    ),
)  # fmt: skip


@given(PERIODS)
def test_what_is_printed_reads_back(period):
    assert read_period(str(period)) == period


@given(PERIODS, PERIODS, PERIODS)
def test_periods_are_in_one_order(a, b, c):
    assert (a < b) + (b < a) + (a == b) == 1
    if a <= b <= c:
        assert a <= c
    assert sorted([a, b, c]) == sorted([c, a, b])


@given(PERIODS, PERIODS)
def test_comparable_is_mutual_and_last_year_is_comparable(a, b):
    assert comparable(a, b) == comparable(b, a)
    earlier = same_period_last_year(a)
    if earlier is not None:
        assert comparable(a, earlier)
        assert earlier < a


@given(DAYS)
def test_a_typed_day_is_day_first(day):
    assert read_date(f"{day.day}/{day.month}/{day.year}") == day
    assert read_period(f"{day:%d.%m.%Y}").end == day
    assert day + timedelta(days=1) > day
