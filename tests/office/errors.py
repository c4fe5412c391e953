"""Excel's way of failing: one exception with a number, whatever LibreOffice calls the matter.

On Windows xlwings passes on `pywintypes.com_error`; `ExcelError` has the same attributes, so code
that looks at the number is tested here too. A UNO error must not leave the engine: Python cannot
set its traceback, and pytest and `contextlib` both do.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from tests.office.found import uno

EXCEPTION = -2147352567  # DISP_E_EXCEPTION: what nearly every refusal of Excel's comes as
REJECTED = -2147418111  # RPC_E_CALL_REJECTED: a cell is being edited, or a box is open

_Class = TypeVar("_Class", bound=type)


class ExcelError(Exception):
    """What Excel refused, with the number that `pywintypes.com_error` would have."""

    def __init__(self, said: str, hresult: int = EXCEPTION) -> None:
        super().__init__(hresult, said, None, None)
        self.hresult = hresult
        self.strerror = said

    def __str__(self) -> str:
        return f"({self.hresult}) {self.strerror}"


class ProtectedCell(ExcelError):
    """A write to a locked cell of a protected sheet."""

    def __init__(self) -> None:
        super().__init__(
            "The cell or chart you're trying to change is on a protected sheet. To make a change, "
            "unprotect the sheet. You might be requested to enter a password."
        )


class Busy(ExcelError):
    """Excel takes no calls now."""

    def __init__(self) -> None:
        super().__init__("Call was rejected by callee.", REJECTED)


def fails_as_excel(cls: _Class) -> _Class:
    """A class whose methods and properties raise `ExcelError` where UNO raises something else."""
    for name, member in list(vars(cls).items()):
        if isinstance(member, property):
            get, put = member.fget, member.fset
            setattr(cls, name, property(get and _translated(get), put and _translated(put)))
        elif callable(member) and not isinstance(member, type):
            setattr(cls, name, _translated(member))
    return cls


def _translated(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except Exception as error:
            if not isinstance(error, uno().getClass("com.sun.star.uno.Exception")):
                raise
            said = f"{type(error).__name__.rpartition('.')[2]}: {error}"
        raise ExcelError(said)  # outside the block, so that it does not carry the UNO error along

    return call
