"""One tab: its title, what it is for, and its table, all from the tab's own row model.

Used for every tab of the plan and of a return. Empty rows for later entries are part of the table,
since a protected sheet cannot make one longer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from xlsxwriter.utility import xl_range

from g2g_excel import heights
from g2g_excel.build.choose import WORDS, rule_for
from g2g_excel.build.sheet import Sheet, done
from g2g_excel.build.style import INK, PAPER, STATUS, TAB_COLOURS
from g2g_excel.cells import CellValue
from g2g_excel.entry import as_cell, shown
from g2g_excel.tabs import HEADING_ROW, Column, Row, Tab, choices

TITLE, PURPOSE, STATE, BANDS = 1, 2, 3, 4
FIRST = HEADING_ROW + 1
SPARE_HEIGHT = 20.0

# Sorting needs every cell of a table unlocked, so Excel sorts only tables that are all entry.
ALLOWED = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "sort": True,
    "autofilter": True,
    "format_columns": True,
    "format_rows": True,
}


@dataclass(frozen=True, slots=True)
class Look:
    """What differs between one tab and another beyond its columns."""

    title: str = ""
    bands: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # label → formula, value
    cells: Mapping[tuple[int, str], Column] = field(default_factory=dict)  # (row, field) → look
    hidden: frozenset[str] = frozenset()
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: WORDS)
    footer: str = ""
    large: bool = False  # A3
    protect: bool = True
    stale: str = ""  # the defined name of its rows' flags
    quiet: bool = False  # rows show only when they hold something


def last_row(tab: Tab, rows: Sequence[Row]) -> int:
    """The last row of the table, spare rows included; a table has at least one."""
    return HEADING_ROW + max(1, len(rows) + tab.spare)


def write_tab(sheet: Sheet, tab: Tab, rows: Sequence[Row], look: Look | None = None) -> int:
    """Write one tab; returns the last row of its table."""
    look = look or Look()
    last = last_row(tab, rows)
    _head(sheet, tab, look)
    _table(sheet, tab, last)
    for number in range(last - HEADING_ROW):
        row = rows[number] if number < len(rows) else None
        _row(sheet, tab, number, row, look)
    _help(sheet, tab, last, look)
    _page(sheet, tab, last, look)
    return last


def _head(sheet: Sheet, tab: Tab, look: Look) -> None:
    styles, columns = sheet.styles, tab.row.columns()
    for number, (name, column) in enumerate(columns.items(), start=1):
        hidden = {"hidden": True} if name in look.hidden else {}
        sheet.width(number, number, column.width, **hidden)
    sheet.put(TITLE, 1, look.title or tab.name, styles.title)
    sheet.put(PURPOSE, 1, tab.purpose, styles.purpose)
    sheet.height(TITLE, 30)
    sheet.height(PURPOSE, 16)
    sheet.height(STATE, 18)
    sheet.height(BANDS, 20)
    number = 1
    for band, run in groupby(columns.values(), key=lambda c: c.band):
        for place, column in enumerate(run):
            style = styles.band(column.entry)
            if band and place == 0 and band in look.bands:
                sheet.formula(BANDS, number, look.bands[band][0], style, look.bands[band][1])
            elif band:
                sheet.put(BANDS, number, band if place == 0 else None, style)
            number += 1
    wanted = [(c.heading, c.width - 2.5, True) for c in columns.values()]  # 2.5: filter button
    sheet.height(HEADING_ROW, max(30, heights.row_height(wanted)))


def _table(sheet: Sheet, tab: Tab, last: int) -> None:
    columns = tab.row.columns().values()
    made = sheet.raw.add_table(
        HEADING_ROW - 1, 0, last - 1, len(columns) - 1,
        {
            "name": tab.table,
            "style": None,
            "autofilter": True,
            "columns": [
                {"header": c.heading, "header_format": sheet.styles.head(c.entry)} for c in columns
            ],
        },
    )  # fmt: skip
    done(made, tab.table)


def _row(sheet: Sheet, tab: Tab, number: int, row: Row | None, look: Look) -> None:
    line = FIRST + number
    texts = []
    for place, (name, column) in enumerate(tab.row.columns().items(), start=1):
        as_column = look.cells.get((number, name), column)
        value: CellValue = as_cell(getattr(row, name)) if row is not None else None
        if isinstance(value, date) and as_column.look != "date":
            as_column = replace(as_column, look="date")  # or it would be read back as a number
        left = (number, name) in look.cells
        style = sheet.styles.cell(as_column, left=left, quiet=look.quiet)
        sheet.put(line, place, value, style)
        if value is not None and name not in look.hidden:
            text = value if isinstance(value, str) else shown(value)
            texts.append((text, column.width, column.look in ("ref", "status")))
        if (number, name) in look.cells:
            rule = rule_for(as_column, choices(tab.row, name), look.lists)
            if rule:
                sheet.validate((line, line), place, rule)
    sheet.height(line, max(SPARE_HEIGHT, heights.row_height(texts)))


def _help(sheet: Sheet, tab: Tab, last: int, look: Look) -> None:
    own = {name for _, name in look.cells}
    for place, (name, column) in enumerate(tab.row.columns().items(), start=1):
        words = choices(tab.row, name)
        rule = rule_for(column, words, look.lists) if name not in own else None
        if rule:
            sheet.validate((FIRST, last), place, rule)
        if column.look == "status":
            if look.stale:
                mark_stale(sheet, (FIRST, last), place, look.stale)
            colour_statuses(sheet, (FIRST, last), place, words)
        if look.quiet:
            filled = {"type": "formula", "criteria": f'=$A{FIRST}<>""'}
            rule = {**filled, "format": sheet.styles.filled(column.entry)}
            sheet.colour((FIRST, last), (place, place), rule)


def mark_stale(sheet: Sheet, rows: tuple[int, int], column: int, flags: str) -> None:
    """Say so, in white and italics, where a status is out of date; before any colour.

    `flags` is a name of one flag a row, or a whole formula that is 1.
    """
    style = sheet.styles.conditional(
        bg_color=PAPER, font_color=INK, bold=False, italic=True, num_format='"Out of date: "@'
    )
    flag = flags if "(" in flags else f"INDEX({flags},ROW()-{HEADING_ROW})"
    rule = {"type": "formula", "criteria": f"={flag}=1"}
    sheet.colour(rows, (column, column), {**rule, "format": style, "stop_if_true": True})


def colour_statuses(
    sheet: Sheet, rows: tuple[int, int], column: int, words: Sequence[str] = tuple(STATUS)
) -> None:
    """Excel colours a status by its word."""
    for word in words:
        fill, ink = STATUS[word]
        style = sheet.styles.conditional(bg_color=fill, font_color=ink)
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": style}
        sheet.colour(rows, (column, column), rule)


def _page(sheet: Sheet, tab: Tab, last: int, look: Look) -> None:
    raw, columns = sheet.raw, tab.row.columns()
    refs = [n for n, c in enumerate(columns.values()) if c.look in ("ref", "long", "text", "why")]
    areas = " ".join(_area(n, last) for n in refs)
    if areas:
        done(raw.ignore_errors({"number_stored_as_text": areas}), tab.name)
    raw.freeze_panes(HEADING_ROW, 1)
    raw.hide_gridlines(2)
    raw.set_tab_color(TAB_COLOURS[tab.kind])
    page(sheet, last, len(columns), look)
    raw.repeat_rows(BANDS - 1, HEADING_ROW - 1)
    if look.protect:
        raw.protect("", ALLOWED)


def _area(column: int, last: int) -> str:
    return str(xl_range(HEADING_ROW, column, last - 1, column))


def page(sheet: Sheet, last: int, columns: int, look: Look) -> None:
    """A printed page: landscape, one page wide, with the plan, the sheet and the page number."""
    raw = sheet.raw
    raw.set_landscape()
    raw.set_paper(8 if look.large else 9)
    raw.fit_to_pages(1, 0)
    raw.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    raw.set_footer(f"&L&8{footer_text(look.footer)}&C&8&A&R&8Page &P of &N")
    done(raw.print_area(0, 0, last - 1, columns - 1), sheet.name)


def footer_text(text: str) -> str:
    """A text as a footer takes it: `&` starts a code, a digit after a font size joins it."""
    return " " + text.replace("&", "&&")[:120] if text else ""
