"""The zip and its parts: every part once, readable, and of the type its place asks for."""

from __future__ import annotations

from tests.lint.complaint import Complaint, Complaints
from tests.lint.package import RELATED, Package, elements, local

_TYPE_OF = {  # where a part lies, what its content type ends with
    "xl/tables/": "spreadsheetml.table+xml",
    "xl/worksheets/sheet": "spreadsheetml.worksheet+xml",
    "xl/charts/chart": "drawingml.chart+xml",
    "xl/drawings/drawing": "drawing+xml",
    "xl/comments": "comments+xml",
}


def entries_are_there_once(package: Package) -> Complaints:
    names = [name.lower() for name in package.entries]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Complaint("zip.duplicate", name, "entry twice")


def xml_is_well_formed(package: Package) -> Complaints:
    for part, error in package.unreadable.items():
        yield Complaint("xml.malformed", part, error)
    for part, content in package.parts.items():
        if (part in package.trees or part in package.unreadable) and b"<!DOCTYPE" in content:
            yield Complaint("xml.dtd", part, "DTD")


def content_types_fit(package: Package) -> Complaints:
    for part in package.overrides:
        if part[1:] not in package.parts:
            yield Complaint("ct.missing_part", part, "Override of a part that is not there")
    for part in package.parts:
        if part == "[Content_Types].xml":
            continue
        found = package.content_type(part)
        if not found:
            yield Complaint("ct.none", part, "no content type")
        for place, wanted in _TYPE_OF.items():
            is_such = part.startswith(place) and part.endswith(".xml") and "_rels" not in part
            if is_such and wanted not in (found or ""):
                yield Complaint("ct.wrong", part, str(found))


def relations_lead_somewhere(package: Package) -> Complaints:
    for owner, relations in package.relations.items():
        if owner and owner not in package.parts:
            yield Complaint("rel.no_owner", owner, "its .rels is there and it is not")
        seen = set()
        for one in relations:
            if not (one.id and one.type and one.target):
                yield Complaint("rel.incomplete", owner, str(tuple(one[:3])))
            if one.id in seen:
                yield Complaint("rel.dup_id", owner, one.id)
            seen.add(one.id)
            if not one.external and one.target not in package.parts:
                yield Complaint("rel.missing_target", owner, one.target)


def relation_ids_are_defined(package: Package) -> Complaints:
    for part, tree in package.trees.items():
        if part.endswith(".rels"):
            continue
        known = {one.id for one in package.relations.get(part, ())}
        for element in elements(tree):
            for attribute, value in element.attrib.items():
                if attribute.startswith(RELATED) and value and value not in known:
                    yield Complaint("rel.dangling_id", part, f"{local(element)} {value}")


RULES = (
    entries_are_there_once,
    xml_is_well_formed,
    content_types_fit,
    relations_lead_somewhere,
    relation_ids_are_defined,
)
