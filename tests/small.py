"""A small plan and its returns, for tests of what comes back from teams.

Two teams, two actions, three measures. On a return's sheets the headings stand in row 5 and the
team's first row is row 6; `FIELD` gives the columns that tests type in.
"""

from __future__ import annotations

from datetime import date, datetime

from g2g_excel.books.memory import MemoryBook
from g2g_excel.cells import CellValue, Edit, Grid, Location, column_number
from g2g_excel.content import Content
from g2g_excel.issuing import form_of
from g2g_excel.layout import form_rows, grids, plan_rows
from g2g_excel.outcome import Run
from g2g_excel.period import read_period
from g2g_excel.plan import (
    ActionRow,
    FigureRow,
    MeasureRow,
    MilestoneRow,
    RecommendationRow,
    ReturnRow,
    SchemeRow,
    ThemeRow,
)
from g2g_excel.plan_reading import read_plan
from g2g_excel.record import Plan
from g2g_excel.returns import Return, read_return
from g2g_excel.settings import RULES, Settings
from g2g_excel.words import RAG, Basis, Polarity, Unit

POSITION = date(2017, 12, 31)
RUN = Run(datetime(2018, 1, 15, 9, 0), "officer")

CONTENT = Content(
    settings=Settings(
        authority="Anyshire Council",
        title="Getting to Good",
        position_date=POSITION,
        plan_start=date(2016, 8, 26),
        plan_id="anyshire",
        margin_percent=10.0,
        stale_months=3,
        small_cohort=10,
        due_soon_days=30,
        schema_version=1,
    ),
    themes=(ThemeRow(number=1, title="Practice"),),
    actions={
        1: (
            ActionRow(
                ref="1.1", action="Contact goes ahead", recommendation=1, lead="Jo", teams="Contact"
            ),
            ActionRow(
                ref="1.2",
                action="Homes",
                recommendation=1,
                lead="Sam",
                teams="Contact; Housing",
                update="Last time.",
            ),
        )
    },
    recommendations=(RecommendationRow(number=1, text="Do better."),),
    milestones=(MilestoneRow(ref="1.1-M1", action="1.1", milestone="Post filled", team="Contact"),),
    measures=(
        MeasureRow(
            ref="1.1a",
            action="1.1",
            name="Sessions held",
            team="Contact",
            unit=Unit.PERCENT,
            polarity=Polarity.HIGHER,
            basis=Basis.TO_DATE,
            target=90.0,
        ),
        MeasureRow(
            ref="1.1b",
            action="1.1",
            name="Parents asked",
            team="Contact",
            unit=Unit.COUNT,
            polarity=Polarity.NONE,
            basis=Basis.POSITION,
        ),
        MeasureRow(
            ref="1.2a",
            action="1.2",
            name="Days in B&B",
            team="Housing",
            unit=Unit.DAYS,
            polarity=Polarity.LOWER,
            basis=Basis.TO_DATE,
            target=0.0,
            margin=2.0,
        ),
    ),
    figures=(
        FigureRow(measure="1.1a", period=read_period("April to December 2016"), value=80.0),
        FigureRow(measure="1.1b", period=read_period("at 31 December 2017"), value=4.0),
    ),
    returns=(ReturnRow(team="Contact"), ReturnRow(team="Housing")),
    scheme=tuple(
        SchemeRow(order=n, status=status, rule=rule)
        for n, (rule, status) in enumerate(
            zip(RULES, (RAG.GREEN, RAG.AMBER, RAG.RED), strict=True), start=1
        )
    ),
)


def book_of(content: Content = CONTENT) -> MemoryBook:
    return MemoryBook("Plan.xlsx", grids(plan_rows(content)))


def plan_in(book: MemoryBook) -> Plan:
    plan, findings = read_plan(book)
    assert [f.code for f in findings] == []
    return plan


def issued_book(plan: Plan, team: str, name: str = "") -> MemoryBook:
    form = form_of(plan, team, POSITION, None, 1, ())
    return MemoryBook(name or f"{team}.xlsx", grids(form_rows(form)))


def cell(book: str, place: str) -> Location:
    """`Figures!H6` of a book."""
    sheet, _, a1 = place.partition("!")
    column = a1.rstrip("0123456789")
    return Location(book, sheet, int(a1[len(column) :]), column_number(column))


def type_in(book: MemoryBook, typed: dict[str, CellValue]) -> MemoryBook:
    """Type values over whatever the cells hold, as a person does."""
    edits = []
    for place, value in typed.items():
        at = cell(book.name, place)
        grid: Grid = book.grid(at.sheet)
        edits.append(Edit(at, value, grid.value(at.row, at.column)))
    book.apply(edits)
    return book


def sent(
    plan: Plan,
    team: str,
    typed: dict[str, CellValue],
    name: str = "",
    received: date = date(2018, 1, 10),
) -> Return:
    """A team's return with these cells typed in."""
    each, _ = read_return(type_in(issued_book(plan, team, name), typed), received)
    assert each is not None
    return each
