"""The four jobs, the same from the ribbon, the command line and the tests.

Each opens nothing itself: it is given a workbook, reads it, decides with the pure rooms, and writes
once at the end. What it says is a `Report`; how it is shown is `report.py`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from g2g_excel.admission import Refused
from g2g_excel.cells import CannotRead, CellValue, Edit, Location, Workbook
from g2g_excel.consolidate import merge
from g2g_excel.draft import Draft
from g2g_excel.finding import Finding, Severity, by_place
from g2g_excel.issuing import Form, form_of
from g2g_excel.messages import found
from g2g_excel.outcome import Report, Run
from g2g_excel.plan_reading import read_plan
from g2g_excel.record import Plan
from g2g_excel.refresh import status_edits, statuses
from g2g_excel.returns import Return, read_return
from g2g_excel.rules import check as check_rules
from g2g_excel.rules.answers import answered
from g2g_excel.words import Outcome
from g2g_excel.written import STAMP, checks_edits, log_edits, setting_edit

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class _Checked:
    plan: Plan
    open: tuple[Finding, ...]
    explained: tuple[Finding, ...] = field(default=())


def _checked(book: Workbook) -> _Checked:
    plan, unreadable = read_plan(book)
    bad = {f.where[0] for f in unreadable if f.where and f.code.startswith("cell.")}
    ruled = [f for f in check_rules(plan) if not (f.where and f.where[0] in bad)]  # one complaint
    findings, explained = answered((*unreadable, *ruled), plan.checks.rows)
    return _Checked(plan, by_place(findings, plan.sheets), by_place(explained, plan.sheets))


def check(book: Workbook) -> Report:
    """Everything the checks find in a plan, by tab and cell. Writes nothing."""
    checked = _checked(book)
    return Report("check", checked.plan, checked.open, checked.explained)


def refresh(book: Workbook, run: Run) -> Report:
    """Rate everything, and write what is not yet there: statuses, reasons, counts, Checks, Log."""
    draft = Draft(book)
    return _refreshed(draft, run, Report("refresh", read_plan(draft)[0], ()))


def _refreshed(
    draft: Draft, run: Run, report: Report, from_returns: Sequence[Finding] | None = None
) -> Report:
    """Bring the statuses and the Checks tab up to date, then write everything decided so far.

    What the last consolidation held back stays on the Checks tab until the next one.
    """
    checked = _checked(draft)
    plan = checked.plan
    rated = statuses(plan)
    edits = status_edits(plan, rated)
    held = _held_before(plan) if from_returns is None else tuple(from_returns)
    shown = (*checked.open, *held, *checked.explained)
    moved = [e for e in edits if _is_status(plan, e)]
    lines = log_edits(plan, moved, when=run.when, who=run.who, job=report.job)
    draft.apply((*edits, *checks_edits(plan, shown), *lines))
    if draft.edits or not plan.settings.last_refreshed:
        draft.apply(setting_edit(plan, "last_refreshed", run.when.strftime(STAMP)))
    if run.token:
        draft.apply(setting_edit(plan, "run_token", run.token))
    written = draft.edits if report.dry_run else draft.commit()
    return Report(
        report.job,
        plan,
        by_place((*checked.open, *(from_returns or ())), plan.sheets),
        checked.explained,
        rated,
        written,
        report.tallies,
        report.refused,
        report.files,
        report.dry_run,
        report.found_files,
    )


def _is_status(plan: Plan, edit: Edit) -> bool:
    tables = {t.sheet: t for t in (plan.measures, *plan.actions)}
    table = tables.get(edit.at.sheet)
    if table is None:
        return False
    return edit.at.column in {table.columns.get(n, 0) for n in ("status", "delivery", "impact")}


def _held_before(plan: Plan) -> tuple[Finding, ...]:
    """Rows of the Checks tab that came from returns, as findings again."""
    kept = []
    for row in plan.checks.rows:
        if (row.code and row.code.startswith(("return.", "merge."))) or ".xls" in (row.where or ""):
            kept.append(
                Finding(
                    row.code or "",
                    row.severity or Severity.QUERY,
                    (),
                    row.what or "",
                    row.do or "",
                    row.there or "",
                    row.subject or "",
                    row.explanation or "",
                    row.where or "",
                )
            )
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class ReadyToIssue:
    """The returns decided, and the plan's own changes waiting until the files are written."""

    forms: tuple[Form, ...]
    draft: Draft
    checked: _Checked


