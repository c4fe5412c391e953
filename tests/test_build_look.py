"""What can be measured of the look: contrast, nothing cut off, limits of Excel kept."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from g2g_excel import heights
from g2g_excel.build import style, write_plan
from g2g_excel.facts import january_2018
from g2g_excel.layout import plan_rows
from g2g_excel.rated import rated
from g2g_excel.tabs import HEADING_ROW
from g2g_excel.words import RAG, Outcome
from tests.office.soffice import StartedOffice

POINTS = 72 / 2540  # of a hundredth of a millimetre


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("fill", "ink"),
    [
        *style.STATUS.values(),
        (style.HEAD, style.PAPER),
        (style.MUTED, style.PAPER),
        (style.PAPER, style.MUTED),
        (style.PAPER, style.LINK),
        (style.ENTRY, style.INK),
        (style.SHADE, style.INK),
        (style.PAPER, "#942514"),
    ],
)
def test_words_are_legible_on_their_fill(fill: str, ink: str) -> None:
    assert contrast(fill, ink) >= 4.5


def test_every_status_has_a_look() -> None:
    assert set(style.STATUS) >= {*RAG, *Outcome, "ERROR", "QUERY"}


def test_statuses_differ_in_greyscale_where_they_are_told_apart_most() -> None:
    red, amber, green = (luminance(style.STATUS[w][0]) for w in ("Red", "Amber", "Green"))
    assert amber > 3 * red
    assert amber > 3 * green


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("look") / "Plan.xlsx"
    write_plan(path, rated(january_2018()))
    return path


@pytest.fixture(scope="module")
def fitted(plan: Path) -> dict[str, list[float]]:
    """How tall LibreOffice would make each row, in points."""
    found = {}
    with StartedOffice() as office:
        document = office.open(plan, macros=False)
        try:
            for name in plan_rows(rated(january_2018())):
                rows = document.Sheets.getByName(name).Rows
                area = [rows.getByIndex(n) for n in range(120)]
                for row in area:
                    row.OptimalHeight = True
                found[name] = [row.Height * POINTS for row in area]
        finally:
            document.close(True)
    return found


def test_no_text_is_cut_off(plan: Path, fitted: dict[str, list[float]]) -> None:
    contents = plan_rows(rated(january_2018()))
    order = [next(iter(contents)), "Dashboard", *list(contents)[1:]]
    with zipfile.ZipFile(plan) as parts:
        for name, (_, rows) in contents.items():
            part = f"xl/worksheets/sheet{order.index(name) + 1}.xml"
            xml = parts.read(part).decode()
            heights_set = {
                int(n): float(ht)
                for n, ht in re.findall(r'<row r="(\d+)"[^>]*? ht="([\d.]+)"', xml)
            }
            for line in range(HEADING_ROW, HEADING_ROW + 1 + len(rows)):
                assert heights_set[line] >= fitted[name][line - 1] - 0.5, (name, line)
                assert heights_set[line] < 409, "Excel's limit: a wider column is needed"


def test_rows_fit_again_when_somebody_types(plan: Path) -> None:
    """A row with a height of its own choosing would stay as it is in Excel."""
    with zipfile.ZipFile(plan) as parts:
        theme = parts.read("xl/worksheets/sheet3.xml").decode()
    assert re.search(r'<row r="6"[^>]*? ht="', theme)
    assert not re.search(r'<row r="6"[^>]*customHeight', theme)


def test_a_long_text_is_measured_by_its_letters() -> None:
    assert heights.lines("iiiiiiiiii", 6) == 1
    assert heights.lines("WWWWWWWWWW", 5) > 2
    assert heights.lines("one\ntwo\nthree", 40) == 3
    assert heights.height(100) == 409


def test_charts_say_in_words_what_they_show(plan: Path) -> None:
    with zipfile.ZipFile(plan) as parts:
        drawings = [n for n in parts.namelist() if re.fullmatch(r"xl/drawings/drawing\d+\.xml", n)]
        for name in drawings:
            for tag in re.findall(r"<xdr:cNvPr [^>]*>", parts.read(name).decode()):
                assert re.search(r'descr="[^"]{30,}"', tag), tag


def test_pages_are_set_up_to_be_printed(plan: Path) -> None:
    with zipfile.ZipFile(plan) as parts:
        for number in range(1, 15):
            xml = parts.read(f"xl/worksheets/sheet{number}.xml").decode()
            setup = re.search(r"<pageSetup[^>]*>", xml)
            assert setup is not None
            assert 'orientation="landscape"' in setup[0]
            assert 'fitToPage="1"' in xml
            footer = re.search(r"<oddFooter>(.*?)</oddFooter>", xml)
            assert footer is not None
            assert "Telford &amp;&amp; Wrekin Council" in footer[1]
            assert footer[1].endswith("Page &amp;P of &amp;N")
        assert 'paperSize="8"' in parts.read("xl/worksheets/sheet3.xml").decode(), "a theme on A3"
        workbook = parts.read("xl/workbook.xml").decode()
    assert workbook.count("_xlnm.Print_Titles") == 13


def test_the_package_reads_again() -> None:
    out = io.BytesIO()
    write_plan(out, rated(january_2018()))
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as parts:
        assert parts.testzip() is None
