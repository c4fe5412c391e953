"""A workbook file that nobody has open: read through calamine, changed by replacing cells' XML.

An officer's workbook is never saved by a spreadsheet library: each of them drops what it does not
know. Only the parts of the sheets that change are written anew, and the file is put in place whole
or not at all. What a formula last showed is read as it stands; nothing here calculates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from os import PathLike
from pathlib import Path

import python_calamine as calamine
from lxml import etree

from g2g_excel.books import replacing
from g2g_excel.books.examine import examine, examined
from g2g_excel.books.growth import TablePart, growth, longer_rules, longer_table, tables
from g2g_excel.books.kinds import damaged
from g2g_excel.books.package import WORKBOOK, Package, parsed
from g2g_excel.books.reach import Marks, readable
from g2g_excel.books.refusals import Changes, permitted
from g2g_excel.books.sheetxml import NewRows, SheetXml
from g2g_excel.books.styles import Styles
from g2g_excel.books.values import plain, plain_rows, trimmed
from g2g_excel.cells import CannotRead, CannotWrite, CellValue, Edit, Grid

_STYLES = "xl/styles.xml"
_MOST_CELLS = 2_000_000  # from A1 to the last one; more is memory for nothing but blanks

_CALCULATION = re.compile(r"<calcPr\b([^>]*?)(/?>)")
_ON_LOAD = re.compile(r'\sfullCalcOnLoad="[^"]*"')
# What may stand before <calcPr> in a workbook's part; the last of them that is there.
_BEFORE_CALCULATION = re.compile(
    r".*(?:</sheets>|<functionGroups\b[^>]*/>|</functionGroups>|</externalReferences>"
    r"|</definedNames>)",
    re.DOTALL,
)


class ClosedBook:
    """A `Workbook` over a file. `backup` keeps the file as it was each time it is changed."""

    def __init__(self, path: str | PathLike[str], *, backup: bool = True) -> None:
        self.path = Path(path)
        self._backup = backup
        self._open(examine(self.path))
        self._package.sheets  # noqa: B018  # a file without readable sheets is refused at once

    def _open(self, package: Package) -> None:
        self._package = package
        self._reader: calamine.CalamineWorkbook | None = None
        self._grids: dict[str, Grid] = {}

    @property
    def name(self) -> str:
        return self.path.name

    def sheets(self) -> tuple[str, ...]:
        return tuple(self._package.sheets)

    def grid(self, sheet: str) -> Grid:
        if sheet not in self._grids:
            self._grids[sheet] = self._read(sheet, self._package.sheets[sheet])
        return self._grids[sheet]

    def _read(self, sheet: str, part: str) -> Grid:
        found = self._package.marks[part]
        rows = plain_rows(self._values(sheet))
        for (row, column), code in found.errors.items():
            _put(rows, row, column, plain(code, error=True))
        return Grid(sheet, trimmed(rows), frozenset(found.formulas) | _filled(found, rows))

    def _values(self, sheet: str) -> Sequence[Sequence[object]]:
        try:
            if self._reader is None:
                parts = self._package.sheets.values()
                known = {part: readable(self._package.parts[part]) for part in parts}
                self._reader = calamine.load_workbook(self._package.for_reading(known))
            cells = self._reader.get_sheet_by_name(sheet)
            if cells.total_height * cells.total_width > _MOST_CELLS:
                raise CannotRead(
                    f"The cells on {sheet} in {self.name} lie too far apart. Delete the empty rows "
                    "and columns between them in Excel, save it and try again."
                )
            return cells.to_python(skip_empty_area=False)
        except CannotRead:
            raise
        except Exception as error:
            raise damaged(self.name, f"its sheet {sheet} cannot be read ({error})") from error
        except BaseException as error:
            if type(error).__name__ == "PanicException":  # a fault in calamine itself
                raise damaged(self.name, f"its sheet {sheet} cannot be read") from error
            raise

    def apply(self, edits: Sequence[Edit]) -> None:
        """Make all the edits or none; see `Workbook.apply`. The file is replaced at the very end."""
        if not edits:
            return
        replacing.refuse_if_open(self.path)
        replacing.refuse_if_changed(self.path, self._package.raw)
        if any(name.startswith("_xmlsignatures/") for name in self._package.parts):
            raise CannotWrite(
                f"{self.name} is digitally signed, and a change would break the signature, so "
                "nothing was changed. Remove the signature in Excel (File, Info) first."
            )
        parts = self._changed_parts(permitted(self, edits))
        package = self._verified(parts)
        replacing.replace(self.path, self._package.raw, package.raw, backup=self._backup)
        self._open(package)

    def _changed_parts(self, changes: dict[str, Changes]) -> dict[str, bytes]:
        workbook = self._text(WORKBOOK)
        from_1904 = re.search(r'<workbookPr\b[^>]*\sdate1904="(?:1|true)"', workbook) is not None
        styles = Styles(self._text(_STYLES) if _STYLES in self._package.parts else "")
        parts = {WORKBOOK: _calculating(workbook)}
        for sheet, changed in changes.items():
            part = self._package.sheets[sheet]
            if not self._package.marks[part].usual:
                raise self._foreign(sheet)
            xml = SheetXml(self.name, sheet, self._text(part), styles, from_1904)
            longer = self._longer_tables(sheet, changed)
            text = xml.changed(changed, tuple(rows for _, rows in longer))
            for table, rows in longer:
                parts[table.part] = longer_table(self._text(table.part), table, rows.last)
                text = longer_rules(text, table, rows.last)
            parts[part] = text
        if styles.changed is not None:
            parts[_STYLES] = styles.changed
        return {name: text.encode() for name, text in parts.items()}

    def _longer_tables(self, sheet: str, changed: Changes) -> list[tuple[TablePart, NewRows]]:
        grid = self.grid(sheet)
        found = ((t, growth(t, changed, grid, self.name)) for t in tables(self._package, sheet))
        return [(table, rows) for table, rows in found if rows is not None]

    def _text(self, part: str) -> str:
        try:
            return self._package.parts[part].decode()
        except UnicodeDecodeError as error:
            raise self._foreign(part) from error

    def _foreign(self, what: str) -> CannotWrite:
        return CannotWrite(
            f"{what} in {self.name} is not written the way Excel writes it, so it was not changed. "
            "Open it in Excel, save it and try again."
        )

    def _verified(self, parts: dict[str, bytes]) -> Package:
        """The changed file read back: only what was to change has, and it is whole."""
        expected = {**self._package.parts, **parts}
        try:
            new = examined(self.name, self._package.changed(parts))
            for data in parts.values():
                parsed(data)
        except (CannotRead, etree.XMLSyntaxError) as error:
            raise self._not_as_meant() from error
        if list(new.parts.items()) != list(expected.items()):
            raise self._not_as_meant()
        return new

    def _not_as_meant(self) -> CannotWrite:
        return CannotWrite(
            f"The changed {self.name} did not pass its own check, so it was not saved. This is a "
            "fault in g2g: please report it."
        )


def _put(rows: list[list[CellValue]], row: int, column: int, value: CellValue) -> None:
    rows += [[] for _ in range(row - len(rows))]
    line = rows[row - 1]
    line += [None] * (column - len(line))
    line[column - 1] = value


def _filled(found: Marks, rows: list[list[CellValue]]) -> frozenset[tuple[int, int]]:
    """The cells that one formula fills together, as far as the sheet goes."""
    width = max(map(len, rows), default=0)
    return frozenset(
        (row, column)
        for top, left, bottom, right in found.filled
        for row in range(top, min(bottom, len(rows)) + 1)
        for column in range(left, min(right, width) + 1)
    )


def _calculating(workbook: str) -> str:
    """The workbook's part, asking Excel to calculate everything when it opens the file."""
    found = _CALCULATION.search(workbook)
    if found:
        attributes = _ON_LOAD.sub("", found[1]).rstrip()
        new = f'<calcPr{attributes} fullCalcOnLoad="1"{found[2]}'
        return workbook[: found.start()] + new + workbook[found.end() :]
    before = _BEFORE_CALCULATION.match(workbook)
    if before is None:
        return workbook
    return f'{before[0]}<calcPr fullCalcOnLoad="1"/>{workbook[before.end() :]}'
