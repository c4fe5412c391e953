"""Fixtures for tests that need a spreadsheet program; `tests/conftest.py` imports them.

One LibreOffice a test worker, started when the first test asks for it. A missing one is an error of
every such test, never a skip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlwings as xw  # here, before a job's own import of it goes without pandas

from tests.office.engine import app_on
from tests.office.soffice import OfficeFailed, StartedOffice

OpenBook = Callable[[Path], xw.Book]
_LONGEST_TEST = 120.0  # seconds; then LibreOffice is ended, and what waits for it fails


@pytest.fixture(scope="session")
def office() -> Iterator[StartedOffice]:
    """The worker's own LibreOffice."""
    with StartedOffice() as started:
        yield started


@pytest.fixture(scope="session")
def excel(office: StartedOffice) -> xw.App:
    """That LibreOffice as xlwings' active app; `excel.engine.impl` counts the calls to it."""
    return app_on(office)


@pytest.fixture
def open_book(office: StartedOffice, excel: xw.App) -> Iterator[OpenBook]:
    """Open a workbook file as the officer has it open; closed without saving after the test."""
    if not office.running:
        raise OfficeFailed("LibreOffice ended in an earlier test: see the first failure.")
    timer = office.end_in(_LONGEST_TEST)
    excel.impl.start_afresh()

    def opened(path: Path) -> xw.Book:
        return excel.books.open(str(path))

    try:
        yield opened
    finally:
        timer.cancel()
        if office.running:
            excel.impl.start_afresh()
