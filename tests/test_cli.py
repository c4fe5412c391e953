"""The command line as people meet it: exit statuses, JSON, and one plain sentence when it cannot run."""

import json
import subprocess
import sys

import pytest

from g2g_excel.cli import main


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    path = tmp_path_factory.mktemp("new") / "Plan.xlsx"
    assert (
        main(["new", "--authority", "Anyshire", "--themes", "Practice", "Care", "--to", str(path)])
        == 0
    )
    return path


def test_a_new_plan_is_clean(plan, capsys):
    assert main(["refresh", str(plan)]) in (0, 1)
    capsys.readouterr()
    status = main(["check", str(plan), "--json"])
    said = json.loads(capsys.readouterr().out)
    assert status == (1 if said["errors"] else 0)
    assert {f["code"] for f in said["findings"]} <= {"setting.no_position_date", "theme.without_actions", "plan.without_actions"}  # fmt: skip


def test_json_has_the_documented_names(plan, capsys):
    main(["check", str(plan), "--json"])
    said = json.loads(capsys.readouterr().out)
    assert list(said) == [
        "job", "plan", "position_date", "dry_run", "errors", "queries", "findings", "explained",
        "edits", "measures", "actions", "files",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["nothing.xlsx", "letter.xlsx"])
def test_what_is_no_plan_is_one_sentence_and_status_2(name, tmp_path, capsys):
    (tmp_path / "letter.xlsx").write_text("Dear all")
    assert main(["check", str(tmp_path / name)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("g2g check: ")
    assert name in said.err
    assert "Traceback" not in said.err


def test_could_not_run_in_json(tmp_path, capsys):
    assert main(["check", str(tmp_path / "nothing.xlsx"), "--json"]) == 2
    assert "nothing.xlsx" in json.loads(capsys.readouterr().out)["could_not_run"]


def test_a_file_that_is_there_is_not_overwritten(plan, capsys):
    assert main(["new", "--authority", "A", "--themes", "T", "--to", str(plan)]) == 2
    assert "is there already" in capsys.readouterr().err


def test_a_folder_of_other_work_is_left_alone(tmp_path, capsys):
    (tmp_path / "letter.txt").write_text("mine")
    assert main(["demo", "--to", str(tmp_path)]) == 2
    assert (tmp_path / "letter.txt").read_text() == "mine"


@pytest.mark.parametrize("module", ["g2g_excel", "g2g_excel.cli"])
def test_importing_imports_no_library_that_a_click_does_not_use(module):
    code = f"import {module}, sys; print(sorted({{'pandas','xlwings','openpyxl','xlsxwriter','pydantic'}} & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_check_imports_neither_pandas_nor_openpyxl_nor_the_builder(plan):
    code = (
        f"import sys; from g2g_excel.cli import main; main(['check', {str(plan)!r}]);"
        "print('MODULES', sorted({'pandas','xlwings','openpyxl','xlsxwriter'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip().endswith("MODULES []")
