"""Three-way merge of the teams' returns into the plan: issued, returned, plan now.

Only the return changed: an edit. The plan changed too, two returns disagree, not that team's row,
an unknown row: a finding and no edit. Laws (tests/test_consolidate_laws.py): merging twice changes
nothing more; the order of the returns does not matter; a conflict never edits; a cell the team left
alone is never written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from g2g_excel.cells import CellValue, Edit, Location
from g2g_excel.claims import Claim, claims_of
from g2g_excel.entry import as_cell, shown
from g2g_excel.finding import Finding
from g2g_excel.messages import found
from g2g_excel.period import read_period
from g2g_excel.record import Plan, Record
from g2g_excel.returns import Return
from g2g_excel.tabs import Row
from g2g_excel.words import Outcome
from g2g_excel.written import row_edits


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken in at all, and why."""

    file: str
    finding: Finding
    team: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of one return: cells the team changed = taken + held."""

    team: str
    file: str
    changed: int
    taken: int
    held: int
    received: date | None


@dataclass(frozen=True, slots=True)
class Merge:
    """What a folder of returns would do to the plan."""

    edits: tuple[Edit, ...]
    sources: Mapping[Location, str]
    findings: tuple[Finding, ...]
    tallies: tuple[Tally, ...]
    refused: tuple[Refused, ...]


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


def merge(plan: Plan, returns: Sequence[Return], refused: Sequence[Refused] = ()) -> Merge:
    """Everything the returns change in the plan, and everything that was held and why."""
    accepted, not_ours = admit(plan, sorted(returns, key=lambda r: (r.team, r.book)))
    claims: list[Claim] = []
    findings = [r.finding for r in (*refused, *not_ours)]
    held: set[Location] = set()
    for each in accepted:
        theirs, problems, held_cells = claims_of(plan, each)
        claims += theirs
        findings += problems
        held |= held_cells
    findings += _sent_twice(accepted)
    targets = _targets(plan)
    by_row: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        by_row.setdefault((claim.tab, claim.key), []).append(claim)
    decided = _Decided()
    order = {m.row.ref: number for number, m in enumerate(plan.measures)}
    new_rows = []
    for (tab, key), row_claims in sorted(by_row.items(), key=lambda item: _place(item[0], order)):
        record = targets.get((tab, key))
        if record is not None:
            decided.merge_into(record, row_claims)
        elif tab == "Figures":
            new_rows.append((key, row_claims))
    for number, (key, row_claims) in enumerate(new_rows):
        decided.add_figure(plan, key, row_claims, plan.figures.next_line + number)
    held |= decided.held
    tallies = _tallies(accepted, claims, held)
    refused_now = (*refused, *not_ours)
    expected, missing = _returns_tab(plan, tallies, refused_now)
    return Merge(
        tuple(decided.edits) + expected,
        decided.sources,
        tuple(findings) + tuple(decided.findings) + missing,
        tallies,
        refused_now,
    )


@dataclass
class _Decided:
    """Edits and findings as the rows are gone through."""

    edits: list[Edit] = field(default_factory=list)
    sources: dict[Location, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    held: set[Location] = field(default_factory=set)

    def merge_into(self, record: Record[Row], claims: Sequence[Claim]) -> None:
        """Cell by cell into a row the plan has; a figure's row goes in whole or not at all."""
        edits: dict[Location, Edit] = {}
        stopped: set[Location] = set()
        for name, theirs in _by_field(claims).items():
            now = as_cell(getattr(record.row, name))
            first = theirs[0]
            if self._disagree(theirs):
                stopped.update(c.at for c in theirs)
            elif now == first.value:
                continue
            elif now == first.base:
                edits[first.at] = Edit(record.at(name), first.value, record.raw.get(name))
            else:
                stopped.update(c.at for c in theirs)
                self.findings.append(
                    found(
                        "merge.conflict",
                        first.at,
                        record.at(name),
                        subject=f"{record.table.sheet} {first.key} {name}",
                        there=shown(first.value),
                        issued=shown(first.base),
                        plan=shown(now),
                        returned=shown(first.value),
                    )
                )
        if stopped and claims[0].tab == "Figures":
            stopped |= set(edits)
            edits = {}
        self.held |= stopped
        for at, edit in edits.items():
            self.edits.append(edit)
            self.sources[edit.at] = str(at)
        if edits and claims[0].tab == "Figures":
            at = record.at("source")
            self.edits.append(Edit(at, str(min(edits)), record.raw.get("source")))

    def add_figure(self, plan: Plan, key: str, claims: Sequence[Claim], line: int) -> None:
        """A figure the plan does not have yet: a new row at the end of Figures, or nothing."""
        fields = _by_field(claims)
        disagreeing = [theirs for theirs in fields.values() if self._disagree(theirs)]
        if disagreeing:
            self.held.update(c.at for c in claims)
            return
        measure, _, period = key.partition(" | ")
        first = min(claims, key=lambda c: c.at)
        values: dict[str, object] = {"measure": measure, "period": read_period(period)}
        values |= {name: theirs[0].value for name, theirs in fields.items()}
        values["source"] = str(first.at)
        new = row_edits(plan.figures, line, values)
        self.edits += new
        self.sources |= {edit.at: str(first.at) for edit in new}

    def _disagree(self, claims: Sequence[Claim]) -> bool:
        if len({c.value for c in claims}) == 1:
            return False
        first = claims[0]
        self.findings.append(
            found(
                "merge.disagree",
                *[c.at for c in claims],
                subject=f"{first.tab} {first.key} {first.name}",
                there=" / ".join(shown(c.value) for c in claims),
                values=" / ".join(f"{c.team}: {shown(c.value)}" for c in claims),
            )
        )
        return True


def _by_field(claims: Sequence[Claim]) -> dict[str, list[Claim]]:
    fields: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: (c.name, c.at)):
        fields.setdefault(claim.name, []).append(claim)
    return fields


def _targets(plan: Plan) -> dict[tuple[str, str], Record[Row]]:
    """The plan's rows by what a return calls them."""
    found_: dict[tuple[str, str], Record[Row]] = {}
    for action in plan.all_actions():
        found_.setdefault(("Actions", action.row.ref), action)
    for milestone in plan.milestones:
        found_.setdefault(("Milestones", milestone.row.ref), milestone)
    for figure in plan.figures:
        found_.setdefault(("Figures", f"{figure.row.measure} | {figure.row.period or ''}"), figure)
    for check in plan.checks:
        key = f"{check.row.code} | {check.row.subject or ''} | {check.row.there or ''}"
        found_.setdefault(("Queries", key), check)
    return found_


def _place(row: tuple[str, str], order: Mapping[str, int]) -> tuple[str, int, str]:
    tab, key = row
    measure, _, period = key.partition(" | ")
    end = read_period(period).end.isoformat() if tab == "Figures" and period else ""
    return tab, order.get(measure, len(order)), end + key


def _sent_twice(returns: Sequence[Return]) -> list[Finding]:
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


def _tallies(
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


def _returns_tab(
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
