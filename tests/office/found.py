"""What the tests need from the system, found or complained of by the name of its package.

A suite that skips because a program is missing proves nothing and looks green. So everything here
either returns what was asked for or raises `OfficeMissing`.
"""

from __future__ import annotations

import builtins
import importlib.util
import os
import re
import shutil
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

PACKAGES = {
    "soffice": "libreoffice-calc-nogui",
    "soffice.bin": "libreoffice-calc-nogui",
    "writer": "libreoffice-writer-nogui",
    "windows": "libreoffice-calc",  # the -nogui one leaves Calc's window descriptions out
    "uno": "python3-uno",
    "pdftoppm": "poppler-utils",
    "pdfinfo": "poppler-utils",
}
_HOMES = ("/usr/lib/libreoffice/program", "/opt/libreoffice/program")
_BRIDGES = ("/usr/lib/python3/dist-packages", *_HOMES)


class OfficeMissing(RuntimeError):
    """A part of LibreOffice, or a program beside it, is not on this machine."""

    def __init__(self, what: str, package: str, why: str = "") -> None:
        because = f" {why}" if why else ""
        super().__init__(
            f"Not on this machine: {what}. These tests do not run without it.{because} "
            f"Run `sh tests/office/install.sh`, or `apt-get install {package}`."
        )


@cache
def program(name: str) -> str:
    """Where a program is. Raises `OfficeMissing`."""
    found = shutil.which(name, path=os.pathsep.join((os.environ.get("PATH", ""), *_HOMES)))
    if found is None:
        raise OfficeMissing(name, PACKAGES[name])
    return found


@cache
def home() -> Path:
    """LibreOffice's program folder. Raises `OfficeMissing`."""
    return Path(program("soffice.bin")).resolve().parent


def needs_writer() -> None:
    """A `.docx` takes LibreOffice's Writer, a package of its own. Raises `OfficeMissing`."""
    if not (home() / "libswlo.so").exists():
        raise OfficeMissing("LibreOffice Writer", PACKAGES["writer"])


def needs_windows(why: str) -> None:
    """What shows a window, be it on no screen, takes more than the -nogui packages have.

    LibreOffice ends (SIGABRT) when it finds no description of one. Raises `OfficeMissing`.
    """
    described = home().parent / "share" / "config" / "soffice.cfg" / "modules" / "scalc" / "ui"
    if not described.is_dir() or not any(described.iterdir()):
        raise OfficeMissing("LibreOffice Calc's windows", PACKAGES["windows"], why)


@cache
def uno() -> ModuleType:
    """LibreOffice's Python bridge, in whatever Python runs the tests. Raises `OfficeMissing`.

    The module is loaded by its file: putting the distribution's folder on `sys.path` would let its
    other packages stand in for ones our own environment lacks. Its hook into `import` is taken out
    again for the same reason.
    """
    source = next((p for p in (Path(b) / "uno.py" for b in _BRIDGES) if p.is_file()), None)
    if source is None:
        raise OfficeMissing("LibreOffice's Python bridge (uno.py)", PACKAGES["uno"])
    _fits_this_python()
    ours = builtins.__import__
    if str(home()) not in sys.path:
        sys.path.append(str(home()))  # pyuno, the compiled half
    spec = importlib.util.spec_from_file_location("uno", source)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["uno"] = module
    try:
        spec.loader.exec_module(module)
    except ImportError as error:
        del sys.modules["uno"]
        raise OfficeMissing(
            "LibreOffice's Python bridge (pyuno)", PACKAGES["uno"], f"It says: {error}."
        ) from error
    finally:
        builtins.__import__ = ours
    return module


def _fits_this_python() -> None:
    """The compiled half is made for one Python. Another one crashes on it, or will not load it."""
    library = home() / "libpyuno.so"
    if not library.exists():
        raise OfficeMissing("LibreOffice's Python bridge (libpyuno.so)", PACKAGES["uno"])
    made_for = re.search(rb"libpython(\d+)\.(\d+)", library.read_bytes())
    if made_for is None:
        return
    wanted = int(made_for[1]), int(made_for[2])
    if wanted != sys.version_info[:2]:
        raise OfficeMissing(
            f"A Python bridge for Python {sys.version_info[0]}.{sys.version_info[1]}",
            PACKAGES["uno"],
            f"This machine's is made for Python {wanted[0]}.{wanted[1]}: run the tests in a "
            f"virtual environment of python{wanted[0]}.{wanted[1]}.",
        )
