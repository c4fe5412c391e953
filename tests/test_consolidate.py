"""What a return may change in the plan, case by case. Cells are literals: Figures!H6 is a Value."""

from dataclasses import replace

import pytest
from small import CONTENT, book_of, issued_book, plan_in, sent, type_in

from g2g_excel.cells import Edit
from g2g_excel.consolidate import merge
from g2g_excel.period import read_period
from g2g_excel.plan import FigureRow
from g2g_excel.returns import read_return


def changes(edits: tuple[Edit, ...], *sheets: str) -> dict[str, object]:
    return {e.at.in_book: e.value for e in edits if e.at.sheet in sheets}


def codes(result) -> list[str]:
    return sorted(f.code for f in result.findings if f.code != "return.missing")


@pytest.fixture
def plan():
    return plan_in(book_of())


def test_a_new_figure_becomes_a_row_with_its_source(plan):
    each = sent(plan, "Contact", {"Figures!H6": 86, "Figures!K6": "Snow"})
    assert changes(merge(plan, [each]).edits, "Figures") == {
        "Figures!A8": "1.1a",
        "Figures!B8": "April to December 2017",
        "Figures!C8": 86,
        "Figures!F8": "Snow",
        "Figures!G8": "Contact.xlsx:Figures!H6",
    }


def test_a_percentage_typed_as_text_is_read(plan):
    each = sent(plan, "Contact", {"Figures!H6": "86 %"})
    assert changes(merge(plan, [each]).edits, "Figures")["Figures!C8"] == 86


def test_a_corrected_figure_changes_its_cell_and_source(plan):
    each = sent(plan, "Contact", {"Figures!H7": 5})
    assert changes(merge(plan, [each]).edits, "Figures") == {
        "Figures!C7": 5,
        "Figures!G7": "Contact.xlsx:Figures!H7",
    }


def test_an_update_replaces_the_last_one(plan):
    each = sent(plan, "Contact", {"Actions!D7": "Two homes opened."})
    assert changes(merge(plan, [each]).edits, "Theme 1") == {"Theme 1!D7": "Two homes opened."}


def test_an_untouched_return_changes_nothing_but_its_line_on_returns(plan):
    result = merge(plan, [sent(plan, "Contact", {})])
    assert {e.at.sheet for e in result.edits} == {"Returns"}
    assert [(t.changed, t.taken, t.held) for t in result.tallies] == [(0, 0, 0)]


def test_both_changed_is_a_conflict_and_no_edit(plan):
    each = sent(plan, "Contact", {"Actions!D7": "Two homes opened."})
    book = type_in(book_of(), {"Theme 1!D7": "Officer's own words."})
    result = merge(plan_in(book), [each])
    assert changes(result.edits, "Theme 1") == {}
    assert codes(result) == ["merge.conflict"]
    assert [str(at) for at in result.findings[0].where] == ["Contact.xlsx:Actions!D7", "Plan.xlsx:Theme 1!D7"]  # fmt: skip
    assert [(t.changed, t.taken, t.held) for t in result.tallies] == [(1, 0, 1)]


def test_both_changed_to_the_same_is_nothing_to_do(plan):
    each = sent(plan, "Contact", {"Actions!D7": "Two homes opened."})
    book = type_in(book_of(), {"Theme 1!D7": "Two homes opened."})
    result = merge(plan_in(book), [each])
    assert (changes(result.edits, "Theme 1"), codes(result)) == ({}, [])


def test_two_teams_that_disagree_are_named_and_neither_is_taken(plan):
    result = merge(
        plan,
        [
            sent(plan, "Contact", {"Actions!D7": "Two homes."}),
            sent(plan, "Housing", {"Actions!D6": "Three homes."}),
        ],
    )
    assert changes(result.edits, "Theme 1") == {}
    assert codes(result) == ["merge.disagree"]
    assert [t.held for t in result.tallies] == [1, 1]


def test_two_teams_that_agree_are_one_edit(plan):
    result = merge(
        plan,
        [
            sent(plan, "Contact", {"Actions!D7": "Two homes."}),
            sent(plan, "Housing", {"Actions!D6": "Two homes."}),
        ],
    )
    assert changes(result.edits, "Theme 1") == {"Theme 1!D7": "Two homes."}


def test_a_bad_value_holds_its_whole_figure_and_not_the_others(plan):
    typed = {"Figures!H6": "about ninety", "Figures!I6": 9, "Figures!H7": 5}
    book = type_in(issued_book(plan, "Contact"), typed)
    each, problems = read_return(book)
    result = merge(plan, [each])
    assert [(f.code, str(f.where[0])) for f in problems] == [
        ("cell.not_a_number", "Contact.xlsx:Figures!H6")
    ]
    assert changes(result.edits, "Figures") == {
        "Figures!C7": 5,
        "Figures!G7": "Contact.xlsx:Figures!H7",
    }
    assert [(t.changed, t.taken, t.held) for t in result.tallies] == [(3, 1, 2)]


