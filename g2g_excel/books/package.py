"""A workbook file as what it is: a zip of parts, read once and held whole.

It finds the sheets' parts, and makes the same file again with some parts changed: same order, same
names, same dates, every other part as it was. It judges nothing: `examine.py` does, before.
"""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from struct import error as struct_error
from struct import unpack_from
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from lxml import etree

from g2g_excel.books.kinds import damaged
from g2g_excel.books.reach import Marks

WORKBOOK = "xl/workbook.xml"
READ = (".xml", ".rels")
_NEEDED = ("sharedStrings", "styles")  # without them texts are lost, and dates are mere numbers


@dataclass(frozen=True)
class Relation:
    """What one part says of another: the kind (the last word of its type), and where it is."""

    kind: str
    part: str


@dataclass(frozen=True)
class Package:
    """An examined workbook: the file's bytes, each part inflated, and what the sheets' XML tells."""

    name: str
    raw: bytes
    entries: tuple[ZipInfo, ...]
    parts: Mapping[str, bytes]
    marks: Mapping[str, Marks]

    @cached_property
    def sheets(self) -> dict[str, str]:
        """The part of each worksheet, by name, in the order of the tabs. No chart sheets."""
        relations = self.relations(WORKBOOK)
        for needed in relations.values():
            if needed.kind in _NEEDED and needed.part not in self.parts:
                raise damaged(self.name, f"its part {needed.part} is missing")
        sheets: dict[str, str] = {}
        for element in self.tree(WORKBOOK).iter("{*}sheet"):
            name = element.get("name", "")
            key = next((v for k, v in element.attrib.items() if str(k).endswith("}id")), "")
            relation = relations.get(str(key))
            if relation is None or relation.part not in self.parts:
                raise damaged(self.name, f"the sheet {name} is missing from it")
            if relation.kind != "worksheet":
                continue
            if relation.part not in self.marks:
                raise damaged(self.name, f"the sheet {name} has no cells")
            if name in sheets:
                raise damaged(self.name, f"two sheets are called {name}")
            sheets[name] = relation.part
        return sheets

    def relations(self, part: str) -> dict[str, Relation]:
        """The other parts that a part names, by id. None where it names none."""
        folder, _, file = part.rpartition("/")
        listing = f"{folder}/_rels/{file}.rels"
        if listing not in self.parts:
            return {}
        found = {}
        for element in self.tree(listing).iter("{*}Relationship"):
            target = element.get("Target", "")
            path = target if target.startswith("/") else posixpath.join("/", folder, target)
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = Relation(kind, posixpath.normpath(path).lstrip("/"))
        return found

    def tree(self, part: str) -> etree._Element:
        """A small part as elements. Raises `CannotRead` where it is not XML."""
        try:
            return parsed(self.parts[part])
        except etree.XMLSyntaxError as error:
            raise damaged(self.name, f"its part {part} is not XML") from error

    def for_reading(self, instead: Mapping[str, bytes]) -> BytesIO:
        """A plain zip of the parts a reader needs, so that it never meets the file itself."""
        wanted = (name for name in self.parts if name.endswith(READ))
        out = BytesIO()
        with ZipFile(out, "w", ZIP_STORED) as file:
            for name in wanted:
                file.writestr(ZipInfo(name), instead.get(name, self.parts[name]))
        out.seek(0)
        return out

    def changed(self, parts: Mapping[str, bytes]) -> bytes:
        """The file with these parts in place of its own."""
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as file:
            for entry in self.entries:
                name = entry.filename
                file.writestr(_like(entry), parts.get(name, self.parts[name]))
        return out.getvalue()


def _like(entry: ZipInfo) -> ZipInfo:
    """A new entry with all that outlives the data: its date, attributes and compression."""
    new = ZipInfo(entry.filename, entry.date_time)
    for kept in ("compress_type", "comment", "create_system", "external_attr", "internal_attr"):
        setattr(new, kept, getattr(entry, kept))
    return new


def parsed(data: bytes) -> etree._Element:
    """XML as elements, reading nothing but these bytes."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    return etree.fromstring(data, parser)


def inflated(raw: bytes, entries: Iterable[ZipInfo]) -> dict[str, bytes]:
    """Each part, inflated once. Raises `ValueError` with the name of one that is not as declared.

    Python's own reader stops at the declared size; a reader in another language may not, and would
    then see more than was examined. Here a part that goes on beyond its size is refused.
    """
    parts = {}
    for entry in entries:
        try:
            data = _part(raw, entry)
        except (zlib.error, struct_error) as error:
            raise ValueError(entry.filename) from error
        if len(data) != entry.file_size or zlib.crc32(data) != entry.CRC:
            raise ValueError(entry.filename)
        parts[entry.filename] = data
    return parts


def _part(raw: bytes, entry: ZipInfo) -> bytes:
    start = entry.header_offset
    if raw[start : start + 4] != b"PK\x03\x04":
        raise ValueError(entry.filename)
    name, extra = unpack_from("<HH", raw, start + 26)
    if raw[start + 30 : start + 30 + name] != _written_name(entry):
        raise ValueError(entry.filename)
    begin = start + 30 + name + extra
    packed = raw[begin : begin + entry.compress_size]
    if len(packed) != entry.compress_size:
        raise ValueError(entry.filename)
    if entry.compress_type == ZIP_STORED:
        return packed
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    data = inflater.decompress(packed, entry.file_size + 1)
    if not inflater.eof or inflater.unused_data:
        raise ValueError(entry.filename)
    return data


def _written_name(entry: ZipInfo) -> bytes:
    """The name as bytes, which stands in the file twice and must be the same."""
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437")
