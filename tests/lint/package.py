"""The zip file as parts, XML trees and relations; read once, for every rule.

Reading complains of nothing: what could not be read is kept (`unreadable`) for a rule to name.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
EXCEL_2006 = "{http://schemas.microsoft.com/office/excel/2006/main}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

Tree = Any  # an lxml element; their stubs have no useful type for what `find` gives


class Relation(NamedTuple):
    """A line of a `.rels` part; the target is a part's name, or an address outside."""

    id: str
    type: str
    target: str
    external: bool


@dataclass(slots=True)
class Package:
    """An `.xlsx` or `.xlsm` as it is on disk."""

    path: Path
    entries: list[str]
    parts: dict[str, bytes]
    trees: dict[str, Tree] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[Relation]] = field(
        default_factory=dict
    )  # by owner; "" is the package

    @property
    def has_macros(self) -> bool:
        return self.path.suffix.lower() == ".xlsm"

    def content_type(self, part: str) -> str | None:
        extension = part.rsplit(".", 1)[-1].lower()
        return self.overrides.get(f"/{part}") or self.defaults.get(extension)

    def related(self, owner: str, kind: str) -> Iterator[str]:
        """The parts that an owner has of one kind (`table`, `styles`), in the order of the file."""
        for one in self.relations.get(owner, ()):
            if one.type.endswith(f"/{kind}"):
                yield one.target

    def target(self, owner: str, relation_id: str | None) -> str:
        """The part behind an `r:id`; "" where there is none."""
        found = [one.target for one in self.relations.get(owner, ()) if one.id == relation_id]
        return found[-1] if found else ""


def read_package(path: Path | str) -> Package:
    """Everything in the file. Raises `zipfile.BadZipFile` for what is no zip."""
    path = Path(path)
    with zipfile.ZipFile(path) as file:
        entries = file.namelist()
        package = Package(path, entries, {name: file.read(name) for name in entries})
    for name, content in package.parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            try:
                package.trees[name] = etree.fromstring(content, _parser())
            except etree.XMLSyntaxError as error:
                package.unreadable[name] = str(error)[:100]
    _read_types(package)
    for name, tree in package.trees.items():
        if name.endswith(".rels"):
            owner = _owner(name)
            found = [_relation(owner, one) for one in tree.iter(_RELATIONSHIP)]
            package.relations[owner] = found
    return package


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def _read_types(package: Package) -> None:
    types = package.trees.get("[Content_Types].xml")
    if types is None:
        return
    for one in types.iter(f"{_TYPES}Override"):
        package.overrides[one.get("PartName") or ""] = one.get("ContentType") or ""
    for one in types.iter(f"{_TYPES}Default"):
        package.defaults[(one.get("Extension") or "").lower()] = one.get("ContentType") or ""


def _owner(rels: str) -> str:
    folder, name = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _relation(owner: str, one: Tree) -> Relation:
    target, external = one.get("Target") or "", one.get("TargetMode") == "External"
    if not external and target.startswith("/"):
        target = target[1:]
    elif not external:
        inside = posixpath.join(posixpath.dirname(owner), target.split("#")[0])
        target = posixpath.normpath(inside)
    return Relation(one.get("Id") or "", one.get("Type") or "", target, external)


def elements(tree: Tree) -> Iterator[Tree]:
    """A tree's elements, without comments and processing instructions."""
    return (one for one in tree.iter() if isinstance(one.tag, str))


def local(element: Tree) -> str:
    """An element's name without its namespace."""
    return str(etree.QName(element).localname)


def namespace(element: Tree) -> str:
    return str(etree.QName(element).namespace or "")
