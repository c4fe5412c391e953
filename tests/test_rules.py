"""Each check, by one change to a plan that is in order: the code, and the cell it points at.

Rows begin at line 6. Measures: I target, J upper target, K margin. Figures: B period, C value.
"""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import CONTENT, POSITION, book_of, type_in

from g2g_excel.finding import Finding, Severity
from g2g_excel.plan import CheckRow
from g2g_excel.plan_reading import read_plan
from g2g_excel.rules import check
from g2g_excel.rules.answers import answered

IN_ORDER = replace(
    CONTENT,
    figures=(
        *CONTENT.figures,
        CONTENT.figures[0].model_copy(
            update={"measure": "1.2a", "period": CONTENT.figures[0].period, "value": 1.0}
        ),
    ),
    actions={
        1: tuple(a.model_copy(update={"update": "Done at 31 December 2017."}) for a in CONTENT.actions[1])
    },
    milestones=(
        *CONTENT.milestones,
        CONTENT.milestones[0].model_copy(update={"ref": "1.2-M1", "action": "1.2"}),
    ),
)  # fmt: skip


def told(typed, content=IN_ORDER):
    plan, _ = read_plan(type_in(book_of(content), typed))
    return {(f.code, f.where[0].in_book) for f in check(plan)}


ALREADY = {("measure.stale", "Measures!O6"), ("measure.stale", "Measures!O8")}


def test_a_plan_in_order_has_only_last_years_figures_to_ask_about():
    assert told({}) == ALREADY


@pytest.mark.parametrize(
    ("typed", "code", "at"),
    [
        ({"Settings!B9": None}, "setting.no_position_date", "Settings!B9"),
        ({"Settings!B6": None}, "setting.no_authority", "Settings!B6"),
        ({"Settings!B10": "01/02/2018"}, "setting.start_after_position", "Settings!B10"),
        ({"Settings!B18": -3}, "setting.below_zero", "Settings!B18"),
        ({"Start!A7": 4}, "theme.without_tab", "Start!A7"),
        ({"Start!B6": None}, "theme.without_title", "Start!B6"),
        ({"Recommendations!A7": 2}, "recommendation.unanswered", "Recommendations!A7"),
        ({"Theme 1!A6": "2.1"}, "action.wrong_theme", "Theme 1!A6"),
        ({"Theme 1!B6": None}, "action.without_words", "Theme 1!B6"),
        ({"Theme 1!K6": None}, "action.without_lead", "Theme 1!K6"),
        ({"Theme 1!D6": None}, "action.without_update", "Theme 1!D6"),
        ({"Theme 1!C6": None}, "action.without_recommendation", "Theme 1!C6"),
        ({"Theme 1!C6": 17}, "action.unknown_recommendation", "Theme 1!C6"),
        ({"Theme 1!L6": None}, "action.without_team", "Theme 1!L6"),
        ({"Theme 1!A8": "1.3"}, "action.without_measure", "Theme 1!H8"),
        ({"Theme 1!A8": "1.3"}, "action.without_milestones", "Theme 1!G8"),
        ({"Theme 1!E8": "All on target.", "Theme 1!A8": "1.3"}, "action.claim_without_target", "Theme 1!E8"),
        ({"Theme 1!A7": "1.1"}, "row.duplicate", "Theme 1!A6"),
        ({"Measures!A7": "1.1A"}, "row.duplicate", "Measures!A6"),
        ({"Milestones!A7": "1.1-M1"}, "row.duplicate", "Milestones!A6"),
        ({"Returns!A7": "Contact"}, "row.duplicate", "Returns!A6"),
        ({"Theme 1!L6": "Contacts"}, "team.unknown", "Theme 1!L6"),
        ({"Measures!D6": "Parks"}, "team.unknown", "Measures!D6"),
        ({"Milestones!D6": "Parks"}, "team.unknown", "Milestones!D6"),
        ({"Milestones!B6": "1.9"}, "milestone.unknown_action", "Milestones!B6"),
        ({"Milestones!B6": None}, "milestone.without_action", "Milestones!B6"),
        ({"Milestones!F6": "31/03/2008"}, "milestone.before_plan", "Milestones!F6"),
        ({"Milestones!H6": "Yes", "Milestones!I6": "31/12/2018"}, "milestone.done_in_future", "Milestones!I6"),
        ({"Milestones!F6": "31/03/2018", "Milestones!G6": "31/01/2018"}, "milestone.revised_earlier", "Milestones!G6"),
        ({"Milestones!I6": "15/11/2017"}, "milestone.date_without_done", "Milestones!I6"),
        ({"Measures!B6": "9.9"}, "measure.unknown_action", "Measures!B6"),
        ({"Measures!E6": None}, "measure.incomplete", "Measures!E6"),
        ({"Measures!F6": None}, "measure.incomplete", "Measures!F6"),
        ({"Measures!C6": None}, "measure.incomplete", "Measures!C6"),
        ({"Measures!D6": None}, "measure.without_team", "Measures!D6"),
        ({"Measures!I7": 10}, "measure.information_with_target", "Measures!I7"),
        ({"Measures!I6": 800}, "measure.percent_target", "Measures!I6"),
        ({"Measures!I6": -1}, "measure.percent_target", "Measures!I6"),
        ({"Measures!I6": 0.8}, "measure.fraction_target", "Measures!I6"),
        ({"Measures!I8": -1}, "measure.negative", "Measures!I8"),
        ({"Measures!K6": -5}, "measure.negative", "Measures!K6"),
        ({"Measures!F6": "Within a range"}, "measure.range_without_edge", "Measures!J6"),
        ({"Measures!F6": "Within a range", "Measures!J6": 80}, "measure.range_backwards", "Measures!J6"),
        ({"Measures!J6": 95}, "measure.upper_without_range", "Measures!J6"),
        ({"Measures!K8": None}, "measure.nil_target_without_margin", "Measures!K8"),
        ({"Measures!I6": None, "Measures!M6": "target met"}, "measure.claim_without_target", "Measures!M6"),
        ({"Measures!G6": "Latest period"}, "measure.basis_without_figures", "Measures!G6"),
        ({"Figures!A6": "1.1b"}, "measure.without_figures", "Measures!O6"),
        ({"Figures!D6": 4, "Figures!E6": 5, "Figures!C6": 80}, "measure.small_cohort", "Measures!P6"),
        ({"Figures!A6": "1.1z"}, "figure.unknown_measure", "Figures!A6"),
        ({"Figures!B6": None}, "figure.without_period", "Figures!B6"),
        ({"Figures!C6": None}, "figure.without_value", "Figures!C6"),
        ({"Figures!A9": "1.1a", "Figures!B9": "Apr-Dec 2016", "Figures!C9": 81}, "figure.twice", "Figures!B6"),
        ({"Figures!B6": "April to January 2018"}, "figure.in_future", "Figures!B6"),
        ({"Figures!B6": "April to December 2010"}, "figure.before_plan", "Figures!B6"),
        ({"Figures!C6": 860}, "figure.percent_out_of_range", "Figures!C6"),
        ({"Figures!C6": 0.86}, "figure.typed_as_fraction", "Figures!C6"),
        ({"Figures!C7": 3.5}, "figure.count_not_whole", "Figures!C7"),
        ({"Figures!C7": -3}, "figure.negative", "Figures!C7"),
        ({"Figures!D6": 12, "Figures!E6": 9}, "figure.numerator_above_denominator", "Figures!D6"),
        ({"Figures!D6": 9}, "figure.half_a_ratio", "Figures!E6"),
        ({"Figures!D6": 0, "Figures!E6": 0}, "figure.nothing_out_of_nothing", "Figures!E6"),
        ({"Figures!D6": 9, "Figures!E6": 12}, "figure.not_the_ratio", "Figures!C6"),
    ],
)  # fmt: skip
def test_each_check_points_at_its_cell(typed, code, at):
    assert (code, at) in told(typed) - ALREADY


