"""The whole main job on one real plan: what `make demo` shows.

Builds the plan as it stood before the December 2017 figures, issues the twelve returns, fills them
in from the published facts as teams would (two of them with the mistakes people make), consolidates
and prints what came of it. The clock is January 2018's, so that two demos are the same.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from g2g_excel import files
from g2g_excel.books import open_book
from g2g_excel.build import build_plan
from g2g_excel.cells import CannotWrite, CellValue, Edit, Location
from g2g_excel.content import Content
from g2g_excel.entry import as_cell
from g2g_excel.facts import before_december_2017, january_2018
from g2g_excel.outcome import Report, Run
from g2g_excel.rated import rated
from g2g_excel.record import Record, Table
from g2g_excel.report import as_text
from g2g_excel.returns import Return, read_return
from g2g_excel.tabs import Row

_MARK = ".g2g-demo"
_ISSUED = Run(datetime(2018, 1, 2, 9, 0), "demo")
_RETURNED = datetime(2018, 1, 10, 16, 30)
_MERGED = Run(datetime(2018, 1, 15, 9, 0), "demo")


def demo(folder: Path, say: Callable[[str], None]) -> int:
    """Run it all in a folder of its own. Raises `CannotWrite` where the folder holds other work."""
    plan, report = run_demo(folder, say)
    say("\n" + as_text(report))
    say(
        "\nNow open these:\n"
        f"  {plan}  the plan, rated; start on its Start tab\n"
        f"  {folder / 'Returns'}  the twelve returns as the teams sent them\n"
        f"  {folder / 'backups'}  the plan as it was before"
    )
    return 0


def run_demo(folder: Path, say: Callable[[str], None]) -> tuple[Path, Report]:
    """The plan's path and the report of the consolidation."""
    _clear(folder)
    plan = folder / "G2G_Plan.xlsx"
    content = before_december_2017()
    settings = content.settings.model_copy(update={"returns_due": date(2018, 1, 12)})
    build_plan(plan, rated(replace(content, settings=settings)), files.SOURCES)
    say(f"1. Built the plan as it stood before December's figures: {plan}")
    issued = files.issue(plan, folder / "Returns", _ISSUED)
    say(f"2. Issued {len(issued.files)} returns, one a team: {folder / 'Returns'}")
    typed = sum(fill_in(path, january_2018()) for path in issued.files)
    say(f"3. The teams filled in {typed} cells and sent them back, two with ordinary mistakes.")
    say("4. Consolidated them into the plan and refreshed every status:")
    return plan, files.consolidate(plan, folder / "Returns", _MERGED)


def _clear(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / _MARK).exists():
            raise CannotWrite(
                f"{folder} holds other work, and the demo begins with an empty folder. "
                "Give another one: g2g demo --to FOLDER."
            )
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).write_text("Made by g2g demo; the next demo here starts over.\n")


def fill_in(path: Path, facts: Content) -> int:
    """Type a team's part of the facts into its return, and save it on 10 January 2018."""
    book = open_book(path, backup=False)
    each, _ = read_return(book)
    if each is None:
        raise CannotWrite(f"{path.name} is not the return that was issued.")
    edits = [*_answers(each, facts), *_mistakes(each)]
    latest = {edit.at: edit for edit in edits}
    book.apply(tuple(latest.values()))
    stamp = _RETURNED.timestamp()
    os.utime(path, (stamp, stamp))
    return len(latest)


def _answers(each: Return, facts: Content) -> list[Edit]:
    actions = {row.ref: row for rows in facts.actions.values() for row in rows}
    leads = {ref: row.team_names[0] for ref, row in actions.items()}
    steps = {row.ref: row for row in facts.milestones}
    edits: list[Edit] = []
    for action in each.actions:
        # of two teams the first writes the update; My Options writes the same as Housing
        if each.team in (leads[action.row.ref], "My Options"):
            edits += _typed(
                action, actions[action.row.ref], ("update", "impact_text", "next_steps")
            )
    for step in each.milestones:
        edits += _typed(step, steps[step.row.ref], ("done", "done_on"))
    given = {(f.measure, f.period): f for f in facts.figures}
    asked = set()
    for figure in each.figures:
        asked.add((figure.row.measure, figure.row.period))
        fact = given.get((figure.row.measure, figure.row.period))
        if fact is not None:
            edits += _typed(figure, fact, ("value", "numerator", "denominator", "note"))
    mine = {figure.row.measure for figure in each.figures}
    line = each.figures.next_line
    for fact in facts.figures:
        new = (fact.measure, fact.period) not in asked and fact.measure in mine
        if new and fact.period and fact.period.end == facts.settings.position_date:
            for name in ("measure", "period", "value", "note"):
                edits += _put(each.figures, line, name, as_cell(getattr(fact, name)))
            line += 1
    return edits


def _mistakes(each: Return) -> list[Edit]:
    """What people do: a percentage as text, a date in words, a ref typed over, a row underneath."""
    edits: list[Edit] = []
    if each.team == "Rights and Representation":
        reviews = next(f for f in each.figures if f.row.measure == "1.4d")
        edits.append(Edit(reviews.at("value"), "48 %", reviews.raw.get("value")))
        step = each.milestones.records[0]
        edits.append(Edit(step.at("done_on"), "just before Christmas", step.raw.get("done_on")))
    if each.team == "My Options":
        action = each.actions.records[0]
        edits.append(Edit(action.at("ref"), "3.4 My Options", action.raw.get("ref")))
        below = each.figures.next_line
        edits += _put(each.figures, below, "measure", "Rent advice")
        edits += _put(each.figures, below, "value", 14)
    return edits


def _typed(record: Record[Row], fact: Row, names: tuple[str, ...]) -> list[Edit]:
    return [
        Edit(record.at(name), value, record.raw.get(name))
        for name in names
        if (value := as_cell(getattr(fact, name))) not in (None, record.raw.get(name))
    ]


def _put(table: Table[Row], line: int, name: str, value: CellValue) -> list[Edit]:
    at = Location(table.book, table.sheet, line, table.columns[name])
    return [Edit(at, value)] if value is not None else []
