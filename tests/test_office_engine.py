"""The stand-in for Excel answers as Excel does, or every test that uses it proves nothing.

The workbook, made by `_small_book`, sheet by sheet (rows 2 to 4 of Figures are the table `tblFigures`):

    Figures   A         B            C      D        E             F
      1       Measure   Period       Value  Spent    Twice
      2       Contacts  31/12/2017   95     £12.50   =Value*2
      3       Repeats   (blank)      7      £0.10    =Value*2
      4       007       30/11/2017   (blank) (blank) =Value*2
      6       =C2/0     =NA()        TRUE   =C2>90   '=not a formula  'tis

    Returns (protected; B2 and B3 are unlocked)   the table `tblReturns`, A1:B3
      1       Team      Note
      2       Contact   late
      3       MASH      (blank)

    Sealed (protected with a password)  A1 "shut"
"""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
import xlwings as xw
from pyopenvba import ExcelFile

from tests.office import found
from tests.office.engine_calls import counting
from tests.office.errors import REJECTED, ExcelError, ProtectedCell
from tests.office.formulas import in_excels_spelling, in_offices_spelling
from tests.office.found import OfficeMissing
from tests.office.recalculate import differences, recalculate
from tests.office.render import render
from tests.office.soffice import OfficeFailed, StartedOffice, attached

Open = Callable[[Path], xw.Book]


def _small_book(path: Path) -> Path:
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    pounds = book.add_format({"num_format": "£#,##0.00"})
    unlocked = book.add_format({"locked": False})
    figures = book.add_worksheet("Figures")
    headings = ("Measure", "Period", "Value", "Spent")
    twice = {"header": "Twice", "formula": "=tblFigures[[#This Row],[Value]]*2"}
    columns = [*({"header": heading} for heading in headings), twice]
    figures.add_table("A1:E4", {"name": "tblFigures", "columns": columns})
    figures.write_column("A2", ["Contacts", "Repeats"])
    figures.write_string("A4", "007")
    figures.write_datetime("B2", dt.datetime(2017, 12, 31), day)
    figures.write_blank("B3", None, day)
    figures.write_datetime("B4", dt.datetime(2017, 11, 30), day)
    figures.write_column("C2", [95, 7])
    figures.write_column("D2", [12.5, 0.1], pounds)
    for row, result in ((2, 190), (3, 14), (4, 0)):
        figures.write_formula(f"E{row}", twice["formula"], None, result)
    figures.write_formula("A6", "=C2/0", None, "#DIV/0!")
    figures.write_formula("B6", "=NA()", None, "#N/A")
    figures.write_boolean("C6", True)
    figures.write_formula("D6", "=C2>90", None, True)
    figures.write_string("E6", "=not a formula")
    figures.write_string("F6", "'tis")
    returns = book.add_worksheet("Returns")
    returns.add_table(
        "A1:B3", {"name": "tblReturns", "columns": [{"header": "Team"}, {"header": "Note"}]}
    )
    returns.write_column("A2", ["Contact", "MASH"])
    returns.write("B2", "late", unlocked)
    returns.write_blank("B3", None, unlocked)
    returns.protect("", {"sort": True, "format_cells": True})
    sealed = book.add_worksheet("Sealed")
    sealed.write("A1", "shut")
    sealed.protect("secret")
    book.define_name("position_date", "=Figures!$B$2")
    book.define_name("Returns!late", "=Returns!$B$2")
    book.define_name("total", "=SUM(Figures!$C$2:$C$4)")
    book.close()
    return path


@pytest.fixture
def book(tmp_path: Path, open_book: Open) -> xw.Book:
    return open_book(_small_book(tmp_path / "small plan.xlsx"))


# Finding things


def test_the_caller_is_found_by_the_arguments_the_add_in_gives(
    book: xw.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["g2g", "--wb=Small Plan.xlsx", "--from_xl=1", "--hwnd=0"])
    assert xw.Book.caller().fullname == book.fullname


