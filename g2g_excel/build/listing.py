"""One list on the Dashboard: rows of a table that meet a condition, fetched by formulas.

A list has a fixed number of lines. Unused ones are blank; the first says in words that there is
nothing to show, and a last line says how many more there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from g2g_excel import heights
from g2g_excel.build.lists import Lists, Span, nth
from g2g_excel.build.sheet import Sheet
from g2g_excel.build.style import STATUS
from g2g_excel.build.table import colour_statuses, mark_stale
from g2g_excel.cells import CellValue
from g2g_excel.entry import as_cell, shown
from g2g_excel.tabs import Row

WIDTHS = (9, 44, 28, 14, 14, 16, 92)  # the Dashboard's columns, A to G
SAYS = 2  # the column where an empty list says so
PIXELS = sum(round(width * 7 + 5) for width in WIDTHS)


@dataclass(frozen=True, slots=True)
class Shown:
    """One column of a list: its heading, where its values come from and how it looks."""

    heading: str
    source: str
    field: str
    status: bool = False
    number_format: str = "General"


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: its keys on Lists (a row's place, plus a multiple of 1000 to sort by)."""

    title: str
    about: str
    columns: tuple[Shown, ...]
    keys: Span
    values: tuple[CellValue, ...]
    rows: tuple[Row | None, ...]
    lines: int
    empty: str  # the formula for what the list says when it is empty
    empty_now: str  # and what that gives
    stale: str = ""  # the defined name of the flags of its rows
    tall: int = 2  # lines of text a row has room for: Excel does not fit a row to a formula


def section(sheet: Sheet, row: int, title: str, about: str) -> int:
    """A heading and one line on what follows; returns the next row."""
    sheet.put(row, 1, title, sheet.styles.section)
    sheet.put(row + 1, 1, about, sheet.styles.purpose)
    sheet.height(row, 28)
    sheet.height(row + 1, 18)
    return row + 2


def head(sheet: Sheet, row: int, headings: Sequence[str | None]) -> None:
    """Headings side by side."""
    for column, heading in enumerate(headings, start=1):
        sheet.put(row, column, heading, sheet.styles.head(entry=False))
    sheet.height(row, 30)


def write_listing(sheet: Sheet, lists: Lists, what: Listing, row: int) -> int:
    """Write a list from `row` on; returns the row after it."""
    row = section(sheet, row, what.title, what.about)
    head(sheet, row, [c.heading for c in what.columns])
    places = [nth(what.keys, what.values, n) for n in range(what.lines)]
    name = f"{what.stale}Listed" if what.stale else ""
    used = lists.column(what.title, places, name)
    for n, (_, key) in enumerate(places):
        held = what.rows[int(key) % 1000 - 1] if isinstance(key, int | float) else None
        _line(sheet, what, row + 1 + n, used.at(n), held, top=n == 0)
    rows = row + 1, row + what.lines
    for number, column in enumerate(what.columns, start=1):
        if column.status:
            if what.stale:
                place = f"MOD(INDEX({what.stale}Listed,ROW()-{rows[0] - 1}),1000)"
                mark_stale(sheet, rows, number, f"IFERROR(INDEX({what.stale},{place}),0)")
            colour_statuses(sheet, rows, number, tuple(STATUS))
    ruled = {"type": "formula", "criteria": f'=$B{rows[0]}<>""', "format": sheet.styles.ruled}
    sheet.colour(rows, (1, len(what.columns)), ruled)
    row += what.lines + 1
    count = f"COUNT({what.keys.all})"
    more = sum(isinstance(v, int | float) for v in what.values) - what.lines
    formula = f'=IF({count}>{what.lines},"and "&{count}-{what.lines}&" more","")'
    said = f"and {more} more" if more > 0 else ""
    sheet.formula(row, 2, formula, sheet.styles.purpose, said)
    return row + 1


def _line(sheet: Sheet, what: Listing, row: int, key: str, held: Row | None, *, top: bool) -> None:
    values: Mapping[str, object] = held.values() if held else {}
    texts = []
    for number, column in enumerate(what.columns, start=1):
        look = sheet.styles.get(
            valign="top", text_wrap=True, bold=number == 1 or column.status,
            num_format=column.number_format, **_aligned(column.status),
        )  # fmt: skip
        one = f"INDEX({column.source},MOD({key},1000))"
        says = top and number == SAYS
        otherwise = what.empty if says else '""'
        value = as_cell(values.get(column.field)) if held else (what.empty_now if says else "")
        formula = f'=IF({key}="",{otherwise},IF({one}="","",{one}))'
        sheet.formula(row, number, formula, look, value)
        said = value if isinstance(value, str) else shown(value) if value is not None else ""
        texts.append((said, WIDTHS[number - 1], column.status))
    sheet.height(row, max(heights.height(what.tall), heights.row_height(texts)))


def _aligned(status: bool) -> dict[str, object]:
    return {"align": "center"} if status else {"align": "left", "indent": 1}
