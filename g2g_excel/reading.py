"""From a sheet's plain values to rows that remember their cells, and findings for what cannot be read.

A tab is found by its headings, wherever they stand, so a moved column or blank rows on top do no
harm. A bad cell costs that cell, not its row; a row without its key is named and left out.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from g2g_excel.cells import CellValue, Grid, Location
from g2g_excel.entry import shown
from g2g_excel.finding import Finding
from g2g_excel.messages import found
from g2g_excel.record import Record, Table
from g2g_excel.tabs import Column, Row, Tab

R = TypeVar("R", bound=Row)

_LOOK_FOR_HEADINGS = 20  # rows from the top


def read_table(tab: Tab, row: type[R], grid: Grid, book: str) -> tuple[Table[R], list[Finding]]:
    """One tab's table as records, with what could not be read."""
    line, columns, findings = _headings(tab, grid, book)
    if not line:
        return Table(tab, book, grid.sheet, {}, 0), findings
    table: Table[R] = Table(tab, book, grid.sheet, columns, line)
    records: list[Record[R]] = []
    raws = {}
    last = line
    for number in range(line + 1, len(grid.rows) + 1):
        raw = {name: grid.value(number, column) for name, column in columns.items()}
        typed = {name for name, column in columns.items() if (number, column) in grid.formulas}
        if not typed and all(value is None for value in raw.values()):
            if tab.ends_at_blank:
                break
            continue
        last = number
        raws[number] = raw
        record: Record[R] = Record(row.model_construct(), table, number, raw)  # type: ignore[arg-type]  # the plugin forgets R
        values, problems = _values(row, record, typed)
        findings += problems
        if values is not None:
            records.append(Record(values, table, number, raw))
    return (
        Table(tab, book, grid.sheet, columns, line, tuple(records), last + 1, raws),
        findings,
    )


def _values(row: type[R], record: Record[R], formulas: set[str]) -> tuple[R | None, list[Finding]]:
    """The row's values; a cell that cannot be read is left out and named."""
    columns, key = row.columns(), row.key_fields()[0]
    findings = []
    given = {name: value for name, value in record.raw.items() if value is not None}
    for name in formulas:
        given.pop(name, None)
        if columns[name].entry:
            findings.append(found("cell.formula", record.at(name), subject=_about(record, name)))
    if key not in given:
        if key not in formulas:
            findings.append(found("row.without_ref", record.at(key), column=columns[key].heading))
        return None, findings
    try:
        return row.model_validate(given), findings
    except ValidationError as error:
        refused = {str(problem["loc"][0]): problem for problem in error.errors()}
    for name, problem in refused.items():
        if columns[name].entry or name == key:  # refresh rewrites the rest
            facts = {k: str(v) for k, v in problem.get("ctx", {}).items() if k != "there"}
            findings.append(
                found(
                    problem["type"],
                    record.at(name),
                    subject=_about(record, name),
                    there=shown(record.raw[name]),
                    **facts,
                )
            )
    if key in refused:
        return None, findings
    good = {name: value for name, value in given.items() if name not in refused}
    return row.model_validate(good), findings


def _about(record: Record[R], name: str) -> str:
    """Which cell, in words that stay true when rows are sorted: `Measures 3.3a Target`."""
    columns = record.table.tab.row.columns()
    key = record.raw.get(record.table.tab.row.key_fields()[0])
    return f"{record.table.sheet} {shown(key)} {columns[name].heading}"


def _headings(tab: Tab, grid: Grid, book: str) -> tuple[int, dict[str, int], list[Finding]]:
    """The heading row and where each field stands; nothing where no row looks like headings."""
    wanted = tab.row.columns()
    names = {_bare(h): name for name, c in wanted.items() for h in (c.heading, *c.also)}
    line, most = 0, 0
    for number, cells in enumerate(grid.rows[:_LOOK_FOR_HEADINGS], start=1):
        hits = len({names[_bare(cell)] for cell in cells if _bare(cell) in names})
        if hits > most:
            line, most = number, hits
    enough = 1 if len(wanted) == 1 else 2
    if most < enough:
        where = Location(book, grid.sheet, 1, 1)
        headings = ", ".join(c.heading for c in wanted.values() if c.entry) or "its headings"
        return 0, {}, [found("tab.no_headings", where, tab=tab.name, columns=headings)]
    columns, findings = _match(wanted, names, grid, line, book)
    return line, columns, findings


def _match(
    wanted: Mapping[str, Column], names: Mapping[str, str], grid: Grid, line: int, book: str
) -> tuple[dict[str, int], list[Finding]]:
    columns: dict[str, int] = {}
    findings = []
    strange: dict[str, int] = {}
    for number, cell in enumerate(grid.rows[line - 1], start=1):
        name = names.get(_bare(cell))
        at = Location(book, grid.sheet, line, number)
        if name is None:
            if isinstance(cell, str):
                strange[cell] = number
        elif name in columns:
            findings.append(found("column.twice", at, there=shown(cell), column=shown(cell)))
        else:
            columns[name] = number
    for name, column in wanted.items():
        if name in columns:
            continue
        near = _near(column.heading, strange)
        if near is not None:
            columns[name] = strange.pop(near)
            at = Location(book, grid.sheet, line, columns[name])
            findings.append(
                found("column.renamed", at, there=near, column=column.heading, subject=near)
            )
        else:
            at = Location(book, grid.sheet, line, 1)
            findings.append(found("column.missing", at, column=column.heading, tab=grid.sheet))
    return columns, findings


def _near(heading: str, strange: Mapping[str, int]) -> str | None:
    bare = {_bare(text): text for text in strange}
    close = difflib.get_close_matches(_bare(heading), bare, n=1, cutoff=0.8)
    return bare[close[0]] if close else None


def _bare(value: CellValue | Any) -> str:
    return " ".join(value.split()).casefold() if isinstance(value, str) else ""


def edits_to(
    record: Record[Row], values: Mapping[str, CellValue]
) -> Iterator[tuple[Location, CellValue, CellValue]]:
    """Where a record's cells differ from the values wanted: (cell, wanted, what was read)."""
    for name, value in values.items():
        if name in record.table.columns and record.raw.get(name) != value:
            yield record.at(name), value, record.raw.get(name)


def near_name(name: str, among: Iterable[str]) -> str | None:
    """The sheet most likely meant by a name that is not there."""
    close = difflib.get_close_matches(name, list(among), n=1, cutoff=0.7)
    return close[0] if close else None