def test_a_book_says_its_name_and_sheets(book: xw.Book, tmp_path: Path) -> None:
    assert book.name == "small plan.xlsx"
    assert book.fullname == str(tmp_path / "small plan.xlsx")
    assert [sheet.name for sheet in book.sheets] == ["Figures", "Returns", "Sealed"]
    assert book.sheets["returns"].index == 2
    assert "Returns" in book.sheets
    assert book.app.books["SMALL PLAN.xlsx"] == book


def test_the_used_range_ends_where_the_cells_do(book: xw.Book) -> None:
    assert book.sheets["Figures"].used_range.address == "$A$1:$F$6"
    assert book.sheets["Figures"].used_range.last_cell.address == "$F$6"


def test_a_table_knows_its_parts(book: xw.Book) -> None:
    table = book.sheets["Figures"].tables["TBLFIGURES"]
    assert table.name == "tblFigures"
    assert table.range.address == "$A$1:$E$4"
    assert table.header_row_range.address == "$A$1:$E$1"
    assert table.data_body_range.address == "$A$2:$E$4"
    assert [one.name for one in book.sheets["Returns"].tables] == ["tblReturns"]
    assert book.sheets["Figures"]["B3"].table.name == "tblFigures"
    assert book.sheets["Figures"]["B6"].table is None


def test_names_are_the_books_and_the_sheets(book: xw.Book) -> None:
    assert {one.name: one.refers_to for one in book.names} == {
        "position_date": "=Figures!$B$2",
        "total": "=SUM(Figures!$C$2:$C$4)",
        "Returns!late": "=Returns!$B$2",
    }
    assert book.names["position_date"].refers_to_range.value == dt.datetime(2017, 12, 31)
    assert book.sheets["Figures"]["position_date"].row == 2
    with pytest.raises(ExcelError, match="another sheet"):
        book.sheets["Returns"]["position_date"]
    book.names.add("first", "=Figures!$A$2")
    assert book.names["first"].refers_to_range.value == "Contacts"
    assert book.sheets["Figures"]["A2"].name.name == "first"
    assert book.sheets["Figures"]["A3"].name is None


def test_ctrl_and_an_arrow(book: xw.Book) -> None:
    sheet = book.sheets["Figures"]
    assert sheet["A1"].end("down").address == "$A$4"
    assert sheet["A4"].end("down").address == "$A$6"
    assert sheet["A1"].end("right").address == "$E$1"
    assert sheet["A1000"].end("up").address == "$A$6"
    assert sheet["H1"].end("down").address == "$H$1048576"
    assert sheet["A1"].expand().address == "$A$1:$E$4"


# Reading


def test_values_come_in_excels_dialect(book: xw.Book) -> None:
    body = book.sheets["Figures"].tables["tblFigures"].data_body_range
    assert body.options(ndim=2).value == [
        ["Contacts", dt.datetime(2017, 12, 31), 95.0, Decimal("12.5"), 190.0],
        ["Repeats", None, 7.0, Decimal("0.1"), 14.0],
        ["007", dt.datetime(2017, 11, 30), None, None, 0.0],
    ]


def test_errors_and_truth_values(book: xw.Book) -> None:
    line = book.sheets["Figures"]["A6:F6"]
    assert line.value == [None, None, True, True, "=not a formula", "'tis"]
    assert line.options(err_to_str=True).value[:2] == ["#DIV/0!", "#N/A"]
    assert line.raw_value[0][:2] == (-2146826281, -2146826246)


def test_one_cell_is_a_value_or_a_grid_of_one(book: xw.Book) -> None:
    cell = book.sheets["Figures"]["C2"]
    assert cell.value == 95.0
    assert cell.options(ndim=2).value == [[95.0]]


