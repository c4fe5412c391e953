"""What `g2g doctor` finds, on a laid-out Windows and on this machine."""

from __future__ import annotations

import json

import pytest
from test_install import machine  # noqa: F401  # a fixture: the same laid-out Windows

from g2g_excel import files
from g2g_excel.cli import main
from g2g_excel.doctor import Verdict, as_json, as_text, examined
from g2g_excel.install import setup


def found(lines, name):
    return next(line for line in lines if line.name == name)


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "Plan.xlsx"
    files.new(path, "Anyshire", ["Practice"])
    return path


def test_before_setup_it_says_run_setup(machine):  # noqa: F811
    lines = examined(machine, None, lambda key, name: None)
    for name in ("xlwings add-in", "program behind the buttons"):
        assert found(lines, name).verdict is Verdict.PROBLEM
        assert found(lines, name).do == "Run g2g setup."


def test_after_setup_all_is_well(machine):  # noqa: F811
    list(setup(machine))
    lines = examined(machine, None, lambda key, name: None)
    assert [line for line in lines if line.verdict is Verdict.PROBLEM] == []


def test_an_add_in_of_another_version_is_named(machine):  # noqa: F811
    list(setup(machine))
    machine.add_in.write_bytes(b"newer")
    line = found(examined(machine, None, lambda key, name: None), "xlwings add-in")
    assert "another version" in line.found


@pytest.mark.parametrize(
    ("name", "value", "line", "do"),
    [
        ("VBAWarnings", 4, "macro policy", "Ask IT to trust"),
        ("D4F940AB-401B-4EFC-AADC-AD5F3C50688A", "1", "child-process rule", "Ask IT to except"),
    ],
)
def test_a_policy_that_blocks_is_named_with_the_way_round(machine, name, value, line, do):  # noqa: F811
    lines = examined(machine, None, lambda key, wanted: value if wanted == name else None)
    assert found(lines, line).verdict is Verdict.PROBLEM
    assert found(lines, line).do.startswith(do)
    assert "shortcut" in found(lines, line).do


def test_the_plan_and_its_folder_are_looked_at(plan):
    lines = examined(None, plan, None)
    assert found(lines, "plan").verdict is Verdict.OK
    assert found(lines, "returns folder").verdict is Verdict.PROBLEM
    (plan.parent / "Returns").mkdir()
    assert found(examined(None, plan, None), "returns folder").verdict is Verdict.OK


def test_a_plan_that_does_not_open_is_one_line(tmp_path):
    (tmp_path / "Plan.xlsx").write_text("Dear all")
    line = found(examined(None, tmp_path / "Plan.xlsx", None), "plan")
    assert (line.verdict, "Plan.xlsx" in line.found) == (Verdict.PROBLEM, True)


def test_a_downloaded_plan_is_named(plan, tmp_path):
    (tmp_path / "Plan.xlsx:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")
    assert found(examined(None, plan, None), "mark of the web").verdict is Verdict.PROBLEM


def test_elsewhere_it_says_what_it_cannot_tell(capsys):
    lines = examined(None, None, None)
    unknown = [line.name for line in lines if line.verdict is Verdict.UNKNOWN]
    assert unknown == [
        "Excel", "xlwings add-in", "program behind the buttons", "macro policy", "child-process rule",
    ]  # fmt: skip
    assert "cannot tell here Excel: only on Windows" in as_text(lines)
    assert json.loads(json.dumps(as_json(lines)))["lines"][0]["name"] == "Python"


def test_the_command_says_the_same(plan, capsys):
    assert main(["doctor", str(plan)]) == 1
    assert "returns folder" in capsys.readouterr().out
