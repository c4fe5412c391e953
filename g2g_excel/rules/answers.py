"""Queries that an officer has explained: silent until the value changes. Errors cannot be explained."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from g2g_excel.finding import Finding, Severity
from g2g_excel.plan import CheckRow


def answered(
    findings: Iterable[Finding], checks: Iterable[CheckRow]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """(open, explained). A finding keeps its explanation by code, subject and value."""
    said = {
        (row.code or "", row.subject or "", row.there or ""): row.explanation
        for row in checks
        if row.explanation
    }
    open_, explained = [], []
    for finding in findings:
        why = said.get(finding.key)
        if why and finding.severity is Severity.QUERY:
            explained.append(replace(finding, explanation=why))
        else:
            open_.append(replace(finding, explanation=why) if why else finding)
    return tuple(open_), tuple(explained)
