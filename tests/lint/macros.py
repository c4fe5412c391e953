"""The VBA project and the ribbon: readable, named alike, and every button with a Sub to call."""

from __future__ import annotations

import re
import warnings
from hashlib import sha256
from io import BytesIO

from olefile import isOleFile

from tests.lint.book import Book
from tests.lint.complaint import Complaint, Complaints, words
from tests.lint.package import MAIN, Tree, elements, local, namespace

_RIBBONS = {  # the namespace of the XML, the type of the relation that it wants
    "http://schemas.microsoft.com/office/2009/07/customui": (
        "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
    ),
    "http://schemas.microsoft.com/office/2006/01/customui": (
        "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"
    ),
}
_ATTRIBUTES = frozenset(
    words("""
    description enabled getDescription getEnabled getImage getKeytip getLabel getScreentip
    getSupertip getVisible id idMso idQ image imageMso insertAfterMso insertAfterQ insertBeforeMso
    insertBeforeQ keytip label loadImage onAction onLoad screentip showImage showLabel size
    startFromScratch supertip tag title visible
    """)
)
_SUB = re.compile(r"(?im)^\s*(?:public\s+)?(?:sub|function)\s+(\w+)\s*\(([^)]*)\)")


def vba_is_readable(book: Book) -> Complaints:
    for part in book.vba_parts[:1]:
        content = book.package.parts.get(part)
        if content is None:
            continue
        modules, error = _modules(content)
        if error:
            yield Complaint("vba.unreadable", part, error)
        for name in sorted(_code_names(book)):
            if name not in modules:
                yield Complaint("vba.codename", name, "no such document module")


def ribbon_is_sound(book: Book) -> Complaints:
    for one in book.package.relations.get("", ()):
        tree = book.package.trees.get(one.target)
        if not one.type.endswith("/ui/extensibility") or tree is None:
            continue
        part = one.target
        if _RIBBONS.get(namespace(tree)) != one.type:
            yield Complaint("ui.reltype", part, f"{namespace(tree)} with {one.type}")
        ids = [element.get("id") for element in elements(tree) if element.get("id")]
        for twice in sorted({name for name in ids if ids.count(name) > 1}):
            yield Complaint("ui.dup_id", part, twice)
        subs = _subs(book)
        for element in elements(tree):
            yield from _control_is_sound(element, part, subs)


def _control_is_sound(element: Tree, part: str, subs: frozenset[str]) -> Complaints:
    for attribute, value in element.attrib.items():
        is_callback = attribute.startswith(("on", "get")) and attribute != "onClick"
        if is_callback and value.split(".")[-1].lower() not in subs:
            yield Complaint("ui.callback", part, f"{attribute}={value}")
    if local(element) == "button" and not element.get("onAction"):
        yield Complaint("ui.no_action", part, element.get("id") or "")
    unknown = set(element.attrib) - _ATTRIBUTES
    if unknown:
        yield Complaint("ui.attribute", part, str(sorted(unknown)))


def _subs(book: Book) -> frozenset[str]:
    """The names of all Subs and Functions, in small letters."""
    content = book.package.parts.get(book.vba_parts[0]) if book.vba_parts else None
    if content is None:
        return frozenset()
    modules, _ = _modules(content)
    return frozenset(sub[1].lower() for source in modules.values() for sub in _SUB.finditer(source))


def _code_names(book: Book) -> set[str]:
    workbook = book.tree.find(f"{MAIN}workbookPr")
    found = {(workbook.get("codeName") if workbook is not None else None) or "ThisWorkbook"}
    for sheet in book.sheets:
        properties = sheet.tree.find(f"{MAIN}sheetPr") if sheet.tree is not None else None
        if properties is not None and properties.get("codeName"):
            found.add(properties.get("codeName"))
    return found


_READ: dict[str, tuple[dict[str, str], str]] = {}


def _modules(project: bytes) -> tuple[dict[str, str], str]:
    """Each module's source by its name, and what was wrong ("" for nothing)."""
    key = sha256(project).hexdigest()
    if key not in _READ:
        _READ[key] = _read(project)
    return _READ[key]


def _read(project: bytes) -> tuple[dict[str, str], str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # oletools calls pyparsing by names of long ago
        from oletools.olevba import VBA_Parser
    if not isOleFile(BytesIO(project)):  # oletools would take it for the text of a macro
        return {}, "not an OLE file"
    try:
        found = VBA_Parser("vbaProject.bin", data=project).extract_macros()
        modules = {name.rsplit(".", 1)[0]: source for _, _, name, source in found}
    except Exception as error:  # oletools raises whatever the broken bytes lead it to
        return {}, str(error)[:80]
    return modules, "" if modules else "no module"


RULES = (vba_is_readable, ribbon_is_sound)
