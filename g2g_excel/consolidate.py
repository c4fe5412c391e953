"""Three-way merge of the teams' returns into the plan: issued, returned, plan now.

Only the return changed: an edit. The plan changed too, two returns disagree, not that team's row,
an unknown row: a finding and no edit. Laws (tests/test_consolidate_laws.py): merging twice changes
nothing more; the order of the returns does not matter; a conflict never edits; a cell the team left
alone is never written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from g2g_excel.admission import Refused, admit, sent_twice
from g2g_excel.cells import Edit, Location
from g2g_excel.claims import Claim, claims_of
from g2g_excel.entry import as_cell, shown
from g2g_excel.finding import Finding
from g2g_excel.messages import found
from g2g_excel.period import read_period
from g2g_excel.record import Plan, Record
from g2g_excel.returns import Return
from g2g_excel.tabs import Row
from g2g_excel.tally import Tally, returns_tab, tallies_of
from g2g_excel.written import row_edits


@dataclass(frozen=True, slots=True)
class Merge:
    """What a folder of returns would do to the plan."""

    edits: tuple[Edit, ...]
    sources: Mapping[Location, str]
    findings: tuple[Finding, ...]
    tallies: tuple[Tally, ...]
    refused: tuple[Refused, ...]


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
    findings += sent_twice(accepted)
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
    tallies = tallies_of(accepted, claims, held)
    refused_now = (*refused, *not_ours)
    expected, missing = returns_tab(plan, tallies, refused_now)
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
