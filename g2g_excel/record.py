"""The plan as read: rows that remember the cells they came from.

A place travels with the value: a rule that finds something points at `record.at("target")`
without computing a row number again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from g2g_excel.cells import CellValue, Location
from g2g_excel.plan import (
    ActionRow,
    CheckRow,
    FigureRow,
    LogRow,
    MeasureRow,
    MilestoneRow,
    RecommendationRow,
    ReturnRow,
    ThemeRow,
)
from g2g_excel.settings import Scheme, Settings
from g2g_excel.tabs import Row, Tab

R = TypeVar("R", bound=Row)
R_co = TypeVar("R_co", bound=Row, covariant=True)


@dataclass(frozen=True, slots=True)
class Record(Generic[R_co]):
    """One row, the line of the sheet it stands on, and what its cells hold as they were read.

    `raw` keeps each field's cell value: what an edit must find unchanged, and what a bad cell
    holds although its field is `None` here.
    """

    row: R_co
    table: Table[R_co]
    line: int
    raw: Mapping[str, CellValue]

    def at(self, name: str) -> Location:
        """The cell of one field; a column missing from the sheet gives the row's first cell."""
        column = self.table.columns.get(name, min(self.table.columns.values(), default=1))
        return Location(self.table.book, self.table.sheet, self.line, column)


@dataclass(frozen=True, slots=True)
class Table(Generic[R_co]):
    """One tab as read. `columns` maps a field to its column on the sheet, counted from 1."""

    tab: Tab
    book: str
    sheet: str
    columns: Mapping[str, int]
    heading_line: int
    records: tuple[Record[R_co], ...] = ()
    next_line: int = 0  # where a new row goes: under the last one that holds anything
    raw: Mapping[int, Mapping[str, CellValue]] = field(default_factory=dict)  # every filled line

    def __iter__(self) -> Iterator[Record[R_co]]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    @property
    def rows(self) -> tuple[R_co, ...]:
        return tuple(record.row for record in self.records)

    def heading_at(self, name: str) -> Location:
        return Location(self.book, self.sheet, self.heading_line, self.columns.get(name, 1))


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan as read. `actions` holds one table a theme, in the order of the tabs."""

    book: str
    settings: Settings
    settings_at: Mapping[str, Location]
    scheme: Scheme
    themes: Table[ThemeRow]
    actions: tuple[Table[ActionRow], ...]
    recommendations: Table[RecommendationRow]
    milestones: Table[MilestoneRow]
    measures: Table[MeasureRow]
    figures: Table[FigureRow]
    returns: Table[ReturnRow]
    checks: Table[CheckRow]
    log: Table[LogRow]
    sheets: tuple[str, ...] = field(default=())

    @property
    def position_date(self) -> date | None:
        return self.settings.position_date

    def all_actions(self) -> tuple[Record[ActionRow], ...]:
        return tuple(record for table in self.actions for record in table)

    def measures_of(self, action: str) -> tuple[Record[MeasureRow], ...]:
        return tuple(m for m in self.measures if m.row.action == action)

    def milestones_of(self, action: str) -> tuple[Record[MilestoneRow], ...]:
        return tuple(m for m in self.milestones if m.row.action == action)

    def figures_of(self, measure: str) -> tuple[Record[FigureRow], ...]:
        return tuple(f for f in self.figures if f.row.measure == measure)
