"""A sheet becomes rows that remember their cells; what cannot be read is named and costs no more."""

from datetime import date

import pytest

from g2g_excel.books.memory import MemoryBook
from g2g_excel.period import read_period
from g2g_excel.plan import FIGURES, MEASURES, RETURNS, FigureRow, MeasureRow, ReturnRow
from g2g_excel.reading import read_table
from g2g_excel.words import Unit


def read(tab, row, text):
    book = MemoryBook.from_markdown("Plan.xlsx", f"## {tab.name}\n{text}")
    return read_table(tab, row, book.grid(tab.name), "Plan.xlsx")


HEAD = "| Measure ref | Period | Value | Numerator | Denominator | Note | Source |\n"


def figures(rows, head=HEAD):
    return read(FIGURES, FigureRow, head + rows)


def told(findings):
    return [(f.code, [at.in_book for at in f.where]) for f in findings]


def test_a_row_remembers_its_cells():
    table, findings = figures("| 1.4d | April to December 2017 | 48 |  |  | better | |")
    record = table.records[0]
    assert findings == []
    assert record.row == FigureRow(
        measure="1.4d", period=read_period("Apr-Dec 2017"), value=48.0, note="better"
    )
    assert (str(record.at("value")), table.next_line) == ("Plan.xlsx:Figures!C2", 3)


def test_columns_may_be_moved_and_stand_under_a_title():
    table, findings = figures(
        "| 48 | 1.4d |",
        "| All the figures |\n|  |\n| Value | Measure ref | Period | Numerator | Denominator | Note | Source |\n",
    )
    assert findings == []
    assert (table.records[0].row.value, table.records[0].at("value").a1) == (48.0, "A4")


def test_a_renamed_column_is_read_and_queried():
    table, findings = figures("| 1.4d | 2016/17 | 48 |", HEAD.replace("Numerator", "Numeratr"))
    assert told(findings) == [("column.renamed", ["Figures!D1"])]
    assert table.columns["numerator"] == 4


def test_a_missing_column_is_named_and_the_rest_read():
    table, findings = figures("| 1.4d | 2016/17 | 48 |", "| Measure ref | Period | Value |\n")
    assert {f.code for f in findings} == {"column.missing"}
    assert len(findings) == 4
    assert table.records[0].row.value == 48.0


def test_no_headings_is_one_finding_and_no_rows():
    table, findings = figures("| a | b |\n| 1 | 2 |", "")
    assert told(findings) == [("tab.no_headings", ["Figures!A1"])]
    assert len(table) == 0


@pytest.mark.parametrize(
    ("cells", "code", "at"),
    [
        ("| 1.4d | Decembre | 48 |", "cell.not_a_period", "Figures!B2"),
        ("| 1.4d | 2016/17 | lots |", "cell.not_a_number", "Figures!C2"),
        ("| 1.4d | 2016/17 | #DIV/0! |", "cell.error", "Figures!C2"),
        ("| 1.4d | 2016/17 | TRUE |", "cell.not_a_number", "Figures!C2"),
        ("| 1.4d | 2016/17 | =9/12 |", "cell.formula", "Figures!C2"),
        ("| 1.4d | 2017-12-01 | 48 |", "cell.not_a_period", "Figures!B2"),
    ],
)
def test_a_bad_cell_costs_that_cell_only(cells, code, at):
    table, findings = figures(cells)
    assert told(findings) == [(code, [at])]
    assert table.records[0].row.measure == "1.4d"


def test_a_row_without_its_ref_is_named_and_left_out():
    table, findings = figures("|  | 2016/17 | 48 |\n| 1.4d | 2016/17 | 48 |")
    assert told(findings) == [("row.without_ref", ["Figures!A2"])]
    assert [r.line for r in table] == [3]


@pytest.mark.parametrize(("typed", "ref"), [("101", "101"), ("1.4", "1.4"), ('"1.4 d"', "1.4d")])
def test_a_ref_typed_as_a_number_is_a_ref(typed, ref):
    table, findings = figures(f"| {typed} | 2016/17 | 48 |")
    assert (findings, table.records[0].row.measure) == ([], ref)


@pytest.mark.parametrize(
    ("typed", "value"),
    [('"48 %"', 48.0), ('"48%"', 48.0), ('"1,234"', 1234.0), ('" 48"', 48.0), ('"−3"', -3.0)],
)
def test_a_number_typed_as_text_is_a_number(typed, value):
    table, findings = figures(f"| 1.4d | 2016/17 | {typed} |")
    assert (findings, table.records[0].row.value) == ([], value)


def test_a_choice_is_read_whatever_its_capitals():
    head = "| " + " | ".join(c.heading for c in MeasureRow.columns().values()) + " |\n"
    table, _ = read(MEASURES, MeasureRow, head + "| 1.4d | 1.4 | Attending | R | percent |")
    assert table.records[0].row.unit is Unit.PERCENT


def test_dates_are_read_day_first():
    head = "| " + " | ".join(c.heading for c in ReturnRow.columns().values()) + " |\n"
    table, findings = read(RETURNS, ReturnRow, head + '| Contact | Jo | "12/01/2018" |')
    assert (findings, table.records[0].row.due) == ([], date(2018, 1, 12))


def test_blank_rows_between_rows_are_passed_over():
    table, findings = figures("| 1.4d | 2016/17 | 48 |\n|  |  |  |\n| 1.4d | 2015/16 | 40 |")
    assert (findings, [r.line for r in table], table.next_line) == ([], [2, 4], 5)
