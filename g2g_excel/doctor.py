"""`g2g doctor`: what stands between this machine and a working button, a line each.

It reads and changes nothing. A line is ok, a problem with what to do, or says that it cannot be
known here; on Linux that is everything about Excel.
"""

from __future__ import annotations

import importlib.metadata
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from g2g_excel.cells import G2GError
from g2g_excel.install import Machine

_MACROS = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
_RULES = r"Software\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
_NO_CHILDREN = "D4F940AB-401B-4EFC-AADC-AD5F3C50688A"  # Block Office from creating child processes


class Verdict(StrEnum):
    OK = "ok"
    PROBLEM = "problem"
    UNKNOWN = "cannot tell here"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing looked at: what was found, and what to do where it is a problem."""

    name: str
    verdict: Verdict
    found: str
    do: str = ""


Registry = Callable[[str, str], object]  # key under HKCU or HKLM, value name → value or None


def examined(
    machine: Machine | None, plan: Path | None, registry: Registry | None
) -> tuple[Line, ...]:
    """Every line. `machine` and `registry` are missing on anything but Windows."""
    return (
        *_python(),
        *_add_in(machine),
        *_policies(registry),
        *(_plan(plan) if plan else ()),
    )


def _python() -> Iterator[Line]:
    version = ".".join(map(str, sys.version_info[:3]))
    enough = sys.version_info >= (3, 11)
    yield Line(
        "Python",
        Verdict.OK if enough else Verdict.PROBLEM,
        f"{version} at {sys.executable}",
        "" if enough else "Ask IT for Python 3.11 or newer.",
    )
    for package in ("xlwings", "pydantic", "python-calamine", "xlsxwriter", "lxml"):
        try:
            yield Line(package, Verdict.OK, importlib.metadata.version(package))
        except importlib.metadata.PackageNotFoundError:
            yield Line(
                package, Verdict.PROBLEM, "not installed", "Install g2g_excel again with pip."
            )


def _add_in(machine: Machine | None) -> Iterator[Line]:
    if machine is None:
        for name in ("Excel", "xlwings add-in", "program behind the buttons"):
            yield Line(name, Verdict.UNKNOWN, "only on Windows")
        return
    excel = [
        root / "Microsoft Office" / "root" / "Office16" / "EXCEL.EXE"
        for root in map(Path, (os.environ.get("PROGRAMFILES", ""), os.environ.get("PROGRAMFILES(X86)", "")))
    ]  # fmt: skip
    here = next((path for path in excel if path.is_file()), None)
    yield Line(
        "Excel",
        Verdict.OK if here else Verdict.UNKNOWN,
        str(here or "not in the usual folders"),
    )
    loaded = machine.roaming / "Microsoft" / "Excel" / "XLSTART" / "xlwings.xlam"
    if not loaded.is_file():
        yield Line("xlwings add-in", Verdict.PROBLEM, f"{loaded} is not there", "Run g2g setup.")
    elif machine.add_in.is_file() and loaded.read_bytes() != machine.add_in.read_bytes():
        yield Line(
            "xlwings add-in",
            Verdict.PROBLEM,
            "the add-in is of another version than Python's xlwings",
            "Close Excel and run g2g setup.",
        )
    else:
        yield Line("xlwings add-in", Verdict.OK, str(loaded))
    command = machine.ours / "bin" / "g2g.exe"
    there = command.is_file()
    yield Line(
        "program behind the buttons",
        Verdict.OK if there else Verdict.PROBLEM,
        str(command) if there else f"{command} is not there",
        "" if there else "Run g2g setup.",
    )


def _policies(registry: Registry | None) -> Iterator[Line]:
    if registry is None:
        yield Line("macro policy", Verdict.UNKNOWN, "only on Windows")
        yield Line("child-process rule", Verdict.UNKNOWN, "only on Windows")
        return
    warnings = registry(_MACROS, "VBAWarnings")
    never = warnings in (3, 4)
    yield Line(
        "macro policy",
        Verdict.PROBLEM if never else Verdict.OK,
        f"VBAWarnings is {warnings}" if warnings is not None else "not set by policy",
        "Ask IT to trust the plan's folder, or use the Getting to Good shortcut." if never else "",
    )
    blocked = str(registry(_RULES, _NO_CHILDREN) or "0") in ("1", "6")
    yield Line(
        "child-process rule",
        Verdict.PROBLEM if blocked else Verdict.OK,
        "Office may not start programs" if blocked else "Office may start programs",
        "Ask IT to except GettingToGood\\bin\\g2g.exe, or use the Getting to Good shortcut."
        if blocked
        else "",
    )


def _plan(plan: Path) -> Iterator[Line]:
    if "://" in str(plan):
        yield Line(
            "plan",
            Verdict.PROBLEM,
            f"{plan} is a web address",
            "Give the plan's place in File Explorer, in the OneDrive folder on this computer.",
        )
        return
    from g2g_excel.books import open_book  # only where a plan is to be opened
    from g2g_excel.plan_reading import read_plan

    try:
        held, _ = read_plan(open_book(plan))
    except G2GError as error:
        yield Line("plan", Verdict.PROBLEM, str(error), "")
        return
    yield Line("plan", Verdict.OK, f"{plan} opens; {len(held.measures)} measures")
    marked = _marked(plan)
    yield Line(
        "mark of the web",
        Verdict.PROBLEM if marked else Verdict.OK,
        "Windows marks the file as downloaded, so its macros are blocked"
        if marked
        else "not marked as downloaded",
        "Right-click the file, Properties, tick Unblock." if marked else "",
    )
    named = Path(held.settings.returns_folder or "Returns")
    yield _folder(named if named.is_absolute() else plan.parent / named)


def _marked(plan: Path) -> bool:
    """Whether Windows keeps a note beside the file that it came from elsewhere."""
    try:
        with Path(f"{plan}:Zone.Identifier").open(encoding="utf-8", errors="replace") as note:
            return "ZoneId=3" in note.read()
    except OSError:
        return False


def _folder(folder: Path) -> Line:
    if not folder.is_dir():
        return Line(
            "returns folder", Verdict.PROBLEM, f"{folder} is not there", "Issue returns makes it."
        )
    if not os.access(folder, os.W_OK):
        return Line(
            "returns folder",
            Verdict.PROBLEM,
            f"{folder} cannot be written to",
            "Ask for write access, or name another folder on the Settings tab.",
        )
    return Line("returns folder", Verdict.OK, str(folder))


def as_text(lines: tuple[Line, ...]) -> str:
    """A line each, and what to do under a problem."""
    said = []
    for line in lines:
        said.append(f"{line.verdict:<16} {line.name}: {line.found}")
        if line.do:
            said.append(f"{'':<16} {line.do}")
    return "\n".join(said)


def as_json(lines: tuple[Line, ...]) -> dict[str, Any]:
    return {"job": "doctor", "lines": [asdict(line) for line in lines]}


def windows_registry() -> Registry | None:
    """Reads a value of the user's or the machine's policies; nothing on other systems."""
    if sys.platform != "win32":
        return None
    import winreg  # there on Windows only

    def value(key: str, name: str) -> object:
        for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
            try:
                with winreg.OpenKey(root, key) as opened:
                    return winreg.QueryValueEx(opened, name)[0]
            except OSError:
                continue
        return None

    return value
