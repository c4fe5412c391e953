"""The jobs on closed files: which files there are, what they are called, where new ones go.

The jobs themselves know no paths. Nothing here overwrites a file that somebody may have filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from g2g_excel import jobs
from g2g_excel.books import open_book
from g2g_excel.cells import CannotRead, CannotWrite, Workbook
from g2g_excel.issuing import Form
from g2g_excel.jobs import Progress
from g2g_excel.outcome import Report, Run
from g2g_excel.plan_reading import read_plan

SOURCES = Path(__file__).parent.parent / "workbook"  # the VBA and the ribbon, in a checkout


def issue(plan: Path, folder: Path, run: Run, teams: Iterable[str] = ()) -> Report:
    """One return a team in `folder`. Raises `CannotWrite` before the first where one is there."""
    return issue_from(open_book(plan), folder, run, teams)


def issue_from(book: Workbook, folder: Path, run: Run, teams: Iterable[str] = ()) -> Report:
    """The same from a workbook that is open already."""
    from g2g_excel.build.form import write_form  # xlsxwriter, only where returns are written

    ready = jobs.returns_to_issue(book, run, teams)
    paths = {form.team: folder / return_name(form) for form in ready.forms}
    there = sorted(path.name for path in paths.values() if path.exists())
    if there:
        raise CannotWrite(
            f"{folder} already holds {', '.join(there[:3])}"
            + (f" and {len(there) - 3} more" if len(there) > 3 else "")
            + ". A return that a team may have filled in is never overwritten: move it away, or "
            "choose another folder."
        )
    _make(folder)
    for form in ready.forms:
        write_form(paths[form.team], form)
    return jobs.issued(ready, tuple(paths.values()))


def return_name(form: Form) -> str:
    """A file name any Windows share accepts: `Contact 2017-12-31.xlsx`."""
    team = re.sub(r'[<>:"/\\|?*\x00-\x1f]+', "-", form.team).strip(" .")
    return f"{team} {form.position:%Y-%m-%d}.xlsx"


def consolidate(
    plan: Path,
    folder: Path,
    run: Run,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Every file of a folder merged into the plan. Raises `CannotRead` where there is no folder."""
    files = files_in(folder, plan)
    return consolidate_into(open_book(plan), files, run, dry_run, progress)


def consolidate_into(
    book: Workbook,
    files: Sequence[Path],
    run: Run,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Report:
    """The same into a workbook that is open already."""
    return jobs.consolidate(book, files, open_book, run, dry_run=dry_run, progress=progress)


def returns_folder(book: Workbook, beside: Path | None) -> Path:
    """The folder the Settings tab names; a bare name lies beside the workbook.

    Raises `CannotRead` where the workbook is opened from the web and the setting is no whole path.
    """
    plan, _ = read_plan(book)
    named = Path(plan.settings.returns_folder or "Returns")
    if named.is_absolute():
        return named
    if beside is None:
        raise CannotRead(
            f"{book.name} is open from OneDrive or SharePoint, so the folder {named} beside it "
            "cannot be found. Write the whole path of the returns folder on the Settings tab, "
            "as it stands in File Explorer."
        )
    return beside / named


def files_in(folder: Path, plan: Path | None) -> Sequence[Path]:
    """What counts as a return: every file but the plan itself, hidden ones and Excel's lock files."""
    if not folder.is_dir():
        raise CannotRead(f"There is no folder {folder}. Give the folder the returns were saved in.")
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file()
        and not path.name.startswith((".", "~$"))
        and (plan is None or path.resolve() != plan.resolve())
    )


def new(path: Path, authority: str, themes: Sequence[str]) -> str:
    """An empty plan. Raises `CannotWrite` where the file is there already."""
    from g2g_excel.build import build_plan
    from g2g_excel.facts import empty

    if path.exists():
        raise CannotWrite(f"{path} is there already. Choose another name: nothing is overwritten.")
    if path.suffix.lower() == ".xlsm" and not (SOURCES / "ribbon.xml").is_file():
        raise CannotWrite("The buttons' sources are not installed here. Name the plan .xlsx.")
    _make(path.parent)
    build_plan(path, empty(authority, themes), SOURCES)
    return f"{path}: an empty plan for {authority}. Open it and begin on the Settings tab."


def build(path: Path) -> str:
    """The January 2018 plan, rated. Overwrites `path`: it is made from sources."""
    from g2g_excel.build import build_plan
    from g2g_excel.facts import january_2018
    from g2g_excel.rated import rated

    _make(path.parent)
    build_plan(path, rated(january_2018()), SOURCES)
    return f"{path}: the January 2018 plan, built from its sources."


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(f"The folder {folder} cannot be made: {error.strerror}.") from error
