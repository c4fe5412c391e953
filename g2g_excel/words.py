"""The words a coded cell may hold, exactly as they stand in the dropdowns."""

from __future__ import annotations

from enum import StrEnum

from g2g_excel.entry import choice_of
from g2g_excel.finding import Severity


class Unit(StrEnum):
    PERCENT = "Percent"
    COUNT = "Count"
    DAYS = "Days"
    RATIO = "Ratio"


class Polarity(StrEnum):
    HIGHER = "Higher is better"
    LOWER = "Lower is better"
    RANGE = "Within a range"
    NONE = "Information only"


class Basis(StrEnum):
    TO_DATE = "Year to date"
    LATEST = "Latest period"
    POSITION = "Position at a date"
    YEAR = "Whole year"


class RAG(StrEnum):
    """The seven things a status can say. The last three are not colours."""

    BLUE = "Blue"
    GREEN = "Green"
    AMBER = "Amber"
    RED = "Red"
    NO_DATA = "No data"
    NO_TARGET = "No target"
    INFORMATION = "Information only"

    @property
    def is_colour(self) -> bool:
        return self in (RAG.BLUE, RAG.GREEN, RAG.AMBER, RAG.RED)


class Direction(StrEnum):
    IMPROVING = "Improving"
    WORSENING = "Worsening"
    STEADY = "Steady"
    CHANGED = "Changed"  # a count for information has no better or worse
    NONE = "No comparable figure"


class Outcome(StrEnum):
    NOT_ISSUED = "Not issued"
    ISSUED = "Issued"
    RETURNED = "Returned"
    PARTLY = "Returned, part held"
    REFUSED = "Refused"
    MISSING = "Missing"
    LATE = "Late"


UnitCell = choice_of(Unit)
PolarityCell = choice_of(Polarity)
BasisCell = choice_of(Basis)
RAGCell = choice_of(RAG)
DirectionCell = choice_of(Direction)
OutcomeCell = choice_of(Outcome)
SeverityCell = choice_of(Severity)
