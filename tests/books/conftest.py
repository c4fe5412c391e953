"""The kinds of workbook that keep one contract; a new kind is one more line in `ADAPTERS`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from made_books import Sheets, in_memory, write_xlsx

from g2g_excel.books import open_book
from g2g_excel.books.live import LiveBook
from g2g_excel.cells import Workbook


def closed(folder: Path, sheets: Sheets) -> Workbook:
    return open_book(write_xlsx(folder / "Book.xlsx", sheets))


ADAPTERS: dict[str, Callable[[Path, Sheets], Workbook]] = {"memory": in_memory, "closed": closed}


@pytest.fixture(params=[*ADAPTERS, "live"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Sheets], Workbook]:
    """`make({"Figures": Sheet([...])})`: a workbook of one kind after another.

    `live` is open in LibreOffice, behind the real xlwings objects.
    """
    if request.param != "live":
        return partial(ADAPTERS[request.param], tmp_path)
    opened = request.getfixturevalue("open_book")

    def live(sheets: Sheets) -> Workbook:
        return LiveBook(opened(write_xlsx(tmp_path / "Book.xlsx", sheets)))

    return live
