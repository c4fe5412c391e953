"""Periods as officers type them: read one way, printed one way, compared like with like, never guessed."""

from datetime import date, datetime

import pytest

from g2g_excel.period import (
    Period,
    PeriodError,
    PeriodKind,
    comparable,
    financial_year,
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
        ("  APRIL   2017 — dec 2017 ", "April to December 2017"),
        ("Oct-Dec 2017", "Q3 2017/18"),
        ("January to March 2018", "Q4 2017/18"),
        ("April to June 2017", "April to June 2017"),
        ("Jan-Dec 2017", "January to December 2017"),
        ("12/2017", "December 2017"),
        ("1/2017", "January 2017"),
        ("YTD Dec 2017", "April to December 2017"),
        ("year to date December 2017", "April to December 2017"),
        ("YTD Jan 2018", "April 2017 to January 2018"),
        ("YTD April 2017", "April 2017"),
        ("YTD March 2018", "2017/18"),
        ("April 2017 to March 2018", "2017/18"),
        ("Q3 2017/18", "Q3 2017/18"),
        ("q3 17-18", "Q3 2017/18"),
        ("2017/18", "2017/18"),
        ("2016-17", "2016/17"),
        ("2016-2017", "2016/17"),
        ("FY 2017/18", "2017/18"),
        ("2017/2018", "2017/18"),
        ("17/18", "2017/18"),
        ("FY 12/13", "2012/13"),
        ("1999-00", "1999/00"),
        ("31.12.2017", "at 31 December 2017"),
        ("31/12/17", "at 31 December 2017"),
        ("31-12-2017", "at 31 December 2017"),
        ("12/11/17", "at 12 November 2017"),
        ("31st December 2017", "at 31 December 2017"),
        ("at 31 December 2017", "at 31 December 2017"),
        ("as at 31/12/2017", "at 31 December 2017"),
        ("at 1 December 2017", "at 1 December 2017"),
        ("2017-12-31", "at 31 December 2017"),
        ("at 2017-12-31", "at 31 December 2017"),
        ("before December 2017", "before December 2017"),
        ("before 1 December 2017", "before December 2017"),
        ("w/e 31/12/17", "week ending 31 December 2017"),
        ("week ending 31.12.2017", "week ending 31 December 2017"),
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
        ("17-Dec", "has no year"),
        ("2017", "calendar or a financial year"),
        (2017.0, "Type 2017/18 or January to December 2017"),
        ("12/13", "December 2013 or 2012/13"),
        ("01/17", "more than one thing"),
        ("31/12", "is not a period"),
        ("13/2017", "no month 13"),
        ("2017/1918", "not one financial year"),
        ("2017-12", "Type 2017/18 or December 2017"),
        ("Nov-Feb 2017", "November 2016 to February 2017 or November 2017 to February 2018"),
        ("Dec 2017 to Apr 2017", "after it ends"),
        ("Q3 2017", "is not a period"),
        ("before 15 December 2017", "before December 2017"),
        (datetime(2017, 12, 1), "Dec-17"),
        (date(1970, 6, 15), "1970"),
        ("2099/00", "2100"),
        ("1989/90", "1989"),
        (43070, "Type December 2017 or at 1 December 2017"),
        (73050, "31/12/2099"),
        (73051, "is a number"),
        (float("nan"), "is a number"),
        (43100, "31/12/2017"),
        (7, "is a number"),
        ("1 December 1066", "1066"),
        ("Decembre 2017", "is not a month"),
        ("soon", "is not a period"),
        ("it's", '"it\'s" is not a period'),
        ("x" * 500, "…"),
        ("", "no period here"),
        (" \u00a0", "no period here"),
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
        ("Dec-17", "has no day"),
        ("12/2017", "has no day"),
        ("early December 2017", "early December 2017.*31/12/2017"),
        ("13/31/2017", "day comes first"),
        (date(1900, 1, 5), "1900"),
        (True, "no date here"),
        ("", "no date here"),
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
        ("Q3 2017/18", "October to December 2016", True),
        ("2017/18", "2016/17", True),
        ("at 31 December 2017", "at 31 July 2017", True),
        ("Q1 2017/18", "April to June 2017", False),
        ("w/e 31/12/17", "w/e 24/12/17", True),
        ("w/e 31/12/17", "December 2017", False),
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
        ("at 28 February 2017", "at 29 February 2016"),
        ("at 28 February 2016", "at 28 February 2015"),
        ("November 2017 to February 2018", "November 2016 to February 2017"),
        ("week ending 31 December 2017", None),
        ("before December 2017", None),
    ],
)
def test_the_same_period_last_year(typed, earlier):
    last = same_period_last_year(read_period(typed))
    assert (str(last) if last else None) == earlier


@pytest.mark.parametrize(
    ("first", "last", "kind"),
    [
        (date(2017, 12, 1), date(2017, 12, 31), PeriodKind.MONTH),
        (date(2017, 10, 1), date(2017, 12, 31), PeriodKind.QUARTER),
        (date(2017, 4, 1), date(2017, 6, 30), PeriodKind.TO_DATE),
        (date(2017, 4, 1), date(2018, 3, 31), PeriodKind.YEAR),
        (date(2017, 12, 25), date(2017, 12, 31), PeriodKind.WEEK),
        (date(2017, 11, 1), date(2018, 1, 31), PeriodKind.SPAN),
        (date(2017, 4, 1), date(2018, 4, 30), PeriodKind.SPAN),
    ],
)
def test_a_span_is_the_most_particular_kind(first, last, kind):
    assert Period.span(first, last) == Period(kind, first, last)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Period.span(date(2017, 12, 1), date(2017, 4, 30)), "after it ends"),
        (lambda: Period.span(date(2017, 4, 5), date(2017, 6, 30)), "whole months"),
        (lambda: Period.span(date(2017, 4, 1), date(2017, 6, 29)), "whole months"),
        (lambda: Period.quarter(2017, 0), "no quarter 0"),
        (lambda: Period.quarter(2017, 5), "no quarter 5"),
    ],
)
def test_what_cannot_be_made(make, says):
    with pytest.raises(PeriodError, match=says):
        make()


def test_the_financial_year_turns_on_1_april():
    assert financial_year(date(2017, 3, 31)) == "2016/17"
    assert financial_year(date(2017, 4, 1)) == "2017/18"
    assert financial_year(date(1999, 4, 1)) == "1999/00"


def test_periods_are_ordered_only_among_themselves():
    assert sorted([Period.month(2018, 1), Period.year(2016)]) == [
        Period.year(2016),
        Period.month(2018, 1),
    ]
    with pytest.raises(TypeError):
        Period.month(2017, 12) < "January 2018"  # noqa: B015  # the comparison is the test
