"""The Dashboard: counts and charts of status, what is off target and why, what is out.

All of it formulas over the tables, so that it is never out of step with them.
"""

from __future__ import annotations

from typing import Any

from g2g_excel.build import picked
from g2g_excel.build.listing import WIDTHS, Listing, Shown, head, section, write_listing
from g2g_excel.build.lists import Lists
from g2g_excel.build.names import stale_name
from g2g_excel.build.out_of_date import start_line
from g2g_excel.build.sheet import Sheet
from g2g_excel.build.standing import Actions, Measures, Returns, Standing
from g2g_excel.build.start import ORDER
from g2g_excel.build.status_charts import insert_status_charts
from g2g_excel.build.style import LINE, TAB_COLOURS
from g2g_excel.build.table import ALLOWED, PURPOSE, STATE, TITLE, Look, colour_statuses, page
from g2g_excel.content import Content
from g2g_excel.plan import theme_tab

PURPOSE_LINE = (
    "The plan at a glance, for a meeting. Everything here follows the other tabs by itself."
)


def write(sheet: Sheet, book: Any, lists: Lists, facts: Standing, content: Content) -> None:
    """The whole tab."""
    for number, width in enumerate(WIDTHS, start=1):
        sheet.width(number, number, width)
    sheet.put(TITLE, 1, "Dashboard", sheet.styles.title)
    sheet.put(PURPOSE, 1, PURPOSE_LINE, sheet.styles.purpose)
    sheet.link(STATE, 1, "Start!A1", "← Start", sheet.styles.link, "Back to the Start tab")
    _, formula, said = start_line(content)
    sheet.formula(STATE, 2, formula, sheet.styles.get(bold=True, valign="vcenter", indent=1), said)
    sheet.height(TITLE, 30)
    beside = insert_status_charts(sheet, book, lists, content, 5)
    row = max(_counts(sheet, content, 5), beside) + 1
    row = write_listing(sheet, lists, _off_target(facts.measures), row)
    row = write_listing(sheet, lists, _unworking(facts.actions), row)
    break_before = row
    row = picked.write(sheet, book, lists, facts.measures, content.settings.margin_percent, row)
    row = write_listing(sheet, lists, _outstanding(facts.returns), row)
    sheet.raw.freeze_panes(STATE, 0)
    sheet.raw.hide_gridlines(2)
    sheet.raw.set_tab_color(TAB_COLOURS["status"])
    settings = content.settings
    footer = " – ".join(t for t in (settings.authority, settings.title) if t)
    sheet.raw.set_h_pagebreaks([break_before - 1])
    page(sheet, row, len(WIDTHS), Look(footer=footer))
    sheet.raw.protect("", ALLOWED)


def _counts(sheet: Sheet, content: Content, row: int) -> int:
    row = section(sheet, row, "How many of each", "Blue is complete and verified by somebody else.")
    tables = [theme_tab(t.number).table for t in content.themes]
    acts = [a for rows in content.actions.values() for a in rows]
    kinds = (
        ("Measures", ["tblMeasures[Status]"], [m.status for m in content.measures]),
        ("Actions: Delivery", [f"{t}[Delivery]" for t in tables], [a.delivery for a in acts]),
        ("Actions: Impact", [f"{t}[Impact]" for t in tables], [a.impact for a in acts]),
    )
    head(sheet, row, ("Status", None, *(kind[0] for kind in kinds)))
    sheet.merged(row, (1, 2), sheet.styles.head(entry=False))
    sheet.put(row, 1, "Status", sheet.styles.head(entry=False))
    first = row + 1
    look = sheet.styles.get(align="center", valign="vcenter", border=1, border_color=LINE)
    left = sheet.styles.get(bold=True, valign="vcenter", border=1, border_color=LINE, indent=1)
    for status in ORDER:
        row += 1
        sheet.merged(row, (1, 2), left)
        sheet.put(row, 1, status, left)
        for column, (_, columns, found) in enumerate(kinds, start=3):
            count = "+".join(f'COUNTIF({c},"{status}")' for c in columns)
            sheet.formula(row, column, f"={count}", look, found.count(status))
        sheet.height(row, 20)
    colour_statuses(sheet, (first, row), 1)
    row += 1
    sheet.merged(row, (1, 2), left)
    sheet.put(row, 1, "All", left)
    for column, (_, columns, found) in enumerate(kinds, start=3):
        total = "+".join(f'COUNTIF({c},"?*")' for c in columns)
        sheet.formula(row, column, f"={total}", look, sum(s is not None for s in found))
    sheet.height(row, 20)
    return row + 1


