"""Changing cells in the XML of one sheet, and nothing else in it.

Rows that change are taken apart and put together again; every other character stays as it was. It
works on the spelling that spreadsheet programs use (`Marks.usual`), refuses any other, and never
overwrites a formula, a value of a kind it does not know, or part of a merged cell.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from g2g_excel.books.celltext import cell
from g2g_excel.books.reach import area
from g2g_excel.books.refusals import Changes
from g2g_excel.books.styles import Styles
from g2g_excel.cells import CannotWrite, CellValue, Location, column_number, letters
from g2g_excel.heights import row_height

_SHEET_DATA = re.compile(r"<sheetData(?:\s*/>|>(.*?)</sheetData>)", re.DOTALL)
_ROW = re.compile(r"<row\b([^>]*?)/?>")
_CELL = re.compile(r"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_COLUMN = re.compile(r"<col\b([^>]*?)/?>")
_MERGED = re.compile(r'<mergeCell\b[^>]*?\sref="([^"]*)"')
_DIMENSION = re.compile(r'(<dimension\b[^>]*?\bref=")([^"]*)(")')
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')

_OF_A_NEW_ROW = ("spans", "s", "customFormat", "ht", "customHeight")


@dataclass(frozen=True, slots=True)
class NewRows:
    """Rows that a table grows by. They look like `like`, and fill the calculated columns."""

    first: int
    last: int
    left: int
    right: int
    like: int
    formulas: Mapping[int, str] = field(default_factory=dict)


def _attributes(text: str) -> dict[str, str]:
    return dict(_ATTRIBUTE.findall(text))


@dataclass(frozen=True, slots=True)
class _Cell:
    column: int
    start: int
    end: int
    attributes: dict[str, str]
    body: str

    @property
    def style(self) -> str:
        return self.attributes.get("s", "0")


@dataclass(slots=True)
class SheetXml:
    """One sheet part, with the places that do not depend on what changes."""

    book: str
    sheet: str
    xml: str
    styles: Styles
    from_1904: bool = False
    _start: int = 0
    _body: str = ""
    _end: int = 0
    _rows: dict[int, tuple[int, int, str]] = field(default_factory=dict)
    _columns: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        found = _SHEET_DATA.search(self.xml)
        if found is None:
            raise CannotWrite(f"The sheet {self.sheet} of {self.book} has no cells to change.")
        self._start, self._end = found.span()
        self._body = found[1] or ""
        self._columns = [_attributes(c[1]) for c in _COLUMN.finditer(self.xml, 0, self._start)]
        for number, start, end, attributes in self._found_rows():
            if number <= next(reversed(self._rows), 0):
                raise CannotWrite(
                    f"The rows of {self.sheet} in {self.book} are out of order. Open it in Excel, "
                    "save it and try again."
                )
            self._rows[number] = start, end, attributes

    def _found_rows(self) -> Iterator[tuple[int, int, int, str]]:
        for tag in _ROW.finditer(self._body):
            end = tag.end()
            if not tag[0].endswith("/>"):
                end = self._body.index("</row>", end) + len("</row>")
            yield int(_attributes(tag[1]).get("r", 0)), tag.start(), end, tag[1]

    def changed(self, changes: Changes, grown: tuple[NewRows, ...] = ()) -> str:
        """The whole part with these values in it. Raises `CannotWrite`; then nothing is made."""
        self._outside_merged(changes)
        wanted = dict(changes)
        for rows in grown:
            for row in range(rows.first, rows.last + 1):
                wanted.setdefault((row, rows.left), None)  # so that the row is made at all
        numbers = list(self._rows)
        pieces, done = [], 0
        for row, places in groupby(sorted(wanted), key=lambda place: place[0]):
            values = {column: wanted[row, column] for _, column in places}
            table = next((t for t in grown if t.first <= row <= t.last), None)
            if row in self._rows:
                start, end, _ = self._rows[row]
            else:
                after = bisect_left(numbers, row)
                start = self._rows[numbers[after]][0] if after < len(numbers) else len(self._body)
                end = start
            pieces += [self._body[done:start], self._row(row, values, table)]
            done = end
        body = "".join((*pieces, self._body[done:]))
        head = _with_dimension(self.xml[: self._start], changes)
        return f"{head}<sheetData>{body}</sheetData>{self.xml[self._end :]}"

    def _outside_merged(self, changes: Changes) -> None:
        places = sorted(changes)
        rows = [row for row, _ in places]
        for reference in _MERGED.findall(self.xml, self._end):
            merged = area(reference)
            if merged is None:
                continue
            top, left, bottom, right = merged
            for row, column in places[bisect_left(rows, top) : bisect_right(rows, bottom)]:
                if left <= column <= right and (row, column) != (top, left):
                    raise CannotWrite(
                        f"{self._at(row, column)} is covered by the merged cell {reference}, so "
                        "nothing was changed. Unmerge it, or move the table clear of it."
                    )

    def _row(self, row: int, values: Mapping[int, CellValue], table: NewRows | None) -> str:
        """One row with its new values, whether or not it was there before."""
        if row in self._rows:
            start, end, attributes = self._rows[row]
            text = self._body[start:end]
        else:
            attributes = self._new_row_attributes(row, table)
            text = f"<row{attributes}/>"
        inner = text[text.index(">") + 1 : -len("</row>")] if not text.endswith("/>") else ""
        there = self._cells(row, inner)
        like = self._looks(table) if table else {}
        columns = {c for c, value in values.items() if value is not None or c in there}
        if table:
            every = range(table.left, table.right + 1)
            columns |= {c for c in every if c not in there or c in table.formulas}
        pieces, done = [], 0
        for column in sorted(columns):
            old = there.get(column)
            right_of_it = (c.start for c in there.values() if c.column > column)
            start = old.start if old else next(right_of_it, len(inner))
            pieces.append(inner[done:start])
            done = old.end if old else start
            style = old.style if old else like.get(column) or self._style(attributes, column)
            pieces.append(self._cell(row, column, values.get(column), style, old, table))
        pieces.append(inner[done:])
        spans = self._tall_enough(_with_span(attributes.rstrip(" /"), columns), values)
        return f"<row{spans}>{''.join(pieces)}</row>"

    def _tall_enough(self, attributes: str, values: Mapping[int, CellValue]) -> str:
        """A height that nobody set grows to show the new text; Excel fits it only when it is typed."""
        known = _attributes(attributes)
        if known.get("customHeight") in ("1", "true"):
            return attributes
        texts = [(v, self._width(c), False) for c, v in values.items() if isinstance(v, str)]
        wanted = row_height(texts) if texts else 0.0
        if wanted <= float(known.get("ht", "15")):
            return attributes
        return re.sub(r'\sht="[^"]*"', "", attributes) + f' ht="{wanted:g}"'

    def _width(self, column: int) -> float:
        for found in self._columns:
            if int(found.get("min", 0)) <= column <= int(found.get("max", 0)):
                return float(found.get("width", 8.43))
        return 8.43

    def _cell(
        self,
        row: int,
        column: int,
        value: CellValue,
        style: str,
        old: _Cell | None,
        table: NewRows | None,
    ) -> str:
        reference = f"{letters(column)}{row}"
        if old is not None:
            self._may_change(row, old)
        if value is None and table and column in table.formulas:
            start = cell(reference, style, None).removesuffix("/>")
            return f"{start}><f>{table.formulas[column]}</f></c>"
        if self.from_1904 and isinstance(value, date) and value.year < 1904:
            raise CannotWrite(f"{self._at(row, column)} cannot hold a day before 1904.")
        style = self.styles.suited(style, value)
        return cell(reference, style, value, from_1904=self.from_1904)

    def _may_change(self, row: int, old: _Cell) -> None:
        if "<f" in old.body:
            raise CannotWrite(
                f"{self._at(row, old.column)} holds a formula, so nothing was changed. Type a "
                "value in its place, or clear it."
            )
        if "cm" in old.attributes or "vm" in old.attributes:
            raise CannotWrite(
                f"{self._at(row, old.column)} holds a linked data type, a picture or a list that "
                "spills, so nothing was changed. Clear it in Excel and type a plain value."
            )

    def _cells(self, row: int, inner: str) -> dict[int, _Cell]:
        cells: dict[int, _Cell] = {}
        for tag in _CELL.finditer(inner):
            attributes = _attributes(tag[1])
            name = attributes.get("r", "").rstrip("0123456789")
            column = column_number(name)
            if column <= next(reversed(cells), 0) or attributes["r"] != f"{name}{row}":
                raise CannotWrite(
                    f"Row {row} of {self.sheet} in {self.book} is out of order. Open it in Excel, "
                    "save it and try again."
                )
            cells[column] = _Cell(column, tag.start(), tag.end(), attributes, tag[2] or "")
        return cells

    def _looks(self, table: NewRows) -> dict[int, str]:
        """The formats of the row that a table's new rows are to look like."""
        if table.like not in self._rows:
            return {}
        start, end, _ = self._rows[table.like]
        text = self._body[start:end]
        return {c.column: c.style for c in self._cells(table.like, text).values()}

    def _new_row_attributes(self, row: int, table: NewRows | None) -> str:
        known: dict[str, str] = {}
        if table and table.like in self._rows:
            known = _attributes(self._rows[table.like][2])
        kept = "".join(f' {k}="{known[k]}"' for k in _OF_A_NEW_ROW if k in known)
        return f' r="{row}"{kept}'

    def _style(self, row_attributes: str, column: int) -> str:
        """The format a cell that was never written has: its row's, or else its column's."""
        row = _attributes(row_attributes)
        if row.get("customFormat") in ("1", "true"):
            return row.get("s", "0")
        for found in self._columns:
            if int(found.get("min", 0)) <= column <= int(found.get("max", 0)):
                return found.get("style", "0")
        return "0"

    def _at(self, row: int, column: int) -> Location:
        return Location(self.book, self.sheet, row, column)


def _with_span(attributes: str, columns: set[int]) -> str:
    """A row says which columns it spans, as a hint; a wrong hint would be worse than none."""

    def wider(match: re.Match[str]) -> str:
        return f'spans="{min(int(match[1]), *columns)}:{max(int(match[2]), *columns)}"'

    return re.sub(r'spans="(\d+):(\d+)"', wider, attributes) if columns else attributes


def _with_dimension(head: str, changes: Changes) -> str:
    filled = [place for place, value in changes.items() if value is not None]

    def wider(match: re.Match[str]) -> str:
        now = area(match[2])
        if now is None or not filled:
            return match[0]
        top, left = min(now[0], *(r for r, _ in filled)), min(now[1], *(c for _, c in filled))
        bottom, right = max(now[2], *(r for r, _ in filled)), max(now[3], *(c for _, c in filled))
        if (top, left, bottom, right) == now:
            return match[0]
        return f"{match[1]}{letters(left)}{top}:{letters(right)}{bottom}{match[3]}"

    return _DIMENSION.sub(wider, head, count=1)
