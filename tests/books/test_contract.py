"""What every kind of workbook does alike: the port of `cells.py`, as examples."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from made_books import Sheet, at, put, shown

from g2g_excel.cells import CannotWrite, CellError, Edit

FIGURES = Sheet(
    [
        ["Measure", "Value", "On"],
        ["1.1a", 95, date(2017, 12, 31)],
        ["1.1b", 40.5, None],
    ]
)


def test_sheets_stand_in_the_order_of_their_tabs(make):
    book = make({"Start": Sheet([["x"]]), "Figures": FIGURES, "Actions": Sheet()})
    assert book.sheets() == ("Start", "Figures", "Actions")


def test_rows_are_read_from_a1(make):
    assert make({"Figures": FIGURES}).grid("Figures").rows == (
        ("Measure", "Value", "On"),
        ("1.1a", 95, date(2017, 12, 31)),
        ("1.1b", 40.5, None),
    )


def test_an_empty_sheet_has_no_rows(make):
    grid = make({"Figures": Sheet()}).grid("Figures")
    assert (grid.sheet, grid.rows, grid.formulas) == ("Figures", (), frozenset())


def test_a_sheet_that_is_not_there_is_a_key_error(make):
    with pytest.raises(KeyError):
        make({"Figures": FIGURES}).grid("Figure")


def test_empty_and_spaces_are_blank(make):
    grid = make({"Figures": Sheet([["a", "", "   ", None, "\u00a0 \n", "b"]])}).grid("Figures")
    assert grid.rows == (("a", None, None, None, None, "b"),)


def test_blank_edges_are_trimmed_and_leading_ones_kept(make):
    rows = [[], [None], [None, None, "x", " "], [None, " "], [" "]]
    assert make({"Figures": Sheet(rows)}).grid("Figures").rows == (
        (None, None, None),
        (None, None, None),
        (None, None, "x"),
    )


def test_a_moved_column_is_found_where_it_stands(make):
    book = make({"Figures": Sheet([[], [None, "Value", None, "Measure"], [None, 7, None, "1.1a"]])})
    assert shown(book, ["B2", "D2", "B3", "D3", "A3", "C3"]) == ["Value", "Measure", 7, "1.1a", None, None]  # fmt: skip


def test_whole_numbers_are_ints_and_others_floats(make):
    (row,) = make({"Figures": Sheet([[95, 95.0, -0.0, 9.5, 1e300, 0.1]])}).grid("Figures").rows
    assert row == (95, 95, 0, 9.5, 1e300, 0.1)
    assert [type(value) for value in row] == [int, int, int, float, float, float]


def test_true_is_not_one(make):
    (row,) = make({"Figures": Sheet([[True, False, 1, 0]])}).grid("Figures").rows
    assert [type(value) for value in row] == [bool, bool, int, int]


def test_a_number_and_a_text_of_the_same_digits_differ(make):
    (row,) = make({"Figures": Sheet([[101, "101", "007"]])}).grid("Figures").rows
    assert row == (101, "101", "007")


def test_midnight_is_a_date(make):
    (row,) = make(
        {"Figures": Sheet([[date(2017, 12, 31), datetime(2018, 1, 1), datetime(2018, 1, 15, 9, 30)]])}
    ).grid("Figures").rows  # fmt: skip
    assert row == (date(2017, 12, 31), date(2018, 1, 1), datetime(2018, 1, 15, 9, 30))
    assert [type(value) for value in row] == [date, date, datetime]


def test_spaces_that_do_not_break_are_ordinary_and_outer_ones_go(make):
    (row,) = make({"Figures": Sheet([["\u00a0Early\u00a0Help ", "1\u202f234", "5\u2007%"]])}).grid("Figures").rows  # fmt: skip
    assert row == ("Early Help", "1 234", "5 %")


def test_text_keeps_its_lines(make):
    (row,) = make({"Figures": Sheet([["one\r\ntwo\n\nthree", "a\x07b"]])}).grid("Figures").rows
    assert row == ("one\ntwo\n\nthree", "ab")


def test_an_error_cell_says_which(make):
    grid = make({"Figures": Sheet([["x", CellError("#DIV/0!"), CellError("#N/A"), 4]])}).grid("Figures")  # fmt: skip
    assert grid.rows == (("x", CellError("#DIV/0!"), CellError("#N/A"), 4),)


def test_an_error_in_the_last_cell_is_not_trimmed(make):
    grid = make({"Figures": Sheet([["x"], [None, None, CellError("#DIV/0!")]])}).grid("Figures")
    assert grid.rows == (("x", None, None), (None, None, CellError("#DIV/0!")))


def test_a_text_typed_like_an_error_is_text(make):
    assert make({"Figures": Sheet([["#N/A", "#DIV/0!"]])}).grid("Figures").rows == (
        ("#N/A", "#DIV/0!"),
    )


def test_formula_cells_are_known(make):
    book = make({"Figures": Sheet([["a", None, "=1+1"]], formulas={"B1": "=1+1", "D4": "=A1"})})
    assert book.grid("Figures").formulas == {(1, 2), (4, 4)}


def test_a_merged_heading_stands_in_its_first_cell(make):
    book = make({"Figures": Sheet([["Last year", None, "Now"], ["a", "b", "c"]], merged=["A1:B1"])})
    assert book.grid("Figures").rows == (("Last year", None, "Now"), ("a", "b", "c"))


def test_hidden_rows_are_read(make):
    book = make({"Figures": Sheet([["a"], ["hidden"], ["c"]], hidden=[2])})
    assert book.grid("Figures").rows == (("a",), ("hidden",), ("c",))


# -- changes


def test_edits_are_made(make):
    book = make({"Figures": FIGURES, "Other": Sheet([["same"]])})
    book.apply(
        [
            Edit(at(book, "B2"), 96.5, 95),
            Edit(at(book, "C3"), date(2018, 1, 31), None),
            Edit(at(book, "A3"), None, "1.1b"),
            Edit(at(book, "B1", "Other"), True, None),
        ]
    )
    assert book.grid("Figures").rows == (
        ("Measure", "Value", "On"),
        ("1.1a", 96.5, date(2017, 12, 31)),
        (None, 40.5, date(2018, 1, 31)),
    )
    assert book.grid("Other").rows == (("same", True),)


def test_a_cell_far_from_the_others_can_be_written(make):
    book = make({"Figures": FIGURES})
    put(book, {"F9": "note", "B7": 3, "A1": "Ref"})
    grid = book.grid("Figures")
    assert len(grid.rows) == 9
    assert shown(book, ["F9", "B7", "A1", "B2", "A9", "F7"]) == ["note", 3, "Ref", 95, None, None]


def test_an_empty_sheet_can_be_written(make):
    book = make({"Figures": Sheet()})
    put(book, {"B2": "first"})
    assert book.grid("Figures").rows == ((None, None), (None, "first"))


def test_no_edits_change_nothing(make):
    book = make({"Figures": FIGURES})
    book.apply([])
    assert shown(book, ["B2"]) == [95]


def test_a_second_write_sees_the_first(make):
    book = make({"Figures": FIGURES})
    book.apply([Edit(at(book, "B2"), 96, 95)])
    book.apply([Edit(at(book, "B2"), 97, 96)])
    assert shown(book, ["B2"]) == [97]


def test_two_edits_of_one_cell_follow_one_another(make):
    book = make({"Figures": FIGURES})
    book.apply([Edit(at(book, "B2"), 96, 95), Edit(at(book, "B2"), 97, 96)])
    assert shown(book, ["B2"]) == [97]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A1", "007", "1/2", "TRUE", "#N/A", "'quoted"],
)
def test_text_stays_text_whatever_it_looks_like(make, text):
    book = make({"Figures": FIGURES})
    put(book, {"C3": text})
    assert shown(book, ["C3"]) == [text]
    assert book.grid("Figures").formulas == frozenset()


@pytest.mark.parametrize(
    "text",
    ["a & b <c> \"d\" 'e'", "one\ntwo", "a  b\tc", "_x0041_ _x005F_", "Ŵ – é 😀", "]]>", "{=A1}"],
)
def test_text_comes_back_as_it_was_written(make, text):
    book = make({"Figures": FIGURES})
    put(book, {"C3": text})
    assert shown(book, ["C3"]) == [text]


def test_what_no_cell_can_show_is_dropped_from_text(make):
    book = make({"Figures": FIGURES})
    put(book, {"C3": " a\x00\x0bb\ufffe\u00a0c\r\nd\ud800 ", "C1": " \u00a0 "})
    assert shown(book, ["C3", "C1"]) == ["ab c\nd", None]


@pytest.mark.parametrize(
    "value",
    [
        *(0, -3, 10**15, 0.1, 1e-9, 123456.789, True, False),
        *(date(2018, 2, 28), date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1)),
        *(datetime(2018, 1, 15, 9, 30), datetime(2018, 1, 15, 23, 59, 59)),
    ],
)
def test_a_value_comes_back_as_what_it_is(make, value):
    book = make({"Figures": FIGURES})
    put(book, {"E5": value})
    (back,) = shown(book, ["E5"])
    assert (back, type(back)) == (value, type(value))


def test_a_cell_that_changed_meanwhile_stops_every_edit(make):
    book = make({"Figures": FIGURES, "Other": Sheet([["same"]])})
    with pytest.raises(CannotWrite, match=r"Book\.xlsx:Figures!B3 holds 40\.5, but held 41"):
        book.apply(
            [
                Edit(at(book, "A1", "Other"), "changed", "same"),
                Edit(at(book, "B2"), 96, 95),
                Edit(at(book, "B3"), 42, 41),
            ]
        )
    assert shown(book, ["B2", "B3"]) == [95, 40.5]
    assert shown(book, ["A1"], "Other") == ["same"]


@pytest.mark.parametrize(("cell", "was"), [("B2", None), ("C3", 1), ("B2", "95"), ("A2", "1.1A")])
def test_what_was_read_must_still_be_there(make, cell, was):
    book = make({"Figures": FIGURES})
    with pytest.raises(CannotWrite):
        book.apply([Edit(at(book, cell), "new", was)])


def test_true_was_not_one(make):
    book = make({"Figures": Sheet([[1, True]])})
    for cell, was in (("A1", True), ("B1", 1)):
        with pytest.raises(CannotWrite):
            book.apply([Edit(at(book, cell), "new", was)])


def test_what_was_read_may_come_from_another_dialect(make):
    book = make({"Figures": FIGURES})
    book.apply(
        [
            Edit(at(book, "B2"), 1, 95.0),
            Edit(at(book, "C2"), 2, datetime(2017, 12, 31)),
            Edit(at(book, "C3"), 3, ""),
            Edit(at(book, "A3"), 4, " 1.1b\u00a0"),
        ]
    )
    assert shown(book, ["B2", "C3", "A3"]) == [1, 3, 4]


def test_a_formula_stops_every_edit(make):
    book = make({"Figures": Sheet([["a", 1]], formulas={"C1": "=B1*2"})})
    was = book.grid("Figures").value(1, 3)
    with pytest.raises(CannotWrite, match=r"Book\.xlsx:Figures!C1 holds a formula"):
        book.apply([Edit(at(book, "A1"), "b", "a"), Edit(at(book, "C1"), 5, was)])
    assert shown(book, ["A1"]) == ["a"]
    assert book.grid("Figures").formulas == {(1, 3)}


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("x" * 32_768, "32,768 characters"),
        ("😀" * 16_384, "32,768 characters"),  # Excel counts such a character twice
        (float("nan"), "not a number"),
        (float("inf"), "not a number"),
        (CellError("#N/A"), "error #N/A"),
        (date(1899, 12, 31), "before 1900"),
        (datetime(1805, 1, 1, 9), "before 1900"),
    ],
    ids=["long", "long in Excel's count", "nan", "inf", "error", "1899", "1805"],
)
def test_what_no_cell_can_hold_is_refused(make, value, says):
    book = make({"Figures": FIGURES})
    with pytest.raises(CannotWrite, match=says):
        book.apply([Edit(at(book, "B2"), 1, 95), Edit(at(book, "C3"), value)])
    assert shown(book, ["B2", "C3"]) == [95, None]


def test_the_longest_text_is_written(make):
    book = make({"Figures": FIGURES})
    put(book, {"C3": "x" * 32_767})
    assert shown(book, ["C3"]) == ["x" * 32_767]


def test_an_edit_for_a_sheet_that_is_not_there_is_refused(make):
    book = make({"Figures": FIGURES})
    with pytest.raises(CannotWrite, match="no sheet called Figure"):
        book.apply([Edit(at(book, "B2"), 1, 95), Edit(at(book, "B2", "Figure"), 1, None)])
    assert shown(book, ["B2"]) == [95]


def test_rows_under_a_table_are_written(make):
    book = make({"Figures": Sheet(FIGURES.rows, tables=["A1:C3"])})
    put(book, {"A4": "1.2a", "B4": 3, "A5": "1.2b", "C5": date(2018, 3, 31)})
    assert book.grid("Figures").rows == (
        ("Measure", "Value", "On"),
        ("1.1a", 95, date(2017, 12, 31)),
        ("1.1b", 40.5, None),
        ("1.2a", 3, None),
        ("1.2b", None, date(2018, 3, 31)),
    )
    put(book, {"A6": "1.2c"})
    assert shown(book, ["A5", "A6"]) == ["1.2b", "1.2c"]
