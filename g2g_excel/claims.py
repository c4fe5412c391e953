"""What one return asks to change: the cells a team typed in, and everything else it did to the form.

Only a cell that differs from the hidden copy of what was issued is a claim. What cannot become one
(a row added, a locked cell typed over, a value that cannot be read) is named, never dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from g2g_excel.cells import CellValue, Location
from g2g_excel.entry import as_cell, shown
from g2g_excel.finding import Finding
from g2g_excel.form import FormAction, FormFigure, FormMilestone, FormQuery
from g2g_excel.messages import found
from g2g_excel.record import Plan, Record, Table
from g2g_excel.returns import Return, key_of
from g2g_excel.tabs import Row

FIGURE_FIELDS = ("value", "numerator", "denominator", "note")
_NO_FIGURE = "No figure: "
_ENTRIES = {
    FormAction: ("update", "impact_text", "next_steps"),
    FormMilestone: ("revised_due", "done", "done_on", "evidence"),
    FormFigure: (*FIGURE_FIELDS, "no_figure"),
    FormQuery: ("explanation",),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One cell of the plan that a return would change: which, to what, and what it held when issued."""

    tab: str
    key: str
    name: str
    value: CellValue
    base: CellValue
    at: Location
    team: str


def claims_of(plan: Plan, each: Return) -> tuple[list[Claim], list[Finding], set[Location]]:
    """A return's claims, what was found on the way, and the changed cells that are held."""
    reader = _Reader(plan, each)
    tables: tuple[Table[Row], ...] = (each.actions, each.figures, each.milestones, each.queries)
    for table in tables:
        reader.read(table)
    return reader.claims, reader.findings, reader.held


class _Reader:
    def __init__(self, plan: Plan, each: Return) -> None:
        self.each = each
        self.claims: list[Claim] = []
        self.findings: list[Finding] = []
        self.held: set[Location] = set(each.bad_cells)
        self.owners = {m.row.ref: m.row.team for m in plan.measures}
        self.asked = {(c.row.code, c.row.subject or "", c.row.there or "") for c in plan.checks}

    def read(self, table: Table[Row]) -> None:
        sheet = table.tab.name
        there = {key_of(record.row) for record in table}
        gone = {
            line: key
            for (name, key), line in self.each.lines.items()
            if name == sheet and key not in there
        }
        for record in table:
            key = key_of(record.row)
            if (sheet, key) in self.each.lines:
                self._issued_row(sheet, key, record)
            elif isinstance(record.row, FormFigure) and record.row.measure in self.owners:
                if self._further_figure(record, record.row):
                    gone.pop(record.line, None)
            elif record.line in gone:
                self._hold(
                    "merge.ref_changed", record, was=gone.pop(record.line).partition(" | ")[0]
                )
            else:
                self._hold("merge.row_added", record)
        for line, key in gone.items():
            at = Location(self.each.book, table.sheet, line, 1)
            if at not in self.held:
                self.findings.append(
                    found(
                        "merge.row_missing",
                        at,
                        subject=f"{sheet} {key}",
                        ref=key.partition(" | ")[0],
                    )
                )

    def _issued_row(self, sheet: str, key: str, record: Record[Row]) -> None:
        entries = _ENTRIES[type(record.row)]
        changes = {}
        for name in type(record.row).model_fields:
            issued, base = self.each.issued.get((sheet, key, name), (None, None))
            now = as_cell(getattr(record.row, name))
            if now == issued or record.at(name) in self.each.bad_cells:
                continue
            if name in entries:
                changes[name] = (now, base)
            elif name in record.table.columns:
                self.findings.append(
                    found(
                        "merge.locked_changed",
                        record.at(name),
                        subject=f"{sheet} {key} {name}",
                        there=shown(now),
                        was=shown(issued),
                    )
                )
        self._claim(sheet, key, record, changes)

    def _further_figure(self, record: Record[Row], row: FormFigure) -> bool:
        """A further figure of one of the team's measures, in an empty row of the form."""
        if self.owners[row.measure] != self.each.team:
            self._hold(
                "merge.not_your_row", record, team=self.owners[row.measure] or "another team"
            )
            return False
        changes = {
            name: (as_cell(getattr(row, name)), None)
            for name in _ENTRIES[FormFigure]
            if getattr(row, name) is not None
        }
        if row.period is None:
            if changes and record.at("period") not in self.each.bad_cells:
                self._hold("merge.no_period", record)
            return True
        self._claim("Figures", key_of(row), record, changes)
        return True

    def _claim(
        self,
        sheet: str,
        key: str,
        record: Record[Row],
        changes: Mapping[str, tuple[CellValue, CellValue]],
    ) -> None:
        if isinstance(record.row, FormFigure):
            bad = [
                record.at(n) for n in _ENTRIES[FormFigure] if record.at(n) in self.each.bad_cells
            ]
            if bad:  # a value without its numerator would mislead: the row waits until it is right
                self.held.update(record.at(name) for name in changes)
                return
            changes = _with_reason(changes)
        if isinstance(record.row, FormQuery):
            key = f"{record.row.code} | {record.row.where or ''} | {record.row.there or ''}"
            if (record.row.code, record.row.where or "", record.row.there or "") not in self.asked:
                return  # the value has changed since: the query is no longer asked
        for name, (value, base) in changes.items():
            typed = "no_figure" if name == "note" and str(value).startswith(_NO_FIGURE) else name
            at = record.at(typed)
            self.claims.append(Claim(sheet, key, name, value, base, at, self.each.team))

    def _hold(self, code: str, record: Record[Row], **facts: str) -> None:
        """A row that cannot enter the plan: named at its first typed cell, all of it held."""
        typed = list(self._typed(record))
        at = record.at(type(record.row).key_fields()[0])
        self.held.update(typed or [at])
        key = key_of(record.row)
        self.findings.append(
            found(
                code,
                at,
                subject=f"{record.table.tab.name} {key}",
                there=shown(record.raw.get(type(record.row).key_fields()[0])),
                ref=key.partition(" | ")[0],
                **facts,
            )
        )

    def _typed(self, record: Record[Row]) -> Iterator[Location]:
        for name in _ENTRIES[type(record.row)]:
            if getattr(record.row, name) is not None:
                yield record.at(name)


def _with_reason(
    changes: Mapping[str, tuple[CellValue, CellValue]],
) -> dict[str, tuple[CellValue, CellValue]]:
    """Why there is no figure becomes the figure's note, where none was given after all."""
    kept = dict(changes)
    reason, _ = kept.pop("no_figure", (None, None))
    if reason is not None and "value" not in kept:
        said, base = kept.get("note", (None, None))
        kept["note"] = (f"{_NO_FIGURE}{reason}" + (f". {said}" if said else ""), base)
    return kept