def returns_to_issue(book: Workbook, run: Run, teams: Iterable[str] = ()) -> ReadyToIssue:
    """What goes to each team. Raises `CannotRead` without a position date or for an unknown team."""
    draft = Draft(book)
    checked = _checked(draft)
    plan, wanted = checked.plan, set(teams)
    position = plan.position_date
    if position is None:
        raise CannotRead(
            f"{book.name} has no position date, so a return could not say what it is for. "
            "Enter it on the Settings tab."
        )
    unknown = sorted(wanted - {row.team for row in plan.returns.rows})
    if unknown:
        raise CannotRead(
            f"No team called {', '.join(unknown)} is on the Returns tab of {book.name}. "
            "Spell it as it stands there."
        )
    forms, edits = [], []
    number = 1 + max((r.row.issue or 0 for r in plan.returns), default=0)
    for record in plan.returns:
        if wanted and record.row.team not in wanted:
            continue
        due = record.row.due or plan.settings.returns_due
        forms.append(form_of(plan, record.row.team, position, due, number, checked.open))
        values: dict[str, CellValue] = {
            "issued": run.when.date(),
            "issue": number,
            "outcome": Outcome.ISSUED.value,
            "received": None,
            "file": None,
            "taken": None,
            "held": None,
        }
        edits += [
            Edit(record.at(name), value, record.raw.get(name))
            for name, value in values.items()
            if name in record.table.columns and record.raw.get(name) != value
        ]
    draft.apply(edits)
    draft.apply(log_edits(plan, edits, when=run.when, who=run.who, job="issue"))
    if run.token:
        draft.apply(setting_edit(plan, "run_token", run.token))
    return ReadyToIssue(tuple(forms), draft, checked)


def issued(ready: ReadyToIssue, files: tuple[Path, ...]) -> Report:
    """The files are written; now the plan says so.

    In this order, since a plan that says Issued where no file is would be worse than a file too many.
    """
    checked = ready.checked
    written = ready.draft.commit()
    return Report(
        "issue", checked.plan, checked.open, checked.explained, edits=written, files=files
    )


def consolidate(
    book: Workbook,
    files: Sequence[Path],
    opened: Callable[[Path], Workbook],
    run: Run,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Merge the returns in `files` into the plan, rate it again, and write it once.

    Raises `CannotRead` or `CannotWrite` for the plan only; a bad return is refused by name.
    """
    draft = Draft(book)
    plan, _ = read_plan(draft)
    returns: list[Return] = []
    refused: list[Refused] = []
    findings: list[Finding] = []
    for number, path in enumerate(files, start=1):
        if progress:
            progress(path.name, number, len(files))
        try:
            each, problems = read_return(opened(path), _saved(path))
        except CannotRead as error:
            refusal = found("return.unreadable", Location(path.name, "", 0, 0), why=str(error))
            refused.append(Refused(path.name, refusal))
            continue
        if each is None:
            refused.append(Refused(path.name, problems[0]))
        else:
            returns.append(each)
            findings += problems
    merged = merge(plan, returns, refused)
    turned_away = {r.file for r in merged.refused}
    findings = [f for f in findings if not any(at.book in turned_away for at in f.where)]
    draft.apply(merged.edits)
    entries = [e for e in merged.edits if e.at in merged.sources]
    lines = log_edits(
        plan, entries, when=run.when, who=run.who, job="consolidate", sources=merged.sources
    )
    draft.apply(lines)
    report = Report(
        "consolidate",
        plan,
        (),
        tallies=merged.tallies,
        refused=merged.refused,
        dry_run=dry_run,
        found_files=len(files),
    )
    return _refreshed(draft, run, report, by_place((*findings, *merged.findings)))


def _saved(path: Path) -> date:
    return datetime.fromtimestamp(path.stat().st_mtime).date()
