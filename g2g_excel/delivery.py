"""An action's two statuses: is the work being done (Delivery), and is it working (Impact).

Delivery comes from the action's milestones, Impact from the ratings of its measures; neither ever
stands in for the other. Both are as at the position date: a milestone done after it was not done.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from g2g_excel.amounts import counted
from g2g_excel.period import day_name
from g2g_excel.plan import MeasureRow, MilestoneRow
from g2g_excel.rag import Rating
from g2g_excel.settings import Scheme
from g2g_excel.words import RAG, Direction

WORST_FIRST = (RAG.RED, RAG.AMBER, RAG.GREEN, RAG.BLUE, RAG.NO_TARGET, RAG.NO_DATA, RAG.INFORMATION)
STRONGEST_FIRST = (Direction.WORSENING, Direction.IMPROVING, Direction.CHANGED, Direction.STEADY)
UNCOLOURED = {
    RAG.NO_TARGET: "no figure can be rated against a target",
    RAG.NO_DATA: "there is no figure that could be rated",
    RAG.INFORMATION: "its figures are never coloured",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether an action's milestones are done on time; `due_soon` by the scheme's days."""

    status: RAG
    why: str
    overdue: tuple[MilestoneRow, ...] = ()
    due_soon: tuple[MilestoneRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Impact:
    """Whether an action's measures show that children are better off."""

    status: RAG
    direction: Direction
    why: str


# ------------------------------------------------------------------ one milestone


def due_of(milestone: MilestoneRow) -> date | None:
    """The date that counts: the revised one, where one was agreed."""
    return milestone.revised_due or milestone.due


def is_done(milestone: MilestoneRow, position: date | None) -> bool:
    """Done by the position date. Yes without a date is believed; a date without Yes is not."""
    late = position is not None and milestone.done_on is not None and milestone.done_on > position
    return milestone.done is True and not late


def milestone_standing(milestone: MilestoneRow, scheme: Scheme, position: date | None) -> str:
    """What stands beside a milestone: `Done 15 November 2017`, `Overdue by 12 days`."""
    if milestone.done:
        if milestone.done_on is None:
            return "Done, date not recorded"
        after = "" if is_done(milestone, position) else ", after the position date"
        return f"Done {day_name(milestone.done_on)}{after}"
    due = due_of(milestone)
    if due is None:
        return "No due date"
    days = (due - position).days if position is not None else None
    if days is None or days > scheme.due_soon_days:
        said = f"Due {day_name(due)}"
    elif days < 0:
        said = f"Overdue by {counted(-days, 'day')}"
    else:
        said = f"Due in {counted(days, 'day')}" if days else "Due on the position date"
    return said + _moved(milestone)


def _moved(milestone: MilestoneRow) -> str:
    if milestone.due is None or due_of(milestone) == milestone.due:
        return ""
    return f" (first agreed {day_name(milestone.due)})"


# ------------------------------------------------------------------ Delivery


def delivery(
    milestones: Sequence[MilestoneRow], lead: str | None, scheme: Scheme, position: date | None
) -> Standing:
    """Whether an action is being delivered, from its milestones alone."""
    if not milestones:
        return Standing(RAG.NO_DATA, "No milestones are recorded.")
    waiting = [m for m in milestones if not is_done(m, position)]
    if not waiting:
        return _all_done(milestones, lead)
    dated = sorted(((due, m) for m in waiting if (due := due_of(m))), key=lambda pair: pair[0])
    said = f"{len(milestones) - len(waiting)} of {len(milestones)} done"
    if position is None:
        return Standing(RAG.NO_DATA, f"{said}; no position date is set to judge the rest by.")
    overdue = [(due, m) for due, m in dated if due < position]
    ahead = [(due, m) for due, m in dated if due >= position]
    late = tuple(m for _, m in overdue)
    soon = tuple(m for due, m in ahead if (due - position).days <= scheme.due_soon_days)
    undated = len(waiting) - len(dated)
    if overdue:
        due, longest = overdue[0]
        days = (position - due).days
        name = (
            f"'{longest.milestone or longest.ref}' by {counted(days, 'day')} (due {day_name(due)})"
        )
        which = name if len(late) == 1 else f"the longest {name}"
        status = RAG.RED if days > scheme.due_soon_days else RAG.AMBER
        none = f"; {undated} without a due date" if undated else ""
        return Standing(status, f"{said}; {len(late)} overdue, {which}{none}.", late, soon)
    if undated:
        has, it = ("has", "it") if undated == 1 else ("have", "they")
        why = f"{said}; {undated} {has} no due date, so {it} cannot be called on time."
        return Standing(RAG.NO_DATA, why, (), soon)
    due, following = ahead[0]
    return Standing(RAG.GREEN, f"{said}; next due {day_name(due)}{_moved(following)}.", (), soon)


def _all_done(milestones: Sequence[MilestoneRow], lead: str | None) -> Standing:
    few = {1: "The only milestone is done", 2: "Both done"}
    every = few.get(len(milestones), f"All {len(milestones)} done")
    verified = sum(bool(m.evidence) and _verified(m.verified_by, lead) for m in milestones)
    if verified == len(milestones):
        return Standing(RAG.BLUE, f"{every} and verified.")
    part = f"{verified} of {len(milestones)} verified" if verified else "not yet verified"
    return Standing(RAG.GREEN, f"{every}; {part}.")


def _verified(by: str | None, lead: str | None) -> bool:
    """Whether at least one person who verified is not the action's lead."""
    leads = {name.strip() for name in re.split(r"[;,&/()\n]|\band\b", (lead or "").casefold())}
    people = re.split(r"[;&\n]|\band\b", (by or "").casefold())
    names = {re.split(r"[,(]", person)[0].strip() for person in people} - {""}
    return bool(names - leads)


# ------------------------------------------------------------------ Impact


def impact(ratings: Sequence[tuple[MeasureRow, Rating]]) -> Impact:
    """Whether an action is working: the worst colour among its measures, and which decide it."""
    if not ratings:
        return Impact(RAG.NO_DATA, Direction.NONE, "No measure shows the effect of this action.")
    status = min((rating.status for _, rating in ratings), key=WORST_FIRST.index)
    deciding = [pair for pair in ratings if pair[1].status is status]
    others = [rating.status for _, rating in ratings if rating.status is not status]
    ways = {rating.direction for _, rating in deciding}
    direction = next((way for way in STRONGEST_FIRST if way in ways), Direction.NONE)
    if not status.is_colour:
        every = _tally([rating.status for _, rating in ratings])
        return Impact(status, direction, f"{status}: {UNCOLOURED[status]} ({every}).")
    reasons = " ".join(_named(m, r, deciding) for m, r in deciding)
    rest = f" {counted(len(others), 'other measure')}: {_tally(others)}." if others else ""
    return Impact(status, direction, f"{status}: {reasons}{rest}")


def _named(
    measure: MeasureRow, rating: Rating, deciding: Sequence[tuple[MeasureRow, Rating]]
) -> str:
    """A measure's name and reason; its team too, where two teams report the same measure."""
    alike = sum(m.name == measure.name for m, _ in deciding) > 1
    team = f" ({measure.team or measure.ref})" if alike else ""
    reason = rating.why.removeprefix(f"{rating.status}: ")
    return f"'{measure.name or measure.ref}'{team} {reason}"


def _tally(found: Sequence[RAG]) -> str:
    numbers = Counter(found)
    return ", ".join(f"{numbers[status]} {status}" for status in WORST_FIRST if numbers[status])


# ------------------------------------------------------------------ both, as one reads them


def action_why(standing: Standing, effect: Impact) -> str:
    """Both reasons, as they stand in the action's Why."""
    return (
        f"{_led('Delivery', standing.status, standing.why)} "
        f"{_led('Impact', effect.status, effect.why)}"
    )


def _led(what: str, status: RAG, why: str) -> str:
    reason = why.removeprefix(f"{status}: ")
    says = {RAG.NO_DATA: "cannot be rated", RAG.NO_TARGET: "has no target"}.get(status)
    return f"{what} {says or f'is {status}'}: {reason[:1].lower()}{reason[1:]}"
