"""A run of a job, who and when; and what came of it: the `Report` that `report.py` shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from g2g_excel.admission import Refused
from g2g_excel.cells import Edit
from g2g_excel.finding import Finding, Severity
from g2g_excel.record import Plan
from g2g_excel.refresh import Statuses
from g2g_excel.tally import Tally


@dataclass(frozen=True, slots=True)
class Run:
    """Who runs a job and when; given, so that the same run always gives the same workbook."""

    when: datetime
    who: str
    token: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What a job found and did."""

    job: str
    plan: Plan
    findings: tuple[Finding, ...]
    explained: tuple[Finding, ...] = ()
    statuses: Statuses | None = None
    edits: tuple[Edit, ...] = ()
    tallies: tuple[Tally, ...] = ()
    refused: tuple[Refused, ...] = ()
    files: tuple[Path, ...] = ()
    dry_run: bool = False
    found_files: int = 0

    @property
    def errors(self) -> int:
        return sum(f.severity is Severity.ERROR for f in self.findings)
