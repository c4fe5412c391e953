"""Putting a new workbook in the place of an old one, whole or not at all.

It never writes where somebody has the file open, where the file is not what was read, or where it
is read-only; and it keeps the old one, under a name that overwrites nothing.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from g2g_excel.cells import CannotWrite

BACKUPS = "backups"


def refuse_if_open(path: Path) -> None:
    """Raises `CannotWrite` where Excel or LibreOffice keeps the file that says who has it open."""
    for owner in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if owner.exists():
            raise CannotWrite(
                f"{path.name} is open{_by(owner)}, so nothing was changed. Close it there and try "
                f"again. If nobody has it open, delete the hidden file {owner.name} next to it."
            )


def _by(owner: Path) -> str:
    """Who: Excel writes the length of a name, then the name."""
    with suppress(OSError, ValueError):
        data = owner.read_bytes()
        if owner.name.startswith("~$") and data and 0 < data[0] < min(len(data), 54):
            name = data[1 : 1 + data[0]].decode("cp1252").strip()
            if name.isprintable():
                return f" in Excel by {name}"
    return ""


def refuse_if_changed(path: Path, was: bytes) -> None:
    """Raises `CannotWrite` unless the file is there and is what was read."""
    try:
        now = path.read_bytes()
    except OSError as error:
        raise _failed(path, error) from error
    if now != was:
        raise CannotWrite(
            f"{path.name} was saved by somebody else since it was read, so nothing was changed. "
            "Run the job again."
        )


def replace(path: Path, was: bytes, new: bytes, *, backup: bool) -> None:
    """`new` in the place of `was`. Raises `CannotWrite`, and then the file is as it was."""
    path = path.resolve()  # a link goes on pointing to the file, which is the one replaced
    if not path.stat().st_mode & stat.S_IWUSR or not os.access(path, os.W_OK):
        raise CannotWrite(
            f"{path.name} is read-only, so nothing was changed. Switch that off in its properties, "
            "or save a copy and use that."
        )
    temporary: Path | None = None
    try:
        temporary = _written(path, new)
        if backup:
            _keep(path, was)
        refuse_if_open(path)
        refuse_if_changed(path, was)
        os.replace(temporary, path)  # noqa: PTH105  # the name of what is meant to happen at once
        temporary = None
    except OSError as error:
        raise _failed(path, error) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()


def _written(path: Path, new: bytes) -> Path:
    """The new file next to the old one, on the disk and not only on its way there."""
    handle, name = tempfile.mkstemp(prefix=".g2g-", suffix=path.suffix, dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path, temporary)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _keep(path: Path, was: bytes) -> None:
    """The old file in the folder of backups: `G2G_Plan 2026-11-23 1412 before.xlsm`."""
    folder = path.parent / BACKUPS
    folder.mkdir(exist_ok=True)
    stem = f"{path.stem} {datetime.now():%Y-%m-%d %H%M} before"
    number = 1
    while True:
        name = f"{stem}{path.suffix}" if number == 1 else f"{stem} {number}{path.suffix}"
        try:
            with (folder / name).open("xb") as file:
                file.write(was)
        except FileExistsError:
            number += 1
        else:
            return


def _failed(path: Path, error: OSError) -> CannotWrite:
    return CannotWrite(
        f"{path.name} could not be saved ({error.strerror}), so nothing was changed. Check that "
        f"you may write in {path.parent} and that nobody has the file open."
    )
