"""Workbooks, as xlwings asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlparse

from xlwings import base_classes

from tests.office.dialect import Formats
from tests.office.engine_names import Names
from tests.office.engine_sheets import Sheet, Sheets
from tests.office.errors import ExcelError, fails_as_excel
from tests.office.native import Guard, guards_in
from tests.office.soffice import properties

if TYPE_CHECKING:
    from tests.office.engine_apps import App

_FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".ods": "calc8",
}


@fails_as_excel
class Books(base_classes.Books):
    """The workbooks that are open, whoever opened them; the first is the active one."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._known: list[Book] = []

    @property
    def api(self) -> Any:
        return self.app.api

    @property
    def active(self) -> Book:
        for book in self:
            return book
        raise ExcelError("No workbook is open.")

    def __len__(self) -> int:
        return len(self._current())

    def __iter__(self) -> Iterator[Book]:
        return iter(self._current())

    def __call__(self, wanted: int | str) -> Book:
        for number, book in enumerate(self._current(), start=1):
            if wanted == number:
                return book
            if isinstance(wanted, str) and wanted.casefold() in (
                book.name.casefold(),
                book.fullname.casefold(),
            ):
                return book
        raise KeyError(wanted)

    def add(self) -> Book:
        return self._opened(self.app.office.new())

    def open(self, fullname: str, *_: Any, **__: Any) -> Book:
        return self._opened(self.app.office.open(Path(fullname)))

    def to_front(self, book: Book) -> None:
        self._known = [book, *(one for one in self._known if one is not book)]

    def _opened(self, document: Any) -> Book:
        book = Book(self.app, document)
        self.to_front(book)
        return book

    def _current(self) -> list[Book]:
        documents = self.app.office.documents()
        self._known = [book for book in self._known if book.document in documents]
        seen = [book.document for book in self._known]
        self._known += [Book(self.app, one) for one in documents if one not in seen]
        return list(self._known)


@fails_as_excel
class Book(base_classes.Book):
    """An open workbook. `document` is LibreOffice's."""

    def __init__(self, app: App, document: Any) -> None:
        self._app = app
        self.document = document
        self._guards: dict[str, Guard] | None = None
        self.formats = Formats(document)

    @property
    def api(self) -> Any:
        return self.document

    @property
    def app(self) -> App:
        return self._app

    @property
    def fullname(self) -> str:
        url = self.document.URL
        return unquote(urlparse(url).path) if url else "Book1"

    @property
    def name(self) -> str:
        return Path(self.fullname).name

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    @property
    def guards(self) -> dict[str, Guard]:
        """What each protected sheet still allows: from the file, or as last set through `api`."""
        if self._guards is None:
            self._guards = guards_in(Path(self.fullname))
        return self._guards

    def activate(self) -> None:
        self._app.books.to_front(self)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """As LibreOffice writes it, which loses what LibreOffice does not know: for tests only."""
        if password:
            raise NotImplementedError("no password")
        target = Path(path or self.fullname).resolve()
        self.document.storeAsURL(
            target.as_uri(), properties(FilterName=_FILTERS[target.suffix.lower()], Overwrite=True)
        )

    def close(self) -> None:
        """Without saving."""
        self.document.close(True)

    def sheet_at(self, index: int) -> Sheet:
        """The sheet at a position counted from 0."""
        return Sheet(self, self.document.Sheets.getByIndex(index))
