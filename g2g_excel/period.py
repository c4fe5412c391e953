"""What a figure covers: a month, quarter, year, year to date, span, week, or a day.

Compare like with like only. Reading what officers type is `period_reading.py`; import its two
functions from here, as the reader needs the type first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import total_ordering


class PeriodKind(StrEnum):
    AT = "at"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"  # April to March
    TO_DATE = "year to date"  # 1 April to the end of a later month, but not the whole year
    SPAN = "span"  # any other run of whole months that is not a quarter either
    WEEK = "week"
    BEFORE = "before"  # all that came before a month


class PeriodError(ValueError):
    """What was typed is no period, or could be two. The text says what to type."""


# Not `calendar.month_name`, which follows the machine's language: what is printed must read back.
MONTH_NAMES: tuple[str, ...] = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def last_day(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def month_name(day: date) -> str:
    return f"{MONTH_NAMES[day.month - 1]} {day.year}"


def day_name(day: date) -> str:
    return f"{day.day} {month_name(day)}"


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A kind and its first and last day; `start` is missing only for BEFORE. Orders by last day."""

    kind: PeriodKind
    start: date | None
    end: date

    @classmethod
    def at(cls, day: date) -> Period:
        return cls(PeriodKind.AT, day, day)

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        return cls(PeriodKind.MONTH, date(year, month, 1), last_day(year, month))

    @classmethod
    def quarter(cls, year: int, number: int) -> Period:
        """Quarter 1 to 4 of the financial year that begins in April of `year`; else `PeriodError`."""
        if not 1 <= number <= 4:
            raise PeriodError(
                f"There is no quarter {number}: they run from Q1 to Q4. Type it like Q3 2017/18."
            )
        first = 4 + 3 * (number - 1)
        begins = date(year + (first > 12), (first - 1) % 12 + 1, 1)
        return cls(PeriodKind.QUARTER, begins, last_day(begins.year, begins.month + 2))

    @classmethod
    def year(cls, year: int) -> Period:
        """The financial year that begins in April of `year`."""
        return cls(PeriodKind.YEAR, date(year, 4, 1), date(year + 1, 3, 31))

    @classmethod
    def to_date(cls, year: int, month: int) -> Period:
        """From 1 April to the end of a month; April alone is a month, to March a year."""
        first = year if month >= 4 else year - 1
        return cls.span(date(first, 4, 1), last_day(year, month))

    @classmethod
    def week(cls, ending: date) -> Period:
        return cls(PeriodKind.WEEK, ending - timedelta(days=6), ending)

    @classmethod
    def before(cls, year: int, month: int) -> Period:
        return cls(PeriodKind.BEFORE, None, date(year, month, 1) - timedelta(days=1))

    @classmethod
    def span(cls, start: date, end: date) -> Period:
        """Whole months from `start` to `end`, or seven days, as the most particular kind that fits.

        October to December is Q3, but April to June is the year to date: Q1 has to be called so.
        Raises `PeriodError` for other days, and where it would end before it begins.
        """
        if start > end:
            raise PeriodError(f"It begins on {day_name(start)}, after it ends on {day_name(end)}.")
        if (end - start).days == 6:
            return cls.week(end)
        if start.day != 1 or end != last_day(end.year, end.month):
            raise PeriodError(
                f"{day_name(start)} to {day_name(end)} is neither whole months nor a week. "
                "Type it like April to December 2017 or week ending 31 December 2017."
            )
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        if months == 1:
            return cls.month(end.year, end.month)
        if months == 3 and start.month in (1, 7, 10):
            return cls(PeriodKind.QUARTER, start, end)
        if start.month == 4 and months == 12:
            return cls.year(start.year)
        if start.month == 4 and months < 12:
            return cls(PeriodKind.TO_DATE, start, end)
        return cls(PeriodKind.SPAN, start, end)

    @property
    def months(self) -> int:
        """How many whole months it covers; 0 for a day, a week and BEFORE."""
        if self.start is None or self.kind in (PeriodKind.AT, PeriodKind.WEEK):
            return 0
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return self._order < other._order

    @property
    def _order(self) -> tuple[date, date, str]:
        return self.end, self.start or date.min, self.kind

    def __str__(self) -> str:
        start = self.start
        if start is None:
            return f"before {month_name(self.end + timedelta(days=1))}"
        if self.kind is PeriodKind.AT:
            return f"at {day_name(self.end)}"
        if self.kind is PeriodKind.WEEK:
            return f"week ending {day_name(self.end)}"
        if self.kind is PeriodKind.MONTH:
            return month_name(self.end)
        if self.kind is PeriodKind.QUARTER:
            return f"Q{(start.month - 4) % 12 // 3 + 1} {financial_year(start)}"
        if self.kind is PeriodKind.YEAR:
            return financial_year(start)
        if start.year == self.end.year:
            return f"{MONTH_NAMES[start.month - 1]} to {month_name(self.end)}"
        return f"{month_name(start)} to {month_name(self.end)}"


def financial_year(day: date) -> str:
    """The April-to-March year a day lies in: 2017/18."""
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def comparable(one: Period, other: Period) -> bool:
    """Whether two periods are like for like: same kind and length, and the same months where the
    season matters (year to date, span). Each is comparable with itself, except that what came
    BEFORE a month is comparable with nothing."""
    if one.kind is not other.kind or one.kind is PeriodKind.BEFORE:
        return False
    if one.kind in (PeriodKind.TO_DATE, PeriodKind.SPAN):
        same_end = one.end.month == other.end.month
        return same_end and one.months == other.months
    return True


def same_period_last_year(period: Period) -> Period | None:
    """The same period twelve months earlier; none for a week and for BEFORE.

    A month's last day gives that month's last day: at 28 February 2017, at 29 February 2016.
    """
    start, end = period.start, period.end
    if start is None or period.kind is PeriodKind.WEEK:
        return None
    earlier = last_day(end.year - 1, end.month)
    if period.kind is PeriodKind.AT:
        is_last = end == last_day(end.year, end.month)
        return Period.at(earlier if is_last else end.replace(year=end.year - 1))
    return Period(period.kind, start.replace(year=start.year - 1), earlier)


from g2g_excel.period_reading import read_date, read_period  # noqa: E402  # the reader needs the type first

__all__ = [
    "Period", "PeriodError", "PeriodKind", "comparable", "financial_year", "read_date",
    "read_period", "same_period_last_year",
]  # fmt: skip