def test_formulas_are_spelt_as_in_excel(book: xw.Book) -> None:
    sheet = book.sheets["Figures"]
    assert sheet["A6:F6"].formula == (
        ("=C2/0", "=NA()", "TRUE", "=C2>90", "=not a formula", "'tis"),
    )
    assert sheet["A4:E4"].formula == (
        ("007", "43069", "", "", "=tblFigures[[#This Row],[Value]]*2"),
    )
    assert sheet["E2"].formula == "=tblFigures[[#This Row],[Value]]*2"


@pytest.mark.parametrize(
    ("excel", "office"),
    [
        ("=SUM('T 2'!A1:B2,1)", "=SUM($'T 2'.A1:B2;1)"),
        ('=IF(A1="a;b,c!D1",{1,2;3,4},Two!B2)', '=IF(A1="a;b,c!D1";{1;2|3;4};$Two.B2)'),
        ("='It''s'!$A$1+1.5", "=$'It''s'.$A$1+1.5"),
        ("=STDEV.S(A1:A2)", "=STDEV.S(A1:A2)"),
        ("=tbl[[#All],[Ref]:[Due]]", "=tbl[[#All];[Ref]:[Due]]"),
        ("=SUM(Data!A:A)", "=SUM($Data.A:A)"),
    ],
)
def test_the_two_spellings_of_a_formula(excel: str, office: str) -> None:
    assert in_offices_spelling(excel) == office
    assert in_excels_spelling(office) == excel


# Writing


def test_a_block_goes_in_and_comes_back(book: xw.Book) -> None:
    sheet = book.sheets["Figures"]
    block = [
        ["text", 1.5, True, dt.datetime(2018, 1, 31)],
        [None, -7.0, False, dt.datetime(2018, 1, 31, 9, 30)],
    ]
    sheet["H2"].options(ndim=2).value = block
    assert sheet["H2:K3"].value == block
    assert sheet["K2"].number_format == "DD/MM/YYYY"


def test_text_is_read_as_excel_reads_what_is_typed(book: xw.Book) -> None:
    sheet = book.sheets["Figures"]
    sheet["H1:H5"].value = [["007"], ["5%"], ["Dec-17"], ["=C2+1"], ["true"]]
    assert sheet["H1:H5"].value == [7.0, 0.05, dt.datetime(2017, 12, 1), 96.0, True]


def test_an_apostrophe_keeps_text_text(book: xw.Book) -> None:
    sheet = book.sheets["Figures"]
    sheet["H1:H5"].value = [["'007"], ["'5%"], ["'Dec-17"], ["'=C2+1"], ["''tis"]]
    assert sheet["H1:H5"].value == ["007", "5%", "Dec-17", "=C2+1", "'tis"]
    assert sheet["H4"].formula == "=C2+1"


def test_a_cell_formatted_as_text_keeps_what_is_typed(book: xw.Book) -> None:
    sheet = book.sheets["Figures"]
    sheet["H1:H2"].number_format = "@"
    sheet["H1:H2"].value = [["007"], ["=C2+1"]]
    assert sheet["H1:H2"].value == ["007", "=C2+1"]


def test_a_date_cell_keeps_its_format_and_a_truth_value_does_not_stick(book: xw.Book) -> None:
    sheet = book.sheets["Figures"]
    sheet["B3"].value = dt.datetime(2018, 2, 1)
    assert sheet["B3"].value == dt.datetime(2018, 2, 1)
    sheet["C6"].value = 5
    assert sheet["C6"].value == 5.0


def test_formulas_follow_what_is_written(book: xw.Book) -> None:
    sheet = book.sheets["Figures"]
    sheet["C2"].value = 100
    assert sheet["E2"].value == 200.0
    sheet["H1"].formula = '=COUNTIFS(tblFigures[Measure],"Contacts",tblFigures[Value],">1")'
    assert sheet["H1"].value == 1.0
    sheet["G2:G4"].formula = "=C2+1"
    assert sheet["G2:G4"].formula == (("=C2+1",), ("=C3+1",), ("=C4+1",))
    sheet["I2:I4"].formula = "=tblFigures[[#This Row],[Value]]+1"
    assert sheet["I2:I4"].value == [101.0, 8.0, 1.0]


