"""What `g2g setup` puts in place for one Windows user, and takes away again with --remove.

No administrator's rights, no registry, no network: five files and three folders under the user's own
profile. Every step is written down first (`setup.json`), with what was there before, so that removing
restores it.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from g2g_excel.cells import CannotWrite


@dataclass(frozen=True, slots=True)
class Machine:
    """The places of one user's Windows; given, so that a test can lay them out anywhere."""

    home: Path
    local: Path  # %LOCALAPPDATA%
    roaming: Path  # %APPDATA%
    python: Path
    command: Path  # g2g.exe, as pip installed it
    add_in: Path  # xlwings.xlam, as xlwings ships it

    @property
    def ours(self) -> Path:
        return self.local / "GettingToGood"

    @property
    def documents(self) -> Path:
        return self.home / "Documents" / "Getting to Good"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing put in place: a file with its content, or a folder."""

    why: str
    path: Path
    content: bytes | None = None  # None is a folder


def this_machine() -> Machine:
    """Where everything is for the user who runs this. Raises `CannotWrite` on anything but Windows."""
    if sys.platform != "win32":
        raise CannotWrite(
            "setup is for Excel on Windows. On this machine use the jobs on closed files: "
            "g2g check, refresh, issue, consolidate."
        )
    found = importlib.util.find_spec("xlwings")
    folder = Path(found.origin).parent if found and found.origin else Path()
    python = Path(sys.executable)
    return Machine(
        home=Path.home(),
        local=Path(os.environ["LOCALAPPDATA"]),
        roaming=Path(os.environ["APPDATA"]),
        python=python,
        command=python.parent / "g2g.exe"
        if (python.parent / "g2g.exe").exists()
        else python.parent / "Scripts" / "g2g.exe",
        add_in=folder / "addin" / "xlwings.xlam",
    )


def steps(machine: Machine) -> tuple[Step, ...]:
    """What setup does, in order. Raises `CannotWrite` where Python's side is not whole."""
    for path, what in ((machine.command, "g2g"), (machine.add_in, "the xlwings add-in")):
        if not path.is_file():
            raise CannotWrite(
                f"{path} is not there, so {what} cannot be set up. "
                "Install g2g_excel again with pip, then run g2g setup."
            )
    command = machine.ours / "bin" / "g2g.exe"
    menu = machine.roaming / "Microsoft" / "Windows" / "Start Menu" / "Programs"
    conf = machine.home / ".xlwings" / "xlwings.conf"
    return (
        Step("the program that the buttons start", command, machine.command.read_bytes()),
        Step(
            "the xlwings add-in, which Excel loads when it opens",
            machine.roaming / "Microsoft" / "Excel" / "XLSTART" / "xlwings.xlam",
            machine.add_in.read_bytes(),
        ),
        Step("which Python xlwings uses", conf, _configured(conf, machine.python)),
        Step("the folder for the plan", machine.documents),
        Step("the folder that returns are issued to", machine.documents / "Returns"),
        Step("the folder for last period's returns", machine.documents / "Archive"),
        Step(
            "the Getting to Good shortcut in the Start menu, which needs no macro",
            menu / "Getting to Good.cmd",
            _shortcut(command),
        ),
    )


def _configured(conf: Path, python: Path) -> bytes:
    """The user's xlwings settings with the interpreter in them; every other line stays."""
    lines = conf.read_text(encoding="utf-8").splitlines() if conf.exists() else []
    kept = [line for line in lines if not line.upper().startswith('"INTERPRETER_WIN"')]
    return "\r\n".join([*kept, f'"INTERPRETER_WIN","{python}"', ""]).encode()


def _shortcut(command: Path) -> bytes:
    """Refreshes the plan that is open in Excel, and waits so that what it says can be read."""
    return f'@echo off\r\n"{command}" refresh --attach\r\npause\r\n'.encode()


def setup(machine: Machine, *, dry_run: bool = False) -> Iterator[str]:
    """Do it, a line a step. What is there already and the same is left alone."""
    manifest = machine.ours / "setup.json"
    done: dict[str, str | None] = _written_down(manifest)
    for step in steps(machine):
        there = step.path.exists()
        same = there and (step.content is None or step.path.read_bytes() == step.content)
        if same:
            yield f"already there  {step.path}  ({step.why})"
            continue
        yield f"{'would put' if dry_run else 'put'}  {step.path}  ({step.why})"
        if dry_run:
            continue
        if str(step.path) not in done:
            done[str(step.path)] = _kept(machine, step.path, len(done)) if there else None
        manifest.parent.mkdir(parents=True, exist_ok=True)
        manifest.write_text(json.dumps(done, indent=2), encoding="utf-8")  # before, not after
        _put(step)


def remove(machine: Machine, *, dry_run: bool = False) -> Iterator[str]:
    """Undo it, last step first. A folder that holds anything of the user's stays."""
    manifest = machine.ours / "setup.json"
    done = _written_down(manifest)
    if not done:
        yield "nothing to remove: g2g setup has not been run for this user"
        return
    for name, before in reversed(done.items()):
        path = Path(name)
        if path.is_dir() and any(path.iterdir()):
            yield f"left  {path}  (it holds files)"
            continue
        yield f"{'would ' if dry_run else ''}{'restore' if before else 'remove'}  {path}"
        if dry_run:
            continue
        if before:
            shutil.copyfile(before, path)
        elif path.is_dir():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)
    if not dry_run:
        manifest.unlink()
        shutil.rmtree(machine.ours / "before", ignore_errors=True)


def _written_down(manifest: Path) -> dict[str, str | None]:
    if not manifest.exists():
        return {}
    done: dict[str, str | None] = json.loads(manifest.read_text(encoding="utf-8"))
    return done


def _kept(machine: Machine, path: Path, number: int) -> str:
    """A copy of what was there before, for `remove`."""
    copy = machine.ours / "before" / f"{number} {path.name}"
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, copy)
    return str(copy)


def _put(step: Step) -> None:
    try:
        if step.content is None:
            step.path.mkdir(parents=True, exist_ok=True)
            return
        step.path.parent.mkdir(parents=True, exist_ok=True)
        step.path.write_bytes(step.content)
    except OSError as error:
        raise CannotWrite(
            f"{step.path} could not be written ({error.strerror}). If Excel is open, close it and "
            "run g2g setup again; what was done so far stays and can be removed."
        ) from error
