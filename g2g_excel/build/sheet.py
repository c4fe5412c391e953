"""One sheet being written, strictly: text stays text, and a broken limit is an error.

XlsxWriter answers a broken limit with -1 or -2 and a warning; here either stops the build.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from g2g_excel.build.style import Styles
from g2g_excel.cells import CellError, CellValue

TEXT_LIMIT = 32_767


class BuildError(Exception):
    """A limit of the file format was broken by us. Never an officer's mistake."""


def done(code: object, what: str) -> None:
    """Stop where XlsxWriter says by a number that it did nothing."""
    if isinstance(code, int) and code < 0:
        raise BuildError(f"{what}: XlsxWriter refused it ({code})")


class Sheet:
    """A worksheet whose rows and columns count from 1, as people and `Location` count them."""

    def __init__(self, raw: Any, name: str, styles: Styles) -> None:
        self.raw, self.name, self.styles = raw, name, styles

    def put(self, row: int, column: int, value: CellValue, look: Any) -> None:
        """A value; text is never looked at, so `=1+1` stays text."""
        at = row - 1, column - 1
        if value is None:
            code = self.raw.write_blank(*at, None, look)
        elif isinstance(value, bool):
            code = self.raw.write_boolean(*at, value, look)
        elif isinstance(value, date | datetime):
            code = self.raw.write_datetime(*at, value, look)
        elif isinstance(value, int | float):
            code = self.raw.write_number(*at, value, look)
        elif isinstance(value, CellError):
            raise BuildError(f"{self.name} row {row}: an error value cannot be written")
        else:
            code = self.raw.write_string(*at, value, look)
        done(code, f"{self.name} row {row} column {column}")

    def formula(
        self, row: int, column: int, formula: str, look: Any, value: CellValue = ""
    ) -> None:
        """A formula and the value it has now, for readers that do not calculate."""
        shown = "" if value is None else value
        code = self.raw.write_formula(row - 1, column - 1, formula, look, shown)
        done(code, f"{self.name} row {row} column {column}")

    def link(self, row: int, column: int, place: str, text: str, look: Any, tip: str = "") -> None:
        """A link to a place in this workbook, such as `'Theme 1'!A1`."""
        code = self.raw.write_url(row - 1, column - 1, f"internal:{place}", look, text, tip or None)
        done(code, f"{self.name} row {row} column {column}")

    def merged(self, row: int, columns: tuple[int, int], look: Any) -> None:
        """One wide cell; never inside a table. Write its value to the first column afterwards."""
        code = self.raw.merge_range(row - 1, columns[0] - 1, row - 1, columns[1] - 1, "", look)
        done(code, f"{self.name} row {row}: merge")

    def height(self, row: int, points: float) -> None:
        done(self.raw.set_row(row - 1, points), f"{self.name} row {row}")

    def width(self, first: int, last: int, width: float, **options: object) -> None:
        done(self.raw.set_column(first - 1, last - 1, width, None, options), self.name)

    def validate(self, rows: tuple[int, int], column: int, rule: Mapping[str, object]) -> None:
        first, last = rows
        code = self.raw.data_validation(first - 1, column - 1, last - 1, column - 1, dict(rule))
        done(code, f"{self.name} column {column}: validation")

    def colour(
        self, rows: tuple[int, int], columns: tuple[int, int], rule: Mapping[str, object]
    ) -> None:
        code = self.raw.conditional_format(
            rows[0] - 1, columns[0] - 1, rows[1] - 1, columns[1] - 1, dict(rule)
        )
        done(code, f"{self.name} columns {columns}: conditional format")
