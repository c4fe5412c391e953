"""What is not a workbook, or not a safe one: refused by its kind, before any library sees it."""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from made_books import Sheet, parts, respell, rezip, shown, write_xlsx

from g2g_excel.books import examine as examining
from g2g_excel.books import open_book
from g2g_excel.books.examine import examine, examined
from g2g_excel.cells import CannotRead

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_xlsx(tmp_path / "Contact.xlsx", {"Figures": Sheet([["a", 1], ["b", 2]])})


def refused(path: Path, says: str) -> str:
    """It is refused with these words and names the file; no library has been asked."""
    with pytest.raises(CannotRead, match=says) as caught:
        examine(path)
    text = str(caught.value)
    assert text.startswith(path.name) or path.name in text
    assert text.endswith(".")
    return text


def named(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def zipped(**parts: bytes | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


def ole(*streams: str) -> bytes:
    """An OLE file as far as we look at one: its mark, and its directory of streams."""
    entries = b"".join(s.encode("utf-16-le").ljust(64, b"\0") + bytes(64) for s in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries


def test_a_workbook_is_opened(path):
    package = examine(path)
    assert package.raw == path.read_bytes()
    assert dict(package.parts) == parts(path)
    assert package.sheets == {"Figures": SHEET}


# -- other files


KINDS = {
    "empty": (b"", "is empty"),
    "csv": (b"Measure,Value\r\n1.1a,95\r\n", "text file with its values between commas"),
    "tabs": (b"Measure\tValue\n1.1a\t95\n", "values between tabs"),
    "utf-16": ("Measure\tValue\n1.1a\t95\n".encode("utf-16"), "values between tabs"),
    "semicolons": (b"\xef\xbb\xbfMeasure;Value\n1.1a;95\n", "values between semicolons"),
    "text": (b"Sorry, we have nothing to report this time.", "is a text file, not"),
    "html": (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "is a web page"),
    "html with a prolog": (b'\n<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">', "is a web page"),
    "xml of 2003": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "XML Spreadsheet of 2003",
    ),
    "pdf": (b"%PDF-1.7\n", "is a PDF"),
    "picture": (b"\x89PNG\r\n\x1a\n", "is a picture"),
    "rtf": (b"{\\rtf1\\ansi", "is a text document"),
    "nothing known": (b"\x00\x01\x02\x03" * 100, "is not an Excel workbook"),
    "xls": (ole("Root Entry", "Workbook"), r"format of Excel before 2007 \(\.xls\)"),
    "xls of 1995": (ole("Root Entry", "Book"), r"format of Excel before 2007 \(\.xls\)"),
    "password": (ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "with a password"),
    "label": (ole("EncryptedPackage", "\x06DataSpaces", "DRMEncryptedDataSpace"), "label"),
    "doc": (ole("Root Entry", "WordDocument"), "is a Word document"),
    "other ole": (ole("Root Entry"), "old Office format"),
    "docx": (zipped(**{"[Content_Types].xml": "", "word/document.xml": ""}), "is a Word document"),
    "pptx": (zipped(**{"[Content_Types].xml": "", "ppt/slides.xml": ""}), "is a PowerPoint"),
    "ods": (zipped(mimetype="x", **{"content.xml": ""}), r"OpenDocument file \(\.ods\)"),
    "xlsb": (
        zipped(**{"[Content_Types].xml": "", "xl/workbook.bin": b""}),
        r"binary workbook \(\.xlsb\)",
    ),
    "numbers": (zipped(**{"Index/Document.iwa": ""}), "saved by Numbers"),
    "zip of a workbook": (
        zipped(**{"Q3/Contact.xlsx": ""}),
        r"zip folder that holds Contact\.xlsx",
    ),
    "zip": (zipped(**{"a.txt": ""}), "is a zip folder, not a workbook"),
    "empty zip": (zipped(), "is a zip folder, not a workbook"),
}


@pytest.mark.parametrize(("data", "says"), KINDS.values(), ids=KINDS)
def test_another_kind_of_file_is_called_by_its_name(tmp_path, data, says):
    refused(named(tmp_path, "Contact.xlsx", data), says)


def test_no_file(tmp_path):
    with pytest.raises(CannotRead, match=r"There is no file .*Contact\.xlsx"):
        examine(tmp_path / "Contact.xlsx")


def test_a_folder(tmp_path):
    (tmp_path / "Contact.xlsx").mkdir()
    refused(tmp_path / "Contact.xlsx", "is a folder")


def test_a_file_that_may_not_be_opened(path, monkeypatch):
    def locked(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", locked)
    refused(path, r"cannot be opened \(Permission denied\)")


# -- damaged workbooks


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.99])
def test_a_file_cut_short(path, share):
    raw = path.read_bytes()
    path.write_bytes(raw[: int(len(raw) * share)])
    refused(path, "is damaged")


def test_a_flipped_bit_in_a_part(path):
    with zipfile.ZipFile(path) as file:
        entry = file.getinfo(SHEET)
    raw = bytearray(path.read_bytes())
    raw[entry.header_offset + 30 + len(SHEET) + entry.compress_size // 2] ^= 4
    path.write_bytes(raw)
    refused(path, rf"is damaged: its part {SHEET} is not what was saved")


def test_any_damage_is_refused_or_harmless(path):
    """Two thousand files with a few bytes changed: never another exception, never other values."""
    good, raw = shown(open_book(path), ["A1", "B1", "A2", "B2"]), path.read_bytes()
    chance, refusals = random.Random(20171231), 0
    for _ in range(2000):
        bad = bytearray(raw)
        for _ in range(chance.choice((1, 1, 2, 8))):
            bad[chance.randrange(len(bad))] = chance.randrange(256)
        try:
            package = examined("Contact.xlsx", bytes(bad))
            assert package.sheets == {"Figures": SHEET}
        except CannotRead:
            refusals += 1
            continue
        path.write_bytes(bad)
        assert shown(open_book(path), ["A1", "B1", "A2", "B2"]) == good
    assert 1000 < refusals < 2000


def test_a_sheet_that_is_listed_and_missing(path):
    rezip(path, {SHEET: None})
    with pytest.raises(CannotRead, match="the sheet Figures is missing"):
        open_book(path)


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/sharedStrings.xml"])
def test_a_part_that_the_sheets_need_and_is_missing(path, part):
    rezip(path, {part: None})
    with pytest.raises(CannotRead, match=f"its part {part} is missing"):
        open_book(path)


def test_a_sheet_without_cells(path):
    rezip(path, {SHEET: b"<worksheet/>"})
    with pytest.raises(CannotRead, match="the sheet Figures has no cells"):
        open_book(path)


def test_a_workbook_part_that_is_not_xml(path):
    rezip(path, {"xl/workbook.xml": b"<workbook>"})
    with pytest.raises(CannotRead, match=r"its part xl/workbook\.xml is not XML"):
        open_book(path)


def test_two_sheets_of_one_name(path):
    respell(
        path,
        "xl/workbook.xml",
        "</sheets>",
        '<sheet name="Figures" sheetId="9" r:id="rId1"/></sheets>',
    )
    with pytest.raises(CannotRead, match="two sheets are called Figures"):
        open_book(path)


def test_a_text_that_is_not_in_the_table_of_texts(path):
    respell(path, SHEET, 't="s"><v>0', 't="s"><v>99')
    with pytest.raises(CannotRead, match="its sheet Figures cannot be read"):
        open_book(path).grid("Figures")


# -- files made to harm


def test_a_cell_far_outside(path):
    respell(
        path,
        SHEET,
        "</sheetData>",
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
    )
    refused(path, "below row 20,000 or to the right of column SF")


def test_a_cell_far_outside_in_a_part_of_another_name(path):
    sheet = parts(path)[SHEET].replace(
        b"</sheetData>", b'<row r="99999"><c r="A99999"><v>1</v></c></row></sheetData>'
    )
    rezip(path, {SHEET: None, "xl/other.xml": sheet})
    respell(path, "xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "other.xml")
    refused(path, "below row 20,000")


def test_formats_far_outside_are_harmless(path):
    respell(
        path, SHEET, "</sheetData>", '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    )
    assert open_book(path).grid("Figures").rows == (("a", 1), ("b", 2))


def test_cells_far_apart(path):
    respell(
        path, SHEET, "</sheetData>", '<row r="19999"><c r="RZ19999"><v>1</v></c></row></sheetData>'
    )
    with pytest.raises(CannotRead, match="lie too far apart"):
        open_book(path).grid("Figures")


def test_a_false_count_of_texts(path):
    respell(path, "xl/sharedStrings.xml", 'uniqueCount="2"', "uniqueCount = '4294967295'")
    refused(path, "claims to hold more text")


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "_rels/.rels"])
def test_a_document_type(path, part):
    text = parts(path)[part].replace(b"?>", b'?>\n<!DOCTYPE x [<!ENTITY a "aaaa">]>', 1)
    rezip(path, {part: text})
    refused(path, "declares a document type")


def test_a_document_type_in_another_encoding(path):
    rezip(path, {"xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a "a">]><workbook/>'.encode("utf-16")})
    refused(path, "is not in UTF-8")
    rezip(path, {"xl/workbook.xml": b'<?xml version="1.0" encoding="UTF-7"?><workbook/>'})
    refused(path, "is not in UTF-8")


def bomb(path: Path, size: int) -> None:
    rezip(path, {"xl/media/image1.png": bytes(size)})


def test_a_part_that_inflates_beyond_measure(path):
    bomb(path, 20 << 20)
    assert path.stat().st_size < 50_000
    refused(path, "is too big")


def test_parts_that_inflate_beyond_measure_together(path, monkeypatch):
    monkeypatch.setattr(examining, "HIGHEST_RATIO", 10**6)
    bomb(path, 129 << 20)
    started = time.perf_counter()
    refused(path, "is too big")
    assert time.perf_counter() - started < 0.5  # known from the directory, before inflating


def test_a_file_too_big_to_begin_with(path):
    with path.open("r+b") as file:
        file.truncate(33 << 20)
    refused(path, "is too big")


def test_too_many_parts(path):
    rezip(path, {f"xl/{n}.bin": b"" for n in range(2000)})
    refused(path, "is too big")


def directory(raw: bytes, part: str) -> int:
    """Where the zip's directory describes a part."""
    return raw.index(part.encode(), raw.index(b"PK\x01\x02")) - 46


def test_a_part_longer_than_it_says(path):
    """Python would stop at the stated size, with the right checksum; another reader would go on."""
    data = parts(path)[SHEET]
    shown_part = data.replace(b"</sheetData>", b"</sheetData> ")
    hidden = (
        shown_part + b'<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    rezip(path, {SHEET: hidden})
    raw = bytearray(path.read_bytes())
    at = directory(raw, SHEET)
    struct.pack_into("<I", raw, at + 16, zlib.crc32(shown_part))
    struct.pack_into("<I", raw, at + 24, len(shown_part))
    path.write_bytes(raw)
    with zipfile.ZipFile(path) as file:
        assert file.read(SHEET) == shown_part
    refused(path, rf"its part {SHEET} is not what was saved")


def test_a_zip_with_a_password(path):
    raw = bytearray(path.read_bytes())
    raw[directory(raw, SHEET) + 8] |= 1
    path.write_bytes(raw)
    refused(path, "is a zip with a password")


@pytest.mark.parametrize(
    "name",
    ["../evil.xml", "/etc/evil.xml", "xl/../../evil.xml", "C:/evil.xml", "xl\\evil.xml", "a\0b"],
)
def test_a_part_whose_name_leads_out(path, name):
    placeholder = "x" * len(name)
    rezip(path, {placeholder: b""})
    path.write_bytes(path.read_bytes().replace(placeholder.encode(), name.encode()))
    refused(path, "leads out of the file")


@pytest.mark.parametrize("name", [SHEET, SHEET.upper()])
def test_two_parts_of_one_name(path, name):
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("y" * len(name), b"<other/>")
    path.write_bytes(path.read_bytes().replace(b"y" * len(name), name.encode()))
    refused(path, "two parts of the same name")


def test_a_part_packed_in_an_unusual_way(path):
    with zipfile.ZipFile(path, "a", zipfile.ZIP_LZMA) as file:
        file.writestr("xl/extra.bin", b"x" * 100)
    refused(path, "packed in a way that Excel does not use")


def test_the_reader_never_meets_the_file_itself(path, monkeypatch):
    """It is given the examined parts in a zip of our own, without macros and pictures."""
    rezip(path, {"xl/vbaProject.bin": b"x", "xl/media/image1.png": b"y"})
    given = []
    real = examining.Package.for_reading

    def recorded(package, instead):
        given.append(real(package, instead))
        return given[-1]

    monkeypatch.setattr(examining.Package, "for_reading", recorded)
    assert open_book(path).grid("Figures").rows == (("a", 1), ("b", 2))
    with zipfile.ZipFile(given[0]) as file:
        assert {name.rpartition(".")[2] for name in file.namelist()} == {"xml", "rels"}
        assert {entry.compress_type for entry in file.infolist()} == {zipfile.ZIP_STORED}


# -- what a file may well be


@pytest.mark.parametrize("name", ["Contact & Referral.xlsx", "Ffïoedd – Q3.xlsm", "no suffix"])
def test_the_name_does_not_matter(path, name):
    other = path.rename(path.with_name(name))
    assert open_book(other).name == name
    assert open_book(str(other)).sheets() == ("Figures",)


def test_an_error_code_newer_than_the_reader(path):
    respell(path, SHEET, '<c r="B1"><v>1</v></c>', '<c r="B1" t="e"><v>#BUSY!</v></c>')
    assert str(shown(open_book(path), ["B1"])[0]) == "#BUSY!"
    assert shown(open_book(path), ["A1", "B2"]) == ["a", 2]


def test_sheet_names_of_all_sorts(tmp_path):
    names = ["Q&A <1>", "Théâtre", "a'b", 'say "x"', "  spaced  "]
    path = write_xlsx(tmp_path / "x.xlsx", {name: Sheet([[name.strip()]]) for name in names})
    book = open_book(path)
    assert book.sheets() == tuple(names)
    for name in names:
        assert book.grid(name).rows == ((name.strip(),),)


def test_chart_sheets_are_passed_over(tmp_path):
    def chart(book, page):
        drawn = book.add_chart({"type": "line"})
        drawn.add_series({"values": "=Figures!$A$1:$A$2"})
        book.add_chartsheet("Trend").set_chart(drawn)

    path = write_xlsx(tmp_path / "x.xlsx", {"Figures": Sheet([[1], [2]])}, chart)
    assert open_book(path).sheets() == ("Figures",)
    assert open_book(path).grid("Figures").rows == ((1,), (2,))


def test_opening_the_room_loads_no_library():
    code = (
        "import sys, g2g_excel.books; "
        "print([m for m in ('python_calamine','openpyxl','xlsxwriter','xlwings','pandas','lxml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
