"""Reading the periods and dates that officers type. British: day first. Never a guess.

What could be two things is refused with what to type instead. Years are 1990 to 2099.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from g2g_excel.period import Period, PeriodError, day_name, last_day, month_name

_MONTHS = {calendar.month_name[n].lower()[:k]: n for n in range(1, 13) for k in range(3, 10)}
_MONTHS = {w: n for w, n in _MONTHS.items() if w in calendar.month_name[n].lower()}
_M = r"([a-z]{3,9})\.?"
_Y = r"'?(\d{4}|\d{2})"
_FY = r"(?:fy ?)?(\d{4}|\d{2})[/-](\d{4}|\d{2})"
_DAY = (
    r"(?:(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})"
    r"|(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})\.?,? '?(\d{4}|\d{2})"
    r"|(\d{4})-(\d{2})-(\d{2}))"
)
_EXAMPLES = "Type it like April to December 2017, December 2017, Q3 2017/18, 2016/17 or at 31 December 2017."
_BLANKS = re.compile(r"[\s\u00a0\u2007\u202f]+")


def read_period(value: object) -> Period:
    """A period from what a cell holds. Raises `PeriodError` saying what is there and what to type."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _from_date(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise PeriodError(f"There is no period here. {_EXAMPLES}")
    if isinstance(value, int | float):
        raise PeriodError(_number(value))
    text = _plain(value)
    for pattern, make in _PATTERNS:
        match = pattern.fullmatch(text)
        if match:
            period = make(*match.groups())
            _year_of(period.end.year)
            return period
    if re.fullmatch(r"\d{4}", text):
        raise PeriodError(
            f"{value} could be a calendar or a financial year. Type {text}/{(int(text) + 1) % 100:02d} "
            f"or January to December {text}."
        )
    if re.fullmatch(_M, text) and text.rstrip(".") in _MONTHS:
        raise PeriodError(f"{value} has no year. Type {value} 2017, with the year that is meant.")
    if re.fullmatch(r"\d{1,2}/\d{2}", text):
        raise PeriodError(f"{value} could be a month or a year. {_EXAMPLES}")
    raise PeriodError(f"{value!r} is not a period. {_EXAMPLES}".replace("'", '"'))


