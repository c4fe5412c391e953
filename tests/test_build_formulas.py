"""The workbook's formulas, worked out by LibreOffice: as cached, and after somebody has typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

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


class TestOutOfDate:
    """2.2a is measure 13 of the plan, on row 18; 1.4 is on row 9 of Theme 1."""

    said = "out of date: press Refresh status"

    def test_nothing_is_right_after_a_refresh(self, tmp_path: Path, calc: StartedOffice) -> None:
        rows = typed(tmp_path, rated(january_2018()), calc, {})
        assert "Every status is up to date" in said_on(rows, "Start")
        assert not any(self.said in str(v) for v in said_on(rows, "Measures"))

    @pytest.mark.parametrize(
        ("place", "value", "sheets"),
        [
            pytest.param("Measures!I18", 65, {"Measures": 1, "Theme 2": 1}, id="a target"),
            pytest.param(
                "Measures!F18", "Lower is better", {"Measures": 1, "Theme 2": 1}, id="way"
            ),
            pytest.param("Figures!C19", 81, {"Measures": 1, "Theme 2": 1}, id="a figure"),
            pytest.param("Figures!E19", 100, {"Measures": 1, "Theme 2": 1}, id="a denominator"),
            pytest.param("Milestones!G6", date(2018, 1, 1), {"Theme 1": 1}, id="a revised date"),
            pytest.param("Milestones!H6", "No", {"Theme 1": 1}, id="done"),
            pytest.param("Theme 1!K9", "Jo Smith", {"Theme 1": 1}, id="a lead"),
            pytest.param(
                "Settings!B9",
                date(2018, 1, 31),
                {"Measures": 24, "Theme 1": 4, "Theme 2": 3, "Theme 3": 4},
                id="the position date",
            ),
            pytest.param(
                "RAG scheme!B7",
                "Green",
                {"Measures": 24, "Theme 1": 4, "Theme 2": 3, "Theme 3": 4},
                id="the scheme",
            ),
        ],
    )
    def test_is_seen_without_a_macro(
        self,
        place: str,
        value: CellValue,
        sheets: dict[str, int],
        tmp_path: Path,
        calc: StartedOffice,
    ) -> None:
        rows = typed(tmp_path, rated(january_2018()), calc, {place: value})
        for sheet in ("Measures", "Theme 1", "Theme 2", "Theme 3"):
            expected = [f"{sheets[sheet]} {self.said}"] if sheet in sheets else []
            assert [v for v in said_on(rows, sheet) if self.said in str(v)] == expected, sheet
        assert f"{sum(sheets.values())} {self.said}" in said_on(rows, "Start")

    def test_an_update_in_words_changes_no_status(
        self, tmp_path: Path, calc: StartedOffice
    ) -> None:
        rows = typed(tmp_path, rated(january_2018()), calc, {"Theme 1!D9": "Nothing new."})
        assert "Every status is up to date" in said_on(rows, "Start")


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


def test_a_missed_target_out_of_the_list_is_counted(tmp_path: Path, calc: StartedOffice) -> None:
    many = tuple(
        m.model_copy(update={"ref": f"1.1{chr(97 + n)}", "status": "Red"})
        for n in range(14)
        for m in CONTENT.measures[:1]
    )
    rows = typed(tmp_path, replace(CONTENT, measures=many), calc, {})
    assert "and 4 more" in said_on(rows, "Dashboard")
