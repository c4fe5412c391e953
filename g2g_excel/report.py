"""What a job says: the same facts as text for a person and as JSON for a program.

Pure. The JSON is documented in docs/json.md; a test holds its names.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from g2g_excel.finding import Finding, Severity, grouped
from g2g_excel.outcome import Report
from g2g_excel.period import day_name
from g2g_excel.refresh import counted
from g2g_excel.words import RAG

WIDTH = 100
_MOST_CELLS = 6  # of a finding over many cells, named one by one


def as_text(report: Report, show_explained: bool = False) -> str:
    """A job's report as an officer reads it, without a heading longer than a line."""
    parts = [
        _totals(report) if report.job == "consolidate" else "",
        _files(report) if report.job == "issue" else "",
        _where_we_stand(report) if report.statuses else "",
        _findings("Found", report.findings),
        _findings("Explained before, not asked again", report.explained) if show_explained else "",
        _closing(report),
    ]
    return "\n\n".join(part for part in parts if part)


def _files(report: Report) -> str:
    lines = [f"{len(report.files)} returns issued:"]
    return "\n".join([*lines, *(f"  {path}" for path in report.files)])


def _totals(report: Report) -> str:
    """Control totals: files found = read + refused, cells changed = taken + held."""
    read, refused = len(report.tallies), len(report.refused)
    changed = sum(t.changed for t in report.tallies)
    taken = sum(t.taken for t in report.tallies)
    held = sum(t.held for t in report.tallies)
    lines = [
        f"Files found {report.found_files} = read {read} + refused {refused}",
        f"Cells changed by teams {changed} = taken {taken} + held {held}",
        "",
        f"  {'Team':<42} {'changed':>7} {'taken':>6} {'held':>5}  file",
    ]
    for tally in sorted(report.tallies, key=lambda t: t.team):
        lines.append(
            f"  {tally.team:<42} {tally.changed:>7} {tally.taken:>6} {tally.held:>5}  {tally.file}"
        )
    for each in report.refused:
        lines.append(f"  refused: {each.file}")
        lines += textwrap.wrap(
            each.finding.what, WIDTH, initial_indent="      ", subsequent_indent="      "
        )
    named = {t.team for t in report.tallies} | {r.team for r in report.refused}
    missing = [r.team for r in report.plan.returns.rows if r.team not in named and not r.received]
    if missing:
        lines.append("  no return from: " + ", ".join(missing))
    return "\n".join(lines)


def _where_we_stand(report: Report) -> str:
    rated = report.statuses
    if rated is None:
        return ""
    position = report.plan.position_date
    scheme = report.plan.scheme
    agreed = f", agreed {scheme.agreed:%d/%m/%Y}" if scheme.agreed else ""
    head = f"Where the plan stands at {day_name(position)}" if position else "Where the plan stands"
    lines = [f"{head} (scheme: {scheme.name}{agreed})"]
    titles = {t.number: t.title for t in report.plan.themes.rows}
    for number, table in enumerate(report.plan.actions, start=1):
        actions = rated.of_theme(table)
        measures = rated.measures_of(record.row.ref for record, _ in actions)
        lines += [
            f"  {table.sheet}  {titles.get(number) or ''}".rstrip(),
            f"    delivery  {counted([s.delivery.status for _, s in actions]) or 'no actions'}",
            f"    impact    {counted([s.impact.status for _, s in actions]) or 'no actions'}",
            f"    measures  {counted([s.status for _, s in measures]) or 'none'}",
        ]
    red = [(r, s) for r, s in rated.measures if s.status is RAG.RED]
    lines += ["", f"Red: {len(red)}" if red else "Red: none"]
    for record, rating in red:
        title = f"  {record.row.ref}  {record.row.name or ''} ({record.row.team or 'no team'})"
        lines.append(title)
        lines += textwrap.wrap(
            rating.why, WIDTH, initial_indent="        ", subsequent_indent="        "
        )
    return "\n".join(lines)


def _findings(title: str, findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    errors = sum(f.severity is Severity.ERROR for f in findings)
    queries = len(findings) - errors
    lines = [f"{title}: {_many(errors, 'error')} to correct, {_many(queries, 'query', 'queries')}"]
    for found in grouped(findings):
        places = found.places
        shown = ", ".join(places[:_MOST_CELLS])
        if len(places) > _MOST_CELLS:
            shown += f" and {len(places) - _MOST_CELLS} more"
        lines.append(f"  {found.severity:<6} {shown or '(the whole plan)'}  [{found.code}]")
        for text in (found.what, found.do, *_explained(found)):
            lines += textwrap.wrap(
                text, WIDTH, initial_indent="         ", subsequent_indent="         "
            )
    return "\n".join(lines)


def _explained(found: Finding) -> Iterator[str]:
    if found.explanation:
        yield f"Explained: {found.explanation}"


def _closing(report: Report) -> str:
    done = "would change" if report.dry_run else "changed"
    if report.job == "check":
        return "" if report.findings else f"{report.plan.book}: nothing to correct."
    if not report.edits:
        return f"{report.plan.book} already says all this: nothing {done}."
    return f"{report.plan.book}: {_many(len(report.edits), 'cell')} {done}."


def _many(number: int, one: str, more: str = "") -> str:
    return f"{number} {one if number == 1 else more or one + 's'}"


def as_json(report: Report) -> dict[str, Any]:
    """The same, for programs: stable names, findings one by one and not grouped."""
    rated = report.statuses
    return {
        "job": report.job,
        "plan": report.plan.book,
        "position_date": _iso(report.plan.position_date),
        "dry_run": report.dry_run,
        "errors": report.errors,
        "queries": len(report.findings) - report.errors,
        "findings": [_finding(f) for f in report.findings],
        "explained": [_finding(f) for f in report.explained],
        "edits": [
            {"cell": e.at.in_book, "value": _plain(e.value), "was": _plain(e.was)}
            for e in report.edits
        ],
        "measures": [
            {
                "ref": record.row.ref,
                "team": record.row.team,
                "status": rating.status.value,
                "direction": rating.direction.value,
                "why": rating.why,
            }
            for record, rating in (rated.measures if rated else ())
        ],
        "actions": [
            {
                "ref": record.row.ref,
                "delivery": status.delivery.status.value,
                "impact": status.impact.status.value,
                "direction": status.impact.direction.value,
                "why": status.why,
            }
            for record, status in (rated.actions if rated else ())
        ],
        "files": {
            "found": report.found_files,
            "read": [
                {
                    "file": t.file,
                    "team": t.team,
                    "changed": t.changed,
                    "taken": t.taken,
                    "held": t.held,
                }
                for t in report.tallies
            ],
            "refused": [{"file": r.file, "why": r.finding.what} for r in report.refused],
            "written": [str(path) for path in report.files],
        },
    }


def _finding(found: Finding) -> dict[str, Any]:
    return {
        "code": found.code,
        "severity": found.severity.value,
        "where": list(found.places),
        "subject": found.subject,
        "there": found.there,
        "what": found.what,
        "do": found.do,
        "explanation": found.explanation,
    }


def _iso(value: Any) -> str | None:
    return value.isoformat() if value else None


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, str | int | float) else str(value)