def read_date(value: object) -> date:
    """A day from what a cell holds, day first. Raises `PeriodError`."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise PeriodError(_number(value))
    if isinstance(value, str):
        text = _plain(value)
        match = re.fullmatch(_DAY, text)
        if match:
            return _day(*match.groups())
        if re.fullmatch(rf"{_M}[ -]?{_Y}", text):
            raise PeriodError(f"{value} has no day. Type it like 31/12/2017.")
    raise PeriodError("A date has a day, a month and a year.")


def _plain(value: str) -> str:
    text = _BLANKS.sub(" ", value).strip().lower()
    text = re.sub("[‐‑‒–—−]", "-", text).replace("’", "'").replace("‘", "'")
    return re.sub(r" ?- ?", "-", text)


def _from_date(day: date) -> Period:
    if day.day == 1:
        raise PeriodError(
            f"{day:%d/%m/%Y} could be the month or that day: Excel turns {day:%b-%y} into it. "
            f"Type {month_name(day)} or at {day_name(day)}."
        )
    return Period.at(day)


def _number(value: float) -> str:
    if 32874 <= value < 73050:
        day = date(1899, 12, 30) + timedelta(days=int(value))
        return f"{value:g} is a number; as a date it would be {day:%d/%m/%Y}. Type {day:%d/%m/%Y}."
    return f"{value:g} is a number and not a period. {_EXAMPLES}"


def _year_of(number: int) -> int:
    if not 1990 <= number <= 2099:
        raise PeriodError(f"The year {number} cannot be meant: plans run from 1990 to 2099.")
    return number


def _year(text: str) -> int:
    if len(text) == 2 and int(text) >= 80:
        return _year_of(1900 + int(text))
    return _year_of(int(text) if len(text) == 4 else 2000 + int(text))


def _month(word: str) -> int:
    word = "sep" if word == "sept" else word
    if word not in _MONTHS:
        raise PeriodError(f"{word} is not a month. {_EXAMPLES}")
    return _MONTHS[word]


def _day(*parts: str | None) -> date:
    d1, m1, y1, d2, m2, y2, y3, m3, d3 = parts
    if d1 and m1 and y1:
        numbers = _year(y1), int(m1), int(d1)
    elif d2 and m2 and y2:
        numbers = _year(y2), _month(m2), int(d2)
    else:
        numbers = _year(y3 or ""), int(m3 or 0), int(d3 or 0)
    try:
        return date(*numbers)
    except ValueError:
        raise PeriodError(
            f"There is no day {numbers[2]:02d}/{numbers[1]:02d}/{numbers[0]} (the day comes first)."
        ) from None


def _fy(first: str, second: str) -> int:
    year = _year(first)
    if int(second) % 100 != (year + 1) % 100:
        raise PeriodError(
            f"{first}/{second} is not one financial year. Type {year}/{(year + 1) % 100:02d}."
        )
    return year


def _quarter(number: str, first: str, second: str) -> Period:
    if number not in "1234":
        raise PeriodError(f"There is no quarter {number}: they run from Q1 to Q4.")
    return Period.quarter(_fy(first, second), int(number))


def _to_date(month: str, year: str) -> Period:
    return Period.to_date(_year(year), _month(month))


def _months(first: str, last: str, year: str) -> Period:
    """One year for two months belongs to the last: April to January 2018 began in 2017."""
    end_year, begins, ends = _year(year), _month(first), _month(last)
    start = date(end_year - (begins > ends), begins, 1)
    return Period.span(start, last_day(end_year, ends))


def _two_years(first: str, year: str, last: str, end: str) -> Period:
    start, stop = date(_year(year), _month(first), 1), last_day(_year(end), _month(last))
    if start > stop:
        raise PeriodError(f"It begins in {month_name(start)}, after it ends in {month_name(stop)}.")
    return Period.span(start, stop)


def _in_year(first: str, last: str, one: str, two: str) -> Period:
    """Months of a financial year: Nov-Feb 2017/18."""
    year, begins, ends = _fy(one, two), _month(first), _month(last)
    start = date(year + (begins < 4), begins, 1)
    stop = last_day(year + (ends < 4), ends)
    return _two_years(first, str(start.year), last, str(stop.year))


def _before(month: str, year: str) -> Period:
    return Period.before(_year(year), _month(month))


def _before_day(*parts: str | None) -> Period:
    day = _day(*parts)
    if day.day != 1:
        raise PeriodError(f"Type before and a month, for example before {month_name(day)}.")
    return Period.before(day.year, day.month)


_TO = r"(?: ?to ?|-)"
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[..., Period]], ...] = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        (rf"(?:(?:as )?at |on )?(?:the )?{_DAY}", lambda *p: Period.at(_day(*p))),
        (rf"(?:week ending|w/e|we) {_DAY}", lambda *p: Period.week(_day(*p))),
        (rf"before {_M}[ -]?{_Y}", _before),
        (rf"before {_DAY}", _before_day),
        (rf"q ?(\d) ?{_FY}", _quarter),
        (_FY, lambda one, two: Period.year(_fy(one, two))),
        (rf"(?:ytd|year to date)(?: to)? {_M}[ -]?{_Y}", _to_date),
        (rf"{_M}[ -]?{_Y}", lambda m, y: Period.month(_year(y), _month(m))),
        (rf"{_M}{_TO}{_M}[ -]?{_FY}", _in_year),
        (rf"{_M}{_TO}{_M}[ -]?{_Y}", _months),
        (rf"{_M}[ -]?{_Y}{_TO}{_M}[ -]?{_Y}", _two_years),
    )
)