def test_a_table_grows_and_its_formulas_with_it(book: xw.Book) -> None:
    sheet = book.sheets["Returns"]
    sheet.api.Unprotect()
    sheet["D1"].formula = "=COUNTA(tblReturns[Team])"
    sheet["A4:B4"].value = ["Assessment", "sent"]
    sheet.tables["tblReturns"].resize(sheet["A1:B4"])
    assert sheet.tables["tblReturns"].data_body_range.address == "$A$2:$B$4"
    assert sheet["D1"].value == 3.0
    with pytest.raises(ExcelError, match="header"):
        sheet.tables["tblReturns"].resize(sheet["A2:B4"])


def test_what_does_not_fit_is_refused(book: xw.Book) -> None:
    sheet = book.sheets["Figures"]
    with pytest.raises(ExcelError, match="40000 characters"):
        sheet["H1"].value = "x" * 40_000
    with pytest.raises(ExcelError, match="timedelta"):
        sheet["H1"].value = dt.timedelta(days=1)
    with pytest.raises(ExcelError, match="2 rows of 2"):
        sheet["H1:I2"].raw_value = [[1, 2, 3]]


# Protection


def test_a_locked_cell_of_a_protected_sheet_refuses(book: xw.Book) -> None:
    sheet = book.sheets["Returns"]
    for change in (
        lambda: setattr(sheet["A2"], "value", "Other"),
        lambda: setattr(sheet["A2:B2"], "value", ["'Contact", "'early"]),  # one locked is enough
        lambda: setattr(sheet["A2"], "formula", "=1"),
        sheet["A2:B3"].clear_contents,
        lambda: setattr(sheet["A2"], "color", (255, 0, 0)),
        lambda: sheet.tables["tblReturns"].resize(sheet["A1:B4"]),
    ):
        with pytest.raises(ProtectedCell, match="protected sheet"):
            change()
    assert sheet["A1:B3"].value == [["Team", "Note"], ["Contact", "late"], ["MASH", None]]


def test_an_unlocked_cell_of_a_protected_sheet_takes_it(book: xw.Book) -> None:
    sheet = book.sheets["Returns"]
    sheet["B2:B3"].value = [["early"], ["late"]]
    assert sheet["B2:B3"].value == ["early", "late"]


def test_protection_is_lifted_and_put_back_through_excels_own_members(book: xw.Book) -> None:
    sheet = book.sheets["Returns"]
    assert sheet.api.ProtectContents is True
    assert sheet.api.Protection.AllowSorting is True
    assert sheet.api.Protection.AllowFiltering is False
    sheet.api.Unprotect()
    sheet["A2"].value = "Other"
    sheet.api.Protect(Contents=True, AllowFiltering=True)
    assert sheet.api.ProtectContents is True
    assert sheet.api.Protection.AllowSorting is False
    assert sheet.api.Protection.AllowFiltering is True
    assert sheet["A2"].value == "Other"


def test_a_password_is_needed_where_there_is_one(book: xw.Book) -> None:
    sheet = book.sheets["Sealed"]
    with pytest.raises(ExcelError, match="password"):
        sheet.api.Unprotect()
    assert sheet.api.ProtectContents is True
    sheet.api.Unprotect("secret")
    assert sheet.api.ProtectContents is False


# Macros


def _with_macros(path: Path) -> Path:
    with ExcelFile.create_new(path.with_suffix(".tmp.xlsm")) as made:
        made.vba_project().add_module("modTest", _MACROS.replace("\n", "\r\n"))
        made.save()
    project = path.with_suffix(".bin")
    with zipfile.ZipFile(path.with_suffix(".tmp.xlsm")) as parts:
        project.write_bytes(parts.read("xl/vbaProject.bin"))
    with xlsxwriter.Workbook(path) as book:
        book.add_vba_project(str(project))
        book.set_vba_name("ThisWorkbook")  # without code names LibreOffice stops silently
        book.add_worksheet("Plan").set_vba_name("Sheet1")
    return path


