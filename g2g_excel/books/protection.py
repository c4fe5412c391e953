"""Lift a sheet's protection for the length of a write, and put the same protection back.

The plan's sheets are protected without a password, against slips and not against people. xlwings
has no call of its own for this, so the two Excel members are asked by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from g2g_excel.cells import CannotWrite

ALLOWED = (
    "AllowFormattingCells",
    "AllowFormattingColumns",
    "AllowFormattingRows",
    "AllowInsertingColumns",
    "AllowInsertingRows",
    "AllowInsertingHyperlinks",
    "AllowDeletingColumns",
    "AllowDeletingRows",
    "AllowSorting",
    "AllowFiltering",
    "AllowUsingPivotTables",
)


@contextmanager
def unprotected(sheet: Any) -> Iterator[None]:
    """The sheet open for writing inside the block. Raises `CannotWrite` where it has a password."""
    api = sheet.api
    if not api.ProtectContents:
        yield
        return
    allowed = {name: bool(getattr(api.Protection, name)) for name in ALLOWED}
    drawings, scenarios = bool(api.ProtectDrawingObjects), bool(api.ProtectScenarios)
    try:
        api.Unprotect()
    except Exception as error:
        raise _has_password(sheet) from error
    if api.ProtectContents:
        raise _has_password(sheet)
    try:
        yield
    finally:
        api.Protect(Contents=True, DrawingObjects=drawings, Scenarios=scenarios, **allowed)


def _has_password(sheet: Any) -> CannotWrite:
    return CannotWrite(
        f"The sheet {sheet.name} is protected with a password, so nothing was changed on it. "
        "Take the password off (Review, Unprotect Sheet), then try again."
    )
