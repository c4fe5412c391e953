"""Figures and distances as they stand in a sentence: 48 %, 22 points, 1 day. And months back.

Used by every sentence about a status, so that all of them write numbers one way.
"""

from __future__ import annotations

from datetime import date

from g2g_excel.period import last_day
from g2g_excel.words import Unit

PLACES = 9  # differences are rounded to so many decimals, so that 0.1 + 0.2 is exactly 0.3


def number(value: float, places: int = 1) -> str:
    """As officers write it: 86, 97.5, 1,234. A typed figure keeps its two decimals."""
    typed = abs(value - round(value, 2)) < 10**-PLACES
    text = f"{round(value, 2) if typed else value:,.{2 if typed else places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def amount(value: float, unit: Unit | None, places: int = 1) -> str:
    """A figure with its unit: 48 %, 3 days, 84."""
    text = number(value, places)
    if unit is Unit.PERCENT:
        return f"{text} %"
    return counted(text, "day") if unit is Unit.DAYS else text


def apart(value: float, unit: Unit | None, places: int = 1) -> str:
    """A distance between two figures: 22 points, 1 day, 24."""
    text = number(abs(value), places)
    if unit is Unit.PERCENT:
        return counted(text, "point")
    return counted(text, "day") if unit is Unit.DAYS else text


def counted(text: str | int, noun: str) -> str:
    return f"{text} {noun}" if str(text) == "1" else f"{text} {noun}s"


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; from a month's last day, that month's last day."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if not date.min.year <= years <= date.max.year:  # a limit of 99,999 months
        return date.min if months > 0 else date.max
    last = last_day(years, month + 1)
    return (
        last if day == last_day(day.year, day.month) else last.replace(day=min(day.day, last.day))
    )


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to a later one."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months if earlier <= months_before(later, months) else months - 1
