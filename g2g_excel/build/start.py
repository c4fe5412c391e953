"""The Start tab around its table: where to go, what to do this month, how the plan stands.

Everything stands below the table, whose own rows and eight more are left free for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from g2g_excel.build.out_of_date import start_line
from g2g_excel.build.sheet import Sheet, done
from g2g_excel.build.style import HEAD
from g2g_excel.content import Content
from g2g_excel.finding import Severity
from g2g_excel.plan import START, theme_tab
from g2g_excel.words import RAG, Outcome

FREE = 8
ORDER = (RAG.RED, RAG.AMBER, RAG.GREEN, RAG.BLUE, RAG.NO_TARGET, RAG.NO_DATA, RAG.INFORMATION)
MONTH = (
    ("Settings", "Enter the position date, and the day the teams' returns are due."),
    ("Returns", "Issue returns: each team gets one file with its own actions and measures."),
    ("Returns", "When they are back, Consolidate returns. Late and missing teams are named."),
    ("Checks", "Correct every ERROR, and correct or explain every QUERY."),
    ("Dashboard", "Refresh status, then read the Dashboard and every Why before it goes out."),
)  # fmt: skip
BUTTONS = (
    ("Refresh status", "RefreshStatus"),
    ("Check entries", "CheckEntries"),
    ("Issue returns", "IssueReturns"),
    ("Consolidate returns", "ConsolidateReturns"),
    ("Open folder", "OpenFolder"),
    ("Help", "ShowHelp"),
)


def write(
    sheet: Sheet, content: Content, tabs: Sequence[tuple[str, str]], last: int, *, macros: bool
) -> None:
    """Everything on Start but its table, which ends in row `last`."""
    for row in range(last + 1, last + FREE + 1):
        sheet.height(row, 6)
    if macros:
        _buttons(sheet, last + 1)
    first = last + FREE + 1
    _month(sheet, first)
    _standing(sheet, content, first)
    end = _contents(sheet, tabs, first + len(MONTH) + 3)
    sheet.raw.fit_to_pages(1, 1)
    done(sheet.raw.print_area(0, 0, end - 1, len(START.row.columns()) - 1), "Start")


def _buttons(sheet: Sheet, row: int) -> None:
    """The jobs of the ribbon, over the free rows."""
    for place, (text, macro) in enumerate(BUTTONS):
        code = sheet.raw.insert_button(
            row - 1, 0,
            {"macro": macro, "caption": text, "width": 170, "height": 36,
             "x_offset": 8 + 182 * place, "y_offset": 14,
             "description": f"{text}: the same as on the ribbon"},
        )  # fmt: skip
        done(code, f"button {text}")


def _contents(sheet: Sheet, tabs: Iterable[tuple[str, str]], row: int) -> int:
    """Every tab with a link and what it is for."""
    styles = sheet.styles
    sheet.put(row, 1, "The tabs", styles.section)
    sheet.height(row, 28)
    for name, purpose in tabs:
        row += 1
        sheet.merged(row, (1, 2), styles.link)
        sheet.link(row, 1, f"'{name}'!A1", name, styles.link, f"Go to {name}")
        sheet.put(row, 3, purpose, styles.plain)
        sheet.height(row, 17)
    return row


def _month(sheet: Sheet, row: int) -> None:
    styles = sheet.styles
    sheet.put(row, 1, "This month", styles.section)
    sheet.height(row, 24)
    number = styles.get(bold=True, align="center", valign="vcenter", font_color=HEAD, font_size=12)
    for place, (tab, text) in enumerate(MONTH, start=1):
        sheet.put(row + place, 1, place, number)
        sheet.merged(row + place, (2, 4), styles.link_wrapped)
        sheet.link(row + place, 2, f"'{tab}'!A1", text, styles.link_wrapped, f"Go to {tab}")
        sheet.height(row + place, 24)


def _standing(sheet: Sheet, content: Content, row: int) -> None:
    styles = sheet.styles
    sheet.put(row, 5, "How the plan stands", styles.section)
    for place, (label, formula, value) in enumerate(standing_lines(content), start=1):
        sheet.put(
            row + place,
            5,
            label,
            styles.get(bold=True, valign="vcenter", bottom=1, bottom_color="#B1B4B6"),
        )
        look = styles.get(valign="vcenter", bottom=1, bottom_color="#B1B4B6", text_wrap=True)
        sheet.merged(row + place, (6, 7), look)
        sheet.formula(row + place, 6, formula, look, value)
        sheet.height(row + place, 24)


def standing_lines(content: Content) -> Sequence[tuple[str, str, str]]:
    """Label, formula and what the formula says now."""
    actions = [a for rows in content.actions.values() for a in rows]
    tables = [theme_tab(t.number).table for t in content.themes]
    found = [c.severity for c in content.checks if not c.explanation]
    errors, queries = found.count(Severity.ERROR), found.count(Severity.QUERY)
    back = (Outcome.RETURNED, Outcome.PARTLY)
    returned = sum(r.outcome in back for r in content.returns)
    unexplained = '=COUNTIFS(tblChecks[Severity],"{0}",tblChecks[Explanation],"")'
    returned_formula = "+".join(f'COUNTIF(tblReturns[Outcome],"{word}")' for word in back)
    return (
        _counted("Measures", ["tblMeasures[Status]"], [m.status for m in content.measures]),
        _counted("Delivery of actions", [f"{t}[Delivery]" for t in tables], [a.delivery for a in actions]),
        _counted("Impact of actions", [f"{t}[Impact]" for t in tables], [a.impact for a in actions]),
        (
            "To correct or explain",
            unexplained.format("ERROR") + '&" to correct  ·  "&' + unexplained.format("QUERY")[1:]
            + '&" to correct or explain"',
            f"{errors} to correct  ·  {queries} to correct or explain",
        ),
        (
            "Returns",
            f'={returned_formula}&" of "&COUNTIF(tblReturns[Team],"?*")&" teams are back"',
            f"{returned} of {len(content.returns)} teams are back",
        ),
        start_line(content),
    )  # fmt: skip


def _counted(
    label: str, columns: Iterable[str], statuses: Sequence[RAG | None]
) -> tuple[str, str, str]:
    """How many of each status: `4 Red · 0 Amber`, the colours always, the others where there are any."""
    columns = list(columns)
    formula: list[str] = []
    said: list[str] = []
    for status in ORDER:
        count = "+".join(f'COUNTIF({column},"{status}")' for column in columns)
        number = statuses.count(status)
        between = " · " if said else ""
        if status.is_colour:
            formula.append(f'"{between}"&{count}&" {status}"')
            said.append(f"{between}{number} {status}")
        else:
            formula.append(f'IF({count}=0,"","{between}"&{count}&" {status.lower()}")')
            said.append(f"{between}{number} {status.lower()}" if number else "")
    return label, "=" + "&".join(formula), "".join(said)