def _when_empty(column: str, nothing: str, unrated: str) -> str:
    return f'IF(COUNTIF({column},"?*")=0,"{unrated}","{nothing}")'


def _off_target(facts: Measures) -> Listing:
    said = (
        "Nothing is off target.",
        "No measure is rated yet: enter targets and figures, then Refresh status.",
    )
    return Listing(
        title="Off target",
        about="Red first, then Amber. The reason is the measure's own Why.",
        columns=(
            Shown("Ref", "tblMeasures[Ref]", "ref"),
            Shown("Measure", "tblMeasures[Measure]", "name"),
            Shown("Team", "tblMeasures[Team]", "team"),
            Shown("Latest", "tblMeasures[Latest]", "latest"),
            Shown("Target", "tblMeasures[Target]", "target"),
            Shown("Status", "tblMeasures[Status]", "status", status=True),
            Shown("Why", "tblMeasures[Why]", "why"),
        ),
        keys=facts.off,
        values=facts.off_keys,
        rows=facts.rows,
        lines=10,
        stale=stale_name("Measures"),
        empty=_when_empty("tblMeasures[Status]", *said),
        empty_now=said[not any(r and r.status for r in facts.rows)],
    )


def _unworking(facts: Actions) -> Listing:
    said = (
        "No delivered action has a Red measure.",
        "No action is rated yet: enter milestones and figures, then Refresh status.",
    )
    spans = facts.columns
    return Listing(
        title="Delivered but not working",
        tall=3,
        about="The work is done or on time (Delivery Green or Blue), and a measure is Red all the same.",
        columns=(
            Shown("Ref", spans["ref"].all, "ref"),
            Shown("Action", spans["action"].all, "action"),
            Shown("Teams", spans["teams"].all, "teams"),
            Shown("Direction of travel", spans["direction"].all, "direction"),
            Shown("Delivery", spans["delivery"].all, "delivery", status=True),
            Shown("Impact", spans["impact"].all, "impact", status=True),
            Shown("Why", spans["why"].all, "why"),
        ),
        keys=facts.unworking,
        values=facts.keys,
        rows=facts.rows,
        lines=5,
        stale=stale_name("Actions"),
        empty=_when_empty(spans["impact"].all, *said),
        empty_now=said[not any(r and r.impact for r in facts.rows)],
    )


def _outstanding(facts: Returns) -> Listing:
    said = "No return is outstanding.", "No return has been issued yet: use Issue returns."
    return Listing(
        title="Returns outstanding",
        tall=1,
        about="Issued and not yet taken in, late, missing or refused.",
        columns=(
            Shown("Issue", "tblReturns[Issue no.]", "issue"),
            Shown("Team", "tblReturns[Team]", "team"),
            Shown("Team manager", "tblReturns[Team manager]", "contact"),
            Shown("Due", "tblReturns[Due]", "due", number_format="dd/mm/yyyy"),
            Shown("Issued", "tblReturns[Issued]", "issued", number_format="dd/mm/yyyy"),
            Shown("Outcome", "tblReturns[Outcome]", "outcome", status=True),
            Shown("File", "tblReturns[File]", "file"),
        ),
        keys=facts.out,
        values=facts.keys,
        rows=facts.rows,
        lines=10,
        empty=f'IF(COUNT(tblReturns[Issued])=0,"{said[1]}","{said[0]}")',
        empty_now=said[not any(r and r.issued for r in facts.rows)],
    )
