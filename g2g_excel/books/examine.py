"""Is this file a workbook we can read safely? Asked before any library sees it.

A file of 2 kB can make a spreadsheet library end the whole process or fill the memory, and what
people send is often no workbook at all. So the file is read once as bytes and judged by its zip
directory and its XML as text; the refusal says what the file is and what to do. Nothing here parses
a sheet, except one that no spreadsheet program would have written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from g2g_excel.books.kinds import damaged, other_kind
from g2g_excel.books.package import READ, WORKBOOK, Package, inflated
from g2g_excel.books.reach import Marks, marks
from g2g_excel.books.refusals import LAST_COLUMN, LAST_ROW
from g2g_excel.cells import CannotRead, letters

_MEGABYTE = 1 << 20
LARGEST_FILE = 32 * _MEGABYTE
LARGEST_INFLATED = 128 * _MEGABYTE
MOST_PARTS = 2000
HIGHEST_RATIO = 250  # of a part beyond 1 MB; a long sheet of blank rows reaches about 100

_ENCODING = re.compile(rb"\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']*)")
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
# A library sets memory aside for as many texts as a table of texts claims to hold.
_FALSE_COUNT = re.compile(rb"<(?:[^\s<>:]+:)?sst\b[^<]*?ount\s*=\s*[\"']\s*\+?[0-9]{8,}")


def examine(path: Path) -> Package:
    """The workbook at `path`, inflated and safe to read. Raises `CannotRead`."""
    return examined(path.name, _contents(path))


def _contents(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise CannotRead(f"{path.name} is a folder, not a workbook. Give the file inside it.")
        if path.stat().st_size > LARGEST_FILE:
            raise _too_big(path.name)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise CannotRead(f"There is no file {path}. Check its name and folder.") from error
    except OSError as error:
        raise CannotRead(
            f"{path.name} cannot be opened ({error.strerror}). Close it where it is open, or, where "
            "it is kept online, download it first; then try again."
        ) from error


def examined(name: str, raw: bytes) -> Package:
    """The same, for a file already read."""
    if not raw.startswith(b"PK"):
        raise CannotRead(other_kind(name, raw))
    try:
        with ZipFile(BytesIO(raw)) as file:
            entries = tuple(file.infolist())
    except (BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise damaged(name, "its end is missing or not readable") from error
    _directory(name, entries)
    try:
        parts = inflated(raw, entries)
    except ValueError as error:
        raise damaged(name, f"its part {error} is not what was saved") from error
    _texts(name, parts)
    return Package(name, raw, entries, parts, _sheets(name, parts))


def _directory(name: str, entries: tuple[ZipInfo, ...]) -> None:
    """What the list of parts gives away, before any of them is inflated."""
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & 1 for entry in entries):
        raise CannotRead(
            f"{name} is a zip with a password, not a workbook. Take the workbook out of it."
        )
    if len(names) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_INFLATED:
        raise _too_big(name)
    if any(
        entry.file_size > _MEGABYTE and entry.file_size > HIGHEST_RATIO * entry.compress_size
        for entry in entries
    ):
        raise _too_big(name)
    if len({each.casefold() for each in names}) != len(names):
        raise _unsafe(name, "it holds two parts of the same name")
    if any(_leads_out(entry) for entry in entries):
        raise _unsafe(name, "the name of one of its parts leads out of the file")
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries):
        raise _unsafe(name, "it is packed in a way that Excel does not use")
    if "[Content_Types].xml" not in names or WORKBOOK not in names:
        raise CannotRead(other_kind(name, b"PK", names))


def _leads_out(entry: ZipInfo) -> bool:
    written = entry.orig_filename  # as it stands in the file, before Python tidies it
    return (
        "\\" in written
        or "\0" in written
        or ":" in written
        or written.startswith("/")
        or ".." in written.split("/")
    )


def _texts(name: str, parts: Mapping[str, bytes]) -> None:
    """What the parts themselves give away, each searched as text."""
    for part, data in parts.items():
        if not part.endswith((*READ, ".vml")):
            continue
        if _DTD.search(data):
            raise _unsafe(name, f"its part {part} declares a document type")
        if part.startswith("xl/") and _encoding(data) not in (b"utf-8", b"us-ascii"):
            raise _unsafe(name, f"its part {part} is not in UTF-8")
        if b"sst" in data and _FALSE_COUNT.search(data):
            raise _unsafe(name, "it claims to hold more text than it can")


def _sheets(name: str, parts: Mapping[str, bytes]) -> dict[str, Marks]:
    """What every part tells that has cells in it, whatever it is called."""
    found = {}
    for part, data in parts.items():
        if not part.endswith(READ) or b"sheetData" not in data:
            continue
        found[part] = marks(name, data)
        if found[part].too_far:
            raise CannotRead(
                f"{name} holds something far outside a plan or a return, below row {LAST_ROW:,} or "
                f"to the right of column {letters(LAST_COLUMN)}. Delete the rows and columns beyond "
                "the last entry in Excel (not only what is in them), save it and try again."
            )
    return found


def _encoding(data: bytes) -> bytes:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:
        return b"utf-16"
    declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    return declared[1].lower() if declared else b"utf-8"


def _too_big(name: str) -> CannotRead:
    return CannotRead(
        f"{name} is too big: it opens out to far more than a plan or a return holds. Copy the "
        "entries into a fresh one, or ask for it to be sent again."
    )


def _unsafe(name: str, why: str) -> CannotRead:
    return CannotRead(
        f"{name} was not saved by Excel as it is: {why}. It was not opened. If you trust where it "
        "comes from, open it in Excel, save it as an Excel Workbook (.xlsx) and use that."
    )
