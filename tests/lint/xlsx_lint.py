"""Run every rule over a workbook: `lint(path)`, or `python -m tests.lint.xlsx_lint FILE…`.

One line a fault: file, code, where, what. Exit status 1 where there is any. A rule that trips over a
workbook is a fault of that workbook, not a reason to stop: it is reported as `lint.unreadable`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from tests.lint import cells, charts, macros, parts, sheets, tables, workbook
from tests.lint.book import Book, book_in
from tests.lint.complaint import Complaint, Complaints
from tests.lint.package import Package, read_package

Subject = TypeVar("Subject", Package, Book)
_BOOK_RULES: tuple[Callable[[Book], Complaints], ...] = (
    *workbook.RULES,
    *tables.RULES,
    *sheets.RULES,
    *cells.RULES,
    *charts.RULES,
    *macros.RULES,
)


def lint(path: Path | str) -> list[Complaint]:
    """Every fault that is found. Raises `zipfile.BadZipFile` for a file that is no zip."""
    package = read_package(path)
    if "[Content_Types].xml" not in package.trees:
        return [
            *_found(parts.RULES[:2], package),
            Complaint("ct.missing", "[Content_Types].xml", "not there, or not readable"),
        ]
    complaints = _found(parts.RULES, package)
    book = book_in(package)
    if book is None:
        return [*complaints, Complaint("wb.missing", "", "no workbook part")]
    return [*complaints, *_found(_BOOK_RULES, book)]


def _found(rules: Iterable[Callable[[Subject], Complaints]], subject: Subject) -> list[Complaint]:
    complaints: list[Complaint] = []
    for rule in rules:
        try:
            complaints.extend(rule(subject))
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            what = f"{type(error).__name__}: {error}"
            complaints.append(Complaint("lint.unreadable", rule.__name__, what[:100]))
    return complaints


def main(paths: Sequence[str]) -> int:
    """The command line."""
    status = 0
    for path in paths:
        for complaint in lint(path):
            print(path, complaint, sep=" | ")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
