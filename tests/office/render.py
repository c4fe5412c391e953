"""What a workbook looks like: PNG pictures of its sheets, for a person or a test to look at.

`python -m tests.office.render FILE.xlsx FOLDER` gives one picture a sheet; with `--printed`, one a
printed page, with the page set-up that an officer's printer would use. A `.docx` or a `.pdf` gives
one a page.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from tests.office.found import needs_writer, program
from tests.office.profile import new_profile
from tests.office.recalculate import recalculate

__all__ = ["main", "recalculate", "render", "to_pdf"]

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PATIENCE = 180  # seconds; a conversion takes two
_DPI = 70


def render(
    source: Path | str, folder: Path | str, *, printed: bool = False, dpi: int = _DPI
) -> list[Path]:
    """Pictures of a file, in order. Raises `OfficeMissing`, or `RuntimeError` with what was said."""
    source, folder = Path(source), Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    whole_sheets = _is_workbook(source) and not printed
    pdf = source if source.suffix == ".pdf" else to_pdf(source, folder, whole_sheets=whole_sheets)
    for old in folder.glob(f"{source.stem}-*.png"):
        old.unlink()
    _run([program("pdftoppm"), "-png", "-r", str(dpi), str(pdf), str(folder / source.stem)])
    pictures = sorted(folder.glob(f"{source.stem}-*.png"), key=_page)
    if not pictures:
        raise RuntimeError(f"{source} gave a PDF without pages: {pdf}")
    names = _sheet_names(source) if whole_sheets else []
    if len(names) != len(pictures):  # a PDF of another shape than expected: by number then
        return pictures
    return [
        picture.rename(folder / f"{source.stem}-{number:02d}-{_as_file_name(name)}.png")
        for number, (picture, name) in enumerate(zip(pictures, names, strict=True), start=1)
    ]


def to_pdf(source: Path | str, folder: Path | str, *, whole_sheets: bool = False) -> Path:
    """A file as LibreOffice prints it, or with each sheet on one page as large as it needs."""
    source, folder = Path(source).resolve(), Path(folder).resolve()
    if not source.is_file():
        raise FileNotFoundError(source)
    target = "pdf"
    if source.suffix.lower() in (".docx", ".doc", ".odt"):
        needs_writer()
    if whole_sheets:
        options = {"SinglePageSheets": {"type": "boolean", "value": "true"}}
        target = "pdf:calc_pdf_Export:" + json.dumps(options, separators=(",", ":"))
    pdf = folder / f"{source.stem}.pdf"
    pdf.unlink(missing_ok=True)
    profile = new_profile()
    try:
        said = _run(
            [
                program("soffice"),
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--norestore",
                "--nolockcheck",
                "--convert-to",
                target,
                "--outdir",
                str(folder),
                str(source),
            ]
        )
    finally:
        shutil.rmtree(profile, ignore_errors=True)
    if not pdf.is_file():
        raise RuntimeError(f"LibreOffice made no PDF of {source}: {said}")
    return pdf


def _run(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    said = f"{done.stdout}{done.stderr}".strip()
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} ended with {done.returncode}: {said}")
    return said


def _is_workbook(source: Path) -> bool:
    return source.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods", ".csv")


def _page(picture: Path) -> int:
    number = re.search(r"-(\d+)\.png$", picture.name)
    return int(number[1]) if number else 0


def _sheet_names(source: Path) -> list[str]:
    """The sheets of a workbook, in their order; hidden and empty ones are pictured too."""
    if not zipfile.is_zipfile(source):
        return []
    with zipfile.ZipFile(source) as parts:
        if "xl/workbook.xml" not in parts.namelist():
            return []
        book = etree.fromstring(parts.read("xl/workbook.xml"))
    return [
        str(sheet.get("name")) + ("-hidden" if sheet.get("state", "visible") != "visible" else "")
        for sheet in book.iter(f"{_MAIN}sheet")
    ]


def _as_file_name(sheet: str) -> str:
    return re.sub(r"[^\w-]+", "_", sheet)


def main(words: Sequence[str]) -> int:
    """The command line: prints the pictures' paths."""
    names = [word for word in words if not word.startswith("--")]
    if len(names) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    for picture in render(names[0], names[1], printed="--printed" in words):
        print(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
