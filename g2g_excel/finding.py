"""What a check found. A user's mistake is a Finding, never an exception.

ERROR and QUERY are the words of DfE's COLLECT system, which these officers know: an error must be
corrected; a query is corrected or explained, and an explained query is not asked again until the
value changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from g2g_excel.cells import Location


class Severity(StrEnum):
    ERROR = "ERROR"
    QUERY = "QUERY"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found.

    `code` is stable (`measure.nil_target_without_margin`); `where` the cells, first one first;
    `there` what is in the cell now; `what` says what is wrong; `do` what to do about it; `subject`
    names the row and field (`Measures 3.3a margin`), so that an officer's explanation stays with
    its row when rows move.
    """

    code: str
    severity: Severity
    where: tuple[Location, ...]
    what: str
    do: str
    there: str = ""
    subject: str = ""
    explanation: str = ""
    place: str = ""  # where it was, in words, once the file it was in is closed

    @property
    def places(self) -> tuple[str, ...]:
        """Every cell it points at, as printed."""
        return tuple(str(at) for at in self.where) or ((self.place,) if self.place else ())

    @property
    def key(self) -> tuple[str, str, str]:
        """What an explanation is kept under: it lapses when the value changes."""
        return self.code, self.subject, self.there


def by_place(findings: Iterable[Finding], tabs: tuple[str, ...] = ()) -> tuple[Finding, ...]:
    """Findings in the order of the tabs and cells they point at; those with no cell come first."""
    order = {name: number for number, name in enumerate(tabs)}

    def place(found: Finding) -> tuple[str, int, str, int, int, str]:
        if not found.where:
            return "", -1, "", 0, 0, found.code
        at = found.where[0]
        return at.book, order.get(at.sheet, len(order)), at.sheet, at.row, at.column, found.code

    return tuple(sorted(findings, key=place))


def grouped(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Identical findings become one that names every cell, in the order first seen."""
    groups: dict[tuple[str, str, str, str], Finding] = {}
    for found in findings:
        key = found.code, found.what, found.do, found.explanation
        if key in groups:
            first = groups[key]
            groups[key] = replace(first, where=first.where + found.where)
        else:
            groups[key] = found
    return tuple(groups.values())
