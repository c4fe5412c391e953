"""The workbook open in Excel, through xlwings: values only, whole sheets at a time.

Excel belongs to the officer: it may be busy, its sheets are protected, its state is put back
whatever happens, and it is never closed. Nothing is written until everything has been checked.
"""

from __future__ import annotations

import atexit
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from g2g_excel.books.blocks import blocks
from g2g_excel.books.protection import unprotected
from g2g_excel.books.refusals import Changes, permitted
from g2g_excel.books.values import plain, trimmed
from g2g_excel.cells import CannotRead, CannotWrite, CellValue, Edit, Grid

T = TypeVar("T")

_PATIENCE = 10.0  # seconds that a busy Excel is asked again
_BUSY = (-2147418111, -2146777998, -2147417846)  # call rejected, Excel busy, application busy


def xlwings() -> Any:
    """xlwings without pandas, and without the two habits of its that would hurt an officer."""
    # A click must not wait a second for pandas, which xlwings imports wherever it is installed.
    sys.modules.setdefault("pandas", None)  # type: ignore[arg-type]  # None makes the import fail
    import xlwings as xw

    windows = getattr(xw, "_xlwindows", None)
    if windows is not None:
        windows.N_COM_ATTEMPTS = (
            1  # it would loop for ever on a busy Excel; `_patiently` asks again
        )
        atexit.unregister(windows.cleanup)  # it ends every Excel that has no visible window
    return xw


def caller() -> LiveBook:
    """The workbook whose button was pressed. Never found by its path: on OneDrive that is a URL."""
    return LiveBook(_patiently(xlwings().Book.caller))


def attached(name: str = "") -> LiveBook:
    """A workbook that is open in Excel, by its name, or the active one. Raises `CannotRead`."""
    xw = xlwings()
    if not len(xw.apps):
        raise CannotRead("Excel is not open. Open the plan in Excel, then try again.")
    if not name:
        return LiveBook(_patiently(lambda: xw.books.active))
    for app in xw.apps:
        for book in app.books:
            if book.name.casefold() == name.casefold():
                return LiveBook(book)
    raise CannotRead(f"{name} is not open in Excel. Open it, then try again.")


class LiveBook:
    """A `Workbook` over an `xlwings.Book`."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self._grids: dict[str, Grid] = {}

    @property
    def name(self) -> str:
        return str(self.book.name)

    @property
    def folder(self) -> Path | None:
        """The folder the workbook lies in; nothing where it is open from the web (OneDrive)."""
        full = str(self.book.fullname)
        return None if "://" in full else Path(full).parent

    def say(self, name: str, number: int, of: int) -> None:
        """What is being done, on Excel's status bar; the VBA puts the bar back."""
        self.book.app.status_bar = f"Getting to Good: reading {number} of {of}: {name}"

    def tell(self, token: str, message: str) -> None:
        """Leave a run's message where the ribbon's VBA looks for it when it did not end well."""
        cell = self.book.names["RunToken"].refers_to_range
        with unprotected(cell.sheet):
            cell.value = f"'!{token} {message}"

    def sheets(self) -> tuple[str, ...]:
        return tuple(_patiently(lambda: [sheet.name for sheet in self.book.sheets]))

    def grid(self, sheet: str) -> Grid:
        """One sheet in three calls: how far it goes, its values, its formulas."""
        if sheet not in self._grids:
            if sheet not in self.sheets():
                raise KeyError(sheet)
            self._grids[sheet] = _patiently(lambda: self._read(sheet))
        return self._grids[sheet]

    def _read(self, name: str) -> Grid:
        sheet = self.book.sheets[name]
        last = sheet.used_range.last_cell
        area = sheet.range((1, 1), (last.row, last.column))
        values = area.options(ndim=2).value
        sources = area.formula
        if not isinstance(sources, list | tuple):
            sources = ((sources,),)
        formulas, errors = set(), set()
        for row, (line, texts) in enumerate(zip(values, sources, strict=True)):
            for column, (value, text) in enumerate(zip(line, texts, strict=True)):
                if isinstance(text, str) and text.startswith("=") and text != value:
                    formulas.add((row + 1, column + 1))
                if value is None and text not in ("", None):
                    errors.add((row, column))  # xlwings gives an error cell as blank
        if errors:
            codes = area.options(ndim=2, err_to_str=True).value
            for row, column in errors:
                if codes[row][column] is not None:
                    values[row][column] = plain(codes[row][column], error=True)
        rows = [[plain(value) for value in line] for line in values]
        return Grid(name, trimmed(rows), frozenset(formulas))

    def apply(self, edits: Sequence[Edit]) -> None:
        """Check every cell as it is now, then write in blocks with Excel's screen held still."""
        if not edits:
            return
        self._grids.clear()
        changes = permitted(self, edits)
        before = {sheet: self.grid(sheet) for sheet in changes}
        begun: list[str] = []
        with ExitStack() as stack:
            stack.enter_context(self._still())
            for sheet in changes:  # all of them first: a password must stop the first write
                stack.enter_context(unprotected(self.book.sheets[sheet]))
            try:
                for sheet, wanted in changes.items():
                    begun.append(sheet)
                    self._write(sheet, wanted)
            except Exception:  # Excel failed half way: every cell gets back what it held
                for sheet in begun:
                    old = {(r, c): before[sheet].value(r, c) for r, c in changes[sheet]}
                    self._write(sheet, old)
                raise
            finally:
                self._grids.clear()

    def _write(self, name: str, changes: Changes) -> None:
        sheet = self.book.sheets[name]
        for row, column, values in blocks(changes):
            self._grow(sheet, row, column, len(values))
            typed = [[_typed(value) for value in line] for line in values]
            _patiently(lambda r=row, c=column, t=typed: _put(sheet, r, c, t))  # type: ignore[misc]  # bound now

    def _grow(self, sheet: Any, row: int, column: int, lines: int) -> None:
        """Make a table longer where a block begins inside it, or right under it, and ends below."""
        for table in sheet.tables:
            area = table.range
            left, right = area.column, area.column + area.shape[1] - 1
            bottom = area.row + area.shape[0] - 1
            if (
                left <= column <= right
                and area.row < row <= bottom + 1
                and row + lines - 1 > bottom
            ):
                table.resize(sheet.range((area.row, left), (row + lines - 1, right)))

    @contextmanager
    def _still(self) -> Iterator[None]:
        app = self.book.app
        with app.properties(
            screen_updating=False, enable_events=False, calculation="manual", display_alerts=False
        ):
            yield


def _put(sheet: Any, row: int, column: int, values: list[list[Any]]) -> None:
    sheet.range((row, column)).options(ndim=2).value = values


def _typed(value: CellValue) -> Any:
    """Text goes in behind an apostrophe, or Excel reads `=1` as a formula and `007` as 7."""
    return "'" + value if isinstance(value, str) else value


def _patiently(call: Callable[[], T]) -> T:
    """Ask a busy Excel again for a while. Raises `CannotWrite` when it stays busy."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return call()
        except Exception as error:
            if not _is_busy(error):
                raise
            if time.monotonic() > until:
                raise CannotWrite(
                    "Excel is busy: a cell is being edited or a box is open. Press Esc in Excel, "
                    "then try again. Nothing was changed."
                ) from error
            time.sleep(0.2)


def _is_busy(error: Exception) -> bool:
    return getattr(error, "hresult", None) in _BUSY or bool(error.args and error.args[0] in _BUSY)
