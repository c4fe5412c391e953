"""What the Dashboard and Start read: every measure, action and return, one a row of Lists.

The Python here works out the same values as the formulas beside it, so that the workbook opens
right where nothing calculates; a test has LibreOffice recalculate and compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from g2g_excel.build.lists import NOT_AVAILABLE, Lists, Span, Worked, of_table
from g2g_excel.build.table import last_row
from g2g_excel.cells import CellValue
from g2g_excel.content import Content
from g2g_excel.plan import MEASURES, RETURNS, ActionRow, MeasureRow, ReturnRow, theme_tab
from g2g_excel.tabs import HEADING_ROW, Row, Tab
from g2g_excel.trend import PARTS, split_trend
from g2g_excel.words import RAG, Outcome

MORE = 40  # rows watched beyond the spare ones, should a job make a table longer
OUTSTANDING = (Outcome.ISSUED, Outcome.LATE, Outcome.MISSING, Outcome.REFUSED)
_LATER = 1000  # added to the place of an Amber measure, so that Red ones come first


def text(value: object) -> str:
    return "" if value is None else str(value)


def padded(tab: Tab, rows: Sequence[Row], more: int = MORE) -> list[Row | None]:
    """The rows, then nothing for every spare row and those beyond."""
    count = last_row(tab, rows) - HEADING_ROW + more
    return [*rows, *([None] * (count - len(rows)))]


@dataclass(frozen=True, slots=True)
class Measures:
    rows: tuple[MeasureRow | None, ...]
    refs: Span
    labels: Span
    off: Span
    off_keys: tuple[CellValue, ...]
    trend: tuple[Span, ...]


def label(row: MeasureRow | None) -> str:
    """How a measure is named where one is picked."""
    if row is None:
        return ""
    return f"{row.ref}  {text(row.name)}" + (f" – {row.team}" if row.team else "")


def off_key(row: MeasureRow | None, place: int) -> CellValue:
    if row is not None and row.status in (RAG.RED, RAG.AMBER):
        return place + 1 + (_LATER if row.status is RAG.AMBER else 0)
    return ""


def measures(lists: Lists, content: Content) -> Measures:
    """One row a measure: its ref, its label, whether it is off target, and its trend in numbers."""
    rows: tuple[MeasureRow | None, ...] = tuple(padded(MEASURES, content.measures))  # type: ignore[arg-type]  # rows of that tab
    places = range(len(rows))
    refs = lists.column(
        "Measure",
        ((f"={of_table('tblMeasures[Ref]', n)}", text(r and r.ref)) for n, r in enumerate(rows)),
    )

    def name(n: int) -> str:
        team = of_table("tblMeasures[Team]", n)
        return (
            f'=IF({refs.at(n)}="","",{refs.at(n)}&"  "&{of_table("tblMeasures[Measure]", n)}'
            f'&IF({team}="",""," – "&{team}))'
        )

    labels = lists.column("Measure to pick", ((name(n), label(rows[n])) for n in places))
    off_keys = tuple(off_key(rows[n], n) for n in places)

    def key(n: int) -> str:
        status = of_table("tblMeasures[Status]", n)
        return f'=IF({status}="Red",{n + 1},IF({status}="Amber",{n + 1 + _LATER},""))'

    off = lists.column("Off target", ((key(n), off_keys[n]) for n in places))
    trend = tuple(_trend(lists, rows, part) for part in range(PARTS))
    last = f'SUMPRODUCT(MAX(({refs.all}<>"")*(ROW({refs.all})-{HEADING_ROW})))'
    lists.define("lstMeasureToPick", f"{labels.at(0)}:INDEX({labels.all},MAX(1,{last}))")
    return Measures(rows, refs, labels, off, off_keys, trend)


def part_of(cell: str, part: int) -> str:
    """The formula for one part of a trend's text: `December 2017: 69`."""
    return f'TRIM(MID(SUBSTITUTE({cell}," · ",REPT(" ",99)),{part * 99 + 1},99))'


