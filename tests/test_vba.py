"""The buttons' VBA in pyOpenVBA's interpreter: what it starts, what it says, and that it tidies up.

A stand-in add-in does what the real one would: nothing, an error, or a run that writes its token.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree
from pyopenvba.apps.excel import ExcelApplication

WORKBOOK = Path(__file__).parent.parent / "workbook"
SOURCE = (WORKBOOK / "vba" / "GettingToGood.bas").read_text(encoding="utf-8")
NAMES = """Sub Prepare()
    ActiveSheet.Name = "Start"
    ThisWorkbook.Names.Add "RunToken", "=Start!$A$1"
    ThisWorkbook.Names.Add "ReturnsFolder", "=Start!$A$2"
    Range("A2").Value = "Returns"
End Sub
"""
ADD_INS = {
    "missing": "",
    "silent": "Sub RunFrozenPython(exe As String, args As String)\nEnd Sub\n",
    "good": 'Sub RunFrozenPython(exe As String, args As String)\n    Range("A1").Value = Mid(args, InStrRev(args, " ") + 1)\n    Range("A3").Value = exe & "|" & args\nEnd Sub\n',
    "failing": 'Sub RunFrozenPython(exe As String, args As String)\n    Range("A1").Value = "!" & Mid(args, InStrRev(args, " ") + 1) & " Excel is busy: press Esc."\nEnd Sub\n',
}  # fmt: skip


def windows_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


class Pressed:
    """A workbook with our VBA and one kind of add-in."""

    def __init__(self, add_in: str) -> None:
        self.app = ExcelApplication()
        self.app.add_workbook()
        self.app.interpreter._intrinsics["environ"] = lambda i, a, n: r"C:\Users\o\AppData\Local"
        self.app.add_module(windows_lines(SOURCE), name="GettingToGood")
        self.app.add_module(windows_lines(NAMES), name="Names")
        if ADD_INS[add_in]:
            self.app.add_module(windows_lines(ADD_INS[add_in]), name="StandIn")
        self.app.run("Prepare")

    def press(self, macro: str = "RefreshStatus") -> list[str]:
        """The messages shown, one after another."""
        before = len(self.app.dialogs)
        self.app.run(macro)
        return [str(dialog) for dialog in self.app.dialogs[before:]]

    def cell(self, a1: str) -> object:
        return self.app.sheet(1).value(a1)


def test_a_run_that_ends_well_says_nothing_and_starts_our_program():
    plan = Pressed("good")
    assert plan.press() == []
    program, _, words = str(plan.cell("A3")).partition("|")
    assert program == r"C:\Users\o\AppData\Local\GettingToGood\bin\g2g.exe"
    assert re.fullmatch(r"ribbon refresh \d{8}-\d+", words)


@pytest.mark.parametrize(
    ("macro", "verb"),
    [
        ("RefreshStatus", "refresh"),
        ("CheckEntries", "check"),
        ("IssueReturns", "issue"),
        ("ConsolidateReturns", "consolidate"),
    ],
)
def test_each_button_starts_its_own_job(macro, verb):
    plan = Pressed("good")
    plan.press(macro)
    assert f"ribbon {verb} " in str(plan.cell("A3"))


@pytest.mark.parametrize(
    ("add_in", "says"),
    [
        ("missing", "xlwings add-in is not there"),
        ("silent", "Python did not start"),
        ("failing", "Excel is busy: press Esc."),
    ],
)
def test_a_run_that_fails_says_so_in_our_words(add_in, says):
    messages = Pressed(add_in).press()
    assert len(messages) == 1
    assert says in messages[0]


@pytest.mark.parametrize("add_in", ADD_INS)
def test_the_status_bar_is_given_back(add_in):
    plan = Pressed(add_in)
    plan.press()
    plan.app.add_module(
        windows_lines('Sub Look()\n    Range("A9").Value = CStr(Application.StatusBar)\nEnd Sub\n'),
        name="Look",
    )
    plan.app.run("Look")
    assert str(plan.cell("A9")).lower() == "false"


def test_an_old_message_is_not_shown_again():
    plan = Pressed("silent")
    old = 'Sub Old()\n    Range("A1").Value = "!20180101-1 Excel is busy."\nEnd Sub\n'
    plan.app.add_module(windows_lines(old), name="Old")
    plan.app.run("Old")
    assert "Python did not start" in plan.press()[0]


def test_a_second_press_is_harmless():
    plan = Pressed("good")
    assert plan.press() + plan.press() == []


def test_the_vba_is_short_and_its_callbacks_are_one_line():
    lines = [
        line for line in SOURCE.splitlines()
        if line.strip() and not line.strip().startswith("'") and not line.startswith("Attribute")
    ]  # fmt: skip
    assert len(lines) <= 80
    callbacks = re.findall(
        r"Public Sub (g2g\w+)\(control As IRibbonControl\)\n\s+(\w+)\nEnd Sub", SOURCE
    )
    ribbon = etree.parse(str(WORKBOOK / "ribbon.xml"))
    pressed = ribbon.xpath("//*[local-name()='button']/@onAction")
    assert [name for name, _ in callbacks] == pressed
    for button in ribbon.xpath("//*[local-name()='button']"):
        assert button.get("screentip")
        assert button.get("supertip")
        assert button.get("imageMso")
    tips = ribbon.xpath("//*[local-name()='button']/@keytip")
    assert len(tips) == len(set(tips)) == 6


def test_nothing_is_declared_shelled_or_bound_early():
    assert not re.search(r"\b(Declare|Shell|CreateObject|WScript|GetObject|#If)\b", SOURCE)
