"""What the builder promises the reader: where everything stands, and that text stays text."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import cache

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from g2g_excel.build import write_plan
from g2g_excel.build.plan_book import code_name, setting_name
from g2g_excel.content import Content
from g2g_excel.facts import empty, january_2018
from g2g_excel.layout import plan_rows
from g2g_excel.rated import rated
from g2g_excel.settings import Settings
from g2g_excel.tabs import HEADING_ROW, choices
from tests.small import CONTENT

PLANS = {
    "full": lambda: rated(january_2018()),
    "empty": lambda: empty("Anyshire Council", ["Practice", "Leadership"]),
    "small": lambda: CONTENT,
}


@cache
def content(which: str) -> Content:
    return PLANS[which]()


def built(plan: Content) -> bytes:
    out = io.BytesIO()
    write_plan(out, plan)
    return out.getvalue()


@cache
def book(which: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(built(content(which))))


def row_of(sheet: Worksheet, row: int) -> list[object]:
    return [cell.value for cell in sheet[row]]


@pytest.fixture(params=PLANS)
def which(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_sheets_stand_in_the_order_officers_know() -> None:
    assert book("full").sheetnames == [
        "Start", "Dashboard", "Theme 1", "Theme 2", "Theme 3", "Recommendations", "Milestones",
        "Measures", "Figures", "Returns", "Checks", "RAG scheme", "Settings", "Log", "Lists",
    ]  # fmt: skip
    assert book("full")["Lists"].sheet_state == "hidden"


def test_a_theme_tab_reads_like_the_published_table() -> None:
    theme = book("full")["Theme 1"]
    assert theme["A1"].value == "Theme 1: Scrutiny, oversight and advocacy"
    assert row_of(theme, 5)[:6] == [
        "Ref", "G2G action", "Ofsted recommendation", "Update", "Impact / performance", "Next steps",
    ]  # fmt: skip
    assert theme["A6"].value == "1.1"
    assert theme["A9"].value == "1.4"
    assert theme["C9"].value == 11
    assert theme["D4"].value.startswith('=IF(PositionDate="","Update"')


def test_every_tab_has_its_table_with_spare_rows(which: str) -> None:
    for name, (tab, rows) in plan_rows(content(which)).items():
        sheet = book(which)[name]
        columns = tab.row.columns()
        assert sheet["A2"].value == tab.purpose
        headings = [cell.value for cell in sheet[HEADING_ROW][: len(columns)]]
        assert headings == [column.heading for column in columns.values()]
        table = sheet.tables[tab.table]
        last = HEADING_ROW + max(1, len(rows) + tab.spare)
        assert table.ref == f"A5:{sheet.cell(last, len(columns)).coordinate}"
        for number, column in enumerate(columns.values(), start=1):
            spare = sheet.cell(last, number)
            if tab.spare:
                assert spare.value is None
                assert spare.protection.locked is not column.entry, (name, column.heading)


def test_nothing_stands_right_under_a_table(which: str) -> None:
    """Eight rows are free, for a table that a job makes longer."""
    for name, (tab, rows) in plan_rows(content(which)).items():
        sheet = book(which)[name]
        last = HEADING_ROW + max(1, len(rows) + tab.spare)
        below = sheet.iter_rows(min_row=last + 1, max_row=last + 8, values_only=True)
        assert not any(any(v is not None for v in row) for row in below), name


def test_every_coded_entry_column_has_its_dropdown(which: str) -> None:
    names = set(book(which).defined_names)
    for name, (tab, rows) in plan_rows(content(which)).items():
        sheet = book(which)[name]
        rules = sheet.data_validations.dataValidation
        for number, (field, column) in enumerate(tab.row.columns().items(), start=1):
            if not (choices(tab.row, field) or column.source):
                continue
            first = sheet.cell(HEADING_ROW + 1, number).coordinate
            last = sheet.cell(HEADING_ROW + max(1, len(rows) + tab.spare), number).coordinate
            found = [r for r in rules if first in r.sqref and last in r.sqref]
            assert len(found) == 1, (name, field)
            assert found[0].type == "list"
            assert found[0].formula1 in names, (name, field, found[0].formula1)
            # openpyxl names the attribute after the file's: True hides the arrow
            assert bool(found[0].showDropDown) is not column.entry


def test_every_entry_column_says_what_to_enter(which: str) -> None:
    for name, (tab, _) in plan_rows(content(which)).items():
        if name == "Settings":
            continue
        sheet = book(which)[name]
        rules = sheet.data_validations.dataValidation
        for number, column in enumerate(tab.row.columns().values(), start=1):
            first = sheet.cell(HEADING_ROW + 1, number).coordinate
            prompts = [r for r in rules if first in r.sqref and r.prompt]
            assert len(prompts) == int(column.entry), (name, column.heading)
            for rule in prompts:
                assert 0 < len(rule.promptTitle) <= 32
                assert 0 < len(rule.prompt) <= 255


def test_settings_stand_one_a_row_and_have_names(which: str) -> None:
    sheet, names = book(which)["Settings"], book(which).defined_names
    for row, field in enumerate(Settings.model_fields, start=6):
        assert names[setting_name(field)].attr_text == f"Settings!$B${row}"
    assert sheet["A6"].value == "Authority"
    assert names["PositionDate"].attr_text == "Settings!$B$9"
    assert sheet["B24"].protection.locked, "a job writes it"


def test_sheets_are_protected_without_a_password(which: str) -> None:
    for name, (tab, _) in plan_rows(content(which)).items():
        protection = book(which)[tab.name].protection
        assert protection.sheet, name
        assert protection.password is None
        allowed = (protection.autoFilter, protection.sort, protection.formatColumns)
        assert allowed == (False, False, False), "False means that it is not forbidden"


def test_headings_and_first_column_stay_in_sight(which: str) -> None:
    for name in plan_rows(content(which)):
        assert book(which)[name].freeze_panes == "B6"
        assert not book(which)[name].sheet_view.showGridLines


def test_text_that_begins_like_a_formula_stays_text() -> None:
    """Formula injection: a name from somebody's file must never be calculated."""
    action = CONTENT.actions[1][0].model_copy(
        update={"update": "=1+1", "action": "@SUM(A1)", "lead": "+44", "next_steps": "http://x.y"}
    )
    plan = replace(CONTENT, actions={1: (action,)})
    sheet = openpyxl.load_workbook(io.BytesIO(built(plan)))["Theme 1"]
    texts = [cell for cell in sheet[6] if cell.value in ("=1+1", "@SUM(A1)", "+44", "http://x.y")]
    assert [cell.data_type for cell in texts] == ["s"] * 4
    assert not any(cell.hyperlink for cell in texts)