def _trend(lists: Lists, rows: Sequence[MeasureRow | None], part: int) -> Span:
    def cell(n: int, row: MeasureRow | None) -> Worked:
        one = part_of(of_table("tblMeasures[Trend]", n), part)
        parts = split_trend(row.trend if row else None)
        value: CellValue = parts[part][1] if part < len(parts) else NOT_AVAILABLE
        return f'=IFERROR(VALUE(MID({one},FIND(": ",{one})+2,30)),NA())', value

    return lists.column(f"Trend {part + 1}", (cell(n, row) for n, row in enumerate(rows)))


@dataclass(frozen=True, slots=True)
class Actions:
    """Every theme's actions under one another."""

    rows: tuple[ActionRow | None, ...]
    columns: dict[str, Span]
    unworking: Span
    keys: tuple[CellValue, ...]
    sources: tuple[tuple[str, int], ...]  # table and place of each row


def unworking(row: ActionRow | None) -> bool:
    """Delivered, and its measure is red all the same."""
    return row is not None and row.delivery in (RAG.GREEN, RAG.BLUE) and row.impact is RAG.RED


def actions(lists: Lists, content: Content) -> Actions:
    rows: list[ActionRow | None] = []
    sources: list[tuple[str, int]] = []
    for theme in content.themes:
        tab = theme_tab(theme.number)
        here = padded(tab, content.actions.get(theme.number, ()), 10)
        rows += here  # type: ignore[arg-type]  # rows of that tab
        sources += [(tab.table, n) for n in range(len(here))]
    columns = {}
    for name in ("ref", "action", "teams", "direction", "delivery", "impact", "why", "lead"):
        heading = ActionRow.columns()[name].heading
        columns[name] = lists.column(
            f"Action: {heading}",
            (
                (f"={of_table(f'{table}[{heading}]', n)}", text(row and getattr(row, name)))
                for (table, n), row in zip(sources, rows, strict=True)
            ),
        )
    keys = tuple(n + 1 if unworking(row) else "" for n, row in enumerate(rows))

    def key(n: int) -> str:
        delivery, impact = columns["delivery"].at(n), columns["impact"].at(n)
        return f'=IF(AND(OR({delivery}="Green",{delivery}="Blue"),{impact}="Red"),{n + 1},"")'

    found = lists.column("Delivered, not working", ((key(n), k) for n, k in enumerate(keys)))
    _action_refs(lists, rows, columns["ref"])
    return Actions(tuple(rows), columns, found, keys, tuple(sources))


def _action_refs(lists: Lists, rows: Sequence[ActionRow | None], refs: Span) -> None:
    """All action refs without gaps, for the dropdowns."""
    places = [n + 1 if row else "" for n, row in enumerate(rows)]
    filled = lists.column(
        "Action place",
        ((f'=IF({refs.at(n)}="","",{n + 1})', place) for n, place in enumerate(places)),
    )
    known = [row.ref for row in rows if row]
    packed = lists.column(
        "Action refs",
        (
            (
                f'=IFERROR(INDEX({refs.all},SMALL({filled.all},{n + 1})),"")',
                known[n] if n < len(known) else "",
            )
            for n in range(len(rows))
        ),
    )
    lists.define("lstAction", f"{packed.at(0)}:INDEX({packed.all},MAX(1,COUNT({filled.all})))")


@dataclass(frozen=True, slots=True)
class Returns:
    rows: tuple[ReturnRow | None, ...]
    out: Span
    keys: tuple[CellValue, ...]


def returns(lists: Lists, content: Content) -> Returns:
    rows: tuple[ReturnRow | None, ...] = tuple(padded(RETURNS, content.returns))  # type: ignore[arg-type]  # rows of that tab
    keys = tuple(n + 1 if r and r.outcome in OUTSTANDING else "" for n, r in enumerate(rows))

    def key(n: int) -> str:
        outcome = of_table("tblReturns[Outcome]", n)
        said = ",".join(f'{outcome}="{word}"' for word in OUTSTANDING)
        return f'=IF(OR({said}),{n + 1},"")'

    out = lists.column("Return outstanding", ((key(n), k) for n, k in enumerate(keys)))
    return Returns(rows, out, keys)


@dataclass(frozen=True, slots=True)
class Standing:
    """All of it."""

    measures: Measures
    actions: Actions
    returns: Returns


def worked_out(lists: Lists, content: Content) -> Standing:
    return Standing(measures(lists, content), actions(lists, content), returns(lists, content))