def test_a_ref_typed_over_holds_the_row(plan):
    result = merge(plan, [sent(plan, "Contact", {"Actions!A7": "1.2 ours", "Actions!D7": "x"})])
    assert changes(result.edits, "Theme 1") == {}
    assert codes(result) == ["merge.ref_changed"]
    assert str(result.findings[0].where[0]) == "Contact.xlsx:Actions!A7"


def test_a_row_added_underneath_is_named_and_not_taken(plan):
    result = merge(plan, [sent(plan, "Contact", {"Figures!A8": "Calls", "Figures!H8": 31})])
    assert changes(result.edits, "Figures") == {}
    assert codes(result) == ["merge.row_added"]


def test_a_further_figure_of_a_teams_own_measure_is_taken(plan):
    typed = {"Figures!A8": "1.1a", "Figures!G8": "December 2017", "Figures!H8": 88}
    result = merge(plan, [sent(plan, "Contact", typed)])
    assert changes(result.edits, "Figures")["Figures!B8"] == "December 2017"


def test_another_teams_measure_is_not_theirs_to_change(plan):
    typed = {"Figures!A8": "1.2a", "Figures!G8": "December 2017", "Figures!H8": 88}
    result = merge(plan, [sent(plan, "Contact", typed)])
    assert changes(result.edits, "Figures") == {}
    assert codes(result) == ["merge.not_your_row"]


def test_a_locked_cell_typed_over_is_named_and_not_taken(plan):
    result = merge(plan, [sent(plan, "Contact", {"Figures!E6": 50, "Figures!H6": 86})])
    assert codes(result) == ["merge.locked_changed"]
    assert changes(result.edits, "Measures") == {}
    assert changes(result.edits, "Figures")["Figures!C8"] == 86


def test_a_deleted_row_is_named(plan):
    typed = {f"Figures!{c}7": None for c in "ABCDEFGHIJKL"}
    assert codes(merge(plan, [sent(plan, "Contact", typed)])) == ["merge.row_missing"]


def test_no_figure_with_a_reason_is_kept_as_a_note(plan):
    result = merge(plan, [sent(plan, "Contact", {"Figures!L6": "not counted yet"})])
    assert changes(result.edits, "Figures") == {
        "Figures!A8": "1.1a",
        "Figures!B8": "April to December 2017",
        "Figures!F8": "No figure: not counted yet",
        "Figures!G8": "Contact.xlsx:Figures!L6",
    }


def test_text_that_looks_like_a_formula_stays_text(plan):
    result = merge(plan, [sent(plan, "Contact", {"Actions!D7": '=HYPERLINK("http://x")'})])
    assert changes(result.edits, "Theme 1") == {"Theme 1!D7": '=HYPERLINK("http://x")'}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"plan_id": "elsewhere"}, "return.other_plan"),
        ({"position_date": read_period("at 30 September 2017").end}, "return.other_date"),
        ({"team": "Parks"}, "return.unknown_team"),
    ],
)
def test_a_return_of_something_else_is_refused_by_name(plan, changed, code):
    wrong = replace(sent(plan, "Contact", {"Figures!H6": 86}), **changed)
    result = merge(plan, [wrong, sent(plan, "Housing", {"Figures!H6": 3})])
    assert [(r.file, r.finding.code) for r in result.refused] == [("Contact.xlsx", code)]
    assert changes(result.edits, "Figures")["Figures!A8"] == "1.2a"


def test_every_expected_team_is_named_on_the_returns_tab(plan):
    result = merge(plan, [sent(plan, "Contact", {"Figures!H6": 86})])
    on_tab = changes(result.edits, "Returns")
    assert on_tab["Returns!H6"] == "Returned"
    assert on_tab["Returns!I6"] == 1
    assert on_tab["Returns!H7"] == "Missing"
    assert "return.missing" in [f.code for f in result.findings]


def test_a_figure_of_another_period_in_the_plan_is_left_alone():
    later = replace(
        CONTENT,
        figures=(*CONTENT.figures, FigureRow(measure="1.1a", period=read_period("December 2017"), value=1.0)),
    )  # fmt: skip
    plan = plan_in(book_of(later))
    result = merge(plan, [sent(plan, "Contact", {"Figures!H6": 86})])
    assert changes(result.edits, "Figures")["Figures!A9"] == "1.1a"
