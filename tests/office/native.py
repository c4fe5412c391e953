"""`sheet.api`: the few members of Excel's own Worksheet that the project calls by their Excel names.

xlwings has no call for a sheet's protection. LibreOffice knows whether a sheet is protected, but its
UNO does not say what is still allowed on it, so that is read from the workbook file and remembered
here when set. Saving with LibreOffice loses it; no officer's workbook is ever saved that way.
"""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from tests.office.errors import ExcelError, fails_as_excel

if TYPE_CHECKING:
    from tests.office.engine_sheets import Sheet

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ALLOWED = {  # in the file "0" says that the action is allowed
    "AllowFormattingCells": "formatCells",
    "AllowFormattingColumns": "formatColumns",
    "AllowFormattingRows": "formatRows",
    "AllowInsertingColumns": "insertColumns",
    "AllowInsertingRows": "insertRows",
    "AllowInsertingHyperlinks": "insertHyperlinks",
    "AllowDeletingColumns": "deleteColumns",
    "AllowDeletingRows": "deleteRows",
    "AllowSorting": "sort",
    "AllowFiltering": "autoFilter",
    "AllowUsingPivotTables": "pivotTables",
}


@dataclass(frozen=True, slots=True)
class Guard:
    """How a sheet is protected, beside its contents."""

    allowed: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(_ALLOWED, False))
    drawings: bool = False
    scenarios: bool = False


class Protection:
    """`Worksheet.Protection`: what a protected sheet still allows."""

    def __init__(self, guard: Guard) -> None:
        for name, allowed in guard.allowed.items():
            setattr(self, name, allowed)


@fails_as_excel
class ExcelSheet:
    """A `Worksheet` as far as the project uses one. `uno` is LibreOffice's sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.uno = sheet.uno

    @property
    def Name(self) -> str:
        return self._sheet.name

    @property
    def ProtectContents(self) -> bool:
        self._look()
        return bool(self.uno.isProtected())

    @property
    def ProtectDrawingObjects(self) -> bool:
        self._look()
        return self.ProtectContents and self._guard.drawings

    @property
    def ProtectScenarios(self) -> bool:
        self._look()
        return self.ProtectContents and self._guard.scenarios

    @property
    def Protection(self) -> Protection:
        self._look()
        return Protection(self._guard)

    def Unprotect(self, Password: str = "") -> None:
        self._look()
        try:
            self.uno.unprotect(Password)
        except Exception:
            wrong = True
        else:
            wrong = self.uno.isProtected()
        if wrong:
            raise ExcelError("The password you supplied is not correct.")

    def Protect(
        self,
        Password: str = "",
        DrawingObjects: bool = True,
        Contents: bool = True,
        Scenarios: bool = True,
        **allowed: bool,
    ) -> None:
        self._look()
        unknown = set(allowed) - set(_ALLOWED)
        if unknown:
            raise ExcelError(f"Worksheet.Protect has no {', '.join(sorted(unknown))}.")
        wanted = {name: bool(allowed.get(name, False)) for name in _ALLOWED}
        self._sheet.book.guards[self.Name] = Guard(wanted, DrawingObjects, Scenarios)
        if Contents and not self.uno.isProtected():
            self.uno.protect(Password)

    @property
    def _guard(self) -> Guard:
        return self._sheet.book.guards.get(self.Name, Guard())

    def _look(self) -> None:
        self._sheet.book.app.engine.look()


def guards_in(file: Path) -> dict[str, Guard]:
    """How the sheets of a workbook file are protected, by their names; nothing for another file."""
    if not file.is_file() or not zipfile.is_zipfile(file):
        return {}
    with zipfile.ZipFile(file) as parts:
        if "xl/workbook.xml" not in parts.namelist():
            return {}
        book = etree.fromstring(parts.read("xl/workbook.xml"))
        related = etree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
        targets = {one.get("Id"): str(one.get("Target")) for one in related}
        found = {}
        for sheet in book.iter(f"{_MAIN}sheet"):
            part = posixpath.normpath(posixpath.join("/xl", targets[sheet.get(_ID)]))[1:]
            guard = etree.fromstring(parts.read(part)).find(f"{_MAIN}sheetProtection")
            if guard is not None:
                found[str(sheet.get("name"))] = _guard(guard)
    return found


def _guard(element: Any) -> Guard:
    allowed = {name: element.get(xml, "1") in ("0", "false") for name, xml in _ALLOWED.items()}
    drawings = element.get("objects", "0") in ("1", "true")
    return Guard(allowed, drawings, element.get("scenarios", "0") in ("1", "true"))
