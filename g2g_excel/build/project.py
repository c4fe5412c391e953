"""The VBA project, made from the `.bas` sources without Excel, and the ribbon beside it.

Needs pyOpenVBA, which is imported only here: a plan without macros is built without it. Two passes:
the project must name the sheets, so a workbook without macros is written first.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

from g2g_excel.build.plan_book import write_plan
from g2g_excel.content import Content


def build_plan(path: Path, content: Content, sources: Path) -> None:
    """Write the plan; with macros and ribbon from `sources` where the name ends in .xlsm."""
    modules = sorted((sources / "vba").glob("*.bas"))
    if path.suffix.lower() != ".xlsm":
        write_plan(path, content)
        return
    plain = io.BytesIO()
    write_plan(plain, content)
    ribbon = sources / "ribbon.xml"
    write_plan(
        path,
        content,
        vba=vba_project(plain.getvalue(), modules),
        ribbon=ribbon.read_bytes() if ribbon.exists() else None,
    )


def vba_project(workbook: bytes, modules: list[Path]) -> bytes:
    """`vbaProject.bin` for a workbook, holding its sheets' modules and ours."""
    from pyopenvba.excel import ExcelFile  # noqa: PLC0415  # an extra, for macros only

    with tempfile.TemporaryDirectory() as folder:
        plain, made = Path(folder) / "plain.xlsm", Path(folder) / "made.xlsm"
        plain.write_bytes(workbook)
        with ExcelFile(plain) as book:
            project = book.add_vba_project()
            for module in modules:
                source = module.read_text("utf-8").replace("\r\n", "\n").replace("\n", "\r\n")
                project.add_module(module.stem, source)
            book.save(made)
        with zipfile.ZipFile(made) as parts:
            return parts.read("xl/vbaProject.bin")
