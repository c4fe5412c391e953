"""Help where the hand is: the dropdown, the check and the input message of one column.

A coded cell takes its words and no others. Numbers and dates only advise, so that a pasted `48 %`
is kept as it came and named by the checks instead of being thrown away.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from g2g_excel.finding import Severity
from g2g_excel.settings import RULES
from g2g_excel.tabs import Column
from g2g_excel.words import RAG, Basis, Direction, Outcome, Polarity, Unit

TITLE_LIMIT, MESSAGE_LIMIT = 32, 255

# The coded words on the Lists tab: defined name → words, in the order of the dropdown.
WORDS: dict[str, tuple[str, ...]] = {
    "lstRAG": tuple(RAG),
    "lstUnit": tuple(Unit),
    "lstPolarity": tuple(Polarity),
    "lstBasis": tuple(Basis),
    "lstYesNo": ("Yes", "No"),
    "lstOutcome": tuple(Outcome),
    "lstDirection": tuple(Direction),
    "lstSeverity": tuple(Severity),
    "lstRule": RULES,
}
Rule = dict[str, object]


def rule_for(
    column: Column, choices: tuple[str, ...], lists: Mapping[str, tuple[str, ...]] = WORDS
) -> Rule | None:
    """The data validation of a column; nothing where neither a check nor a message is wanted."""
    rule = _check(column, choices, lists)
    if not column.entry:
        return {**rule, "dropdown": False} if choices else None
    message = shortened(column.help, MESSAGE_LIMIT)
    if message:
        rule |= {"input_title": shortened(column.heading, TITLE_LIMIT), "input_message": message}
    return rule if message or rule["validate"] != "any" else None


def _check(column: Column, choices: tuple[str, ...], lists: Mapping[str, tuple[str, ...]]) -> Rule:
    title = shortened(column.heading, TITLE_LIMIT)
    if choices or column.source:
        name = next((n for n, words in lists.items() if words == choices), column.source)
        return {
            "validate": "list",
            "source": f"={name}" if name else list(choices),
            "error_type": "stop" if choices else "warning",
            "error_title": title,
            "error_message": "Choose one from the list."
            if choices
            else "This is not on the list. Keep it only if it is new and will be added there.",
        }
    if column.look == "date":
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": date(2000, 1, 1),
            "maximum": date(2099, 12, 31),
            "error_type": "information",
            "error_title": title,
            "error_message": "A date is expected, day first, for example 31/12/2017.",
        }
    if column.look in ("number", "whole"):
        return {
            "validate": "decimal" if column.look == "number" else "integer",
            "criteria": "between",
            "minimum": -1_000_000_000,
            "maximum": 1_000_000_000,
            "error_type": "information",
            "error_title": title,
            "error_message": "A number is expected here, without a % sign: 86 for 86 %.",
        }
    return {"validate": "any"}


def shortened(text: str, limit: int) -> str:
    """A text within one of Excel's limits, cut at a word."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