_MACROS = """Option Explicit
Public Function AddTwo(a As Long, b As Long) As Long
    AddTwo = a + b
End Function
Public Sub Press()
    ThisWorkbook.Worksheets("Plan").Range("A2").Value = "pressed"
End Sub
"""


def test_the_workbooks_own_macros_run(tmp_path: Path, open_book: Open) -> None:
    book = open_book(_with_macros(tmp_path / "plan.xlsm"))
    assert book.macro("AddTwo")(2, 3) == 5
    book.app.macro("'plan.xlsm'!modTest.Press")()
    assert book.sheets["Plan"]["A2"].value == "pressed"
    with pytest.raises(ExcelError, match="Cannot run the macro 'Missing'"):
        book.macro("Missing")()


def test_macros_that_show_something_need_libreoffices_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found, "home", lambda: tmp_path / "program")
    with pytest.raises(OfficeMissing, match=r"StatusBar.*`apt-get install libreoffice-calc`"):
        found.needs_windows("The VBA sets Application.StatusBar.")


# The app's state, and counting


def test_properties_are_put_back_when_a_block_fails(book: xw.Book) -> None:
    app = book.app

    def work() -> None:
        with app.properties(screen_updating=False, calculation="manual", status_bar="…"):
            assert (app.screen_updating, app.calculation) == (False, "manual")
            assert app.status_bar == "…"
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    assert (app.screen_updating, app.calculation) == (True, "automatic")
    assert app.status_bar is False
    assert app.impl.history[:2] == [("screen_updating", False), ("calculation", "manual")]


def test_manual_calculation_waits(book: xw.Book) -> None:
    sheet = book.sheets["Figures"]
    with book.app.properties(calculation="manual"):
        sheet["C2"].value = 100
        assert sheet["E2"].value == 190.0
    assert sheet["E2"].value == 200.0


def test_a_block_is_one_call_however_large(book: xw.Book) -> None:
    sheet = book.sheets["Figures"]
    rows = [[f"'row {n}", n, dt.datetime(2018, 1, 1)] for n in range(500)]
    with counting(book.app) as counted:
        sheet["H1"].options(ndim=2).value = rows
        read = sheet["H1:J500"].options(ndim=2).value
    assert (counted.writes, counted.reads, counted.calls) == (1, 1, 2)
    assert read[499] == ["row 499", 499.0, dt.datetime(2018, 1, 1)]
    with counting(book.app) as counted:
        for row in range(1, 11):
            assert sheet[row, 0].row == row + 1
            sheet[row, 0].value  # noqa: B018  # reading is the point
    assert counted.calls == 10


def test_a_busy_excel_and_a_write_that_fails(book: xw.Book) -> None:
    sheet, engine = book.sheets["Figures"], book.app.engine.impl
    engine.be_busy(1)
    with pytest.raises(ExcelError) as refused:
        sheet["C2"].value  # noqa: B018
    assert refused.value.hresult == REJECTED
    assert sheet["C2"].value == 95.0
    engine.fail_write(2)
    sheet["H1"].value = 1
    with pytest.raises(ExcelError):
        sheet["H2"].value = 2
    sheet["H3"].value = 3
    assert sheet["H1:H3"].value == [1.0, None, 3.0]


def test_a_member_it_has_not_says_so(book: xw.Book) -> None:
    with pytest.raises(NotImplementedError):
        book.sheets["Figures"]["A1"].borders  # noqa: B018


def test_a_failure_of_libreoffice_is_excels_to_the_caller(book: xw.Book) -> None:
    with pytest.raises(ExcelError, match="Invalid name"):
        book.names.add("1 illegal", "=Figures!$A$1")


# Files, other processes, and the machine


