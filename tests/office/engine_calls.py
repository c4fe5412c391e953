"""How many calls Excel would have had, and a way to make one of them fail.

A call into Excel costs the officer some milliseconds, whatever it carries: a job that asks cell by
cell is slow in Excel and quick in every other test. `with counting(app) as counted:` gives what a
block cost. A read or a write is one call through a range, however many round trips LibreOffice needs
for it; a look asks where something is (a used range, a table's range) or sets the app.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.office.errors import Busy, ExcelError


@dataclass(slots=True)
class Counted:
    """What one block of code asked of Excel."""

    reads: int = 0
    writes: int = 0
    looks: int = 0

    @property
    def calls(self) -> int:
        """Reads and writes of cells."""
        return self.reads + self.writes


class Calls:
    """The counting part of the engine. Every call that Excel would see comes past here."""

    def __init__(self) -> None:
        self.counted = Counted()
        self._busy_for = 0
        self._writes_to_failure: int | None = None

    @property
    def calls(self) -> int:
        return self.counted.calls

    def reset(self) -> None:
        """Count from nought, and fail no more."""
        self.counted = Counted()
        self._busy_for = 0
        self._writes_to_failure = None

    def be_busy(self, calls: int) -> None:
        """Refuse the next calls as an Excel in which a cell is being edited refuses them."""
        self._busy_for = calls

    def fail_write(self, number: int) -> None:
        """Let the writes before this one pass, and refuse this one (1 is the next)."""
        self._writes_to_failure = number

    def look(self) -> None:
        self._answer()
        self.counted.looks += 1

    def read(self) -> None:
        self._answer()
        self.counted.reads += 1

    def write(self) -> None:
        self._answer()
        self.counted.writes += 1
        if self._writes_to_failure is not None:
            self._writes_to_failure -= 1
            if self._writes_to_failure == 0:
                self._writes_to_failure = None
                raise ExcelError("Exception occurred: this write was made to fail by a test.")

    def _answer(self) -> None:
        if self._busy_for:
            self._busy_for -= 1
            raise Busy


@contextmanager
def counting(app: Any) -> Iterator[Counted]:
    """What a block asks of Excel, counted from nought. `app`: an `xw.App` of this engine."""
    engine: Calls = app.engine.impl
    engine.counted = Counted()
    yield engine.counted
