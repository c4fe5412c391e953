"""Whether a status still rests on the entries it was worked out from.

Refresh status stores beside every status a number made from the entries behind it. The workbook
makes the same number by formula (`build/staleness.py`) from what the cells hold now; where the two
differ, the status is shown as out of date, with no macro running. Pure; the twins are tested
against each other in LibreOffice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from g2g_excel.cells import CellError, CellValue
from g2g_excel.plan import ActionRow, MeasureRow
from g2g_excel.record import Plan, Record
from g2g_excel.settings import Rule, Settings

LENGTH = 120  # characters of a row's entries that count
FIRST_PRIME, SECOND_PRIME = 30011, 29989
MEASURE = ("unit", "polarity", "basis", "target", "upper_target", "margin", "reported")
FIGURE = ("period", "value", "numerator", "denominator")
MILESTONE = ("due", "revised_due", "done", "done_on", "verified_by")
ACTION = ("lead",)
SETTINGS = ("position_date", "margin_percent", "stale_months", "small_cohort", "due_soon_days")
_EPOCH = date(1899, 12, 30)

Raw = Mapping[str, CellValue]


def mark(text: str) -> int:
    """A number for a text: any one change to it changes the number, in all but freak cases."""
    padded = text[:LENGTH].ljust(LENGTH)
    first = sum(ord(c) * (n + 2) for n, c in enumerate(padded, start=1)) % FIRST_PRIME
    second = sum(ord(c) * (n * n + 1) for n, c in enumerate(padded, start=1)) % SECOND_PRIME
    return first * second


def cell_text(value: CellValue) -> str:
    """What a cell's value becomes when a formula joins it to a text."""
    if value is None or isinstance(value, CellError):
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return cell_text((value - datetime(1899, 12, 30)).total_seconds() / 86400)
    if isinstance(value, date):
        return str((value - _EPOCH).days)
    if isinstance(value, int | float):
        return format(Decimal(f"{value:.15g}"), "f")
    return value


def ref_text(value: CellValue) -> str:
    """A ref as two rows' refs are compared: without stray blanks, in either case."""
    return " ".join(part for part in cell_text(value).split(" ") if part).casefold()


def entries(raw: Raw, fields: Sequence[str]) -> str:
    """A row's entries in one text."""
    return "|".join(cell_text(raw.get(name)) for name in fields)


def common(settings: Settings, rules: Sequence[Rule]) -> int:
    """What every status rests on: the position date, the limits and the RAG scheme."""
    total = mark(entries({name: getattr(settings, name) for name in SETTINGS}, SETTINGS))
    return total + sum(n * mark(f"{r.status}|{r.rule}") for n, r in enumerate(rules, start=1))


def measure_marks(measures: Sequence[Raw], figures: Sequence[Raw], base: int) -> tuple[int, ...]:
    """One number a measure: its own definition, its figures, and what is common to all."""
    by_measure: dict[str, int] = {}
    for figure in figures:
        ref = ref_text(figure.get("measure"))
        by_measure[ref] = by_measure.get(ref, 0) + mark(entries(figure, FIGURE))
    return tuple(
        base + mark(entries(m, MEASURE)) + by_measure.get(ref_text(m.get("ref")), 0)
        for m in measures
    )


def action_marks(
    actions: Sequence[Raw],
    milestones: Sequence[Raw],
    measures: Sequence[Raw],
    measured: Sequence[int],
    base: int,
) -> tuple[int, ...]:
    """One number an action: its lead, its milestones and its measures."""
    behind: dict[str, int] = {}
    for row in milestones:
        ref = ref_text(row.get("action"))
        behind[ref] = behind.get(ref, 0) + mark(entries(row, MILESTONE))
    for row, number in zip(measures, measured, strict=True):
        ref = ref_text(row.get("action"))
        behind[ref] = behind.get(ref, 0) + number
    return tuple(
        base + mark(entries(a, ACTION)) + behind.get(ref_text(a.get("ref")), 0) for a in actions
    )


def marks(
    plan: Plan, measures: Sequence[Record[MeasureRow]], actions: Sequence[Record[ActionRow]]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The numbers of these measures and actions of a plan, in their order."""
    base = common(plan.settings, plan.scheme.rules)
    held = [record.raw for record in measures]
    measured = measure_marks(held, [f.raw for f in plan.figures], base)
    steps = [m.raw for m in plan.milestones]
    return measured, action_marks([a.raw for a in actions], steps, held, measured, base)
