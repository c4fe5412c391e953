"""One fault, and the shape of a rule that finds such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Complaint:
    """A fault: a stable code (`table.width`), the part or cell it is in, and what is wrong there."""

    code: str
    where: str
    what: str = ""

    def __str__(self) -> str:
        return f"{self.code} | {self.where} | {self.what}"


Complaints = Iterator[Complaint]


def words(text: str) -> tuple[str, ...]:
    """The words of a list that is written as text, since one a line would take a page."""
    return tuple(re.findall(r"\w+", text))
