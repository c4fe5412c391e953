"""How what somebody typed in a cell becomes a value of a row, and where it is refused.

Each type here is strict (pydantic's lax mode turns 0 into 1970-01-01) and reads only plain cell
values. A refusal carries a code of `messages.py`, so it becomes a finding on that one cell.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from g2g_excel.cells import CellError, CellValue
from g2g_excel.period import Period, PeriodError, read_date, read_period

_NUMBER = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?")
_DASHES = str.maketrans("‐‑‒–—−", "------")


def refusal(code: str, there: object, **facts: object) -> PydanticCustomError:
    """The error pydantic carries out of a validator; `code` names the words in `messages.py`."""
    return PydanticCustomError(code, "{there}", {"there": shown(there), **facts})


def shown(value: object) -> str:
    """A cell's value as a message shows it: short, British, never a Python representation."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return f"{value:.10g}"
    text = str(value).replace("\n", " ")
    return text if len(text) <= 60 else text[:57].rstrip() + "…"


def _text(value: CellValue) -> object:
    if isinstance(value, CellError):
        raise refusal("cell.error", value)
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool | date):
        raise refusal("cell.not_text", value)
    if isinstance(value, int | float):
        return f"{value:.10g}"
    return value


def _ref(value: CellValue) -> object:
    text = _text(value)
    if isinstance(text, str):
        return re.sub(r"\s+", "", text.translate(_DASHES)).rstrip(".")
    return text


def number_in(text: str) -> float | None:
    """The number a text holds (`69 %`, `1,234`, `- 3`), or nothing where it holds anything else."""
    bare = text.translate(_DASHES).strip().removesuffix("%").strip().replace(" ", "")
    if not bare or not _NUMBER.fullmatch(bare) or not any(c.isdigit() for c in bare):
        return None
    return float(bare.replace(",", ""))


def _number(value: CellValue) -> object:
    if isinstance(value, CellError):
        raise refusal("cell.error", value)
    if isinstance(value, bool | date):
        raise refusal("cell.not_a_number", value)
    if isinstance(value, str):
        number = number_in(value)
        if number is None or not math.isfinite(number):
            raise refusal("cell.not_a_number", value)
        return number
    return float(value) if isinstance(value, int) else value


def _whole(value: CellValue) -> object:
    number = _number(value)
    if isinstance(number, float):
        if number != int(number):
            raise refusal("cell.not_whole", value)
        return int(number)
    return number


def _date(value: CellValue | Period) -> object:
    if isinstance(value, CellError):
        raise refusal("cell.error", value)
    try:
        return read_date(value)
    except PeriodError as error:
        raise refusal("cell.not_a_date", value, why=str(error)) from None


def _period(value: CellValue | Period) -> object:
    if isinstance(value, CellError):
        raise refusal("cell.error", value)
    if isinstance(value, Period):
        return value
    try:
        return read_period(value)
    except PeriodError as error:
        raise refusal("cell.not_a_period", value, why=str(error)) from None


def _yes(value: CellValue) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in ("yes", "y", "no", "n"):
        return value.strip().lower().startswith("y")
    raise refusal("cell.not_yes_or_no", value)


def _any(value: CellValue) -> object:
    if isinstance(value, CellError):
        raise refusal("cell.error", value)
    if isinstance(value, bool):
        raise refusal("cell.not_text", value)
    if isinstance(value, datetime):
        return value.date()
    return value.strip() if isinstance(value, str) else value


Choice = TypeVar("Choice", bound=StrEnum)


def _choice(options: type[Choice]) -> Callable[[Any], Choice]:
    by_word = {option.value.casefold(): option for option in options}

    def read(value: Any) -> Choice:
        if isinstance(value, str) and value.strip().casefold() in by_word:
            return by_word[value.strip().casefold()]
        raise refusal("cell.not_in_list", value, options=" · ".join(o.value for o in options))

    return read


@dataclass(frozen=True, slots=True)
class Chosen:
    """Marks a type whose cell is picked from a list, for the builder's dropdown."""

    options: tuple[str, ...]


def choice_of(options: type[Choice]) -> Any:
    """The annotated type of a cell picked from a list."""
    words = tuple(option.value for option in options)
    return Annotated[options, BeforeValidator(_choice(options)), Chosen(words)]


Text = Annotated[str, BeforeValidator(_text)]
Ref = Annotated[str, BeforeValidator(_ref)]
Number = Annotated[float, BeforeValidator(_number)]
Whole = Annotated[int, BeforeValidator(_whole)]
Day = Annotated[date, BeforeValidator(_date)]
PeriodCell = Annotated[
    Period,
    BeforeValidator(_period),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(
        {"type": "string", "description": "April to December 2017, at 31 December 2017"}
    ),
]
AnyCell = Annotated[str | int | float | date, BeforeValidator(_any)]
YesNo = Annotated[bool, BeforeValidator(_yes), Chosen(("Yes", "No"))]


def as_cell(value: object) -> str | int | float | date | None:
    """A value of a row as a job writes it in a cell: words, numbers and dates, nothing else."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float):
        return int(value) if value == int(value) else value
    if value is None or isinstance(value, int | date):
        return value
    return str(value).strip() or None