def test_refs_are_text_and_excel_does_not_complain() -> None:
    with zipfile.ZipFile(io.BytesIO(built(content("full")))) as parts:
        theme = parts.read("xl/worksheets/sheet3.xml").decode()
    assert book("full")["Theme 1"]["A6"].data_type == "s"
    assert book("full")["Theme 1"]["A6"].number_format == "@"
    assert 'numberStoredAsText="1"' in theme


def test_two_builds_are_the_same_bytes(which: str) -> None:
    first = built(content(which))
    assert first == built(content(which))
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert parts.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]


def test_every_sheet_has_a_name_for_macros() -> None:
    assert code_name("Theme 1") == "shtTheme1"
    assert code_name("RAG scheme") == "shtRagScheme"
    with zipfile.ZipFile(io.BytesIO(built(content("small")))) as parts:
        sheets = [n for n in parts.namelist() if n.startswith("xl/worksheets/sheet")]
        assert all(b"codeName=" in parts.read(name) for name in sheets)
        assert b'codeName="ThisWorkbook"' in parts.read("xl/workbook.xml")


def test_no_formula_needs_a_newer_excel(which: str) -> None:
    newer = ("_xlws", "LET(", "FILTER(", "XLOOKUP(", "TEXTJOIN(", "[@", "#REF!")
    for sheet in book(which):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert not any(n in str(cell.value) for n in newer), cell.coordinate
