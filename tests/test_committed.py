"""The workbook in the repository is what the sources build, part by part, and Excel would open it."""

import zipfile
from pathlib import Path

from g2g_excel import files
from tests.lint.xlsx_lint import lint

BOOK = Path(__file__).parent.parent / "workbook" / "G2G_Plan.xlsm"


def parts(path):
    with zipfile.ZipFile(path) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def test_the_committed_workbook_is_what_the_sources_build(tmp_path):
    files.build(tmp_path / "G2G_Plan.xlsm")
    built, kept = parts(tmp_path / "G2G_Plan.xlsm"), parts(BOOK)
    assert sorted(built) == sorted(kept), "run: make build"
    assert [name for name in built if built[name] != kept[name]] == [], "run: make build"


def test_nothing_in_it_would_make_excel_offer_a_repair():
    assert list(lint(BOOK)) == []
