"""Control totals: what became of each return, and every expected team named on the Returns tab.

Pure. Cells a team changed = taken + held; a team is returned, late, refused or missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from g2g_excel.admission import Refused
from g2g_excel.cells import CellValue, Edit, Location
from g2g_excel.claims import Claim
from g2g_excel.entry import shown
from g2g_excel.finding import Finding
from g2g_excel.messages import found
from g2g_excel.record import Plan
from g2g_excel.returns import Return
from g2g_excel.words import Outcome


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of one return: cells the team changed = taken + held."""

    team: str
    file: str
    changed: int
    taken: int
    held: int
    received: date | None


def tallies_of(
    returns: Sequence[Return], claims: Sequence[Claim], held: set[Location]
) -> tuple[Tally, ...]:
    tallies = []
    for each in returns:
        changed = {c.at for c in claims if c.at.book == each.book}
        stopped = {at for at in held if at.book == each.book}
        tallies.append(
            Tally(
                each.team,
                each.book,
                len(changed | stopped),
                len(changed - stopped),
                len(stopped),
                each.received,
            )
        )
    return tuple(tallies)


def returns_tab(
    plan: Plan, tallies: Sequence[Tally], refused: Sequence[Refused]
) -> tuple[tuple[Edit, ...], tuple[Finding, ...]]:
    """Every expected team as returned, late, refused or missing."""
    edits: list[Edit] = []
    missing = []
    turned_away = {r.team: r.file for r in refused if r.team}
    for record in plan.returns:
        team, due = record.row.team, record.row.due or plan.settings.returns_due
        mine = [t for t in tallies if t.team == team]
        values: dict[str, CellValue]
        if mine:
            received = max((t.received for t in mine if t.received), default=None)
            held = sum(t.held for t in mine)
            outcome = Outcome.PARTLY if held else Outcome.RETURNED
            if due and received and received > due:
                outcome = Outcome.LATE
                missing.append(
                    found("return.late", record.at("outcome"), team=team, due=shown(due), received=shown(received))
                )  # fmt: skip
            values = {
                "received": received,
                "file": ", ".join(sorted(t.file for t in mine)),
                "outcome": outcome.value,
                "taken": sum(t.taken for t in mine),
                "held": held,
            }
        elif record.row.received:
            continue  # came back earlier; its file has since been put away
        elif team in turned_away:
            values = {"file": turned_away[team], "outcome": Outcome.REFUSED.value}
        else:
            values = {"outcome": Outcome.MISSING.value}
            missing.append(
                found("return.missing", record.at("outcome"), team=team, due=shown(due) if due else "no date")
            )  # fmt: skip
        for name, value in values.items():
            if name in record.table.columns and record.raw.get(name) != value:
                edits.append(Edit(record.at(name), value, record.raw.get(name)))
    return tuple(edits), tuple(missing)
