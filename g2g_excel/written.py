"""What every job leaves behind in the plan: the Checks tab, the Log, and the time of the run.

Pure: the clock and the officer's name are given. All of it is edits like any other, so the
workbook is written once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from g2g_excel.cells import CellValue, Edit, Location
from g2g_excel.entry import as_cell, shown
from g2g_excel.finding import Finding
from g2g_excel.plan import CheckRow
from g2g_excel.record import Plan, Table
from g2g_excel.tabs import Row

STAMP = "%d/%m/%Y %H:%M"


def row_edits(table: Table[Row], line: int, values: Mapping[str, object]) -> tuple[Edit, ...]:
    """A new row on an empty line of a table."""
    return tuple(
        Edit(Location(table.book, table.sheet, line, table.columns[name]), cell)
        for name, value in values.items()
        if name in table.columns and (cell := as_cell(value)) is not None
    )


def log_edits(
    plan: Plan,
    edits: Iterable[Edit],
    *,
    when: datetime,
    who: str,
    job: str,
    sources: Mapping[Location, str] | None = None,
) -> tuple[Edit, ...]:
    """One Log row for each change given: when, who, cell, from, to, and where it came from."""
    log = plan.log
    if not log.heading_line:
        return ()
    lines: list[Edit] = []
    for number, edit in enumerate(edits):
        values = {
            "when": when.strftime(STAMP),
            "who": who,
            "job": job,
            "cell": edit.at.in_book,
            "was": shown(edit.was) if edit.was is not None else "(blank)",
            "now": shown(edit.value) if edit.value is not None else "(blank)",
            "source": (sources or {}).get(edit.at, ""),
        }
        lines += row_edits(log, log.next_line + number, values)
    return tuple(lines)


def checks_edits(plan: Plan, findings: Sequence[Finding]) -> tuple[Edit, ...]:
    """Make the Checks tab say exactly these findings, explained ones last; nothing else is touched.

    An officer's explanation moves with its finding. One whose finding is gone goes with it; the
    Log keeps what was decided on its strength.
    """
    table = plan.checks
    if not table.heading_line:
        return ()
    wanted = [
        {
            "number": number,
            "severity": found.severity,
            "where": _where(plan, found),
            "what": found.what,
            "do": found.do,
            "explanation": found.explanation or None,
            "code": found.code,
            "subject": found.subject or None,
            "there": found.there or None,
        }
        for number, found in enumerate(findings, start=1)
    ]
    lines = max(len(wanted), table.next_line - table.heading_line - 1)
    edits = []
    for offset in range(lines):
        line = table.heading_line + 1 + offset
        raw = table.raw.get(line, {})
        values: Mapping[str, object] = wanted[offset] if offset < len(wanted) else {}
        for name in CheckRow.columns():
            cell: CellValue = as_cell(values.get(name))
            if name in table.columns and raw.get(name) != cell:
                at = Location(table.book, table.sheet, line, table.columns[name])
                edits.append(Edit(at, cell, raw.get(name)))
    return tuple(edits)


def _where(plan: Plan, found: Finding) -> str | None:
    """A cell of this plan as `Figures!D7`; one of a return with its file's name before it."""
    at = [a.in_book if a.book == plan.book else str(a) for a in found.where]
    return ", ".join(at) or found.place or None


def setting_edit(plan: Plan, name: str, value: CellValue) -> tuple[Edit, ...]:
    """Write one setting, where the Settings tab has it and it says something else."""
    at = plan.settings_at.get(name)
    was = as_cell(getattr(plan.settings, name))
    return (Edit(at, value, was),) if at is not None and was != value else ()
