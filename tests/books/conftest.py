"""The kinds of workbook that keep one contract; a new kind is one more line in `ADAPTERS`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from made_books import Sheets, in_memory, write_xlsx

from g2g_excel.books import open_book
from g2g_excel.cells import Workbook


def closed(folder: Path, sheets: Sheets) -> Workbook:
    return open_book(write_xlsx(folder / "Book.xlsx", sheets))


ADAPTERS: dict[str, Callable[[Path, Sheets], Workbook]] = {"memory": in_memory, "closed": closed}


@pytest.fixture(params=ADAPTERS)
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Sheets], Workbook]:
    """`make({"Figures": Sheet([...])})`: a workbook of one kind after another."""
    return partial(ADAPTERS[request.param], tmp_path)
