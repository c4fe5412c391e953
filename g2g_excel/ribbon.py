"""One function a ribbon button, each over the workbook the button is in.

The add-in starts `g2g ribbon VERB TOKEN --wb=… --from_xl=1 --hwnd=…`; `xw.Book.caller()` reads those
arguments. The token is written to the workbook when, and only when, the job has ended well: the
add-in's own return value does not tell failure from success. A traceback goes to the log file; the
officer sees our words.
"""

from __future__ import annotations

import getpass
import os
import sys
import traceback
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from g2g_excel.cells import G2GError

if TYPE_CHECKING:
    from g2g_excel.books.live import LiveBook
    from g2g_excel.outcome import Report, Run


def refresh() -> int:
    """Refresh status: rate everything in the open workbook."""
    return _press("refresh")


def check() -> int:
    """Check entries: bring the Checks tab up to date. Statuses come with it, as they are cheap."""
    return _press("check")


def issue() -> int:
    """Issue returns: one file a team, into the returns folder beside the workbook."""
    return _press("issue")


def consolidate() -> int:
    """Consolidate returns: merge the returns folder into the open workbook."""
    return _press("consolidate")


BUTTONS = {"refresh": refresh, "check": check, "issue": issue, "consolidate": consolidate}


def main(verb: str, token: str = "") -> int:
    """What the add-in starts. Never a traceback on the officer's screen."""
    return _press(verb, token) if verb in BUTTONS else 2


def log_file() -> Path:
    """Where a failure's traceback goes, in the user's own folder."""
    base = os.environ.get("LOCALAPPDATA") or str(Path.home() / ".local" / "state")
    return Path(base) / "GettingToGood" / "g2g.log"


def _press(verb: str, token: str = "") -> int:
    try:
        from g2g_excel.books.live import caller

        run_on(caller(), verb, _run(token))
    except G2GError as error:
        _tell(token, str(error))
    except Exception:
        _keep(traceback.format_exc())
        _tell(
            token,
            "Something went wrong that we did not foresee. Nothing is half-written. "
            f"Please send this file to whoever looks after the plan: {log_file()}",
        )
    return (
        0  # the add-in would show anything else as an error of its own; the token says how it went
    )


def run_on(book: LiveBook, verb: str, run: Run) -> Report:
    """One job over a workbook that is open in Excel. Raises `G2GError` with what to tell."""
    from g2g_excel import jobs

    if verb in ("refresh", "check"):
        return jobs.refresh(book, run)
    from g2g_excel import files

    folder = files.returns_folder(book, book.folder)
    if verb == "issue":
        return files.issue_from(book, folder, run)
    found = files.files_in(folder, book.folder / book.name if book.folder else None)
    return files.consolidate_into(book, found, run, progress=book.say)


def _run(token: str) -> Run:
    from g2g_excel.outcome import Run

    return Run(datetime.now(), getpass.getuser(), token)


def _tell(token: str, message: str) -> None:
    """Leave the message where the ribbon's VBA shows it from: the Last run setting."""
    print(message, file=sys.stderr)
    try:
        from g2g_excel.books.live import caller

        caller().tell(token, message)
    except Exception:  # Excel itself may be what failed; the message is on stderr and in the log
        _keep(message + "\n" + traceback.format_exc())


def _keep(text: str) -> None:
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now():%Y-%m-%d %H:%M:%S}\n{text}\n")
    except OSError as error:
        print(f"The log file could not be written: {error}", file=sys.stderr)
