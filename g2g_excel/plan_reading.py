"""A whole plan workbook as a `Plan`, with everything that could not be read as findings.

Tabs may be moved; one that is missing is named, read as empty, and nothing is written to it.
"""

from __future__ import annotations

import re
from typing import TypeVar

from pydantic import ValidationError

from g2g_excel import plan as tabs_of
from g2g_excel.cells import CannotRead, Location, Workbook
from g2g_excel.entry import shown
from g2g_excel.finding import Finding
from g2g_excel.messages import found
from g2g_excel.plan import ActionRow, SchemeRow, SettingRow, theme_tab
from g2g_excel.reading import near_name, read_table
from g2g_excel.record import Plan, Record, Table
from g2g_excel.settings import LIMITS, RULES, Rule, Scheme, Settings
from g2g_excel.tabs import Row, Tab
from g2g_excel.words import RAG

R = TypeVar("R", bound=Row)

_THEME = re.compile(r"Theme (\d+)")


def read_plan(book: Workbook) -> tuple[Plan, tuple[Finding, ...]]:
    """The plan in a workbook. Raises `CannotRead` where the workbook holds no plan at all."""
    reader = _Reader(book)
    themes = sorted(int(m[1]) for name in reader.sheets if (m := _THEME.fullmatch(name)))
    if not themes and "Measures" not in reader.sheets:
        raise CannotRead(
            f"{book.name} is not a Getting to Good plan: it has no tab called Theme 1 and none "
            "called Measures. Choose the plan workbook, or make one with g2g new."
        )
    settings, settings_at = _settings(reader)
    plan = Plan(
        book=book.name,
        settings=settings,
        settings_at=settings_at,
        scheme=_scheme(reader, settings),
        themes=reader.table(tabs_of.START, tabs_of.ThemeRow),
        actions=tuple(reader.table(theme_tab(number), ActionRow) for number in themes),
        recommendations=reader.table(tabs_of.RECOMMENDATIONS, tabs_of.RecommendationRow),
        milestones=reader.table(tabs_of.MILESTONES, tabs_of.MilestoneRow),
        measures=reader.table(tabs_of.MEASURES, tabs_of.MeasureRow),
        figures=reader.table(tabs_of.FIGURES, tabs_of.FigureRow),
        returns=reader.table(tabs_of.RETURNS, tabs_of.ReturnRow),
        checks=reader.table(tabs_of.CHECKS, tabs_of.CheckRow),
        log=reader.table(tabs_of.LOG, tabs_of.LogRow),
        sheets=reader.sheets,
    )
    return plan, tuple(reader.findings)


class _Reader:
    """Reads one tab after another and gathers what it finds on the way."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.sheets = book.sheets()
        self.findings: list[Finding] = []

    def table(self, tab: Tab, row: type[R]) -> Table[R]:
        if tab.name not in self.sheets:
            near = near_name(tab.name, self.sheets) or ""
            self.findings.append(found("tab.missing", tab=tab.name, near=near))
            return Table(tab, self.book.name, tab.name, {}, 0)
        table, findings = read_table(tab, row, self.book.grid(tab.name), self.book.name)
        self.findings += findings
        return table


def _settings(reader: _Reader) -> tuple[Settings, dict[str, Location]]:
    """The Settings tab; a setting that cannot be read is blank, named, and the rest stands."""
    table = reader.table(tabs_of.SETTINGS, SettingRow)
    fields = {_column(name).casefold(): name for name in Settings.model_fields}
    values: dict[str, object] = {}
    at: dict[str, Record[SettingRow]] = {}
    for record in table:
        name = fields.get(record.row.name.casefold())
        if name is None:
            reader.findings.append(
                found("setting.unknown", record.at("name"), there=record.row.name)
            )
            continue
        at[name] = record
        if record.row.value is not None:
            values[name] = record.row.value
    if table.heading_line:
        reader.findings += [
            found("setting.missing", setting=_column(name))
            for name in fields.values()
            if name not in at
        ]
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        for problem in error.errors():
            name = str(problem["loc"][0])
            facts = {k: str(v) for k, v in problem.get("ctx", {}).items() if k != "there"}
            reader.findings.append(
                found(
                    problem["type"],
                    at[name].at("value"),
                    subject=f"Settings {_column(name)}",
                    there=shown(values.pop(name)),
                    **facts,
                )
            )
        settings = Settings.model_validate(values)
    return settings, {name: record.at("value") for name, record in at.items()}


def _column(name: str) -> str:
    return str(Settings.model_fields[name].metadata[-1].heading)


def _scheme(reader: _Reader, settings: Settings) -> Scheme:
    """The RAG scheme the plan states; what it leaves out is the default's."""
    table = reader.table(tabs_of.SCHEME, SchemeRow)
    known = {rule.casefold(): rule for rule in RULES}
    rules = []
    for record in sorted(table, key=lambda r: r.row.order):
        rule = known.get((record.row.rule or "").casefold())
        if rule is None or record.row.status is None:
            name, words = ("rule", RULES) if rule is None else ("status", tuple(RAG))
            if record.raw.get(name) is None or name == "rule":  # an unreadable one is named already
                reader.findings.append(
                    found(
                        "cell.not_in_list",
                        record.at(name),
                        subject=f"RAG scheme {record.row.order}",
                        there=shown(record.raw.get(name)),
                        options=" · ".join(words),
                    )
                )
        else:
            rules.append(Rule(rule=rule, status=record.row.status))
    below = [limit for name in LIMITS if (limit := getattr(settings, name) or 0) < 0]
    given: dict[str, object] = {
        "name": settings.scheme_name,
        "agreed": settings.scheme_date,
        "rules": tuple(rules) or None,
        "margin_percent": settings.margin_percent,
        "stale_months": settings.stale_months,
        "small_cohort": settings.small_cohort,
        "due_soon_days": settings.due_soon_days,
    }
    return Scheme.model_validate(
        {n: v for n, v in given.items() if v is not None and v not in below}
    )
