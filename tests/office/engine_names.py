"""Defined names, of the workbook and of single sheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tests.office.errors import ExcelError, fails_as_excel
from tests.office.formulas import in_excels_spelling, in_offices_spelling
from tests.office.found import uno

if TYPE_CHECKING:
    from tests.office.engine_books import Book
    from tests.office.engine_ranges import Range
    from tests.office.engine_sheets import Sheet


@fails_as_excel
class Names(base_classes.Names):
    """All names of a book, a sheet's own ones as `Sheet!name`; or those of one sheet alone."""

    def __init__(self, book: Book, sheet: Sheet | None = None) -> None:
        self._book = book
        self._sheet = sheet

    @property
    def api(self) -> Any:
        owner = self._sheet.uno if self._sheet else self._book.document
        return owner.NamedRanges

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Name]:
        return iter(self._all())

    def __call__(self, wanted: int | str) -> Name:
        names = self._all()
        if isinstance(wanted, int):
            return names[wanted - 1]
        for name in names:
            if wanted.casefold() in (name.name.casefold(), name.bare.casefold()):
                return name
        raise KeyError(wanted)

    def contains(self, wanted: int | str) -> bool:
        try:
            self(wanted)
        except (KeyError, IndexError):
            return False
        return True

    def snapshot(self) -> list[tuple[str, Name]]:
        return [(name.name, name) for name in self._all()]

    def add(self, name: str, refers_to: str) -> Name:
        start = uno().createUnoStruct("com.sun.star.table.CellAddress")
        self.api.addNewByName(name, in_offices_spelling(refers_to.removeprefix("=")), start, 0)
        return self(name)

    def _all(self) -> list[Name]:
        self._book.app.engine.look()
        if self._sheet:
            return self._of(self._sheet.uno.NamedRanges, self._sheet.name)
        names = self._of(self._book.document.NamedRanges, "")
        for sheet in self._book.sheets:
            names += self._of(sheet.uno.NamedRanges, sheet.name)
        return names

    def _of(self, ranges: Any, sheet: str) -> list[Name]:
        found = [name for name in ranges.ElementNames if not name.startswith("_xlnm")]
        return [Name(self._book, ranges, ranges.getByName(name), sheet) for name in found]


@fails_as_excel
class Name(base_classes.Name):
    """One defined name. `sheet` is "" for a name of the whole book."""

    def __init__(self, book: Book, ranges: Any, named: Any, sheet: str) -> None:
        self._book = book
        self._ranges = ranges
        self._named = named
        self._sheet = sheet

    @property
    def api(self) -> Any:
        return self._named

    @property
    def bare(self) -> str:
        return str(self._named.Name)

    @property
    def name(self) -> str:
        return f"{self._sheet}!{self.bare}" if self._sheet else self.bare

    @name.setter
    def name(self, value: str) -> None:
        self._named.Name = value

    @property
    def refers_to(self) -> str:
        return "=" + in_excels_spelling(self._named.Content)

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self._named.setContent(in_offices_spelling(value.removeprefix("=")))

    @property
    def refers_to_range(self) -> Range:
        cells = self._named.getReferredCells()
        if cells is None:
            raise ExcelError(f"{self.name} does not refer to cells.")
        place = cells.RangeAddress
        return self._book.sheet_at(place.Sheet).range_at(place)

    def delete(self) -> None:
        self._ranges.removeByName(self.bare)
