"""The jobs over a workbook kept in memory: what they write, and that twice is as good as once."""

from dataclasses import replace

import pytest
from small import CONTENT, RUN, book_of, cell, type_in

from g2g_excel import jobs
from g2g_excel.cells import CannotRead
from g2g_excel.words import RAG, Direction


def shown(book, place):
    at = cell(book.name, place)
    return book.grid(at.sheet).value(at.row, at.column)


def test_refresh_writes_status_and_reason():
    book = type_in(book_of(), {"Figures!B6": "April to December 2017", "Figures!C6": 95})
    jobs.refresh(book, RUN)
    assert shown(book, "Measures!S6") == RAG.GREEN
    assert shown(book, "Measures!U6").startswith("Green: 95 % against a target of 90 %")
    assert shown(book, "Theme 1!H6") == RAG.GREEN
    assert shown(book, "Start!G6") == "1 Green · 1 No data · 1 Information only"
    assert shown(book, "Recommendations!D6") == "1.1, 1.2"


def test_refresh_twice_changes_nothing():
    book = book_of()
    first = jobs.refresh(book, RUN)
    again = jobs.refresh(book, replace(RUN, when=RUN.when.replace(hour=17)))
    assert len(first.edits) > 20
    assert again.edits == ()


def test_only_what_changes_is_touched():
    book = book_of()
    jobs.refresh(book, RUN)
    type_in(book, {"Measures!I6": 75})
    report = jobs.refresh(book, RUN)
    assert {e.at.in_book for e in report.edits if e.at.sheet == "Measures"} == {"Measures!S6", "Measures!U6"} or {
        e.at.in_book for e in report.edits if e.at.sheet == "Measures"
    } <= {"Measures!S6", "Measures!U6", "Measures!V6", "Measures!W6"}  # fmt: skip


def test_a_status_that_moves_is_logged_with_who_and_when():
    book = type_in(book_of(), {"Figures!B6": "April to December 2017"})
    jobs.refresh(book, RUN)
    line = next(row for row in book.grid("Log").rows[5:] if row[3] == "Measures!S6")
    assert line[:6] == ("15/01/2018 09:00", "officer", "refresh", "Measures!S6", "(blank)", "Red")


def test_the_checks_tab_says_what_check_says():
    book = book_of()
    report = jobs.refresh(book, RUN)
    codes = [row[6] for row in book.grid("Checks").rows[5:]]
    assert codes == [f.code for f in report.findings]
    assert [f.code for f in jobs.check(book).findings] == codes


def test_an_explained_query_is_silent_until_its_value_changes():
    book = book_of()
    report = jobs.refresh(book, RUN)
    number = next(n for n, f in enumerate(report.findings) if f.code == "measure.basis_without_figures" or f.severity == "QUERY")  # fmt: skip
    asked = report.findings[number]
    type_in(book, {f"Checks!F{6 + number}": "That is how it is."})
    after = jobs.refresh(book, RUN)
    assert asked.key not in [f.key for f in after.findings]
    assert asked.key in [f.key for f in after.explained]
    assert [f.explanation for f in after.explained] == ["That is how it is."]


def test_a_plan_without_measures_and_actions_is_refreshed_too():
    empty = replace(CONTENT, actions={1: ()}, measures=(), figures=(), milestones=())
    report = jobs.refresh(book_of(empty), RUN)
    assert report.statuses is not None
    assert report.statuses.measures == ()


def test_a_workbook_that_is_no_plan_is_refused():
    from g2g_excel.books.memory import MemoryBook

    with pytest.raises(CannotRead, match=r"Holidays\.xlsx is not a Getting to Good plan"):
        jobs.check(MemoryBook("Holidays.xlsx", {"Sheet1": [["a"]]}))


def test_no_position_date_no_returns():
    settings = CONTENT.settings.model_copy(update={"position_date": None})
    with pytest.raises(CannotRead, match="has no position date"):
        jobs.returns_to_issue(book_of(replace(CONTENT, settings=settings)), RUN)


def test_a_missing_tab_is_named_and_the_others_read():
    book = book_of()
    sheets = {name: book.grid(name).rows for name in book.sheets() if name != "Milestones"}
    from g2g_excel.books.memory import MemoryBook

    report = jobs.refresh(MemoryBook("Plan.xlsx", sheets), RUN)
    assert "tab.missing" in [f.code for f in report.findings]
    assert report.statuses is not None
    assert report.statuses.measures[1][1].direction is Direction.NONE


@pytest.mark.parametrize("typed", [True, "soon", "9" * 400, -3])
def test_a_strange_setting_is_one_finding_and_not_the_end(typed):
    for line in range(6, 22):
        book = type_in(book_of(), {f"Settings!B{line}": typed})
        at = [
            f
            for f in jobs.check(book).findings
            if f.where and f.where[0].in_book == f"Settings!B{line}"
        ]
        assert len(at) <= 1
