"""The whole chain, in LibreOffice: a button's macro starts Python, which finds the open workbook.

Only the xlwings add-in is a stand-in: a macro that starts our command as the add-in would, with the
arguments it adds, and waits for its end.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import xlwings as xw

from g2g_excel import files, jobs
from g2g_excel.books import open_book as closed_book
from g2g_excel.books.live import LiveBook, attached
from g2g_excel.build import build_plan
from g2g_excel.cells import CannotRead, CannotWrite
from g2g_excel.cli import main
from g2g_excel.demo import _MERGED as MERGED
from g2g_excel.demo import fill_in
from g2g_excel.facts import before_december_2017, january_2018
from g2g_excel.plan_reading import read_plan
from g2g_excel.rated import rated
from tests.office.soffice import StartedOffice

ROOT = Path(__file__).parent.parent
ADD_IN = """Attribute VB_Name = "StandIn"
Option Explicit
Public Function RunFrozenPython(Executable As String, Optional Args As String)
    Shell "{script}", 0, Args & " --wb={book} --from_xl=1 --hwnd=0"
    Do While Dir("{ended}") = "" ' Wait lets Python in: LibreOffice answers it between two statements
        Wait 100
    Loop
    Kill "{ended}"
End Function
"""
SCRIPT = """#!/bin/sh
cd {root}
{python} -m tests.office.attach {pipe} g2g_excel.cli:main "$@" >> {log} 2>&1
touch {ended}
"""


@pytest.fixture
def pressed(office: StartedOffice, open_book: Callable[[Path], xw.Book], tmp_path: Path):
    """`pressed(path)`: the plan, open, with the stand-in for the add-in in it."""

    def opened(content, name: str = "Plan.xlsm") -> xw.Book:
        sources = tmp_path / "sources"
        shutil.copytree(ROOT / "workbook", sources, ignore=shutil.ignore_patterns("*.xlsm"))
        script, ended = tmp_path / "g2g.sh", tmp_path / "ended"
        log = tmp_path / "log.txt"
        script.write_text(
            SCRIPT.format(root=ROOT, python=sys.executable, pipe=office.pipe, log=log, ended=ended)
        )
        script.chmod(0o755)
        macro = ADD_IN.format(script=script, book=name, ended=ended)
        (sources / "vba" / "StandIn.bas").write_text(macro)
        build_plan(tmp_path / name, content, sources)
        return open_book(tmp_path / name)

    return opened


def grids(book) -> dict[str, tuple]:
    """What every table tab holds, without the clock and the token."""
    found = {}
    for name in book.sheets():
        if name not in ("Log", "Settings", "Dashboard", "Lists", "Start"):
            grid = book.grid(name)
            rows = [
                [v for c, v in enumerate(row, 1) if v is not None and (r, c) not in grid.formulas]
                for r, row in enumerate(grid.rows, 1)
                if r > 5
            ]
            found[name] = tuple(tuple(row) for row in rows if row)
    return found


def test_the_refresh_button_does_what_the_closed_job_does(pressed, tmp_path):
    book = pressed(before_december_2017())
    shutil.copy(tmp_path / "Plan.xlsm", tmp_path / "Closed.xlsm")
    book.macro("RefreshStatus")()
    jobs.refresh(closed_book(tmp_path / "Closed.xlsm"), MERGED)
    live, closed = LiveBook(book), closed_book(tmp_path / "Closed.xlsm")
    assert read_plan(live)[0].measures.rows == read_plan(closed)[0].measures.rows
    assert grids(live) == grids(closed)
    token = book.names["RunToken"].refers_to_range.value
    assert str(token).startswith("20"), (tmp_path / "log.txt").read_text()


def test_the_consolidate_button_does_what_the_closed_job_does(pressed, tmp_path):
    book = pressed(rated(before_december_2017()))
    shutil.copy(tmp_path / "Plan.xlsm", tmp_path / "Closed.xlsm")
    issued = files.issue(tmp_path / "Closed.xlsm", tmp_path / "Returns", MERGED)
    for path in issued.files:
        fill_in(path, january_2018())
    files.consolidate(tmp_path / "Closed.xlsm", tmp_path / "Returns", MERGED)
    book.macro("ConsolidateReturns")()
    live, closed = LiveBook(book), closed_book(tmp_path / "Closed.xlsm")
    for name in ("Theme 1", "Theme 2", "Theme 3", "Figures", "Milestones", "Measures", "Checks"):
        assert grids(live)[name] == grids(closed)[name], name


def test_a_refresh_asks_excel_as_often_for_many_measures_as_for_few(excel, open_book, tmp_path):
    """Reading does not grow with the plan; writing grows with the blocks that change."""
    calls = []
    for more in (0, 200):
        content = rated(january_2018())
        extra = tuple(
            content.measures[0].model_copy(update={"ref": f"1.2z{n}", "name": f"Measure {n}"})
            for n in range(more)
        )
        path = tmp_path / f"{more}.xlsx"
        build_plan(path, rated(replace(content, measures=content.measures + extra)), ROOT)
        book = LiveBook(open_book(path))
        jobs.refresh(book, MERGED)
        engine = excel.engine.impl
        before = engine.calls
        assert jobs.refresh(book, MERGED).edits == ()
        calls.append(engine.calls - before)
    assert calls[0] == calls[1]


def test_a_second_press_changes_nothing(open_book, tmp_path):
    path = tmp_path / "Plan.xlsx"
    build_plan(path, january_2018(), ROOT)
    book = LiveBook(open_book(path))
    assert len(jobs.refresh(book, MERGED).edits) > 100
    assert jobs.refresh(book, MERGED).edits == ()


def test_sheets_are_protected_again_and_excel_is_as_it_was(open_book, tmp_path):
    path = tmp_path / "Plan.xlsx"
    build_plan(path, january_2018(), ROOT)
    book = open_book(path)
    jobs.refresh(LiveBook(book), MERGED)
    assert all(book.sheets[n].api.ProtectContents for n in ("Measures", "Theme 1", "Checks"))
    assert (book.app.screen_updating, book.app.enable_events) == (True, True)
    assert book.app.calculation == "automatic"


def test_a_write_that_fails_half_way_is_taken_back(excel, open_book, tmp_path, monkeypatch):
    path = tmp_path / "Plan.xlsx"
    build_plan(path, january_2018(), ROOT)
    book = LiveBook(open_book(path))
    before = {name: book.grid(name) for name in book.sheets()}
    real, writes = LiveBook._write, []

    def failing(self, name, changes):
        writes.append(name)
        if len(writes) == 3:
            raise RuntimeError("Excel went away")
        real(self, name, changes)

    monkeypatch.setattr(LiveBook, "_write", failing)
    with pytest.raises(RuntimeError, match="went away"):
        jobs.refresh(book, MERGED)
    monkeypatch.setattr(LiveBook, "_write", real)
    for name in ("Measures", "Theme 1", "Theme 2", "Start"):
        assert book.grid(name).rows == before[name].rows


def test_attach_finds_the_open_plan_by_name_and_without_one(open_book, tmp_path):
    build_plan(tmp_path / "Plan.xlsx", january_2018(), ROOT)
    open_book(tmp_path / "Plan.xlsx")
    assert attached("plan.XLSX").name == attached().name == "Plan.xlsx"
    with pytest.raises(CannotRead, match=r"Other\.xlsx is not open"):
        attached("Other.xlsx")


def test_the_command_line_works_on_the_open_plan(open_book, tmp_path, capsys):
    build_plan(tmp_path / "Plan.xlsx", january_2018(), ROOT)
    book = LiveBook(open_book(tmp_path / "Plan.xlsx"))
    assert main(["refresh", "Plan.xlsx", "--attach"]) == 0
    assert "Red: 4" in capsys.readouterr().out
    assert read_plan(book)[0].measures.rows[9].status == "Red"


def test_a_busy_excel_is_asked_again_and_then_the_officer_is_told(
    excel, open_book, tmp_path, monkeypatch
):
    build_plan(tmp_path / "Plan.xlsx", january_2018(), ROOT)
    book = LiveBook(open_book(tmp_path / "Plan.xlsx"))
    monkeypatch.setattr("g2g_excel.books.live._PATIENCE", 0.5)
    excel.engine.impl.be_busy(2)
    assert book.grid("Measures").value(5, 1) == "Ref"
    excel.engine.impl.be_busy(1000)
    with pytest.raises(CannotWrite, match="Press Esc in Excel"):
        book.grid("Figures")
