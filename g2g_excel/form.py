"""The return a team fills in: its tabs, one row model each, like the plan's own.

Entry columns are the team's; the others show what the plan holds and are locked. The hidden
`Issued` tab keeps, cell by cell, what was issued and what the plan held then: the base of the
three-way merge.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from g2g_excel.entry import AnyCell, Day, Number, PeriodCell, Ref, Text, Whole, YesNo
from g2g_excel.period import Period
from g2g_excel.tabs import Column, Row, Tab
from g2g_excel.words import Basis

# One column a line, like the sheet it describes.
# fmt: off


class FormAction(Row):
    ref: Annotated[Ref, Column("Ref", entry=False, width=7, look="ref", band="The plan")]
    action: Annotated[Text | None, Column("G2G action", entry=False, width=34, look="long", band="The plan")] = None
    last_update: Annotated[Text | None, Column("Last update", entry=False, width=44, look="long", band="The plan")] = None
    update: Annotated[Text | None, Column("Update", "What has been done by the position date: facts, with dates and numbers. For example: Two posts filled in November 2017.", width=50, look="long", band="Yours to fill in")] = None
    impact_text: Annotated[Text | None, Column("Impact / performance", "What has changed for children, with the figures that show it.", width=44, look="long", band="Yours to fill in")] = None
    next_steps: Annotated[Text | None, Column("Next steps", "What will be done next, by whom and by when.", width=34, look="long", band="Yours to fill in")] = None


class FormFigure(Row):
    measure: Annotated[Ref, Column("Measure ref", "Only for a further figure, in an empty row: the ref of one of your measures above, for example 2.2b.", entry=False, width=10, look="ref", band="The plan")]
    name: Annotated[Text | None, Column("Measure", entry=False, width=38, look="long", band="The plan")] = None
    unit: Annotated[Text | None, Column("Unit", entry=False, width=9, band="The plan")] = None
    out_of: Annotated[Text | None, Column("Out of", entry=False, width=26, look="long", band="The plan")] = None
    target: Annotated[Number | None, Column("Target", entry=False, width=8, look="number", band="The plan")] = None
    last: Annotated[Text | None, Column("Last figure", entry=False, width=26, look="long", band="The plan")] = None
    period: Annotated[PeriodCell | None, Column("Period", "What the figure covers. For example: April to December 2017, December 2017, at 31 December 2017.", width=24, band="Yours to fill in")] = None
    value: Annotated[Number | None, Column("Value", "The figure: 86 for 86 %. Leave it blank where there is none, and say why on the right.", width=9, look="number", band="Yours to fill in")] = None
    numerator: Annotated[Number | None, Column("Numerator", "How many, where you know it: 9 of 12.", width=13, look="number", band="Yours to fill in")] = None
    denominator: Annotated[Number | None, Column("Denominator", "Out of how many: the 12 of 9 of 12.", width=15, look="number", band="Yours to fill in")] = None
    note: Annotated[Text | None, Column("Note", "What a reader has to know: a change of method, a one-off cause.", width=40, look="long", band="Yours to fill in")] = None
    no_figure: Annotated[Text | None, Column("No figure, because", "Why there is no figure this time, for example: not counted until April 2018.", width=30, look="long", band="Yours to fill in")] = None


class FormMilestone(Row):
    ref: Annotated[Ref, Column("Ref", entry=False, width=10, look="ref", band="The plan")]
    milestone: Annotated[Text | None, Column("Milestone", entry=False, width=56, look="long", band="The plan")] = None
    due: Annotated[Day | None, Column("Due", entry=False, width=12, look="date", band="The plan")] = None
    revised_due: Annotated[Day | None, Column("Revised due", "A later date, where one was agreed, day first: 30/06/2018.", width=12, look="date", band="Yours to fill in")] = None
    done: Annotated[YesNo | None, Column("Done", "Yes when it is done; leave it blank until then.", width=8, band="Yours to fill in")] = None
    done_on: Annotated[Day | None, Column("Done on", "The date it was done, day first: 15/11/2017.", width=12, look="date", band="Yours to fill in")] = None
    evidence: Annotated[Text | None, Column("Evidence", "Where one can see that it is done: a file, a minute, a report.", width=36, look="long", band="Yours to fill in")] = None


class FormQuery(Row):
    number: Annotated[Whole, Column("No.", entry=False, width=6, look="whole", band="Asked of you")]
    where: Annotated[Text | None, Column("About", entry=False, width=34, look="long", band="Asked of you")] = None
    what: Annotated[Text | None, Column("What was found", entry=False, width=56, look="long", band="Asked of you")] = None
    do: Annotated[Text | None, Column("What to do", entry=False, width=44, look="long", band="Asked of you")] = None
    explanation: Annotated[Text | None, Column("Explanation", "If it is right as it is, say why. It is kept with the plan.", width=48, look="long", band="Yours to fill in")] = None
    code: Annotated[Text | None, Column("Code", entry=False, width=30, band="For the record")] = (None)
    there: Annotated[Text | None, Column("Value queried", entry=False, width=20, look="long", band="For the record")] = None


class FrontRow(Row):
    name: Annotated[Text, Column("This return", entry=False, width=30)]
    value: Annotated[AnyCell | None, Column("Yours to check or fill in", width=60, look="long")] = (None)


class IssuedRow(Row):
    """One cell of the return as it was issued, and what the plan's cell held then."""

    sheet: Annotated[Text, Column("Sheet", entry=False, width=14)]
    key: Annotated[Text | None, Column("Key", entry=False, width=30)] = None
    name: Annotated[Text | None, Column("Field", entry=False, width=16)] = None
    issued: Annotated[AnyCell | None, Column("As issued", entry=False, width=30)] = None
    base: Annotated[AnyCell | None, Column("In the plan", entry=False, width=30)] = None
    line: Annotated[Whole | None, Column("Line", entry=False, width=8)] = None


FRONT = Tab("Return", "tblReturn", FrontRow, "Fill in the tinted cells on each tab, save, and send this file back.", "status", 0)
ACTIONS = Tab("Actions", "tblActions", FormAction, "What your team has done for its actions since the last update.", "plan", 0)
FIGURES = Tab("Figures", "tblFigures", FormFigure, "Your measures. Empty rows below are for further figures of the same measures.", "figures", 8)
MILESTONES = Tab("Milestones", "tblMilestones", FormMilestone, "The steps your team is to take. Say which are done.", "plan", 0)
QUERIES = Tab("Queries", "tblQueries", FormQuery, "What the plan's checks ask about your rows. Correct it on its tab, or explain it here.", "status", 0)
ISSUED = Tab("Issued", "tblIssued", IssuedRow, "What this return held when it was issued. Hidden; do not change it.", "set-up", 0)
TABS = (FRONT, ACTIONS, FIGURES, MILESTONES, QUERIES)

# fmt: on


def expected_period(basis: Basis | None, position: date) -> Period:
    """The period a team is asked for at a position date, by how its measure is counted.

    A whole year is the last one that had ended: councils report 2016/17 all through 2017/18.
    """
    if basis is Basis.TO_DATE:
        return Period.to_date(position.year, position.month)
    if basis is Basis.LATEST:
        return Period.month(position.year, position.month)
    if basis is Basis.YEAR:
        ended = position.year if (position.month, position.day) >= (3, 31) else position.year - 1
        return Period.year(ended - 1)
    return Period.at(position)
