"""What a sheet's XML tells: by pattern where it is spelt as usual, tag by tag where it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g2g_excel.books import reach
from g2g_excel.books.reach import Marks, area, marks, readable
from g2g_excel.cells import CannotRead, letters

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(rows: str) -> bytes:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


FAR = [
    '<row r="20001"><c r="A20001"><v>1</v></c></row>',
    '<row r="1"><c r="SG1"><v>1</v></c></row>',
    '<row r="1"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>',
    '<row r="1048576"><c r="A1048576"><f>1</f></c></row>',
    "<row r='1'><c r='XFD1'><v>1</v></c></row>",
    '<row r="1"><c s="1" r="ZZZ1"><v>1</v></c></row>',
    '<row r="1"><c q=">" r="ZZZ1"><v>1</v></c></row>',
    '<row r="1"><c\n\tr = "ZZZ1"\n><v>1</v></c></row>',
    '<row r="1"><c r="&#90;ZZ1"><v>1</v></c></row>',
    '<row r="1"><!-- <c r="A1"/> --><c r="ZZZ1"><v>1</v></c></row>',
    '<row r="1048576"><c><v>1</v></c></row>',
    '<row r="1048576"><c r="A1"/><c><v>1</v></c></row>',
    '<row r="20000"/><row><c><v>1</v></c></row>',
    "<row/>" * 20_000 + "<row><c><v>1</v></c></row>",
    '<row r="1"/>' * 20_000 + "<row><c><v>1</v></c></row>",
    '<row r="1">' + "<c/>" * 500 + "<c><v>1</v></c></row>",
    '<row r="1">' + '<c r="A1"/>' * 500 + "<c><v>1</v></c></row>",
    f'<x:row xmlns:x="{MAIN}" r="1"><x:c r="ZZZ1"><x:v>1</x:v></x:c></x:row>',
]


@pytest.mark.parametrize("rows", FAR, ids=range(len(FAR)))
def test_a_filled_cell_far_outside_is_found_however_it_is_written(rows):
    assert marks("x", sheet(rows)).too_far


NEAR = [
    '<row r="20000"><c r="SF20000"><v>1</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c></row>',
    '<row r="1"><c r="XFD1" s="3"/></row>',
    '<row r="1048576" ht="12.8"/>',
    '<row r="1048576"><c r="XFD1048576" s="3" /></row>',
    '<row r="1048576"><c r="XFD1048576" s="3"></c></row>',
    '<row r="1"><c r="A1" t="inlineStr"><is><t>&lt;c r="ZZZ1"></t></is></c></row>',
    "<row><c><v>1</v></c></row>",
]


@pytest.mark.parametrize("rows", NEAR, ids=range(len(NEAR)))
def test_a_cell_that_is_near_or_only_formatted_is_not_far(rows):
    assert not marks("x", sheet(rows)).too_far


def test_the_usual_spelling_is_searched_and_any_other_walked_through(monkeypatch):
    walked = []
    monkeypatch.setattr(reach, "_walk", lambda name, data: walked.append(name) or Marks())
    marks("usual", sheet('<row r="1"><c r="A1" s="2" t="s"><v>1</v></c><c r="B1" /></row>'))
    marks("odd", sheet("<row r='1'><c r='A1'><v>1</v></c></row>"))
    assert walked == ["odd"]


def test_formulas_errors_and_filled_areas():
    found = marks(
        "x",
        sheet(
            '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1" s="1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
            '<c r="C1"><f t="shared" si="0"/><v>1</v></c><c r="D1" t="str"><f>"e"</f><v>#N/A</v></c></row>'
            '<row r="7"><c r="AB7"><f t="array" ref="AB7:AC9">X</f></c><c r="AE7" t="s"><v>0</v></c></row>'
        ),
    )
    assert found.usual
    assert found.errors == {(1, 1): "#N/A", (1, 2): "#DIV/0!"}
    assert found.formulas == {(1, 2), (1, 3), (1, 4), (7, 28)}
    assert found.filled == [(7, 28, 9, 29)]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1"><v>1</v><f>B1</f></c>',
        '<c r="A1"><x:f xmlns:x="m">B1</x:f></c>',
        "<c r='A1'><f>B1</f></c>",
        '<c r="A1"><!-- --><f>B1</f></c>',
    ],
)
def test_a_formula_cannot_hide(cell):
    assert marks("x", sheet(f'<row r="1">{cell}</row>')).formulas == {(1, 1)}


AFTER = (
    "<controls><anchor><from><xdr:col>1</xdr:col><xdr:row>99999</xdr:row></from></anchor></controls>"
    "<extLst><x14:sparkline><xm:f>Figures!B4:D4</xm:f><xm:sqref>E4</xm:sqref></x14:sparkline></extLst></worksheet>"
)


@pytest.mark.parametrize("quote", ['"', "'"])
def test_what_follows_the_cells_is_no_cell(quote):
    """Excel writes the rows of buttons and the formulas of sparklines into the same part."""
    data = sheet(f'<row r="1"><c r={quote}A1{quote}><f>B1</f></c></row>').decode()
    data = data.replace("<worksheet", '<worksheet xmlns:x14="a" xmlns:xm="b" xmlns:xdr="c"')
    found = marks("x", data.replace("</worksheet>", AFTER).encode())
    assert (found.formulas, found.too_far, found.usual) == ({(1, 1)}, False, quote == '"')


bodies = st.sampled_from(
    [
        "/>",
        "><v>1</v></c>",
        ' t="s"><v>0</v></c>',
        ' t="e"><v>#N/A</v></c>',
        ' t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        ' s="4" t="e"><f t="shared" si="0"/><v>#REF!</v></c>',
        "><f>A1</f></c>",
        ' t="str"><f>A1</f><v>#N/A</v></c>',
        ' s="1"><f t="array" ref="B2:C3">A1</f><v>1</v></c>',
        ' t="inlineStr"><is><t>t="e"</t></is></c>',
    ]
)


@given(
    st.dictionaries(
        st.tuples(st.integers(1, 20_010), st.integers(1, 510)), bodies, max_size=12
    )
)  # fmt: skip
def test_both_ways_of_looking_agree(cells):
    rows = ""
    for row in sorted({row for row, _ in cells}):
        there = sorted(column for r, column in cells if r == row)
        inner = "".join(f'<c r="{letters(c)}{row}"{cells[row, c]}' for c in there)
        rows += f'<row r="{row}">{inner}</row>'
    quick, slow = marks("x", sheet(rows)), reach._walk("x", sheet(rows))
    assert (quick.formulas, quick.errors, quick.too_far) == (slow.formulas, slow.errors, slow.too_far)  # fmt: skip
    assert quick.filled == slow.filled


def test_a_sheet_cut_short_is_damaged():
    with pytest.raises(CannotRead, match=r"Plan\.xlsx is damaged"):
        marks("Plan.xlsx", sheet('<row r="1"><c r="A1"><v>1</v></c></row>')[:-30])


def test_only_what_the_reader_stumbles_over_is_respelt():
    data = sheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t> t="e"</t></is></c><c r="B1" s="2" t="e"><v>#BUSY!</v></c>'
        '<c r="C1" s="2"><v>100012345678</v></c><c r="D1" s="2" t="s"><v>12</v></c><c r="E1" s="2"><v>1.5E+20</v></c>'
        '<c r="F1" s="2"><v>43100.123456789012</v></c></row>'
    )
    expected = (
        data.replace(b's="2" t="e"><v>#', b's="2" t="str"><v>#')
        .replace(b'C1" s="2"', b'C1"')
        .replace(b'E1" s="2"', b'E1"')
    )
    assert readable(data) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("B2:D9", (2, 2, 9, 4)),
        ("$B$2", (2, 2, 2, 2)),
        ("A:B", None),
        ("", None),
        ("B2:", None),
        ("B2 C3", None),
    ],
)
def test_area(text, expected):
    assert area(text) == expected
