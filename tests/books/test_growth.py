"""Rows written right under a table of a closed file become the table's own."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from made_books import Sheet, parts, put, respell, shown, write_xlsx

from g2g_excel.books import open_book
from g2g_excel.cells import CannotWrite, CellValue

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

SHEET = "xl/worksheets/sheet1.xml"
TABLE = "xl/tables/table1.xml"

LOW = '=IF(Figures[[#This Row],[Value]]<50,"R&D","")'

ROWS: list[list[CellValue]] = [
    ["Figures of the plan"],
    [],
    [None, "Measure", "Value", "On", "Low"],
    [None, "1.1a", 95, date(2017, 12, 31)],
    [None, "1.1b", 40.5, date(2017, 12, 31)],
]


def furnish(book, page):
    """A table at B3:E5 with a calculated column, and rules that end with it, begin in it or pass it."""
    bold = book.add_format({"bold": True, "locked": False})
    page.add_table(
        "B3:E5",
        {
            "name": "Figures",
            "columns": [
                {"header": "Measure"},
                {"header": "Value"},
                {"header": "On"},
                {"header": "Low", "formula": LOW},
            ],
        },
    )
    for row, cells in enumerate(ROWS[3:], start=3):
        page.write_string(row, 1, cells[1], bold)
    page.set_row(4, 33)
    red = book.add_format({"bg_color": "#FF0000"})
    page.conditional_format("C4:C5", {"type": "cell", "criteria": "<", "value": 50, "format": red})
    page.conditional_format("C4:C4", {"type": "cell", "criteria": ">", "value": 99, "format": red})
    page.conditional_format("A4:C5", {"type": "blanks", "format": red})
    page.conditional_format("D4:D5", {"type": "data_bar", "data_bar_2010": True})
    page.data_validation("B4:B5", {"validate": "list", "source": ["1.1a", "1.1b"]})
    page.data_validation("E5", {"validate": "any", "input_title": "Calculated", "other_cells": [[7, 4, 7, 4], [3, 2, 4, 3]]})  # fmt: skip
    page.add_sparkline("D5", {"range": "Figures!B5:C5"})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_xlsx(tmp_path / "Plan.xlsx", {"Figures": Sheet(ROWS)}, furnish)


def sheet_xml(path: Path) -> str:
    return parts(path)[SHEET].decode()


def test_the_table_and_its_filter_become_longer(path):
    before = parts(path)
    put(open_book(path), {"B6": "1.2a", "C6": 3})
    after = parts(path)
    assert {name for name in after if after[name] != before[name]} == {SHEET, TABLE}
    assert after[TABLE] == before[TABLE].replace(b'ref="B3:E5"', b'ref="B3:E6"')
    assert after[TABLE].count(b"B3:E6") == 2
    assert openpyxl.load_workbook(path)["Figures"].tables["Figures"].ref == "B3:E6"
    assert '<dimension ref="A1:E6"/>' in sheet_xml(path)


def test_new_rows_look_like_the_last_one(path):
    put(open_book(path), {"C6": 3, "C7": 4})
    page = openpyxl.load_workbook(path)["Figures"]
    for row in (6, 7):
        assert page[f"B{row}"].font.bold
        assert not page[f"B{row}"].protection.locked
        assert page[f"D{row}"].number_format == "dd/mm/yyyy"
        assert page.row_dimensions[row].height == 33
    assert [page[f"B{row}"].value for row in (6, 7)] == [None, None]


def test_a_calculated_column_is_calculated_in_new_rows(path):
    book = open_book(path)
    put(book, {"B6": "1.2a", "C6": 3})
    page = openpyxl.load_workbook(path)["Figures"]
    assert page["E6"].value == page["E5"].value == LOW
    assert book.grid("Figures").formulas == {(4, 5), (5, 5), (6, 5)}


def test_rules_that_ended_with_the_table_do_so_again(path):
    put(open_book(path), {"B6": "1.2a", "B7": "1.2b"})
    xml = sheet_xml(path)
    rules = re.findall(r'<conditionalFormatting sqref="([^"]*)"', xml)
    assert sorted(rules) == ["A4:C5", "C4", "C4:C7", "D4:D7"]
    lists = re.findall(r'<dataValidation [^>]*sqref="([^"]*)"', xml)
    assert sorted(lists) == ["B4:B7", "E5:E7 E8 C4:D7"]
    assert re.findall(r"<xm:sqref>([^<]*)</xm:sqref>", xml) == ["D4:D7", "D5"]  # bars; a sparkline


def test_rows_that_follow_one_another_all_belong(path):
    put(open_book(path), {"B8": "c", "B6": "a", "D7": date(2018, 1, 31)})
    assert b'ref="B3:E8"' in parts(path)[TABLE]
    assert shown(open_book(path), ["B6", "D7", "B8"]) == ["a", date(2018, 1, 31), "c"]


def test_a_table_grows_again(path):
    book = open_book(path)
    for row in (6, 7, 8):
        put(book, {f"C{row}": row})
        assert f'ref="B3:E{row}"'.encode() in parts(path)[TABLE]
    assert shown(book, ["C5", "C6", "C7", "C8"]) == [40.5, 6, 7, 8]


@pytest.mark.parametrize(
    "cells",
    [
        {"B5": "inside"},
        {"B7": "a row apart"},
        {"A6": "left of it"},
        {"F6": "right of it"},
        {"B2": "above"},
        {"B6": None},
    ],
    ids=str,
)
def test_nothing_else_makes_it_grow(path, cells):
    before = parts(path)
    put(open_book(path), cells)
    assert parts(path)[TABLE] == before[TABLE]


def test_a_row_a_step_away_does_not_join(path):
    put(open_book(path), {"B6": "joins", "B8": "does not"})
    assert b'ref="B3:E6"' in parts(path)[TABLE]


def test_a_blank_row_that_is_there_already_is_taken_in(path):
    put(open_book(path), {"A6": "a note", "H6": "another"})
    put(open_book(path), {"C6": 5})
    assert b'ref="B3:E6"' in parts(path)[TABLE]
    page = openpyxl.load_workbook(path)["Figures"]
    assert [page[c].value for c in ("A6", "C6", "H6")] == ["a note", 5, "another"]
    assert page["B6"].font.bold
    assert page["E6"].value == LOW


def test_a_formatted_cell_under_a_calculated_column_is_calculated_too(tmp_path):
    def with_format(book, page):
        furnish(book, page)
        page.write_blank("E6", None, book.add_format({"italic": True}))

    path = write_xlsx(tmp_path / "Plan.xlsx", {"Figures": Sheet(ROWS)}, with_format)
    put(open_book(path), {"C6": 5})
    cell = openpyxl.load_workbook(path)["Figures"]["E6"]
    assert cell.value == LOW
    assert cell.font.italic


def test_a_table_takes_in_no_value_that_stands_below(path):
    put(open_book(path), {"B7": "a footnote"})
    before = path.read_bytes()
    with pytest.raises(CannotWrite, match=r"Figures!B7 stands in the way .* table Figures"):
        put(open_book(path), {"C6": 1, "C7": 2})
    assert path.read_bytes() == before
    put(open_book(path), {"C6": 1})
    assert shown(open_book(path), ["C6", "B7"]) == [1, "a footnote"]


def test_a_table_takes_in_no_formula_that_stands_below(tmp_path):
    sums = {"Figures": Sheet(ROWS, formulas={"D6": "=SUM(C4:C5)"})}
    path = write_xlsx(tmp_path / "Plan.xlsx", sums, furnish)
    respell(path, SHEET, r"</f><v>2</v>", "</f>")  # never calculated, so its value is blank
    before = path.read_bytes()
    with pytest.raises(CannotWrite, match=r"Figures!D6 stands in the way .* table Figures"):
        put(open_book(path), {"C6": 1})
    assert path.read_bytes() == before


def test_a_table_with_totals_does_not_grow(tmp_path):
    path = write_xlsx(
        tmp_path / "Plan.xlsx",
        {"Figures": Sheet([["Measure", "Value"], ["a", 1], ["Total", 1]])},
        lambda _, page: page.add_table("A1:B3", {"total_row": True, "columns": [{"header": "Measure"}, {"header": "Value"}]}),
    )  # fmt: skip
    before = path.read_bytes()
    with pytest.raises(CannotWrite, match="ends with a row of totals"):
        put(open_book(path), {"A4": "b"})
    assert path.read_bytes() == before


def test_two_tables_side_by_side_grow_on_their_own(tmp_path):
    rows = [["A", "B", None, "C", "D"], [1, 2, None, 3, 4], [None, None, None, 5, 6]]
    path = write_xlsx(tmp_path / "Plan.xlsx", {"Figures": Sheet(rows, tables=["A1:B2", "D1:E3"])})
    put(open_book(path), {"A3": 7, "D4": 8})
    tables = openpyxl.load_workbook(path)["Figures"].tables
    assert {tables["Table1"].ref, tables["Table2"].ref} == {"A1:B3", "D1:E4"}
    assert shown(open_book(path), ["A3", "D3", "D4"]) == [7, 5, 8]


def test_a_date_written_by_growth_is_a_date(path):
    put(open_book(path), {"B6": "1.2a", "C6": date(2018, 1, 31), "D6": datetime(2018, 1, 31, 9)})
    assert shown(open_book(path), ["C6", "D6"]) == [date(2018, 1, 31), datetime(2018, 1, 31, 9)]
