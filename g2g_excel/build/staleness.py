"""Status out of date, as formulas on Lists: the twin of `stale.py`.

Each row of Measures and of the themes gets the number of its entries as they are now, and a flag: 1
where that is not the number stored when its status was worked out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from g2g_excel import stale
from g2g_excel.build.lists import Lists, Span, Worked, of_table
from g2g_excel.build.marks import common_mark, mark_of
from g2g_excel.build.names import stale_name
from g2g_excel.build.standing import MORE, Standing, padded
from g2g_excel.cells import CellValue
from g2g_excel.content import Content
from g2g_excel.entry import as_cell
from g2g_excel.plan import FIGURES, MEASURES, MILESTONES, ActionRow, theme_tab
from g2g_excel.tabs import Row, Tab

STORED = "entries_mark"
_MORE_FIGURES = 300
Raw = Mapping[str, CellValue]


def flags(lists: Lists, facts: Standing, content: Content) -> None:
    """Write all of it, and name the flags of each sheet."""
    base, at_base = common_mark(lists, content)
    figures = _marked(lists, FIGURES, content.figures, "measure", stale.FIGURE, _MORE_FIGURES)
    steps = _marked(lists, MILESTONES, content.milestones, "action", stale.MILESTONE, 100)
    measures = _marked(lists, MEASURES, content.measures, "action", stale.MEASURE)
    measured = stale.measure_marks(_raw(content.measures), _raw(content.figures), base)
    refs = facts.measures.refs
    now = lists.column(
        "Measures: entries now",
        _padded(
            refs.count,
            measured,
            lambda n: f"{at_base}+{measures.marks.at(n)}+{figures.of(refs.at(n))}",
            refs,
        ),
    )
    stored = f"tblMeasures[{_heading(MEASURES)}]"
    rows = [(stored, n) for n in range(refs.count)]
    span = _flagged(lists, "Measures", now, rows, content.measures, measured)
    lists.define(stale_name("Measures"), span.all)
    behind = _Behind(base, at_base, steps, _Marked(measures.refs, now), measured)
    _actions(lists, facts, content, behind)


@dataclass(frozen=True, slots=True)
class _Marked:
    """A table's rows on Lists: what each belongs to, and the number of its entries."""

    refs: Span
    marks: Span

    def of(self, ref: str) -> str:
        return f"SUMPRODUCT(({self.refs.all}=TRIM({ref}))*1,{self.marks.all})"


@dataclass(frozen=True, slots=True)
class _Behind:
    base: int
    at_base: str
    steps: _Marked
    measures: _Marked
    measured: Sequence[int]


def _raw(rows: Sequence[Row]) -> list[Raw]:
    """Rows as their cells will be read back."""
    return [{name: as_cell(value) for name, value in row.values().items()} for row in rows]


def _heading(tab: Tab, field: str = STORED) -> str:
    return tab.row.columns()[field].heading


def _marked(
    lists: Lists, tab: Tab, rows: Sequence[Row], ref: str, fields: Sequence[str], more: int = MORE
) -> _Marked:
    all_rows = padded(tab, rows, more)
    raws = [*_raw(rows), *([{}] * (len(all_rows) - len(rows)))]
    columns = {name: f"{tab.table}[{_heading(tab, name)}]" for name in (ref, *fields)}
    refs = lists.column(
        f"{tab.name}: of",
        (
            (f"=TRIM({of_table(columns[ref], n)})", stale.cell_text(r.get(ref)))
            for n, r in enumerate(raws)
        ),
    )
    texts = lists.column(
        f"{tab.name}: entries",
        (
            (
                "=" + '&"|"&'.join(of_table(columns[name], n) for name in fields),
                stale.entries(r, fields),
            )
            for n, r in enumerate(raws)
        ),
    )
    marks = lists.column(
        f"{tab.name}: marks",
        (
            (
                f'=IF({refs.at(n)}="",0,{mark_of(texts.at(n))})',
                stale.mark(stale.entries(r, fields)) if r.get(ref) is not None else 0,
            )
            for n, r in enumerate(raws)
        ),
    )
    return _Marked(refs, marks)


def _padded(
    count: int, values: Sequence[int], formula: Callable[[int], str], refs: Span
) -> list[Worked]:
    return [
        (f'=IF({refs.at(n)}="","",{formula(n)})', values[n] if n < len(values) else "")
        for n in range(count)
    ]


def _flagged(
    lists: Lists,
    name: str,
    now: Span,
    stored: Sequence[tuple[str, int]],
    rows: Sequence[Row | None],
    marks: Sequence[int],
) -> Span:
    """1 where the number stored is not the number now."""
    found: list[Worked] = []
    given = dict(enumerate(rows))
    numbers = iter(marks)
    for n, (column, place) in enumerate(stored):
        row, at = given.get(n), now.at(n)
        held = f'IFERROR(INDEX({column},{place + 1}),"")'
        value = int(getattr(row, STORED) != next(numbers)) if row is not None else 0
        found.append((f'=IF({at}="",0,IF({held}={at},0,1))', value))
    return lists.column(f"{name}: out of date", found)


def _actions(lists: Lists, facts: Standing, content: Content, behind: _Behind) -> None:
    rows, refs = facts.actions.rows, facts.actions.columns["ref"]
    lead = facts.actions.columns["lead"]
    known = [row for row in rows if row is not None]
    marks = stale.action_marks(
        _raw(known), _raw(content.milestones), _raw(content.measures), behind.measured, behind.base
    )
    numbers = iter(marks)

    def formula(n: int) -> str:
        ref = refs.at(n)
        return (
            f'=IF({ref}="","",{behind.at_base}+{mark_of(lead.at(n))}+{behind.steps.of(ref)}+'
            f"{behind.measures.of(ref)})"
        )

    now = lists.column(
        "Actions: entries now",
        ((formula(n), next(numbers) if row is not None else "") for n, row in enumerate(rows)),
    )
    heading = ActionRow.columns()[STORED].heading
    stored = [(f"{table}[{heading}]", place) for table, place in facts.actions.sources]
    span = _flagged(lists, "Actions", now, stored, rows, marks)
    lists.define(stale_name("Actions"), span.all)
    for theme in content.themes:
        tab = theme_tab(theme.number)
        places = [n for n, (table, _) in enumerate(facts.actions.sources) if table == tab.table]
        first, last = span.at(places[0]), span.at(places[-1]).removeprefix("Lists!")
        lists.define(stale_name(tab.name), f"{first}:{last}")
