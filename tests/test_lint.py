"""A sound workbook passes the lint, and each deliberate fault in it is caught by its own code.

A fault is one piece of text in one part, changed; where the text is not there the test fails, so that
no fault passes by not being made.
"""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from pyopenvba import ExcelFile

from tests.lint.complaint import Complaint
from tests.lint.xlsx_lint import lint

Parts = dict[str, bytes]

_RIBBON_TYPE = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_RIBBON = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui" onLoad="RibbonLoaded">
<ribbon><tabs><tab id="tabPlan" label="Plan"><group id="grpPlan" label="Plan">
<button id="btnRefresh" label="Refresh" onAction="PressRefresh" imageMso="Refresh"/>
<button id="btnCheck" label="Check" onAction="modRibbon.PressCheck"/>
</group></tab></tabs></ribbon></customUI>
"""
_BASIC = """Option Explicit
Public Sub RibbonLoaded(ribbon As IRibbonUI)
End Sub
Public Sub PressRefresh(control As IRibbonControl)
End Sub
Sub PressCheck(control As IRibbonControl)
End Sub
"""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    """A workbook with everything that the rules look at, part by part."""
    folder = tmp_path_factory.mktemp("lint")
    _fill(folder / "plain.xlsm", None)
    with ExcelFile(folder / "plain.xlsm") as made:  # it makes a module for each sheet
        made.add_vba_project().add_module("modRibbon", _BASIC.replace("\n", "\r\n"))
        made.save(folder / "vba.xlsm")
    (folder / "vba.bin").write_bytes(_parts(folder / "vba.xlsm")["xl/vbaProject.bin"])
    parts = _parts(_fill(folder / "sound.xlsm", folder / "vba.bin"))
    parts["customUI/customUI14.xml"] = _RIBBON.encode()
    relation = f'<Relationship Id="rIdUI" Type="{_RIBBON_TYPE}" Target="customUI/customUI14.xml"/>'
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(
        b"</Relationships>", relation.encode() + b"</Relationships>"
    )
    return parts


def _fill(path: Path, vba: Path | None) -> Path:
    book = xlsxwriter.Workbook(path, {"use_future_functions": True})
    if vba:
        book.add_vba_project(str(vba))
        book.set_vba_name("ThisWorkbook")
    red = book.add_format({"bg_color": "red", "num_format": '0.0"%"'})
    figures = book.add_worksheet("Figures")
    figures.set_vba_name("Sheet1")
    columns: list[dict[str, str]] = [{"header": "Measure"}, {"header": "Value"}]
    twice = "=tblFigures[[#This Row],[Value]]*2"
    figures.add_table(
        "B2:D5",
        {"name": "tblFigures", "columns": [*columns, {"header": "Twice", "formula": twice}]},
    )
    figures.write_column("B3", ["Contacts", "Repeats", "Plans"])
    figures.write_column("C3", [95, 7, 3])
    figures.write_boolean("F1", True)
    figures.write_formula("F2", '=SUM(tblFigures[Value],Other!$A$1)+IF(limit>1,"a;b",1)')
    figures.write_formula("F3", '=TEXTJOIN(",",TRUE,tblFigures[[#All],[Measure]:[Value]])')
    figures.write_url("F4", "internal:'Other'!A1", string="to Other")
    figures.merge_range("H1:I1", "merged")
    figures.set_column("A:A", 5)
    figures.set_column("B:C", 20)
    figures.data_validation(
        "C3:C5",
        {"validate": "decimal", "criteria": ">=", "value": "=limit", "input_title": "A figure"},
    )
    figures.data_validation("B3:B5", {"validate": "list", "source": ["Contacts", "Repeats"]})
    figures.conditional_format("C3:C5", {"type": "formula", "criteria": "=C3>limit", "format": red})
    figures.conditional_format("C3:C5", {"type": "icon_set", "icon_style": "3_arrows"})
    figures.add_sparkline("G3", {"range": "Figures!C3:C5"})
    chart = book.add_chart({"type": "line"})
    chart.add_series({"categories": "=Figures!$B$3:$B$5", "values": "=Figures!$C$3:$C$5"})
    figures.insert_chart("K2", chart)
    other = book.add_worksheet("Other")
    other.set_vba_name("Sheet2")
    other.add_table("A3:A4", {"name": "tblOther", "columns": [{"header": "Team"}]})
    other.write("A1", 1, red)
    book.define_name("limit", "=Other!$A$1")
    book.close()
    return path


def _parts(path: Path) -> Parts:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def _write(parts: Parts, path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def _codes(parts: Parts, path: Path) -> set[str]:
    return {complaint.code for complaint in lint(_write(parts, path))}


def test_a_sound_workbook_passes(sound: Parts, tmp_path: Path) -> None:
    assert lint(_write(sound, tmp_path / "sound.xlsm")) == []


SHEET = "xl/worksheets/sheet1.xml"
OTHER = "xl/worksheets/sheet2.xml"
TABLE = "xl/tables/table1.xml"
TABLE2 = "xl/tables/table2.xml"
BOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
TYPES = "[Content_Types].xml"
CHART = "xl/charts/chart1.xml"
RIBBON = "customUI/customUI14.xml"
TEXTS = "xl/sharedStrings.xml"
BOOK_RELS = "xl/_rels/workbook.xml.rels"
SHEET_RELS = "xl/worksheets/_rels/sheet1.xml.rels"

FAULTS = [
    # The zip, the parts and their relations
    ("xml.malformed", SHEET, "<sheetData>", "<sheetData"),
    ("xml.dtd", BOOK, "<workbook ", "<!DOCTYPE workbook><workbook "),
    ("ct.missing_part", TYPES, "/xl/tables/table2.xml", "/xl/tables/table9.xml"),
    ("ct.wrong", TYPES, "spreadsheetml.table+xml", "spreadsheetml.tables+xml"),
    ("ct.main", TYPES, "ms-excel.sheet.macroEnabled.main+xml", "ms-excel.sheet.main+xml"),
    ("ct.none", TYPES, 'Extension="bin"', 'Extension="bim"'),
    ("rel.missing_target", BOOK_RELS, "worksheets/sheet2.xml", "worksheets/sheet7.xml"),
    ("rel.dup_id", BOOK_RELS, 'Id="rId2"', 'Id="rId1"'),
    ("rel.incomplete", BOOK_RELS, 'Id="rId2"', 'Id=""'),
    ("rel.dangling_id", SHEET, '<tablePart r:id="', '<tablePart r:id="x'),
    ("wb.missing", "_rels/.rels", "relationships/officeDocument", "relationships/document"),
    # The workbook
    ("wb.activeTab", BOOK, "<workbookView ", '<workbookView activeTab="2" '),
    ("vba.none", BOOK_RELS, "relationships/vbaProject", "relationships/vba"),
    ("sheet.name_chars", BOOK, 'name="Other"', 'name="Oth/er"'),
    ("sheet.name_length", BOOK, 'name="Other"', f'name="{"x" * 32}"'),
    ("sheet.name_dup", BOOK, 'name="Other"', 'name="figures"'),
    ("sheet.id_dup", BOOK, 'sheetId="2"', 'sheetId="1"'),
    ("name.invalid", BOOK, '<definedName name="limit"', '<definedName name="A1"'),
    ("name.localSheetId", BOOK, '"limit"', '"limit" localSheetId="5"'),
    ("name.dup", BOOK, "</definedNames>", '<definedName name="LIMIT">1</definedName></definedNames>'),
    ("style.index", STYLES, 'fontId="0"', 'fontId="99"'),
    ("style.numfmt", STYLES, 'formatCode="0.0&quot;%&quot;"', 'formatCode="0.0&quot;%"'),
    ("text.long", TEXTS, "Contacts", "x" * 32_768),
    # Tables
    ("table.name_dup", TABLE2, 'displayName="tblOther"', 'displayName="tblFigures"'),
    ("table.name_clash", TABLE2, 'displayName="tblOther"', 'displayName="limit"'),
    ("table.name_invalid", TABLE2, 'displayName="tblOther"', 'displayName="tbl Other"'),
    ("table.id_dup", TABLE2, '<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="2"', '<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="1"'),
    ("table.col_dup", TABLE, 'name="Value"', 'name="measure"'),
    ("table.colid_dup", TABLE, '<tableColumn id="2"', '<tableColumn id="1"'),
    ("table.width", TABLE, 'ref="B2:D5"', 'ref="B2:E5"'),
    ("table.autofilter", TABLE, '<autoFilter ref="B2:D5"', '<autoFilter ref="B2:D4"'),
    ("table.header", TABLE, 'name="Value"', 'name="Valeu"'),
    ("table.parts", SHEET, "<tablePart r:id=", "<tablePiece r:id="),
    ("table.merge", SHEET, '<mergeCell ref="H1:I1"', '<mergeCell ref="B4:C4"'),
    ("table.sheet_autofilter", SHEET, "<mergeCells", '<autoFilter ref="B2:D5"/><mergeCells'),
    # Formulas
    ("formula.prefix", SHEET, "_xlfn.TEXTJOIN", "TEXTJOIN"),
    ("formula.parens", SHEET, "SUM(tblFigures[Value],", "(SUM(tblFigures[Value],"),
    ("formula.syntax", SHEET, '"a;b"', '"a;b'),
    ("formula.unknown_table", SHEET, "SUM(tblFigures[", "SUM(tblFigure["),
    ("formula.unknown_column", SHEET, "SUM(tblFigures[Value]", "SUM(tblFigures[Worth]"),
    ("formula.struct_ui_form", SHEET, "tblFigures[[#This Row],[Value]]*2", "tblFigures[@Value]*2"),
    ("formula.struct_no_table", SHEET, "tblFigures[[#This Row],[Value]]*2", "[[#This Row],[Value]]*2"),
    ("formula.struct", SHEET, "SUM(tblFigures[Value]", "SUM(tblFigures[Value]]"),
    ("formula.struct_item", SHEET, "[#All]", "[#Everything]"),
    ("formula.unknown_sheet", SHEET, "Other!$A$1", "Another!$A$1"),
    ("formula.unknown_name", SHEET, "IF(limit&gt;1", "IF(limits&gt;1"),
    ("formula.long", SHEET, "SUM(tblFigures[Value],", f"SUM({'1,' * 4100}"),
    ("formula.unknown_sheet", BOOK, "Other!$A$1", "Gone!$A$1"),
    ("formula.unknown_sheet", SHEET, "<xm:f>Figures!", "<xm:f>Figure!"),
    ("formula.unknown_sheet", SHEET, 'location="\'Other\'!A1"', 'location="\'Othr\'!A1"'),
    # Sheets and cells
    ("sheet.order", SHEET, "<sheetData>", "<pageMargins/><sheetData>"),
    ("sheet.row_order", SHEET, '<row r="3"', '<row r="2"'),
    ("sheet.cols_overlap", SHEET, '<col min="2" max="3"', '<col min="1" max="3"'),
    ("sheet.merge_overlap", SHEET, "</mergeCells>", '<mergeCell ref="I1:J2"/></mergeCells>'),
    ("cell.row", SHEET, '<c r="C3"', '<c r="C4"'),
    ("cell.order", SHEET, '<c r="C3"', '<c r="B3"'),
    ("cell.reference", SHEET, '<c r="C3"', '<c r="3C"'),
    ("cell.style", OTHER, ' s="', ' s="9'),
    ("cell.sst", SHEET, '<c r="B3" t="s"><v>', '<c r="B3" t="s"><v>9'),
    ("cell.bool", SHEET, '<c r="F1" t="b"><v>1', '<c r="F1" t="b"><v>TRUE'),
    ("cell.number", SHEET, "<v>95</v>", "<v>ninety</v>"),
    ("dv.length", SHEET, 'promptTitle="A figure"', f'promptTitle="{"x" * 33}"'),
    ("dv.type", SHEET, '<dataValidation type="decimal"', '<dataValidation type="number"'),
    ("dv.formula_long", SHEET, '"Contacts,Repeats"', f'"{"x" * 254}"'),
    ("formula.unknown_name", SHEET, "<formula1>limit<", "<formula1>limits<"),
    ("cf.dxf", SHEET, 'dxfId="', 'dxfId="9'),
    ("cf.cfvo", SHEET, '<iconSet iconSet="3', '<iconSet iconSet="4'),
    ("formula.unknown_name", SHEET, "<formula>C3&gt;limit<", "<formula>C3&gt;limits<"),
    # The chart, the macros and the ribbon
    ("chart.axis", CHART, "<c:marker val=\"1\"/><c:axId val=\"", "<c:marker val=\"1\"/><c:axId val=\"9"),
    ("formula.unknown_sheet", CHART, "<c:f>Figures!$C$3", "<c:f>Figure!$C$3"),
    ("vba.codename", SHEET, 'codeName="Sheet1"', 'codeName="Sheet7"'),
    ("ui.reltype", RIBBON, "2009/07/customui", "2006/01/customui"),
    ("ui.dup_id", RIBBON, 'id="btnCheck"', 'id="btnRefresh"'),
    ("ui.callback", RIBBON, 'onAction="PressRefresh"', 'onAction="PressRefrsh"'),
    ("ui.no_action", RIBBON, 'onAction="PressRefresh" ', ""),
    ("ui.attribute", RIBBON, 'label="Check"', 'lable="Check"'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "part", "was", "becomes"),
    FAULTS,
    ids=[f"{one[0]}-{n}" for n, one in enumerate(FAULTS)],
)
def test_a_fault_is_caught(
    sound: Parts, tmp_path: Path, code: str, part: str, was: str, becomes: str
) -> None:
    text = sound[part].decode()
    assert was in text, f"no {was!r} in {part}: the fault was not made"
    faulty = {
        **sound,
        part: text.replace(was, becomes, 1).encode(),
    }
    assert code in _codes(faulty, tmp_path / "faulty.xlsm")


def test_every_rule_has_its_fault() -> None:
    here = Path(__file__)
    rules = "".join(one.read_text("utf-8") for one in (here.parent / "lint").glob("*.py"))
    codes = set(re.findall(r'"([a-z]+\.[a-zA-Z_]+)"', rules))
    assert len(codes) > 70
    assert {code for code in codes if f'"{code}"' not in here.read_text("utf-8")} == set()


@pytest.mark.parametrize(
    ("code", "gone"),
    [
        ("rel.missing_target", TABLE2),
        ("ct.missing", TYPES),
        ("rel.no_owner", SHEET),
        ("rel.dangling_id", SHEET_RELS),
        ("wb.missing", BOOK),
    ],
)
def test_a_missing_part_is_caught(sound: Parts, tmp_path: Path, code: str, gone: str) -> None:
    faulty = {name: content for name, content in sound.items() if name != gone}
    assert code in _codes(faulty, tmp_path / "faulty.xlsm")


def test_a_part_that_is_there_twice_is_caught(sound: Parts, tmp_path: Path) -> None:
    path = _write(sound, tmp_path / "twice.xlsm")
    with zipfile.ZipFile(path, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr(SHEET, sound[SHEET])
    assert "zip.duplicate" in {complaint.code for complaint in lint(path)}


def test_overlapping_tables_are_caught(sound: Parts, tmp_path: Path) -> None:
    rels = sound[SHEET_RELS].decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/table"
    second = f'<Relationship Id="rId77" Type="{kind}" Target="../tables/table2.xml"/>'
    faulty = {
        **sound,
        SHEET_RELS: rels.replace("</Relationships>", second + "</Relationships>").encode(),
        TABLE2: sound[TABLE2].replace(b'ref="A3:A4"', b'ref="B3:B4"'),
    }
    assert "table.overlap" in _codes(faulty, tmp_path / "faulty.xlsm")


def test_a_chart_without_a_plot_is_caught(sound: Parts, tmp_path: Path) -> None:
    faulty = {**sound, CHART: sound[CHART].replace(b"c:plotArea>", b"c:plot>")}
    assert "chart.no_plot" in _codes(faulty, tmp_path / "faulty.xlsm")


def test_macros_that_are_no_project_are_caught(sound: Parts, tmp_path: Path) -> None:
    faulty = {**sound, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 nothing more"}
    assert {"vba.unreadable", "ui.callback"} <= _codes(faulty, tmp_path / "faulty.xlsm")


def test_the_ending_of_the_name_has_to_fit(sound: Parts, tmp_path: Path) -> None:
    assert "ct.main" in _codes(sound, tmp_path / "sound.xlsx")


def test_what_trips_a_rule_is_a_fault_too(sound: Parts, tmp_path: Path) -> None:
    faulty = {**sound, TABLE: sound[TABLE].replace(b'ref="B2:D5" ', b'ref="B2:nonsense" ')}
    assert "lint.unreadable" in _codes(faulty, tmp_path / "faulty.xlsm")


def test_the_command_line_names_each_fault(sound: Parts, tmp_path: Path) -> None:
    path = _write(
        {**sound, STYLES: sound[STYLES].replace(b'fontId="0"', b'fontId="99"')}, tmp_path / "f.xlsm"
    )
    done = subprocess.run(
        [sys.executable, "-m", "tests.lint.xlsx_lint", str(path)],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert f"{path} | style.index | styles | fontId=99" in done.stdout
    assert str(Complaint("a.b", "there", "what")) == "a.b | there | what"
