"""What stands over or beside a table: sparklines on Measures, links from Checks to their cells."""

from __future__ import annotations

from g2g_excel.build.sheet import Sheet, done
from g2g_excel.build.standing import Measures
from g2g_excel.build.style import HEAD, LINE, LINK, SHADE
from g2g_excel.build.table import BANDS, FIRST, STATE
from g2g_excel.cells import letters
from g2g_excel.content import Content
from g2g_excel.plan import CHECKS, MEASURES
from g2g_excel.tabs import HEADING_ROW
from g2g_excel.words import Unit


def sparklines(sheet: Sheet, measures: Measures, last: int) -> None:
    """Small bars of each measure's figures; its text stays in the cell for screen readers."""
    column = MEASURES.column_number("trend")
    unseen = sheet.styles.get(
        num_format=";;;", bg_color=SHADE, border=1, border_color=LINE, valign="top"
    )
    for row in range(FIRST, last + 1):
        place = row - FIRST
        measure = measures.rows[place]
        sheet.put(row, column, measure.trend if measure else None, unseen)
        first, end = measures.trend[0].column, measures.trend[-1].column
        where = f"Lists!{letters(first)}{row}:{letters(end)}{row}"
        code = sheet.raw.add_sparkline(
            row - 1,
            column - 1,
            {
                "range": where,
                "type": "column",  # a single figure shows as well; a line would need two
                "min": 0,
                **({"max": 100} if measure and measure.unit is Unit.PERCENT else {}),
                "series_color": LINK,
                "last_point": True,
                "last_color": HEAD,
            },
        )
        done(code, f"{sheet.name} row {row}: sparkline")


def check_links(sheet: Sheet, content: Content, last: int) -> None:
    """Beside each check a link to the first cell it names."""
    _how_many(sheet, content)
    where, column = CHECKS.column_number("where"), len(CHECKS.row.columns()) + 1
    styles = sheet.styles
    sheet.width(column, column, 12)
    sheet.put(BANDS, column, "Links", styles.band(entry=False))
    sheet.put(HEADING_ROW, column, "Go to", styles.head(entry=False))
    look = styles.get(font_color=LINK, underline=1, valign="top")
    for row in range(FIRST, last + 1):
        check = content.checks[row - FIRST] if row - FIRST < len(content.checks) else None
        shown = "Go to cell" if check and check.where and ".xls" not in check.where else ""
        cell = f"{letters(where)}{row}"
        target = f'LEFT({cell},FIND(",",{cell}&",")-1)'
        formula = (
            f'=IF(OR({cell}="",ISNUMBER(SEARCH(".xls",{cell})),ISERROR(FIND("!",{cell}))),"",'
            f'HYPERLINK("#\'"&SUBSTITUTE({target},"!","\'!"),"Go to cell"))'
        )
        sheet.formula(row, column, formula, look, shown)


def _how_many(sheet: Sheet, content: Content) -> None:
    """Over the table, whether anything was found at all."""
    open_ = sum(not c.explanation for c in content.checks)
    none, some = "Nothing is left to correct or explain.", "left to correct or explain"
    never = "Not checked yet: press Check entries."
    count = 'COUNTIFS(tblChecks[Severity],"?*",tblChecks[Explanation],"")'
    sheet.formula(
        STATE,
        CHECKS.column_number("do"),
        f'=IF({count}>0,{count}&" {some}",IF(LastRefreshed="","{never}","{none}"))',
        sheet.styles.get(bold=True, valign="vcenter", indent=1),
        f"{open_} {some}" if open_ else none if content.settings.last_refreshed else never,
    )
