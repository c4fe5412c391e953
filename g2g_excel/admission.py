"""Which returns are this plan's, this position date's and its teams', and which are turned away.

Pure. Each one turned away is named with its reason; the others are not held up by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from g2g_excel.cells import Location
from g2g_excel.entry import shown
from g2g_excel.finding import Finding
from g2g_excel.messages import found
from g2g_excel.record import Plan
from g2g_excel.returns import Return


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken in at all, and why."""

    file: str
    finding: Finding
    team: str = ""


def admit(plan: Plan, returns: Iterable[Return]) -> tuple[list[Return], list[Refused]]:
    """The returns of this plan, this position date and its teams; the others refused by name."""
    teams = {row.team for row in plan.returns.rows}
    accepted, refused = [], []
    for each in returns:
        problem = _not_ours(plan, each, teams)
        if problem is None:
            accepted.append(each)
        else:
            refused.append(Refused(each.book, problem, each.team))
    return accepted, refused


def _not_ours(plan: Plan, each: Return, teams: set[str]) -> Finding | None:
    at = Location(each.book, "Return", 1, 1)
    if each.plan_id != (plan.settings.plan_id or ""):
        return found(
            "return.other_plan", at, theirs=each.plan_id or "none", ours=plan.settings.plan_id or "none"
        )  # fmt: skip
    if each.position_date != plan.position_date:
        return found(
            "return.other_date", at, theirs=shown(each.position_date), ours=shown(plan.position_date)
        )  # fmt: skip
    if each.team not in teams:
        return found("return.unknown_team", at, there=each.team)
    return None


def sent_twice(returns: Sequence[Return]) -> list[Finding]:
    files: dict[str, list[str]] = {}
    for each in returns:
        files.setdefault(each.team, []).append(each.book)
    return [
        found(
            "return.twice",
            *[Location(name, "Return", 1, 1) for name in names],
            subject=team,
            there=", ".join(names),
            team=team,
            files=" and ".join(names),
        )
        for team, names in files.items()
        if len(names) > 1
    ]
