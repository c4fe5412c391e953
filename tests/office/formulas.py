"""Formulas in Excel's spelling and in the one LibreOffice's interface has for them.

`=SUM('T 2'!A1:B2,{1,2;3})` here is `=SUM($'T 2'.A1:B2;{1;2|3})` there. A comma that joins two areas,
as in `(A1,B2)`, is not told from one between arguments; no formula of ours has it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_OFFICES = re.compile(
    r"""
      (?P<text>"(?:[^"]|"")*")                        # "a;b"
    | (?P<sheet>\$?'(?:[^']|'')+'|\$?[^\W\d]\w*)      # $'T 2' or $Data, before .A1 or .A:A
      \.(?=\$?[A-Za-z]{1,3}(?:\$?\d|:))
    | (?P<mark>[;|{}])
    """,
    re.VERBOSE,
)
_EXCELS = re.compile(
    r"""
      (?P<text>"(?:[^"]|"")*")
    | (?P<sheet>'(?:[^']|'')+'|[^\W\d]\w*)!(?=\$?[A-Za-z])
    | (?P<mark>[,;{}])
    """,
    re.VERBOSE,
)


def in_excels_spelling(formula: str) -> str:
    """A formula as `Range.Formula` gives it."""
    return _respelt(formula, _OFFICES, "{}!", outside={";": ","}, inside={";": ",", "|": ";"})


def in_offices_spelling(formula: str) -> str:
    """A formula as a UNO cell takes it."""
    return _respelt(formula, _EXCELS, "${}.", outside={",": ";"}, inside={",": ";", ";": "|"})


def has_relative_cells(formula: str) -> bool:
    """Whether it names a cell whose row or column moves when the formula is filled down."""
    bare = re.sub(r'"[^"]*"|\[[^\[\]]*\]|\$[A-Za-z]{1,3}\$\d+', "", formula)
    return bool(re.search(r"(?<![\w.])\$?[A-Za-z]{1,3}\$?\d+(?![\w(.])", bare))


def _respelt(
    formula: str,
    pieces: re.Pattern[str],
    sheet: str,
    *,
    outside: Mapping[str, str],
    inside: Mapping[str, str],
) -> str:
    marks = outside

    def spelt(piece: re.Match[str]) -> str:
        nonlocal marks
        if piece["text"]:
            return piece["text"]
        if piece["sheet"]:
            return sheet.format(piece["sheet"].removeprefix("$"))
        mark = piece["mark"]
        if mark in "{}":  # an array of constants: other marks inside
            marks = inside if mark == "{" else outside
        return marks.get(mark, mark)

    return pieces.sub(spelt, formula)


def shown(value: object, source: str) -> str:
    """What `Range.Formula` gives for a cell, from its value and LibreOffice's formula of it.

    For text LibreOffice puts an apostrophe before what would otherwise read as something else;
    Excel does not. A typed TRUE is a formula to LibreOffice and a value to Excel.
    """
    if isinstance(value, str) and source in (value, f"'{value}"):
        return value
    if source in ("=TRUE()", "=FALSE()"):
        return source[1:-2]
    return in_excels_spelling(source) if source.startswith("=") else source