def test_a_saved_book_opens_again(book: xw.Book, tmp_path: Path, open_book: Open) -> None:
    book.sheets["Figures"]["C2"].value = 101
    book.save(str(tmp_path / "again.xlsx"))
    book.close()
    assert open_book(tmp_path / "again.xlsx").sheets["Figures"]["E2"].value == 202.0


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, open_book: Open) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(OfficeFailed, match=r"broken\.xlsx"):
        open_book(broken)


def test_another_process_works_on_the_open_book(
    book: xw.Book, office: StartedOffice, tmp_path: Path
) -> None:
    (tmp_path / "press.py").write_text(
        "import sys, xlwings as xw\n"
        "def main():\n"
        "    book = xw.Book.caller()\n"
        "    book.sheets['Figures']['C2'].value = 101\n"
        "    book.sheets['Returns'].api.Unprotect()\n"
        "    book.sheets['Returns']['B3'].value = ' '.join(sys.argv[1:3])\n"
        "    return 3\n",
        encoding="utf-8",
    )
    words = [sys.executable, "-m", "tests.office.attach", office.pipe, "press:main"]
    arguments = ["ribbon", "refresh", "--wb=small plan.xlsx", "--from_xl=1", "--hwnd=0"]
    done = subprocess.run(
        [*words, *arguments],
        env={"PYTHONPATH": f"{tmp_path}:{Path(__file__).parents[1]}", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (3, "")
    assert book.sheets["Figures"]["E2"].value == 202.0
    assert book.sheets["Returns"]["B3"].value == "ribbon refresh"


def test_nobody_listens_on_an_unknown_pipe() -> None:
    with pytest.raises(OfficeFailed, match="g2g_nobody"):
        attached("g2g_nobody")


def test_recalculating_gives_what_the_formulas_come_to(
    tmp_path: Path, office: StartedOffice
) -> None:
    grids = recalculate(_small_book(tmp_path / "small.xlsx"), office)
    assert list(grids) == ["Figures", "Returns", "Sealed"]
    assert grids["Figures"][1] == ("Contacts", dt.datetime(2017, 12, 31), 95.0, 12.5, 190.0, None)
    assert grids["Figures"][4] == (None,) * 6
    assert grids["Figures"][5][:4] == ("#DIV/0!", "#N/A", True, True)
    assert grids["Sealed"] == (("shut",),)


def test_a_cached_result_that_is_wrong_is_named(tmp_path: Path, office: StartedOffice) -> None:
    assert differences(_small_book(tmp_path / "small.xlsx"), office) == []
    wrong = tmp_path / "wrong.xlsx"
    with xlsxwriter.Workbook(wrong) as book:
        book.add_worksheet("Sums").write_formula("B2", "=1+1", None, 3)
    assert differences(wrong, office) == [
        "Sums!B2 =1+1: the file says 3, LibreOffice 2.0",
    ]


def test_a_picture_of_each_sheet(tmp_path: Path) -> None:
    pictures = render(_small_book(tmp_path / "small.xlsx"), tmp_path / "seen")
    assert [picture.name for picture in pictures] == [
        "small-01-Figures.png",
        "small-02-Returns.png",
        "small-03-Sealed.png",
    ]
    assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in pictures)


def test_a_missing_program_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found.shutil, "which", lambda *_, **__: None)
    found.program.cache_clear()
    try:
        with pytest.raises(OfficeMissing, match="apt-get install poppler-utils"):
            found.program("pdftoppm")
    finally:
        found.program.cache_clear()


def test_a_bridge_for_another_python_is_told_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found.sys, "version_info", (3, 99, 0))
    with pytest.raises(OfficeMissing, match=r"Python 3\.99.*made for Python 3\.\d+:"):
        found._fits_this_python()


def test_nothing_of_xlwings_pro_is_used() -> None:
    folder = Path(__file__).parent / "office"
    for source in folder.glob("*.py"):
        lines = source.read_text(encoding="utf-8").splitlines()
        assert not [line for line in lines if "import" in line and "xlwings.pro" in line], source
