"""What is wrong is said once, where it is wrong; and which row stands first makes no difference.

Rows begin at line 6. Measures: E unit, F better is, G basis, I target, J upper target, K margin,
M as reported. Figures: B period, C value, D numerator, E denominator.
"""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import book_of, type_in
from test_rules import ALREADY, IN_ORDER

from g2g_excel.cells import letters
from g2g_excel.period import read_period
from g2g_excel.plan import FigureRow, MeasureRow, MilestoneRow
from g2g_excel.plan_reading import read_plan
from g2g_excel.rules import check
from g2g_excel.words import Basis, Polarity, Unit


def said(typed, content=IN_ORDER):
    """Every finding, of the reader and of the checks: its code and its first cell."""
    plan, unread = read_plan(type_in(book_of(content), typed))
    every = [(f.code, f.where[0].in_book if f.where else "") for f in (*unread, *check(plan))]
    return [each for each in every if each not in ALREADY]


RANGE = {"Measures!F6": "Within a range"}


@pytest.mark.parametrize(
    ("typed", "code", "at"),
    [
        ({**RANGE, "Measures!I6": "tbc", "Measures!J6": 95}, "cell.not_a_number", "Measures!I6"),
        ({**RANGE, "Measures!J6": "tbc"}, "cell.not_a_number", "Measures!J6"),
        ({"Measures!I6": "tbc", "Measures!M6": "target met"}, "cell.not_a_number", "Measures!I6"),
        ({"Measures!I6": "tbc", "Theme 1!E6": "On target."}, "cell.not_a_number", "Measures!I6"),
        ({"Measures!G6": "Whenever"}, "cell.not_in_list", "Measures!G6"),
        ({"Milestones!H6": "nearly", "Milestones!I6": "15/11/2017"}, "cell.not_yes_or_no", "Milestones!H6"),
        ({"Start!B6": True}, "cell.not_text", "Start!B6"),
        ({"Figures!B6": None, "Figures!C6": None}, "figure.without_period", "Figures!B6"),
        ({"Figures!C6": 0.75, "Figures!D6": 9, "Figures!E6": 12}, "figure.not_the_ratio", "Figures!C6"),
        ({"Figures!C6": 860, "Figures!D6": 43, "Figures!E6": 50}, "figure.percent_out_of_range", "Figures!C6"),
        ({"Figures!C6": 75, "Figures!D6": -3, "Figures!E6": -4}, "figure.negative", "Figures!D6"),
        ({"Figures!C6": None, "Figures!D6": 3, "Figures!E6": -10}, "figure.negative", "Figures!E6"),
    ],
)  # fmt: skip
def test_one_mistake_is_one_finding(typed, code, at):
    assert said(typed) == [(code, at)]


def test_a_small_percentage_that_its_cases_prove_is_no_fraction():
    assert said({"Figures!C6": 0.5, "Figures!D6": 1, "Figures!E6": 200}) == []


def test_a_blank_basis_is_asked_about():
    assert said({"Measures!G6": None}) == [("measure.without_basis", "Measures!G6")]


def test_a_blank_basis_is_not_blamed_for_a_figure_of_no_kind():
    typed = {"Measures!G6": None, "Figures!B6": "before December 2016"}
    assert said(typed) == [("measure.without_basis", "Measures!G6")]


def test_a_position_date_whose_row_is_gone_is_an_error_without_a_cell():
    typed = {"Settings!A9": None, "Settings!B9": None, "Settings!C9": None}
    plan, _ = read_plan(type_in(book_of(IN_ORDER), typed))
    missing = [f for f in check(plan) if f.code == "setting.no_position_date"]
    assert [(f.severity, f.where) for f in missing] == [("ERROR", ())]


HIGHER, LOWER = "Higher is better", "Lower is better"


