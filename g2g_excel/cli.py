"""The command line: one verb a job, on closed files or, with --attach, on the workbook open in Excel.

Exit status 0 clean, 1 findings of severity ERROR, 2 could not run (one plain sentence). Each verb
imports only what it needs: starting must not cost more than the job.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from g2g_excel import __version__
from g2g_excel.cells import CannotRead, G2GError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb. Never shows a traceback for a user's mistake."""
    args = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a Windows console has not every letter
    try:
        return int(args.run(args))
    except G2GError as error:
        if getattr(args, "json", False):
            print(json.dumps({"job": args.verb, "could_not_run": str(error)}))
        print(f"g2g {args.verb}: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="g2g",
        description="Check, rate and consolidate a Getting to Good plan kept in Excel.",
        epilog="Exit status: 0 clean, 1 errors to correct, 2 could not run.",
    )
    parser.add_argument("--version", action="version", version=f"g2g {__version__}")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="JOB")

    def verb(name: str, run: Callable[[Any], int], help_: str) -> argparse.ArgumentParser:
        one = verbs.add_parser(name, help=help_, description=help_)
        one.set_defaults(run=run)
        return one

    def with_plan(one: argparse.ArgumentParser) -> argparse.ArgumentParser:
        one.add_argument(
            "plan", type=Path, nargs="?", default=Path(), metavar="PLAN", help="the plan workbook"
        )
        one.add_argument(
            "--attach",
            action="store_true",
            help="work on the workbook open in Excel (PLAN, or the active one)",
        )
        one.add_argument("--json", action="store_true", help="say it as JSON (docs/json.md)")
        return one

    one = with_plan(verb("check", _check, "Name everything to correct or explain; change nothing."))
    one.add_argument("--all", action="store_true", help="show explained queries too")
    with_plan(verb("refresh", _refresh, "Rate every measure and action, and write what changed."))
    one = with_plan(verb("issue", _issue, "Write one return a team."))
    one.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="where returns go")
    one.add_argument("--team", action="append", default=[], help="only this team (repeat)")
    one = with_plan(verb("consolidate", _consolidate, "Merge a folder of returns into the plan."))
    one.add_argument("folder", type=Path, metavar="FOLDER", help="where the returns are")
    one.add_argument("--dry-run", action="store_true", help="say what would change; write nothing")
    one = verb(
        "demo", _demo, "The whole main job on the January 2018 plan, in a folder of its own."
    )
    one.add_argument("--to", type=Path, default=Path("demo"), metavar="FOLDER")
    one = verb("new", _new, "Make an empty plan for any authority.")
    one.add_argument("--authority", required=True)
    one.add_argument("--themes", nargs="+", required=True, metavar="TITLE")
    one.add_argument("--to", type=Path, default=Path("G2G_Plan.xlsx"), metavar="FILE")
    one = verb("build", _build, "Build the January 2018 plan workbook from its sources.")
    one.add_argument("--to", type=Path, default=Path("workbook/G2G_Plan.xlsm"), metavar="FILE")
    one = verb("setup", _setup, "Set up the buttons for one Windows user; no admin rights.")
    one.add_argument("--remove", action="store_true", help="undo it")
    one.add_argument("--dry-run", action="store_true", help="say what would be done")
    one = verb("doctor", _doctor, "Say what stands in the way of a working button.")
    one.add_argument("plan", type=Path, nargs="?", metavar="PLAN", help="look at this plan too")
    one.add_argument("--json", action="store_true", help="say it as JSON")
    one = verb("ribbon", _ribbon, "What the buttons start; not for people.")
    one.add_argument("button")
    one.add_argument("token", nargs="?", default="")
    one.add_argument("--wb")
    one.add_argument("--from_xl")
    one.add_argument("--app")
    one.add_argument("--hwnd")
    one = verb("schemas", _schemas, "Write the JSON Schemas of every tab.")
    one.add_argument("--to", type=Path, default=Path("schemas"), metavar="FOLDER")
    return parser


def _book(args: argparse.Namespace) -> Any:
    """The workbook a verb works on: a closed file, or the one open in Excel."""
    if args.attach:
        from g2g_excel.books.live import attached

        return attached(args.plan.name)
    if not args.plan.name:
        raise CannotRead("Give the plan workbook: g2g " + args.verb + " PLAN.")
    from g2g_excel.books import open_book

    return open_book(args.plan)


def _now() -> Any:
    import getpass
    from datetime import datetime

    from g2g_excel.outcome import Run

    return Run(datetime.now(), getpass.getuser())


def _show(report: Any, as_json: bool, explained: bool = False) -> int:
    from g2g_excel import report as words

    if as_json:
        print(json.dumps(words.as_json(report), indent=2))
    else:
        print(words.as_text(report, explained))
    return 1 if report.errors else 0


def _check(args: argparse.Namespace) -> int:
    from g2g_excel import jobs

    return _show(jobs.check(_book(args)), args.json, args.all)


def _refresh(args: argparse.Namespace) -> int:
    from g2g_excel import jobs

    return _show(jobs.refresh(_book(args), _now()), args.json)


def _issue(args: argparse.Namespace) -> int:
    from g2g_excel import files

    return _show(files.issue_from(_book(args), args.to, _now(), args.team), args.json)


def _consolidate(args: argparse.Namespace) -> int:
    from g2g_excel import files

    progress = None if args.json or not sys.stderr.isatty() else _progress
    found = files.files_in(args.folder, args.plan)
    report = files.consolidate_into(_book(args), found, _now(), args.dry_run, progress)
    return _show(report, args.json)


def _progress(name: str, number: int, of: int) -> None:
    end = "\n" if number == of else ""
    print(f"\r\033[KReading {number} of {of}: {name}", end=end, file=sys.stderr, flush=True)


def _demo(args: argparse.Namespace) -> int:
    from g2g_excel.demo import demo

    return demo(args.to, print)


def _new(args: argparse.Namespace) -> int:
    from g2g_excel import files

    print(files.new(args.to, args.authority, args.themes))
    return 0


def _build(args: argparse.Namespace) -> int:
    from g2g_excel import files

    print(files.build(args.to))
    return 0


def _setup(args: argparse.Namespace) -> int:
    from g2g_excel import install

    do = install.remove if args.remove else install.setup
    for line in do(install.this_machine(), dry_run=args.dry_run):
        print(line)
    return 0


def _doctor(args: argparse.Namespace) -> int:
    from g2g_excel import doctor, install

    machine = install.this_machine() if sys.platform == "win32" else None
    lines = doctor.examined(machine, args.plan, doctor.windows_registry())
    if args.json:
        print(json.dumps(doctor.as_json(lines), indent=2))
    else:
        print(doctor.as_text(lines))
    return 1 if any(line.verdict is doctor.Verdict.PROBLEM for line in lines) else 0


def _ribbon(args: argparse.Namespace) -> int:
    from g2g_excel import ribbon

    return ribbon.main(args.button, args.token)


def _schemas(args: argparse.Namespace) -> int:
    from g2g_excel.schema import write_schemas

    for path in write_schemas(args.to):
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
