"""The hidden Lists sheet: the words of every dropdown, and columns of formulas other sheets read.

Each column begins in the same row as the tables do, so that row 6 here speaks of row 6 there. The
formulas use nothing newer than Excel 2013 and no dynamic arrays; each is written with the value it
has now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from g2g_excel.build.choose import WORDS
from g2g_excel.build.sheet import Sheet
from g2g_excel.build.style import TAB_COLOURS
from g2g_excel.cells import CellError, CellValue, letters
from g2g_excel.tabs import HEADING_ROW

FIRST = HEADING_ROW + 1
NOT_AVAILABLE = CellError("#N/A")
Worked = tuple[str, CellValue]  # a formula and its value


@dataclass(frozen=True, slots=True)
class Span:
    """One column on Lists."""

    column: int
    count: int

    @property
    def all(self) -> str:
        letter = letters(self.column)
        return f"Lists!${letter}${FIRST}:${letter}${FIRST + self.count - 1}"

    def at(self, place: int) -> str:
        """One of its cells, counted from 0."""
        return f"Lists!${letters(self.column)}${FIRST + place}"


class Lists:
    """The sheet, filled column by column."""

    def __init__(self, sheet: Sheet, book: Any) -> None:
        self.sheet, self._book, self._used = sheet, book, 0
        styles = sheet.styles
        sheet.put(1, 1, "Lists", styles.title)
        about = "What the dropdowns, charts and counts of the other sheets read. Nothing to enter."
        sheet.put(2, 1, about, styles.purpose)

    def words(self) -> None:
        """The coded words, one defined name each."""
        for name, words in WORDS.items():
            self.column(name, words, name)

    @property
    def next_column(self) -> int:
        return self._used + 1

    def column(self, heading: str, cells: Iterable[CellValue | Worked], name: str = "") -> Span:
        """Fill the next column with constants or formulas, and name it."""
        self._used += 1
        column, styles = self._used, self.sheet.styles
        self.sheet.put(HEADING_ROW, column, heading, styles.head(entry=False))
        count = 0
        for count, cell in enumerate(cells, start=1):
            row = FIRST + count - 1
            if isinstance(cell, tuple):
                formula, value = cell
                shown = value.code if isinstance(value, CellError) else value
                self.sheet.formula(row, column, formula, styles.plain, shown)
            else:
                self.sheet.put(row, column, cell, styles.plain)
        span = Span(column, max(count, 1))
        if name:
            self.define(name, span.all)
        return span

    def define(self, name: str, formula: str) -> None:
        self._book.define_name(name, f"={formula}")

    def define_table_list(self, name: str, column: str) -> None:
        """A name for a table's column down to its last filled cell, such as `tblReturns[Team]`."""
        table, _, rest = column.partition("[")
        heading = rest.rstrip("]")
        last = (
            f"SUMPRODUCT(MAX(({column}<>\"\")*(ROW({column})-ROW({table}[[#Headers],[{heading}]]))))"
        )  # fmt: skip
        self.define(name, f"INDEX({column},1):INDEX({column},MAX(1,{last}))")

    def finish(self) -> None:
        """Hide and protect the sheet."""
        self.sheet.width(1, self._used, 16)
        self.sheet.raw.set_tab_color(TAB_COLOURS["set-up"])
        self.sheet.raw.hide()
        self.sheet.raw.protect("")


def of_table(column: str, place: int) -> str:
    """A formula for the text of one row of a table's column; blank past its end."""
    return f'IFERROR(INDEX({column},{place + 1})&"","")'


def nth(keys: Span, values: Sequence[CellValue], place: int) -> Worked:
    """The nth smallest number of a column, and blank when there are fewer."""
    numbers = sorted(v for v in values if isinstance(v, int | float))
    found: CellValue = numbers[place] if place < len(numbers) else ""
    return f'=IFERROR(SMALL({keys.all},{place + 1}),"")', found
