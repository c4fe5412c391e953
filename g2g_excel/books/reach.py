"""What a sheet's XML tells that no library reports: far cells, formulas, errors.

Read as text, since every `<` of well-formed XML opens a tag. A sheet written the way spreadsheet
programs write is searched by pattern, at the speed of a search; any other one is walked through tag
by tag, so that odd spelling cannot hide a cell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from g2g_excel.books.kinds import damaged
from g2g_excel.books.refusals import LAST_COLUMN, LAST_ROW
from g2g_excel.cells import column_number

Place = tuple[int, int]
Area = tuple[int, int, int, int]  # first row, first column, last row, last column

_ATTRIBUTES = rb'(?: [A-Za-z0-9:]++="[^"<>]*+")*+'
# Either a tag of another spelling, or a filled cell beyond column RZ or row 19,999: then look closer.
_ODD_CELL = re.compile(
    rb"<c(?=[\s/>])(?!"
    rb' r="[A-R]?[A-Z](?:[1-9][0-9]{0,3}|1[0-9]{4})"' + _ATTRIBUTES + rb" ?/?>|"
    rb' r="[A-Z]{1,3}[1-9][0-9]{0,6}"' + _ATTRIBUTES + rb" ?/>)"
)
_ODD_ROW = re.compile(rb"<row(?=[\s/>])(?!" + _ATTRIBUTES + rb" ?/?>)")
_PREFIXED = re.compile(rb":(?:sheetData|row|c|f|v|is)[\s/>]")
_FORMULA_TAG = re.compile(rb"<f[\s/>]")
_FORMULA = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]*>\s*<f([\s/>][^>]*)')
_ERROR = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"[^>]*? t="e"[^>]*>\s*(?:<f[\s/>][^<]*(?:</f>\s*)?)?<v>([^<]*)</v>'
)
_ERROR_TAG = re.compile(rb'(<c r="[A-Z]+[0-9]+"[^>]*? )t="e"')
# A number that no day has, in a cell that shows days.
_NO_DAY_QUICKLY = re.compile(rb"<v>-?(?:[0-9]{11}|[0-9.]++[eE]\+?[0-9]{2})")
_NO_DAY = re.compile(
    rb'(<c r="[A-Z]+[0-9]+") s="[0-9]+"((?: t="n")?>\s*(?:<f[\s/>][^<]*(?:</f>\s*)?)?'
    rb"<v>-?(?:[0-9]{11}|[0-9.]++[eE]\+?[0-9]{2}))"
)
_SPILLS = re.compile(rb'\st="(?:array|dataTable)"')
_REF = re.compile(rb'\sref="([^"]*)"')
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")


def area(text: str) -> Area | None:
    """`B2:D9`, or one cell, as first row, first column, last row, last column."""
    match = _AREA.fullmatch(text)
    if match is None:
        return None
    left, top, right, bottom = match.groups()
    return (
        int(top),
        column_number(left),
        int(bottom or top),
        column_number(right or left),
    )


@dataclass(slots=True)
class Marks:
    """The cells of a sheet that hold a formula or an error; areas one formula fills together."""

    formulas: set[Place] = field(default_factory=set)
    filled: list[Area] = field(default_factory=list)
    errors: dict[Place, str] = field(default_factory=dict)
    too_far: bool = False  # something lies beyond the last row or column that is used
    usual: bool = False  # spelt as spreadsheet programs spell it, so that it can be changed

    def formula(self, place: Place, attributes: Mapping[str, str]) -> None:
        self.formulas.add(place)
        if attributes.get("t") in ("array", "dataTable"):
            found = area(attributes.get("ref", ""))
            if found:
                self.filled.append(found)


def _usual(data: bytes) -> bool:
    """Whether one pattern after another may be trusted to find every cell."""
    end = max(data.find(b"</sheetData>"), 0)  # <xdr:row> and <xm:f> after it belong to drawings
    return (
        _ODD_CELL.search(data) is None
        and _ODD_ROW.search(data) is None
        and b"<!" not in data
        and data.count(b"<sheetData") == 1
        and b":sheetData" not in data
        and _PREFIXED.search(data, 0, end) is None
        and data[-40:].rstrip().endswith(b"</worksheet>")
    )


def marks(name: str, data: bytes) -> Marks:
    """What a sheet part tells. Raises `CannotRead` where it is not whole."""
    found = Marks(usual=True)
    if not _usual(data):
        return _walk(name, data)
    if b"<f" in data:
        for match in _FORMULA.finditer(data):
            ref = _REF.search(match[3]) if _SPILLS.search(match[3]) else None
            known = {"t": "array", "ref": ref[1].decode()} if ref else {}
            found.formula((int(match[2]), column_number(match[1].decode())), known)
        if len(found.formulas) != sum(1 for _ in _FORMULA_TAG.finditer(data)):
            return _walk(name, data)
    if b't="e"' in data:
        for match in _ERROR.finditer(data):
            place = int(match[2]), column_number(match[1].decode())
            found.errors[place] = match[3].decode()
    return found


def readable(data: bytes) -> bytes:
    """The part without what calamine stumbles over: error codes newer than itself, endless days."""
    if b't="e"' in data:
        data = _ERROR_TAG.sub(rb'\1t="str"', data)
    if _NO_DAY_QUICKLY.search(data):
        data = _NO_DAY.sub(rb"\1\2", data)
    return data


class _Walk:
    """Positions as a reader works them out: a row or cell without its place follows the last one.

    Readers differ in which "last one" they mean, so a cell counts as far by the furthest meaning.
    """

    def __init__(self) -> None:
        self.marks = Marks()
        self.row = self.column = 0
        self.rows = self.cells = 0  # how many there have been, whatever they say of themselves
        self.named_row = 0
        self.among_cells = self.in_cell = self.error = False
        self.text: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "sheetData":
            self.among_cells = True
        elif self.in_cell and name in ("f", "v", "is"):
            self._filled()
            if name == "f":
                self.marks.formula((self.row, self.column), attributes)
            else:
                self.text = []
        elif self.among_cells and name == "row":
            self.rows += 1
            self.row = self.named_row = _number(attributes.get("r"), self.row + 1)
            self.column = self.cells = 0
        elif self.among_cells and name == "c":
            self._cell(attributes)

    def _cell(self, attributes: dict[str, str]) -> None:
        self.cells += 1
        self.column += 1
        self.in_cell, self.error = True, attributes.get("t") == "e"
        place = area(attributes.get("r", "").upper())
        if place:
            self.row, self.column = place[:2]

    def _filled(self) -> None:
        far = max(self.row, self.rows, self.named_row) > LAST_ROW
        if far or max(self.column, self.cells) > LAST_COLUMN:
            self.marks.too_far = True

    def data(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "v" and self.text is not None:
            if self.error:
                self.marks.errors[self.row, self.column] = "".join(self.text)
            self.text = None
        elif name == "c":
            self.in_cell = False
        elif name == "sheetData":
            self.among_cells = False


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.strip().isdecimal() else otherwise


def _walk(name: str, data: bytes) -> Marks:
    walk = _Walk()
    parser = expat.ParserCreate()
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.data
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise damaged(name, f"a sheet of it is not whole ({error})") from error
    return walk.marks
