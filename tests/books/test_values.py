"""One cell in three dialects becomes one value."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g2g_excel.books.values import plain, plain_rows, same, trimmed
from g2g_excel.cells import CellError


class Stamp(datetime):
    """As pandas' and COM's own dates: a kind of datetime."""


@pytest.mark.parametrize(
    ("openpyxl", "calamine", "xlwings", "expected"),
    [
        (None, "", None, None),
        (95, 95.0, 95.0, 95),
        (9.5, 9.5, Decimal("9.5"), 9.5),
        (datetime(2017, 12, 31), date(2017, 12, 31), Stamp(2017, 12, 31), date(2017, 12, 31)),
        (True, True, True, True),
        (time(12), time(12), datetime(1899, 12, 30, 12), 0.5),
        (timedelta(hours=36), timedelta(hours=36), 1.5, 1.5),
    ],
)
def test_three_dialects_agree(openpyxl, calamine, xlwings, expected):
    for value in (openpyxl, calamine, xlwings):
        assert plain(value) == expected
        assert type(plain(value)) is type(expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (math.nan, None),
        (math.inf, None),
        (10**400, None),
        (Decimal("95.00"), 95),
        (1e-320, 1e-320),
        (2**53 - 1.0, 2**53 - 1),
        (1e22, 1e22),
        ("\u00a0 \u202f", None),
        ("a\u2007b", "a b"),
        ("a\rb\r\nc", "a\nb\nc"),
        ("#N/A", "#N/A"),
        (-2146826281, CellError("#DIV/0!")),
        (-2146826281.0, -2146826281),
        (datetime(2018, 1, 15, 9, 29, 59, 999_997), datetime(2018, 1, 15, 9, 30)),
        (datetime(2018, 1, 15, 9, 30, 0, 3), datetime(2018, 1, 15, 9, 30)),
        (datetime(2018, 1, 14, 23, 59, 59, 999_999), date(2018, 1, 15)),
        (datetime(9999, 12, 31, 23, 59, 59, 999_999), datetime(9999, 12, 31, 23, 59, 59)),
        (datetime(2018, 1, 15, 9, tzinfo=UTC), datetime(2018, 1, 15, 9)),
    ],
)  # fmt: skip
def test_plain(value, expected):
    assert plain(value) == expected
    assert type(plain(value)) is type(expected)


def test_an_error_is_one_only_where_the_library_says_so():
    assert plain("#DIV/0!") == "#DIV/0!"
    assert plain("#DIV/0!", error=True) == CellError("#DIV/0!")


@given(st.one_of(st.text(), st.floats(), st.integers(), st.datetimes(), st.booleans()))
def test_plain_twice_is_plain_once(value):
    once = plain(value)
    if not isinstance(once, int) or isinstance(once, bool) or once > 0:  # not an error's number
        assert plain(once) == once
        assert type(plain(once)) is type(once)


@given(st.lists(st.lists(st.one_of(st.none(), st.text(max_size=3), st.floats()), max_size=4)))
def test_many_at_once_are_as_one_by_one(rows):
    assert repr(plain_rows(rows)) == repr([[plain(value) for value in row] for row in rows])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (1, 1.0, True),
        (1, True, False),
        (0, False, False),
        (True, True, True),
        (None, 0, False),
        ("1", 1, False),
        (None, None, True),
    ],
)
def test_same(one, other, expected):
    assert same(one, other) is expected
    assert same(other, one) is expected


def test_trimmed_rows_are_all_one_width():
    assert trimmed([[], ["a", None], [None, "b", None], [None] * 5, []]) == (
        (None, None),
        ("a", None),
        (None, "b"),
    )
    assert trimmed([[None], []]) == ()
