"""Sheets, as xlwings asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import NoSuchObjectError, base_classes, utils

from tests.office.engine_names import Names
from tests.office.engine_places import ALL, CONTENTS, FORMATS, LAST_COLUMN, LAST_ROW
from tests.office.engine_ranges import Range
from tests.office.engine_tables import Tables
from tests.office.errors import ExcelError, fails_as_excel
from tests.office.native import ExcelSheet

if TYPE_CHECKING:
    from tests.office.engine_books import Book

_corners: Any = utils.a1_to_tuples  # it has no types


@fails_as_excel
class Sheets(base_classes.Sheets):
    """The sheets of a workbook, in the order of their tabs."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def api(self) -> Any:
        return self.book.document.Sheets

    @property
    def active(self) -> Sheet:
        controller = self.book.document.CurrentController
        if controller is None:
            return self.book.sheet_at(0)
        return Sheet(self.book, controller.ActiveSheet)

    def __len__(self) -> int:
        return int(self.api.Count)

    def __iter__(self) -> Iterator[Sheet]:
        return (self.book.sheet_at(index) for index in range(len(self)))

    def __contains__(self, name: str) -> bool:
        return any(one.casefold() == name.casefold() for one in self.api.ElementNames)

    def __call__(self, wanted: int | str) -> Sheet:
        if isinstance(wanted, int):
            return self.book.sheet_at(wanted - 1)
        for name in self.api.ElementNames:
            if name.casefold() == wanted.casefold():
                return Sheet(self.book, self.api.getByName(name))
        raise KeyError(wanted)

    def add(self, before: Any = None, after: Any = None, name: str | None = None) -> Sheet:
        index = before.index - 1 if before else after.index if after else 0
        taken = {one.casefold() for one in self.api.ElementNames}
        free = (f"Sheet{number}" for number in range(1, len(taken) + 2))
        name = name or next(one for one in free if one.casefold() not in taken)
        self.api.insertNewByName(name, index)
        return Sheet(self.book, self.api.getByName(name))


@fails_as_excel
class Sheet(base_classes.Sheet):
    """One sheet. `uno` is LibreOffice's; `api` answers to Excel's names."""

    def __init__(self, book: Book, sheet: Any) -> None:
        self._book = book
        self.uno = sheet

    @property
    def api(self) -> ExcelSheet:
        return ExcelSheet(self)

    @property
    def book(self) -> Book:
        return self._book

    @property
    def index(self) -> int:
        return int(self.uno.RangeAddress.Sheet) + 1

    @property
    def name(self) -> str:
        return str(self.uno.Name)

    @name.setter
    def name(self, value: str) -> None:
        self.uno.Name = value

    @property
    def visible(self) -> bool:
        return bool(self.uno.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.uno.IsVisible = bool(value)

    @property
    def names(self) -> Names:
        return Names(self._book, self)

    @property
    def tables(self) -> Tables:
        return Tables(self)

    @property
    def cells(self) -> Range:
        return Range(self, 1, 1, LAST_ROW, LAST_COLUMN)

    @property
    def used_range(self) -> Range:
        self._book.app.engine.look()
        cursor = self.uno.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return self.range_at(cursor.RangeAddress)

    def range_at(self, place: Any) -> Range:
        """A range from UNO's address of it."""
        return Range(
            self,
            place.StartRow + 1,
            place.StartColumn + 1,
            place.EndRow - place.StartRow + 1,
            place.EndColumn - place.StartColumn + 1,
        )

    def range(self, first: Any, second: Any = None) -> Range:
        one = self._one(first)
        if second is None:
            return one
        other = self._one(second)
        top, left = min(one.row, other.row), min(one.column, other.column)
        bottom = max(one.row + one.n_rows, other.row + other.n_rows)
        right = max(one.column + one.n_columns, other.column + other.n_columns)
        return Range(self, top, left, bottom - top, right - left)

    def _one(self, place: Any) -> Range:
        if isinstance(place, Range):
            return place
        if isinstance(place, str):
            first, last = _corners(place)
            if first is None:
                return self._named(place)
            (top, left), (bottom, right) = first, last or first
            return Range(self, top, left, bottom - top + 1, right - left + 1)
        if 0 in place:
            raise IndexError("Ranges count from 1.")
        return Range(self, *place)

    def _named(self, name: str) -> Range:
        """By a defined name, or a table's name for its body. Elsewhere than here, Excel refuses."""
        for known in (*self.names, *self._book.names):
            if known.name.rpartition("!")[2].casefold() == name.casefold():
                found: Range = known.refers_to_range
                if found.sheet.name != self.name:
                    raise ExcelError(f"{name} is on another sheet than {self.name}.")
                return found
        for table in self.tables:
            if table.name.casefold() == name.casefold():
                body = table.data_body_range
                if body is not None:
                    return body
        raise NoSuchObjectError(f"The address/named range '{name}' doesn't exist.")

    def activate(self) -> None:
        controller = self._book.document.CurrentController
        if controller is not None:
            controller.setActiveSheet(self.uno)

    select = activate

    def delete(self) -> None:
        self._book.document.Sheets.removeByName(self.name)

    def clear_contents(self) -> None:
        self._clear(CONTENTS)

    def clear_formats(self) -> None:
        self._clear(FORMATS)

    def clear(self) -> None:
        self._clear(ALL)

    def _clear(self, what: int) -> None:
        self._book.app.engine.write()
        self.uno.clearContents(what)

    def autofit(self, axis: str | None = None) -> None:
        if axis in (None, "c", "columns"):
            self.uno.Columns.OptimalWidth = True
        if axis in (None, "r", "rows"):
            self.uno.Rows.OptimalHeight = True
