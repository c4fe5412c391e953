"""Tables (Excel's ListObjects), which LibreOffice keeps as database ranges of the document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tests.office.engine_ranges import Range
from tests.office.errors import ExcelError, ProtectedCell, fails_as_excel

if TYPE_CHECKING:
    from tests.office.engine_sheets import Sheet


@fails_as_excel
class Tables(base_classes.Collection, base_classes.Tables):
    """The tables of one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def api(self) -> Any:
        return self._sheet.book.document.DatabaseRanges

    @property
    def parent(self) -> Sheet:
        return self._sheet

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Table]:
        return iter(self._all())

    def __contains__(self, wanted: str) -> bool:
        return any(table.name.casefold() == wanted.casefold() for table in self)

    def __call__(self, wanted: int | str) -> Table:
        for number, table in enumerate(self._all(), start=1):
            if wanted == number:
                return table
            if isinstance(wanted, str) and table.name.casefold() == wanted.casefold():
                return table
        raise KeyError(wanted)

    def add(
        self,
        source_type: str | None = None,
        source: Any = None,
        link_source: bool | None = None,
        has_headers: bool | None = None,
        destination: Any = None,
        table_style_name: str | None = None,
        name: str | None = None,
    ) -> Table:
        name = name or f"Table{len(self.api.ElementNames) + 1}"
        self.api.addNewByName(name, source.impl.area.RangeAddress)
        return self(name)

    def _all(self) -> list[Table]:
        self._sheet.book.app.engine.look()
        here = self._sheet.index - 1
        ranges = self.api
        found = [ranges.getByIndex(number) for number in range(ranges.Count)]
        return [Table(self._sheet, one) for one in found if one.DataArea.Sheet == here]


@fails_as_excel
class Table(base_classes.Table):
    """One table. Where it begins and ends is asked of LibreOffice each time."""

    def __init__(self, sheet: Sheet, database_range: Any) -> None:
        self._sheet = sheet
        self._range = database_range

    @property
    def api(self) -> Any:
        return self._range

    @property
    def parent(self) -> Sheet:
        return self._sheet

    @property
    def name(self) -> str:
        return str(self._range.Name)

    @name.setter
    def name(self, value: str) -> None:
        self._range.Name = value

    @property
    def display_name(self) -> str:
        return self.name

    @property
    def range(self) -> Range:
        self._sheet.book.app.engine.look()
        return self._sheet.range_at(self._range.DataArea)

    @property
    def show_headers(self) -> bool:
        return bool(self._range.ContainsHeader)

    @property
    def show_totals(self) -> bool:
        return bool(self._range.TotalsRow)

    @property
    def show_autofilter(self) -> bool:
        return bool(self._range.AutoFilter)

    @property
    def header_row_range(self) -> Range | None:
        return self._part(0, 1) if self.show_headers else None

    @property
    def data_body_range(self) -> Range | None:
        above, below = int(self.show_headers), int(self.show_totals)
        return self._part(above, self.range.n_rows - above - below)

    @property
    def totals_row_range(self) -> Range | None:
        return self._part(self.range.n_rows - 1, 1) if self.show_totals else None

    def _part(self, skipped: int, rows: int) -> Range | None:
        whole = self.range
        if rows < 1:
            return None
        return Range(self._sheet, whole.row + skipped, whole.column, rows, whole.n_columns)

    def resize(self, wanted: Any) -> None:
        """As Excel does it: the header stays where it is, and the sheet is not protected."""
        self._sheet.book.app.engine.write()
        if self._sheet.uno.isProtected():
            raise ProtectedCell
        new, old = wanted.impl, self.range
        if new.row != old.row or new.n_rows < 1 + int(self.show_headers):
            raise ExcelError("The table's header must stay in its row, with a row below it.")
        self._range.DataArea = new.area.RangeAddress
