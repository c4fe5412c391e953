"""One real plan, January 2018, from our own file of its facts; and an empty plan for anybody.

`data/january-2018.toml` is for people to read and edit. Everything in it goes through the strict row
models, so a slip there stops the build.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from importlib import resources
from typing import Any

from g2g_excel.content import Content
from g2g_excel.period import PeriodKind, read_period
from g2g_excel.plan import (
    ActionRow,
    FigureRow,
    MeasureRow,
    MilestoneRow,
    RecommendationRow,
    ReturnRow,
    SchemeRow,
    ThemeRow,
)
from g2g_excel.settings import SCHEMA_VERSION, Settings
from g2g_excel.words import Basis

_BASIS = {
    PeriodKind.TO_DATE: Basis.TO_DATE,
    PeriodKind.AT: Basis.POSITION,
    PeriodKind.YEAR: Basis.YEAR,
}
_DECEMBER = date(2017, 12, 1)


def january_2018() -> Content:
    """The plan as published: position at 31 December 2017."""
    facts = _facts()
    actions = [
        (theme["number"], action) for theme in facts["themes"] for action in theme["actions"]
    ]
    measures = tuple(pair for _, action in actions for pair in _measures(action, facts["sources"]))
    return Content(
        settings=Settings.model_validate({**facts["settings"], "schema_version": SCHEMA_VERSION}),
        themes=tuple(ThemeRow(number=t["number"], title=t["title"]) for t in facts["themes"]),
        actions={
            theme["number"]: tuple(_action(action) for action in theme["actions"])
            for theme in facts["themes"]
        },
        recommendations=tuple(
            RecommendationRow(
                number=action["recommendation"],
                text=action["asks"],
                source=facts["sources"]["recommendation"],
            )
            for _, action in sorted(actions, key=lambda pair: pair[1]["recommendation"])
        ),
        milestones=tuple(step for _, action in actions for step in _milestones(action)),
        measures=tuple(measure for measure, _ in measures),
        figures=tuple(figure for _, figures in measures for figure in figures),
        returns=tuple(
            ReturnRow(team=name)
            for name in dict.fromkeys(team for _, action in actions for team in action["teams"])
        ),
        scheme=_scheme(facts["scheme"]),
    )


def before_december_2017() -> Content:
    """The same plan before its December returns: no update, nothing ticked, earlier figures only."""
    now = january_2018()
    return replace(
        now,
        actions={
            number: tuple(
                row.model_copy(update={"update": None, "impact_text": None, "next_steps": None})
                for row in rows
            )
            for number, rows in now.actions.items()
        },
        milestones=tuple(
            row.model_copy(update={"done": None, "done_on": None}) for row in now.milestones
        ),
        figures=tuple(f for f in now.figures if f.period and f.period.end < _DECEMBER),
    )


def empty(authority: str, themes: Sequence[str]) -> Content:
    """A plan of any authority with its themes and nothing else, on the default scheme."""
    facts = _facts()
    words = "".join(c if c.isalnum() else " " for c in authority.lower()).split()
    usual = ("scheme_name", "margin_percent", "stale_months", "small_cohort", "due_soon_days")
    settings = Settings(
        authority=authority,
        title="Getting to Good improvement plan",
        returns_folder="Returns",
        plan_id="-".join((*words, "g2g")),
        schema_version=SCHEMA_VERSION,
        **{name: facts["settings"][name] for name in usual},
    )
    return Content(
        settings=settings,
        themes=tuple(ThemeRow(number=n, title=title) for n, title in enumerate(themes, start=1)),
        actions=dict.fromkeys(range(1, len(themes) + 1), ()),
        recommendations=(),
        milestones=(),
        measures=(),
        figures=(),
        returns=(),
        scheme=_scheme(facts["scheme"]),
    )


def _facts() -> dict[str, Any]:
    source = resources.files("g2g_excel") / "data" / "january-2018.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _text(value: str | None) -> str | None:
    return value.strip() if value else None


def _action(action: Mapping[str, Any]) -> ActionRow:
    return ActionRow(
        ref=action["ref"],
        action=action["action"],
        recommendation=action["recommendation"],
        update=_text(action.get("update")),
        impact_text=_text(action.get("impact")),
        next_steps=_text(action.get("next_steps")),
        teams="; ".join(action["teams"]),
    )


def _milestones(action: Mapping[str, Any]) -> Iterator[MilestoneRow]:
    """A line of text is a step that is done; a table is one still to come."""
    for number, step in enumerate(action["milestones"], start=1):
        done = isinstance(step, str)
        yield MilestoneRow(
            ref=f"{action['ref']}-M{number}",
            action=action["ref"],
            milestone=step if done else step["step"],
            team=action["teams"][0],
            due=None if done else step.get("due"),
            done=True if done else None,
        )


def _measures(
    action: Mapping[str, Any], sources: Mapping[str, str]
) -> Iterator[tuple[MeasureRow, tuple[FigureRow, ...]]]:
    """Each measure with its figures; the one rated first says how the measure is counted."""
    for letter, facts in zip(string.ascii_lowercase, action.get("measures", ()), strict=False):
        ref = action["ref"] + letter
        given = [(read_period(f["period"]), f) for f in facts["figures"]]
        basis = next(_BASIS[period.kind] for period, _ in given if period.kind in _BASIS)
        row = {
            "ref": ref,
            "action": action["ref"],
            "name": facts["name"],
            "team": facts["team"],
            "unit": facts["unit"],
            "polarity": facts["better"],
            "basis": basis.value,
            **{
                name: facts[name]
                for name in ("out_of", "target", "target_note", "reported")
                if name in facts
            },
        }
        figures = tuple(
            FigureRow.model_validate({"measure": ref, "source": sources["figure"], **figure})
            for _, figure in given
        )
        yield MeasureRow.model_validate(row), figures


def _scheme(lines: Mapping[str, Sequence[str]]) -> tuple[SchemeRow, ...]:
    return tuple(
        SchemeRow.model_validate({"order": n, "status": status, "rule": rule, "meaning": meaning})
        for n, (rule, (status, meaning)) in enumerate(lines.items(), start=1)
    )
