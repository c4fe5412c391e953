"""A button's end: the token when it went well; our words, and a traceback in the log, when it did not."""

from __future__ import annotations

import pytest
from small import book_of

from g2g_excel import ribbon
from g2g_excel.cells import CannotWrite


class OpenBook:
    """A plan in memory where the open workbook would be; keeps what the VBA would read."""

    def __init__(self) -> None:
        self.book, self.told, self.folder = book_of(), "", None

    def __getattr__(self, name):
        return getattr(self.book, name)

    def tell(self, token, message):
        self.told = f"!{token} {message}"


@pytest.fixture
def opened(monkeypatch, tmp_path):
    book = OpenBook()
    monkeypatch.setattr("g2g_excel.books.live.caller", lambda: book)
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    return book


def token_in(book):
    names = {row[0]: row[1] for row in book.grid("Settings").rows[5:]}
    return names["Last run"]


@pytest.mark.parametrize("verb", ["refresh", "check"])
def test_a_run_that_ends_well_leaves_its_token(opened, verb):
    assert ribbon.main(verb, "20180115-1") == 0
    assert (token_in(opened), opened.told) == ("20180115-1", "")


def test_a_second_press_leaves_a_new_token_and_changes_no_status(opened):
    ribbon.main("refresh", "20180115-1")
    before = opened.grid("Measures").rows
    ribbon.main("refresh", "20180115-2")
    assert (token_in(opened), opened.grid("Measures").rows) == ("20180115-2", before)


def test_what_an_officer_can_mend_is_said_in_our_words(opened, monkeypatch):
    def busy(edits):
        raise CannotWrite("Excel is busy: press Esc.")

    monkeypatch.setattr(opened.book, "apply", busy)
    assert ribbon.main("refresh", "20180115-1") == 0
    assert opened.told == "!20180115-1 Excel is busy: press Esc."
    assert not ribbon.log_file().exists()


def test_our_own_fault_goes_to_the_log_and_not_to_the_officer(opened, monkeypatch, capsys):
    def broken(edits):
        raise ZeroDivisionError("in our code")

    monkeypatch.setattr(opened.book, "apply", broken)
    assert ribbon.main("refresh", "20180115-1") == 0
    assert "did not foresee" in opened.told
    assert str(ribbon.log_file()) in opened.told
    assert "ZeroDivisionError: in our code" in ribbon.log_file().read_text(encoding="utf-8")
    assert "Traceback" not in capsys.readouterr().err


def test_a_plan_on_the_web_is_told_how_to_name_its_folder(opened):
    assert ribbon.main("issue", "20180115-1") == 0
    assert "OneDrive or SharePoint" in opened.told


def test_issue_and_consolidate_use_the_folder_beside_the_plan(opened, tmp_path):
    opened.folder = tmp_path
    opened.say = lambda *said: None
    assert ribbon.main("issue", "20180115-1") == 0
    assert sorted(p.name for p in (tmp_path / "Returns").iterdir()) == [
        "Contact 2017-12-31.xlsx",
        "Housing 2017-12-31.xlsx",
    ]
    assert ribbon.main("consolidate", "20180115-2") == 0
    assert (opened.told, token_in(opened)) == ("", "20180115-2")


def test_each_button_is_a_function_without_arguments(opened):
    assert list(ribbon.BUTTONS) == ["refresh", "check", "issue", "consolidate"]
    assert ribbon.refresh() == 0
    assert ribbon.main("explode") == 2
