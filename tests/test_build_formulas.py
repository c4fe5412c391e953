"""The workbook's formulas, worked out by LibreOffice: as cached, and after somebody has typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from g2g_excel.books import open_book
from g2g_excel.build import write_plan
from g2g_excel.cells import CellValue, Edit
from g2g_excel.content import Content
from g2g_excel.facts import empty, january_2018
from g2g_excel.rated import rated
from tests.office.recalculate import Rows, differences, recalculate
from tests.office.soffice import StartedOffice
from tests.small import CONTENT, cell


@pytest.fixture(scope="module")
def calc() -> Iterator[StartedOffice]:
    with StartedOffice() as started:
        yield started


def typed(
    folder: Path, content: Content, calc: StartedOffice, values: dict[str, CellValue]
) -> dict[str, Rows]:
    """The plan after somebody typed these cells, as LibreOffice works it out."""
    path = folder / "Plan.xlsx"
    write_plan(path, content)
    book = open_book(path)
    edits = []
    for place, value in values.items():
        at = cell(book.name, place)
        edits.append(Edit(at, value, book.grid(at.sheet).value(at.row, at.column)))
    if edits:
        book.apply(edits)
    return recalculate(path, calc)


def at(rows: dict[str, Rows], place: str) -> object:
    where = cell("", place)
    return rows[where.sheet][where.row - 1][where.column - 1]


def said_on(rows: dict[str, Rows], sheet: str) -> list[object]:
    return [value for row in rows[sheet] for value in row if value is not None]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda: rated(january_2018()), id="full"),
        pytest.param(lambda: empty("Anyshire Council", ["Practice", "Leadership"]), id="empty"),
        pytest.param(lambda: CONTENT, id="not yet rated"),
        pytest.param(lambda: rated(CONTENT), id="small"),
    ],
)
def test_cached_results_are_what_libreoffice_works_out(
    content: object, tmp_path: Path, calc: StartedOffice
) -> None:
    assert callable(content)
    path = tmp_path / "Plan.xlsx"
    write_plan(path, content())
    assert differences(path, calc) == []


class Opened:
    """The full plan open in LibreOffice, to type in and to read; what was typed is taken back."""

    def __init__(self, document: Any) -> None:
        self.document = document
        for sheet in document.Sheets.ElementNames:
            document.Sheets.getByName(sheet).unprotect("")

    def cell(self, place: str) -> Any:
        sheet, _, a1 = place.partition("!")
        return self.document.Sheets.getByName(sheet).getCellRangeByName(a1)

    def with_typed(self, place: str, value: CellValue, read: Sequence[str]) -> list[str]:
        """What the cells read say while another holds `value`."""
        cell = self.cell(place)
        before = cell.getFormula()
        try:
            if isinstance(value, str):
                cell.setString(value)
            else:
                cell.setValue(
                    (value - date(1899, 12, 30)).days if isinstance(value, date) else value
                )
            self.document.calculate()
            return [self.cell(one).getString() for one in read]
        finally:
            cell.setFormula(before)
            self.document.calculate()


@pytest.fixture(scope="module")
def full(calc: StartedOffice, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    path = tmp_path_factory.mktemp("formulas") / "Plan.xlsx"
    write_plan(path, rated(january_2018()))
    document = calc.open(path, macros=False)
    document.calculateAll()
    yield Opened(document)
    document.close(True)


class TestOutOfDate:
    """2.2a is on row 18 of Measures and row 7 of Theme 2; 1.4 is on row 9 of Theme 1."""

    said = "out of date: press Refresh status"
    sheets = ("Measures!S3", "Theme 1!G3", "Theme 2!G3", "Theme 3!G3", "Dashboard!B3")

    @pytest.mark.parametrize(
        ("place", "value", "counts"),
        [
            pytest.param("Measures!I18", 65, (1, 0, 1, 0), id="a target"),
            pytest.param("Measures!F18", "Lower is better", (1, 0, 1, 0), id="the way"),
            pytest.param("Figures!C19", 81, (1, 0, 1, 0), id="a figure"),
            pytest.param("Figures!E19", 100, (1, 0, 1, 0), id="a denominator"),
            pytest.param("Figures!B19", "Q3 2017/18", (1, 0, 1, 0), id="a period"),
            pytest.param("Milestones!G6", date(2018, 1, 1), (0, 1, 0, 0), id="a revised date"),
            pytest.param("Milestones!H6", "No", (0, 1, 0, 0), id="done"),
            pytest.param("Theme 1!K9", "Jo Smith", (0, 1, 0, 0), id="a lead"),
            pytest.param("Settings!B9", date(2018, 1, 31), (24, 4, 3, 4), id="the position date"),
            pytest.param("RAG scheme!B7", "Green", (24, 4, 3, 4), id="the scheme"),
            pytest.param("Theme 1!D9", "Nothing new.", (0, 0, 0, 0), id="words change no status"),
        ],
    )
    def test_is_seen_without_a_macro(
        self, full: Opened, place: str, value: CellValue, counts: tuple[int, ...]
    ) -> None:
        all_ = sum(counts)
        assert full.with_typed(place, value, self.sheets) == [
            *(f"{count} {self.said}" if count else "" for count in counts),
            f"{all_} {self.said}" if all_ else "Every status is up to date",
        ]


def test_two_figures_swapped_are_noticed(full: Opened) -> None:
    """Both rows belong to one measure, 2.2b: the sum of plain checksums would stay the same."""
    first, second = full.cell("Figures!C20"), full.cell("Figures!C21")
    was = first.getValue(), second.getValue()
    assert full.cell("Figures!A20").getString() == full.cell("Figures!A21").getString() == "2.2b"
    second.setValue(was[0])
    try:
        said = full.with_typed("Figures!C20", was[1], ["Measures!S3"])
        assert said == [f"1 {TestOutOfDate.said}"]
    finally:
        second.setValue(was[1])


def test_the_chart_follows_the_measure_picked(tmp_path: Path, calc: StartedOffice) -> None:
    content = rated(january_2018())
    write_plan(tmp_path / "Plan.xlsx", content)
    before = recalculate(tmp_path / "Plan.xlsx", calc)
    picker = next(n for n, row in enumerate(before["Dashboard"], start=1) if row[0] == "Measure")
    label = "2.2a  Strategy meetings attended by at least three agencies – Family Connect"
    rows = typed(tmp_path, content, calc, {f"Dashboard!B{picker}": label})
    assert "━ Target 80   ▒ Amber margin 8" in said_on(rows, "Dashboard")
    assert "● Family Connect" in said_on(rows, "Dashboard")
    assert "■ Child Protection and Family Support (CPFS)" in said_on(rows, "Dashboard")
    columns = {value: n for n, value in enumerate(rows["Lists"][4]) if value}
    first = rows["Lists"][6]
    assert first[columns["Chart: period"]] == "April to December 2017"
    assert first[columns["Chart: team 1"]] == 69
    assert first[columns["Chart: team 2"]] == 34
    assert first[columns["Chart: target"]] == 80
    assert first[columns["Chart: below"]] == 72
    assert first[columns["Chart: amber"]] == 8


def test_the_dashboard_lists_follow_the_tables(tmp_path: Path, calc: StartedOffice) -> None:
    content = rated(january_2018())
    rows = typed(tmp_path, content, calc, {"Measures!S6": "Amber", "Returns!H6": "Late"})
    listed = [row[0] for row in rows["Dashboard"]]
    first = listed.index("Off target") + 3
    assert listed[first : first + 5] == ["1.4d", "2.2a", "2.2b", "3.3a", "1.2a"]
    assert "Late" in said_on(rows, "Dashboard")
    assert "1 of 12 teams are back" not in said_on(rows, "Start")


def test_an_empty_plan_says_what_to_do(tmp_path: Path, calc: StartedOffice) -> None:
    rows = typed(tmp_path, empty("Anyshire Council", ["Practice"]), calc, {})
    said = said_on(rows, "Dashboard")
    assert "No measure is rated yet: enter targets and figures, then Refresh status." in said
    assert "No action is rated yet: enter milestones and figures, then Refresh status." in said
    assert "No return has been issued yet: use Issue returns." in said
    assert "There is no measure yet: enter one on the Measures tab." in said
    position = "No position date yet: enter it on the Settings tab  ·  status not yet refreshed"
    assert position in said_on(rows, "Start")
    assert "No status has been worked out yet" in said_on(rows, "Start")


def test_a_missed_target_out_of_the_list_is_counted(tmp_path: Path, calc: StartedOffice) -> None:
    many = tuple(
        m.model_copy(update={"ref": f"1.1{chr(97 + n)}", "status": "Red"})
        for n in range(14)
        for m in CONTENT.measures[:1]
    )
    rows = typed(tmp_path, replace(CONTENT, measures=many), calc, {})
    assert "and 4 more" in said_on(rows, "Dashboard")
