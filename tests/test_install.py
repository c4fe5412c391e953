"""Setting up for one Windows user, laid out in a temporary folder: done, done again, undone."""

from __future__ import annotations

import pytest

from g2g_excel.cells import CannotWrite
from g2g_excel.install import Machine, remove, setup, this_machine


@pytest.fixture
def machine(tmp_path):
    made = Machine(
        home=tmp_path / "o",
        local=tmp_path / "o" / "AppData" / "Local",
        roaming=tmp_path / "o" / "AppData" / "Roaming",
        python=tmp_path / "Python" / "python.exe",
        command=tmp_path / "Python" / "Scripts" / "g2g.exe",
        add_in=tmp_path / "Python" / "xlwings.xlam",
    )
    made.command.parent.mkdir(parents=True)
    made.command.write_bytes(b"program")
    made.add_in.write_bytes(b"add-in")
    return made


def files(machine):
    return {
        str(path.relative_to(machine.home)): path.read_bytes()
        for path in machine.home.rglob("*")
        if path.is_file()
    }


PROGRAM = "AppData/Local/GettingToGood/bin/g2g.exe"
ADD_IN = "AppData/Roaming/Microsoft/Excel/XLSTART/xlwings.xlam"
MENU = "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Getting to Good.cmd"
CONF = ".xlwings/xlwings.conf"


def test_everything_is_put_in_place(machine):
    said = list(setup(machine))
    assert len(said) == 7
    there = files(machine)
    assert there[PROGRAM] == b"program"
    assert there[ADD_IN] == b"add-in"
    assert there[CONF].decode() == f'"INTERPRETER_WIN","{machine.python}"\r\n'
    assert "refresh --attach" in there[MENU].decode()
    assert (machine.home / "Documents" / "Getting to Good" / "Returns").is_dir()


def test_a_dry_run_does_nothing(machine):
    said = list(setup(machine, dry_run=True))
    assert all(line.startswith("would put") for line in said)
    assert files(machine) == {}


def test_twice_is_as_good_as_once(machine):
    list(setup(machine))
    before = files(machine)
    assert all(line.startswith("already there") for line in setup(machine))
    assert files(machine) == before


def test_removing_restores_what_was_there(machine):
    conf = machine.home / CONF
    conf.parent.mkdir(parents=True)
    conf.write_bytes(b'"SHOW CONSOLE","True"\r\n"INTERPRETER_WIN","C:\\\\old.exe"\r\n')
    before = files(machine)
    list(setup(machine))
    assert '"SHOW CONSOLE","True"' in conf.read_text()
    list(setup(machine))  # a second setup must not forget what was there first
    list(remove(machine))
    assert files(machine) == before


def test_the_officers_own_files_stay(machine):
    list(setup(machine))
    plan = machine.documents / "G2G_Plan.xlsm"
    plan.write_bytes(b"mine")
    said = list(remove(machine))
    assert plan.read_bytes() == b"mine"
    assert any(line.startswith("left") for line in said)


def test_nothing_to_remove_is_said(machine):
    assert list(remove(machine)) == ["nothing to remove: g2g setup has not been run for this user"]


def test_a_half_installed_python_is_named(machine):
    machine.add_in.unlink()
    with pytest.raises(CannotWrite, match=r"xlwings\.xlam is not there"):
        list(setup(machine))
    assert files(machine) == {}


def test_setup_is_for_windows(monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(CannotWrite, match="for Excel on Windows"):
        this_machine()
