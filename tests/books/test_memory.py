"""Workbooks written as Markdown."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from made_books import put

from g2g_excel.books.memory import MemoryBook
from g2g_excel.cells import CellError


def rows(text: str) -> tuple[tuple[object, ...], ...]:
    return MemoryBook.from_markdown("Plan.xlsx", "## S\n" + text).grid("S").rows


def test_sheets_are_headings_with_rows():
    book = MemoryBook.from_markdown(
        "Plan.xlsx",
        """
        Text before, and between, is for people.

        ## Measures
        | Ref  | Target |
        |------|-------:|
        | 1.1a | 90     |

        More text.
        | 1.1b |        |

        ## Empty
        ## Theme 1
        | x |
        """,
    )
    assert book.name == "Plan.xlsx"
    assert book.sheets() == ("Measures", "Empty", "Theme 1")
    assert book.grid("Measures").rows == (("Ref", "Target"), ("1.1a", 90), ("1.1b", None))
    assert book.grid("Empty").rows == ()
    assert book.grid("Theme 1").rows == (("x",),)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("95", 95),
        ("-3", -3),
        ("9.5", 9.5),
        ("1e-3", 0.001),
        ("2017-12-31", date(2017, 12, 31)),
        ("2018-01-15 09:30", datetime(2018, 1, 15, 9, 30)),
        ('"101"', "101"),
        ('"=1+1"', "=1+1"),
        ('"#N/A"', "#N/A"),
        ("#DIV/0!", CellError("#DIV/0!")),
        ("#SPILL!", CellError("#SPILL!")),
        ("#1", "#1"),
        ("TRUE", True),
        ("FALSE", False),
        ("True", "True"),
        ("1.1a", "1.1a"),
        ("31/12/2017", "31/12/2017"),
        ("Dec-17", "Dec-17"),
        (r"a \| b", "a | b"),
        ("a\u00a0b", "a b"),
    ],
)
def test_a_cell_says_what_it_is(cell, value):
    ((first, last),) = rows(f"| {cell} | end |")
    assert (first, type(first), last) == (value, type(value), "end")


@pytest.mark.parametrize("line", ["||", "| |", '| "" |', '| "  " |'])
def test_nothing_is_blank(line):
    assert rows(f"{line}\n| x |") == ((None,), ("x",))


def test_a_formula_is_a_place_without_a_value():
    book = MemoryBook.from_markdown("Plan.xlsx", "## S\n| a | =B1*2 |\n| =1 | b |")
    assert book.grid("S").rows == (("a", None), (None, "b"))
    assert book.grid("S").formulas == {(1, 2), (2, 1)}


def test_a_comment_says_the_next_row():
    assert rows("| a |\n<!-- row 4 -->\n| b |\n| c |") == (("a",), (None,), (None,), ("b",), ("c",))


def test_a_row_of_dashes_that_is_data_can_be_quoted():
    assert rows('| a |\n|---|\n| "-" |\n| - x |') == (("a",), ("-",), ("- x",))


def test_changing_one_book_leaves_another_made_of_the_same_rows():
    given = {"Figures": [["a", 1]]}
    one, other = MemoryBook("A", given), MemoryBook("B", given)
    put(one, {"A1": "b"})
    assert other.grid("Figures").rows == (("a", 1),)
    assert given == {"Figures": [["a", 1]]}
