"""Workbooks, each behind the same port: closed files, the one open in Excel, tables in memory.

Importing this loads no spreadsheet library; opening a file does.
"""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from g2g_excel.books.closed import ClosedBook


def open_book(path: str | PathLike[str], *, backup: bool = True) -> ClosedBook:
    """A workbook file, examined. Raises `CannotRead` where it is not one we can read safely."""
    from g2g_excel.books.closed import ClosedBook  # noqa: PLC0415  # calamine and lxml, only when used

    return ClosedBook(path, backup=backup)