@pytest.mark.parametrize(
    ("value", "top", "bottom"), [(75, 9, 12), (67, 2, 3), (66.7, 2, 3), (33, 1, 3), (100, 7, 7)]
)
def test_rounding_is_no_contradiction(value, top, bottom):
    found = told({"Figures!C6": value, "Figures!D6": top, "Figures!E6": bottom})
    assert "figure.not_the_ratio" not in {code for code, _ in found}


def test_a_near_name_is_suggested():
    plan, _ = read_plan(type_in(book_of(IN_ORDER), {"Measures!D6": "Contacts"}))
    said = next(f for f in check(plan) if f.code == "team.unknown")
    assert said.what.endswith("Did you mean Contact?")


def test_a_cell_that_could_not_be_read_is_complained_of_once():
    plan, unread = read_plan(type_in(book_of(IN_ORDER), {"Figures!B6": "Decembre"}))
    at = [f for f in (*unread, *check(plan)) if f.where and f.where[0].in_book == "Figures!B6"]
    assert [f.code for f in at] == ["cell.not_a_period"]


def test_a_duplicate_names_both_cells():
    plan, _ = read_plan(type_in(book_of(IN_ORDER), {"Measures!A7": "1.1a"}))
    both = next(f for f in check(plan) if f.code == "row.duplicate")
    assert [at.in_book for at in both.where] == ["Measures!A6", "Measures!A7"]


QUERY = Finding(
    "a.query", Severity.QUERY, (), "what", "do", there="9", subject="Measures 3.3a Target"
)


def row(**more):
    return CheckRow(number=1, code="a.query", subject="Measures 3.3a Target", there="9", **more)


def test_an_explained_query_is_not_asked_again():
    assert [f.explanation for f in answered([QUERY], [row(explanation="so it is")])[1]] == [
        "so it is"
    ]


def test_it_is_asked_again_when_the_value_changes():
    changed = replace(QUERY, there="10")
    assert answered([changed], [row(explanation="so it is")]) == ((changed,), ())


def test_an_error_cannot_be_explained_away():
    error = replace(QUERY, severity=Severity.ERROR)
    open_, explained = answered([error], [row(explanation="so it is")])
    assert ([f.code for f in open_], explained) == (["a.query"], ())


CELL = st.one_of(
    st.none(), st.integers(-5, 200), st.floats(-5, 200).map(lambda x: round(x, 2)), st.booleans(),
    st.sampled_from(["1.1", "1.1a", "Percent", "Within a range", "Year to date", "Yes", "tbc", "2016/17"]),
    st.dates(date(1999, 1, 1), date(2030, 1, 1)),
)  # fmt: skip
PLACE = st.builds(
    "{}!{}{}".format,
    st.sampled_from(["Theme 1", "Measures", "Figures", "Milestones", "Start", "Returns"]),
    st.sampled_from("ABCDEFGHIJKLM"),
    st.integers(5, 9),
)


@given(st.dictionaries(PLACE, CELL, max_size=12))
@settings(max_examples=200, deadline=None)
def test_no_entry_stops_the_checks(typed):
    plan, unread = read_plan(type_in(book_of(IN_ORDER), typed))
    for found in (*unread, *check(plan)):
        assert found.what
        assert found.do
    assert POSITION