@pytest.mark.parametrize(
    ("better", "unit", "target", "upper", "margin", "asked"),
    [
        (HIGHER, "Percent", 70, None, 80, True),
        (HIGHER, "Percent", 70, None, 70, True),  # even nothing at all would be Amber
        (HIGHER, "Percent", 70, None, 69, False),
        (HIGHER, "Count", 12, None, 12, True),
        (LOWER, "Percent", 60, None, 40, True),  # even 100 % would be Amber
        (LOWER, "Percent", 60, None, 39, False),
        (LOWER, "Count", 2, None, 5, False),  # a count has no highest figure
        ("Within a range", "Percent", 10, 20, 80, True),
        ("Within a range", "Percent", 10, 20, 15, False),  # nothing is Amber, 100 % is not
        (HIGHER, "Percent", 0, None, 5, False),  # every figure meets it, margin or none
    ],
)
def test_a_margin_leaves_room_for_red(better, unit, target, upper, margin, asked):
    row = {"F": better, "E": unit, "I": target, "J": upper, "K": margin}
    typed = {f"Measures!{column}6": value for column, value in row.items()}
    assert (("measure.margin_too_wide", "Measures!K6") in said(typed)) is asked


@pytest.mark.parametrize(
    ("typed", "ending"),
    [("Percentage", "Did you mean Percent?"), ("furlongs", "not one of the words for this cell.")],
)
def test_a_near_word_of_a_list_is_suggested(typed, ending):
    _, unread = read_plan(type_in(book_of(IN_ORDER), {"Measures!E6": typed}))
    assert [f.what.endswith(ending) for f in unread] == [True]


# ------------------------------------------------------------------ the order of rows

NUMBER = st.one_of(st.none(), st.sampled_from([-5.0, 0.0, 0.5, 2.0, 20.0, 86.0, 150.0]))
MEASURES = st.lists(
    st.builds(
        MeasureRow,
        ref=st.sampled_from(["1.1a", "1.1b", "1.2a"]),
        action=st.sampled_from([None, "1.1", "1.2", "9.9"]),
        name=st.sampled_from([None, "Reviews in time"]),
        team=st.sampled_from([None, "Contact", "Housing", "Parks"]),
        unit=st.one_of(st.none(), st.sampled_from(Unit)),
        polarity=st.one_of(st.none(), st.sampled_from(Polarity)),
        basis=st.one_of(st.none(), st.sampled_from(Basis)),
        target=NUMBER,
        upper_target=NUMBER,
        margin=NUMBER,
        reported=st.sampled_from([None, "target met"]),
    ),
    min_size=2,
    max_size=3,
    unique_by=lambda row: row.ref,
)
PERIODS = [
    read_period(p) for p in ("2016/17", "Apr-Dec 2017", "Dec 2017", "31.12.2017", "May 2018")
]
FIGURES = st.lists(
    st.builds(
        FigureRow,
        measure=st.sampled_from(["1.1a", "1.1a", "1.1b", "1.2x"]),
        period=st.one_of(st.none(), st.sampled_from(PERIODS)),
        value=NUMBER,
        numerator=NUMBER,
        denominator=NUMBER,
    ),
    min_size=2,
    max_size=6,
    unique_by=lambda row: (row.measure, str(row.period)),
)
MILESTONES = st.lists(
    st.builds(
        MilestoneRow,
        ref=st.sampled_from([f"1.1-M{n}" for n in range(1, 6)]),
        action=st.sampled_from([None, "1.1", "1.2", "9.9"]),
        team=st.sampled_from([None, "Contact", "Contacts"]),
        done=st.sampled_from([None, True, False]),
        due=st.sampled_from([None, *(p.end for p in PERIODS)]),
        revised_due=st.sampled_from([None, *(p.end for p in PERIODS)]),
        done_on=st.sampled_from([None, *(p.end for p in PERIODS)]),
    ),
    max_size=4,
    unique_by=lambda row: row.ref,
)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_the_order_of_rows_changes_no_finding(data):
    rows = {
        name: tuple(data.draw(strategy))
        for name, strategy in (("measures", MEASURES), ("figures", FIGURES), ("milestones", MILESTONES))
    }  # fmt: skip
    moved = {name: tuple(data.draw(st.permutations(each))) for name, each in rows.items()}
    assert what_is_found(moved) == what_is_found(rows)


def what_is_found(rows):
    """Findings without their lines: code, subject, value, words, and the columns pointed at."""
    plan, unread = read_plan(book_of(replace(IN_ORDER, **rows)))
    assert unread == ()
    return sorted(
        (f.code, f.subject, f.there, f.what, [(at.sheet, letters(at.column)) for at in f.where])
        for f in check(plan)
    )
