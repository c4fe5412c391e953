"""Reading the periods and dates that officers type. British: day first. Never a guess.

What could be two things is refused with what to type instead. Years are 1990 to 2099.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from g2g_excel.period import MONTH_NAMES, Period, PeriodError, day_name, last_day, month_name

_MONTHS = {name.lower()[:k]: n for n, name in enumerate(MONTH_NAMES, 1) for k in range(3, 10)}
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
    if isinstance(value, date):
        return _from_date(value.date() if isinstance(value, datetime) else value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise _number(value)
    text = _plain(value) if isinstance(value, str) else ""
    if not text:
        raise PeriodError(f"There is no period here. {_EXAMPLES}")
    for pattern, make in _PATTERNS:
        match = pattern.fullmatch(text)
        if match:
            period = make(*match.groups())
            if period.start:  # the financial year 2099/00 would end outside
                _year_of(period.end.year)
            return period
    if re.fullmatch(r"\d{4}", text):
        raise _whole_year(int(text))
    undated = re.fullmatch(rf"(?:\d{{1,2}}(?:st|nd|rd|th)?[ -]?)?{_M}", text)
    if undated and undated[1] in _MONTHS:
        raise PeriodError(f"{_quoted(value)} has no year. Type it with one, like December 2017.")
    raise PeriodError(f"{_quoted(value)} is not a period. {_EXAMPLES}")


def read_date(value: object) -> date:
    """A day from what a cell holds, day first. Raises `PeriodError`."""
    if isinstance(value, date):
        _year_of(value.year)
        return value.date() if isinstance(value, datetime) else value
    if isinstance(value, int | float) and not isinstance(value, bool):
        day = _serial(value)
        raise PeriodError(
            f"{value:.15g} is a number; as a date it would be {day:%d/%m/%Y}. Type {day:%d/%m/%Y}."
            if day
            else f"{value:.15g} is a number and not a date. Type it like 31/12/2017."
        )
    text = _plain(value) if isinstance(value, str) else ""
    if not text:
        raise PeriodError("There is no date here: a day, a month and a year, like 31/12/2017.")
    match = re.fullmatch(_DAY, text)
    if match:
        return _day(*match.groups())
    if re.fullmatch(rf"{_M}[ -]?{_Y}|\d{{1,2}}[./-]\d{{4}}", text):
        raise PeriodError(f"{_quoted(value)} has no day. Type it like 31/12/2017.")
    raise PeriodError(
        f"{_quoted(value)} is not a date: a day, a month and a year, like 31/12/2017."
    )


def _plain(value: str) -> str:
    text = _BLANKS.sub(" ", value).strip().lower()
    text = re.sub("[‐‑‒–—−]", "-", text).replace("’", "'").replace("‘", "'")
    return re.sub(r" ?- ?", "-", text)


def _quoted(value: object) -> str:
    text = str(value).strip()
    return f'"{text}"' if len(text) <= 60 else f'"{text[:60]}…"'


def _from_date(day: date) -> Period:
    _year_of(day.year)
    if day.day == 1:
        short = f"{month_name(day)[:3]}-{day:%y}"
        raise PeriodError(
            f"{day:%d/%m/%Y} could be the month or that day: Excel turns {short} into it. "
            f"Type {month_name(day)} or at {day_name(day)}."
        )
    return Period.at(day)


def _serial(value: float) -> date | None:
    """The day an Excel number stands for, from 1 January 1990 to 31 December 2099."""
    return date(1899, 12, 30) + timedelta(days=int(value)) if 32874 <= value < 73051 else None


def _number(value: float) -> PeriodError:
    if 1990 <= value <= 2099 and value == int(value):
        return _whole_year(int(value))
    day = _serial(value)
    if day is None:
        return PeriodError(f"{value:.15g} is a number and not a period. {_EXAMPLES}")
    asked = f"{month_name(day)} or at {day_name(day)}" if day.day == 1 else f"at {day_name(day)}"
    return PeriodError(
        f"{value:.15g} is a number; as a date it would be {day:%d/%m/%Y}. Type {asked}."
    )


def _whole_year(year: int) -> PeriodError:
    return PeriodError(
        f"{_year_of(year)} could be a calendar or a financial year. "
        f"Type {_slashed(year)} or January to December {year}."
    )


def _slashed(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02d}"


def _year_of(number: int) -> int:
    if not 1990 <= number <= 2099:
        raise PeriodError(f"The year {number} cannot be meant: type one from 1990 to 2099.")
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
            f"There is no day {numbers[2]:02d}/{numbers[1]:02d}/{numbers[0]} (the day comes first). "
            "Type it like 31/12/2017."
        ) from None


def _fy(first: str, second: str) -> int:
    year = _year(first)
    if second not in (f"{(year + 1) % 100:02d}", str(year + 1)):
        month = len(first) == 4 and len(second) == 2 and 1 <= int(second) <= 12
        raise PeriodError(
            f"{first}/{second} is not one financial year. Type {_slashed(year)}"
            + (f" or {MONTH_NAMES[int(second) - 1]} {year}." if month else ".")
        )
    return year


def _numbered_month(month: str, year: str) -> Period:
    if not 1 <= int(month) <= 12:
        raise PeriodError(f"There is no month {month}. {_EXAMPLES}")
    return Period.month(_year(year), int(month))


def _two_numbers(first: str, second: str) -> Period:
    """17/18 is a year; 12/13 could be that or December 2013, and 01/17 a month or a slip."""
    follows = int(second) == (int(first) + 1) % 100
    if 1 <= int(first) <= 12:
        month, whole = (
            f"{MONTH_NAMES[int(first) - 1]} {_year(second)}",
            _slashed(_year(second) - follows),
        )
        raise PeriodError(
            f"{first}/{second} could mean more than one thing. Type it in full, like {month} or {whole}."
        )
    if not follows:
        raise PeriodError(f'"{first}/{second}" is not a period. {_EXAMPLES}')
    return Period.year(_year(first))


def _quarter(number: str, first: str, second: str) -> Period:
    return Period.quarter(_fy(first, second), int(number))


def _to_date(month: str, year: str) -> Period:
    return Period.to_date(_year(year), _month(month))


def _months(first: str, last: str, year: str) -> Period:
    """Two months of one year. April to January 2018 is the year to date; otherwise, over the new
    year, the year could be that of either month."""
    stop, begins, ends = _year(year), _month(first), _month(last)
    if begins == 4:
        return Period.to_date(stop, ends)
    if begins > ends:
        one, two = MONTH_NAMES[begins - 1], MONTH_NAMES[ends - 1]
        raise PeriodError(
            f"{one} to {two} {stop} runs over a new year. "
            f"Type {one} {stop - 1} to {two} {stop} or {one} {stop} to {two} {stop + 1}."
        )
    return Period.span(date(stop, begins, 1), last_day(stop, ends))


def _two_years(first: str, year: str, last: str, end: str) -> Period:
    return Period.span(date(_year(year), _month(first), 1), last_day(_year(end), _month(last)))


def _in_year(first: str, last: str, one: str, two: str) -> Period:
    """Months of a financial year: Nov-Feb 2017/18."""
    year, begins, ends = _fy(one, two), _month(first), _month(last)
    start = date(year + (begins < 4), begins, 1)
    stop = last_day(year + (ends < 4), ends)
    return Period.span(start, stop)


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
        (rf"q(?:uarter)? ?(\d) ?{_FY}", _quarter),
        (r"(\d{1,2})[./-](\d{4})", _numbered_month),
        (r"(\d{1,2})[./-](\d{2})", _two_numbers),
        (_FY, lambda one, two: Period.year(_fy(one, two))),
        (rf"(?:ytd|year to date)(?: to)? {_M}[ -]?{_Y}", _to_date),
        (rf"{_M}[ -]?{_Y}", lambda m, y: Period.month(_year(y), _month(m))),
        (rf"{_M}{_TO}{_M}[ -]?{_FY}", _in_year),
        (rf"{_M}{_TO}{_M}[ -]?{_Y}", _months),
        (rf"{_M}[ -]?{_Y}{_TO}{_M}[ -]?{_Y}", _two_years),
    )
)
