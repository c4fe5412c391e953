"""The plan's settings: one row of the Settings tab each, and the RAG scheme they hold.

The order here is the order on the tab. `None` means the officer left it blank.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict

from g2g_excel.entry import Day, Number, Text, Whole
from g2g_excel.tabs import Column
from g2g_excel.words import RAG

# One setting a line, like the sheet it describes.
# fmt: off

SCHEMA_VERSION = 1


class Settings(BaseModel):
    """Frozen and strict, like a row; each field is one row of the Settings tab."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    authority: Annotated[Text | None, Column("Authority", "The council, as it signs itself.")] = (None)
    title: Annotated[Text | None, Column("Plan", "The plan's title.")] = None
    service: Annotated[Text | None, Column("Service", "The service the plan improves.")] = None
    position_date: Annotated[Day | None, Column("Position date", "The day the updates and figures are given for, day first, for example 31/12/2017.", look="date")] = None
    plan_start: Annotated[Day | None, Column("Plan start", "Nothing in the plan can be due, done or measured before this day.", look="date")] = None
    published: Annotated[Text | None, Column("Published", "When this position is or was published, for example January 2018.")] = None
    inspection: Annotated[Text | None, Column("Inspection", "The inspection the plan answers, with its date.")] = None
    returns_due: Annotated[Day | None, Column("Returns due", "When teams send their returns back; used where a team has no date of its own.", look="date")] = None
    returns_folder: Annotated[Text | None, Column("Returns folder", "Where returns are issued to and collected from. A name alone lies beside this workbook.")] = None
    scheme_name: Annotated[Text | None, Column("RAG scheme", "The name of the scheme on the RAG scheme tab; printed with every output.")] = None
    scheme_date: Annotated[Day | None, Column("RAG scheme agreed", "When the scheme was agreed.", look="date")] = None
    margin_percent: Annotated[Number | None, Column("Amber margin, % of target", "Used where a measure gives no margin of its own. Not for a nil target.", look="number")] = None
    stale_months: Annotated[Whole | None, Column("Stale after, months", "A figure that ended longer ago than this, at the position date, is rated but queried as stale.", look="whole")] = None
    small_cohort: Annotated[Whole | None, Column("Small cohort, fewer than", "A rate from fewer children or cases than this is flagged.", look="whole")] = None
    due_soon_days: Annotated[Whole | None, Column("Due soon, days", "A milestone due within this many days of the position date is named as due soon.", look="whole")] = None
    plan_id: Annotated[Text | None, Column("Plan identity", "Ties returns to this plan. Made by the builder.", entry=False)] = None
    schema_version: Annotated[Whole | None, Column("Workbook version", "Written by the builder.", look="whole", entry=False)] = None
    last_refreshed: Annotated[Text | None, Column("Status last refreshed", "Written by Refresh status.", entry=False)] = None
    run_token: Annotated[Text | None, Column("Last run", "Written by a job when it ends, read by the ribbon. Not for people.", entry=False)] = None


LIMITS = ("margin_percent", "stale_months", "small_cohort", "due_soon_days")


class Rule(BaseModel):
    """One line of a RAG scheme: when it fits, the status it gives."""

    model_config = ConfigDict(frozen=True, strict=True)

    rule: str
    status: RAG


MET, WITHIN_MARGIN, OTHERWISE = "On or better than target", "Within the amber margin", "Otherwise"
RULES = (MET, WITHIN_MARGIN, OTHERWISE)


class Scheme(BaseModel):
    """How a figure becomes a colour: ordered rules, first match wins, and the limits they use.

    `margin_percent` is a percentage of the target; `small_cohort` a number of children or cases.
    The default is DESIGN's: on or better than target Green, within the margin Amber, else Red.
    """

    model_config = ConfigDict(frozen=True, strict=True)

    name: str = "Target and margin"
    agreed: date | None = None
    rules: tuple[Rule, ...] = (
        Rule(rule=MET, status=RAG.GREEN),
        Rule(rule=WITHIN_MARGIN, status=RAG.AMBER),
        Rule(rule=OTHERWISE, status=RAG.RED),
    )
    margin_percent: float = 10
    stale_months: int = 3
    small_cohort: int = 10
    due_soon_days: int = 30
