"""A cell: what it holds, where it is, and what a job would put there instead.

Every reader of a workbook gives these plain values, so nothing past `books/` knows which library
read them. Blank is always `None`; a whole number is an `int`; a date at midnight is a `date`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol, TypeAlias


@dataclass(frozen=True, slots=True)
class CellError:
    """An Excel error value, such as `#DIV/0!`."""

    code: str

    def __str__(self) -> str:
        return self.code


CellValue: TypeAlias = None | str | int | float | bool | date | datetime | CellError


def letters(column: int) -> str:
    """Column number (from 1) to Excel's letters: 1 → A, 28 → AB."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_number(text: str) -> int:
    """Excel's letters to a column number: A → 1, AB → 28."""
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - 64
    return number


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """One cell of one workbook; prints as `Contact.xlsx:Figures!D7`. Row and column count from 1.

    With no sheet and row 0 it is the file itself and prints as its name.
    """

    book: str
    sheet: str
    row: int
    column: int

    @property
    def a1(self) -> str:
        return f"{letters(self.column)}{self.row}"

    @property
    def in_book(self) -> str:
        return f"{self.sheet}!{self.a1}"

    def __str__(self) -> str:
        return f"{self.book}:{self.sheet}!{self.a1}" if self.row else self.book


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `value` into a cell that still holds `was`. The only way a workbook changes."""

    at: Location
    value: CellValue
    was: CellValue = None


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet's values from A1, row by row, and which cells hold a formula (row, column)."""

    sheet: str
    rows: tuple[tuple[CellValue, ...], ...]
    formulas: frozenset[tuple[int, int]] = field(default_factory=frozenset)

    def value(self, row: int, column: int) -> CellValue:
        """The value at a row and column counted from 1; blank outside what is there."""
        if 0 < row <= len(self.rows):
            line = self.rows[row - 1]
            if 0 < column <= len(line):
                return line[column - 1]
        return None


class Workbook(Protocol):
    """A workbook as the jobs see it: named sheets of plain values, changed only by edits."""

    @property
    def name(self) -> str:
        """The file's name, as locations print it."""

    def sheets(self) -> tuple[str, ...]:
        """Names of the sheets in the order of their tabs."""

    def grid(self, sheet: str) -> Grid:
        """Everything on one sheet. Raises `KeyError` for a sheet that is not there."""

    def apply(self, edits: Sequence[Edit]) -> None:
        """Make all the edits or none.

        An edit in the row under a table's last row makes the table longer. Raises `CannotWrite`
        when a cell no longer holds what was read, holds a formula, or the book is open elsewhere.
        """


class G2GError(Exception):
    """A job could not run. The text is one plain sentence for the officer; exit status 2."""


class CannotRead(G2GError):
    """A file is not a workbook we can read safely. The text says what it is and what to do."""


class CannotWrite(G2GError):
    """A workbook was not changed at all. The text says why and what to do."""
