"""What a file is, when it is not a workbook we can read: said so that the officer can act on it.

Looks at the first bytes and at names only; opens nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from g2g_excel.cells import CannotRead

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "Open it in Excel and save it as an Excel Workbook (.xlsx)"

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|div)\b", re.IGNORECASE)


def other_kind(name: str, raw: bytes, parts: Sequence[str] = ()) -> str:
    """A sentence that says what the file is and what to do. `parts`: the names in a zip."""
    if not raw:
        return f"{name} is empty: it holds no data at all. Ask for it to be sent again."
    if parts or raw.startswith(b"PK"):
        return _zip(name, parts)
    if raw.startswith(_OLE):
        return _ole(name, raw)
    if raw.startswith(b"%PDF"):
        return f"{name} is a PDF, not a workbook. Ask for the Excel file it was made from."
    if raw.startswith(_PICTURES):
        return f"{name} is a picture, not a workbook. Ask for the Excel file itself."
    if raw.startswith(b"{\\rtf"):
        return f"{name} is a text document, not a workbook. Ask for the Excel file itself."
    return _text(name, raw[:4096])


def _zip(name: str, parts: Sequence[str]) -> str:
    there = set(parts)
    inside = [part for part in parts if re.search(r"\.xls[xmb]?$", part, re.IGNORECASE)]
    if "xl/workbook.bin" in there:
        return f"{name} is a binary workbook (.xlsb). {_SAVE_AS}."
    if "mimetype" in there or "content.xml" in there:
        return f"{name} is an OpenDocument file (.ods), as LibreOffice saves it. {_SAVE_AS}."
    if any(part.startswith("word/") for part in parts):
        return f"{name} is a Word document, not a workbook. Ask for the Excel file itself."
    if any(part.startswith("ppt/") for part in parts):
        return f"{name} is a PowerPoint file, not a workbook. Ask for the Excel file itself."
    if any(part.startswith("Index/") for part in parts):
        return f"{name} was saved by Numbers on a Mac. Export it from Numbers as Excel (.xlsx)."
    if inside:
        return f"{name} is a zip folder that holds {PurePath(inside[0]).name}. Take it out first."
    return f"{name} is a zip folder, not a workbook. Ask for the Excel file itself."


def _ole(name: str, raw: bytes) -> str:
    """The format of Office before 2007, which is also the envelope of anything encrypted."""

    def names(stream: str) -> bool:
        return stream.encode("utf-16-le") in raw

    if names("DRMEncrypted"):
        return (
            f"{name} is protected by a sensitivity label or by rights management, so only Excel can "
            "open it. Open it there, take the protection off, save it and try again."
        )
    if names("EncryptedPackage"):
        return (
            f"{name} is protected with a password. Open it in Excel, take the password off (File, "
            "Info, Protect Workbook), save it and try again."
        )
    if names("Workbook") or names("Book"):
        return f"{name} is in the format of Excel before 2007 (.xls). {_SAVE_AS}."
    if names("WordDocument"):
        return f"{name} is a Word document, not a workbook. Ask for the Excel file itself."
    return f"{name} is in an old Office format that is not a workbook, or is damaged. {_SAVE_AS}."


def _text(name: str, start: bytes) -> str:
    if _HTML.search(start):
        return f"{name} is a web page, although it may open in Excel. {_SAVE_AS}."
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        return f"{name} is an XML Spreadsheet of 2003. {_SAVE_AS}."
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.replace(b"\0", b"")
    lines = [line for line in start.splitlines() if line.strip()]
    for separator, kind in ((b",", "commas"), (b"\t", "tabs"), (b";", "semicolons")):
        if len(lines) > 1 and all(separator in line for line in lines[:2]) and b"\0" not in start:
            return f"{name} is a text file with its values between {kind} (CSV). {_SAVE_AS}."
    if start and b"\0" not in start:
        return f"{name} is a text file, not a workbook. Ask for the Excel file itself."
    return (
        f"{name} is not an Excel workbook, or it is damaged from its first byte. Ask for it to be "
        "sent again."
    )


def damaged(name: str, what: str) -> CannotRead:
    return CannotRead(
        f"{name} is damaged: {what}. Open it in Excel, save it under another name and use that, or "
        "ask for it to be sent again."
    )
