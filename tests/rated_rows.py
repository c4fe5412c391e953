"""Short ways to write a measure, a figure and a milestone as an officer would type them."""

from __future__ import annotations

from datetime import date

from g2g_excel.plan import FigureRow, MeasureRow, MilestoneRow
from g2g_excel.settings import Scheme
from g2g_excel.words import Basis, Polarity, Unit

SCHEME = Scheme()
POSITION = date(2017, 12, 31)
TO_DATE = "April to December 2017"

HIGHER, LOWER, RANGE, INFO = Polarity.HIGHER, Polarity.LOWER, Polarity.RANGE, Polarity.NONE


def measure(
    target: float | None = None, polarity: Polarity | None = HIGHER, **more: object
) -> MeasureRow:
    facts: dict[str, object] = {
        "ref": "1.4d",
        "name": "Attending their review",
        "unit": Unit.PERCENT,
    }
    facts |= {"target": target, "polarity": polarity, "basis": Basis.TO_DATE}
    return MeasureRow.model_validate(facts | more)


def figure(value: float | None, period: str = TO_DATE, **more: object) -> FigureRow:
    facts: dict[str, object] = {"measure": "1.4d", "period": period, "value": value}
    return FigureRow.model_validate(facts | more)


def cases(top: float, bottom: float, period: str = TO_DATE) -> FigureRow:
    return figure(None, period, numerator=top, denominator=bottom)


def milestone(due: str | None = None, done: str | None = None, **more: object) -> MilestoneRow:
    facts: dict[str, object] = {
        "ref": "1.4-M1",
        "action": "1.4",
        "milestone": "Service re-tendered",
    }
    return MilestoneRow.model_validate(facts | {"due": due, "done": done} | more)
