"""The plan's tabs: one row model each, whose fields are its columns.

Headings, dropdowns, input messages and looks stand beside the fields they belong to. What needs
two cells to judge is not here but in `rules.py`.
"""

from __future__ import annotations

from typing import Annotated

from g2g_excel.entry import AnyCell, Day, Number, PeriodCell, Ref, Text, Whole, YesNo
from g2g_excel.tabs import Column, Row, Tab
from g2g_excel.words import (
    BasisCell,
    DirectionCell,
    OutcomeCell,
    PolarityCell,
    RAGCell,
    SeverityCell,
    UnitCell,
)

# One column a line, like the sheet it describes.
# fmt: off


def shown_by_refresh(heading: str, width: float = 12, **more: object) -> Column:
    return Column(heading, entry=False, width=width, band="Worked out by Refresh status", **more)  # type: ignore[arg-type]


class ThemeRow(Row):
    number: Annotated[Whole, Column("Theme", "The theme's number, for example 1.", width=8, look="whole")]
    title: Annotated[Text | None, Column("Title", "The theme as the plan words it.", width=46, look="long")] = None
    lead: Annotated[Text | None, Column("Lead", "Name and role of who leads the theme, for example: Jo Smith, service delivery manager.", width=22)] = None
    actions: Annotated[Whole | None, shown_by_refresh("Actions", 9, look="whole")] = None
    delivery: Annotated[Text | None, shown_by_refresh("Delivery", 30, look="long")] = None
    impact: Annotated[Text | None, shown_by_refresh("Impact", 30, look="long")] = None
    measures: Annotated[Text | None, shown_by_refresh("Measures", 34, look="long")] = None


class RecommendationRow(Row):
    number: Annotated[Whole, Column("Number", "The number the recommendation has in the inspection report, for example 11.", width=9, look="whole")]
    text: Annotated[Text | None, Column("Ofsted recommendation", "What Ofsted asked for.", width=70, look="long")] = None
    source: Annotated[Text | None, Column("Inspection report", "The report it comes from, with its date.", width=34, look="long")] = None
    answered_by: Annotated[Text | None, shown_by_refresh("Answered by", 16, also=("Actions",))] = (None)
    measures: Annotated[Whole | None, shown_by_refresh("Measures", 10, look="whole")] = None


class ActionRow(Row):
    ref: Annotated[Ref, Column("Ref", "The action's reference in the plan: theme, point, number. For example 1.4.", width=7, look="ref", band="The plan")]
    action: Annotated[Text | None, Column("G2G action", "What the council will do, as the plan words it.", width=34, look="long", band="The plan", also=("Action",))] = None
    recommendation: Annotated[Whole | None, Column("Ofsted recommendation", "The number of the recommendation this action answers, for example 11. The recommendations are on their own tab.", width=16, look="whole", band="The plan", source="lstRecommendation")] = None
    update: Annotated[Text | None, Column("Update", "What has been done by the position date: facts, with dates and numbers. For example: Two posts filled in November 2017.", width=56, look="long", band="Update", also=("Update at position date",))] = None
    impact_text: Annotated[Text | None, Column("Impact / performance", "What has changed for children, with the figures that show it. For example: 48 % attended their review, against 70 %.", width=46, look="long", band="Update")] = None
    next_steps: Annotated[Text | None, Column("Next steps", "What will be done next, by whom and by when.", width=34, look="long", band="Update")] = None
    delivery: Annotated[RAGCell | None, shown_by_refresh("Delivery", 13, look="status")] = None
    impact: Annotated[RAGCell | None, shown_by_refresh("Impact", 13, look="status")] = None
    direction: Annotated[DirectionCell | None, shown_by_refresh("Direction of travel", 14)] = None
    why: Annotated[Text | None, shown_by_refresh("Why", 56, look="why")] = None
    lead: Annotated[Text | None, Column("Lead", "Name and role of the officer who answers for the action, for example: Jo Smith, group manager.", width=20, look="long", band="Who")] = None
    teams: Annotated[Text | None, Column("Teams", "The teams that do the work, as on the Returns tab; a semicolon between two. For example: Housing; My Options.", width=26, look="long", band="Who")] = None
    entries_mark: Annotated[Number | None, Column("Entries when rated", entry=False, width=16, band="Who", look="whole")] = None

    @property
    def team_names(self) -> tuple[str, ...]:
        return tuple(
            name.strip()
            for name in (self.teams or "").replace("\n", ";").split(";")
            if name.strip()
        )


class MilestoneRow(Row):
    ref: Annotated[Ref, Column("Ref", "The action's reference and a number, for example 1.4-M3.", width=10, look="ref", band="The plan")]
    action: Annotated[Ref | None, Column("Action", "The action it is a step of, for example 1.4.", width=8, look="ref", band="The plan", source="lstAction")] = None
    milestone: Annotated[Text | None, Column("Milestone", "One step that can be seen to be done. For example: Permanent manager in post.", width=58, look="long", band="The plan")] = None
    team: Annotated[Text | None, Column("Team", "The team that does it, as on the Returns tab.", width=26, look="long", band="The plan", source="lstTeam")] = None
    owner: Annotated[Text | None, Column("Owner", "Who sees to it.", width=20, band="The plan")] = (None)
    due: Annotated[Day | None, Column("Due", "The date first agreed, day first, for example 31/03/2018. Do not change it: use Revised due.", width=12, look="date", band="The plan")] = None
    revised_due: Annotated[Day | None, Column("Revised due", "A later date, where one was agreed, for example 30/06/2018.", width=12, look="date", band="The plan")] = None
    done: Annotated[YesNo | None, Column("Done", "Yes when it is done; leave it blank or No until then.", width=8, band="Progress")] = None
    done_on: Annotated[Day | None, Column("Done on", "The date it was done, day first, for example 15/11/2017.", width=12, look="date", band="Progress")] = None
    evidence: Annotated[Text | None, Column("Evidence", "Where one can see that it is done: a file, a minute, a report.", width=28, look="long", band="Progress")] = None
    verified_by: Annotated[Text | None, Column("Verified by", "Who has seen the evidence; not the action's lead. Only then can the action be Blue.", width=18, band="Progress")] = None
    standing: Annotated[Text | None, shown_by_refresh("Standing", 26, look="long")] = None


class MeasureRow(Row):
    ref: Annotated[Ref, Column("Ref", "The action's reference and a letter, for example 1.4d.", width=8, look="ref", band="What is measured")]
    action: Annotated[Ref | None, Column("Action", "The action whose effect it shows, for example 1.4.", width=8, look="ref", band="What is measured", source="lstAction")] = None
    name: Annotated[Text | None, Column("Measure", "What is counted, in words a councillor would understand.", width=40, look="long", band="What is measured")] = None
    team: Annotated[Text | None, Column("Team", "The team that reports it, as on the Returns tab. One measure for each team.", width=24, look="long", band="What is measured", source="lstTeam")] = None
    unit: Annotated[UnitCell | None, Column("Unit", "Percent, Count, Days or Ratio. Percentages are typed as 86 for 86 %.", width=10, band="What is measured")] = None
    polarity: Annotated[PolarityCell | None, Column("Better is", "Which way is better for children. Information only: it is never coloured.", width=16, band="What is measured", also=("Polarity",))] = None
    basis: Annotated[BasisCell | None, Column("Basis", "Which figures are rated: the year to date, the latest month or quarter, the position at a date, or the whole year.", width=16, band="What is measured")] = None
    out_of: Annotated[Text | None, Column("Out of", "The denominator in words. For example: strategy meetings held in the period.", width=30, look="long", band="What is measured", also=("Denominator in words",))] = None
    target: Annotated[Number | None, Column("Target", "The figure to reach, in the measure's own unit, for example 80. Leave it blank where none was set.", width=9, look="number", band="Target")] = None
    upper_target: Annotated[Number | None, Column("Upper target", "Only for a range: its upper edge. Target is then the lower one.", width=9, look="number", band="Target")] = None
    margin: Annotated[Number | None, Column("Amber margin", "How far from the target is still Amber, in the measure's own unit, for example 5. Needed where the target is nil.", width=9, look="number", band="Target")] = None
    target_note: Annotated[Text | None, Column("About the target", "Who set it and when, or what kind of target it is. For example: stretch target.", width=24, look="long", band="Target")] = None
    reported: Annotated[Text | None, Column("As reported", "What an earlier publication said of it, where no figure of the target was given.", width=28, look="long", band="Target")] = None
    owner: Annotated[Text | None, Column("Owner", "Who answers for the figure.", width=18, band="Target")] = None
    period: Annotated[Text | None, shown_by_refresh("Period", 20, look="long")] = None
    latest: Annotated[Number | None, shown_by_refresh("Latest", 9, look="number")] = None
    previous: Annotated[Number | None, shown_by_refresh("Previous", 9, look="number")] = None
    change: Annotated[Number | None, shown_by_refresh("Change", 9, look="number")] = None
    status: Annotated[RAGCell | None, shown_by_refresh("Status", 13, look="status")] = None
    direction: Annotated[DirectionCell | None, shown_by_refresh("Direction of travel", 14)] = None
    why: Annotated[Text | None, shown_by_refresh("Why", 56, look="why")] = None
    trend: Annotated[Text | None, shown_by_refresh("Trend", 24)] = None
    entries_mark: Annotated[Number | None, shown_by_refresh("Entries when rated", 16)] = None


class FigureRow(Row):
    measure: Annotated[Ref, Column("Measure ref", "The measure's reference on the Measures tab, for example 1.4d.", width=10, look="ref", source="lstMeasure")]
    period: Annotated[PeriodCell | None, Column("Period", "What the figure covers. For example: April to December 2017, December 2017, Q3 2017/18, at 31 December 2017, 2016/17.", width=26)] = None
    value: Annotated[Number | None, Column("Value", "The figure, in the measure's own unit: 86 for 86 %.", width=10, look="number")] = None
    numerator: Annotated[Number | None, Column("Numerator", "How many, where it is known: 9 of 12.", width=13, look="number")] = None
    denominator: Annotated[Number | None, Column("Denominator", "Out of how many: 12 of 9 of 12.", width=15, look="number")] = None
    note: Annotated[Text | None, Column("Note", "What a reader has to know: a change of method, a one-off cause.", width=50, look="long")] = None
    source: Annotated[Text | None, Column("Source", "Where the figure came from: the return's file and cell, or a report.", width=42, look="long")] = None


class ReturnRow(Row):
    team: Annotated[Text, Column("Team", "The team's name, spelt as on every other tab.", width=40, look="long", band="Who")]
    contact: Annotated[Text | None, Column("Team manager", "Who fills in the return.", width=24, band="Who")] = None
    due: Annotated[Day | None, Column("Due", "When the return is due back, day first, for example 12/01/2018.", width=12, look="date", band="Who")] = None
    issued: Annotated[Day | None, Column("Issued", entry=False, width=12, look="date", band="Written by Issue and Consolidate")] = None
    issue: Annotated[Whole | None, Column("Issue no.", entry=False, width=8, look="whole", band="Written by Issue and Consolidate")] = None
    received: Annotated[Day | None, Column("Received", entry=False, width=12, look="date", band="Written by Issue and Consolidate")] = None
    file: Annotated[Text | None, Column("File", entry=False, width=40, look="long", band="Written by Issue and Consolidate")] = None
    outcome: Annotated[OutcomeCell | None, Column("Outcome", entry=False, width=18, look="status", band="Written by Issue and Consolidate")] = None
    taken: Annotated[Whole | None, Column("Cells taken", entry=False, width=9, look="whole", band="Written by Issue and Consolidate")] = None
    held: Annotated[Whole | None, Column("Held", entry=False, width=9, look="whole", band="Written by Issue and Consolidate")] = None


class CheckRow(Row):
    number: Annotated[Whole, Column("No.", entry=False, width=6, look="whole", band="What was found")]
    severity: Annotated[SeverityCell | None, Column("Severity", entry=False, width=10, look="status", band="What was found")] = None
    where: Annotated[Text | None, Column("Where", entry=False, width=26, look="long", band="What was found")] = None
    what: Annotated[Text | None, Column("What was found", entry=False, width=64, look="long", band="What was found")] = None
    do: Annotated[Text | None, Column("What to do", entry=False, width=50, look="long", band="What was found")] = None
    explanation: Annotated[Text | None, Column("Explanation", "For a QUERY that is right as it is: say why. It is kept, and not asked again until the value changes.", width=44, look="long", band="Your answer")] = None
    code: Annotated[Text | None, Column("Code", entry=False, width=30, band="For the record")] = (None)
    subject: Annotated[Text | None, Column("About", entry=False, width=30, look="long", band="For the record")] = None
    there: Annotated[Text | None, Column("Value queried", entry=False, width=22, look="long", band="For the record")] = None


class LogRow(Row):
    when: Annotated[Text, Column("When", entry=False, width=17)]
    who: Annotated[Text | None, Column("Who", entry=False, width=18)] = None
    job: Annotated[Text | None, Column("Job", entry=False, width=14)] = None
    cell: Annotated[Text | None, Column("Cell", entry=False, width=22)] = None
    was: Annotated[Text | None, Column("From", entry=False, width=40, look="long")] = None
    now: Annotated[Text | None, Column("To", entry=False, width=40, look="long")] = None
    source: Annotated[Text | None, Column("Source", entry=False, width=44, look="long")] = None


class SchemeRow(Row):
    order: Annotated[Whole, Column("Order", "Rules are tried in this order; the first that fits decides.", width=8, look="whole")]
    status: Annotated[RAGCell | None, Column("Status", "The status this rule gives.", width=16, look="status")] = None
    rule: Annotated[Text | None, Column("When", "One of: on or better than target · within the amber margin · otherwise.", width=34, source="lstRule")] = None
    meaning: Annotated[Text | None, Column("In words", "How an officer would say it.", width=70, look="long")] = None


class SettingRow(Row):
    name: Annotated[Text, Column("Setting", entry=False, width=34)]
    value: Annotated[AnyCell | None, Column("Value", "See what it is for, on the right.", width=44, look="long")] = None
    meaning: Annotated[Text | None, Column("What it is for", entry=False, width=80, look="long")] = None


START = Tab("Start", "tblThemes", ThemeRow, "The plan at a glance: where each theme stands and what to do next.", "status", ends_at_blank=True, spare=5)
RECOMMENDATIONS = Tab("Recommendations", "tblRecommendations", RecommendationRow, "What Ofsted asked for, and which actions answer it.", "plan", 10)
MILESTONES = Tab("Milestones", "tblMilestones", MilestoneRow, "The steps of every action. Delivery is worked out from them.", "plan", 20)
MEASURES = Tab("Measures", "tblMeasures", MeasureRow, "What shows whether children are better off, with targets. Impact is worked out from them.", "figures", 15)
FIGURES = Tab("Figures", "tblFigures", FigureRow, "Every figure, one a row: the one place where figures are kept.", "figures", 60)
RETURNS = Tab("Returns", "tblReturns", ReturnRow, "One row a team: what was issued, what came back.", "status", 8)
CHECKS = Tab("Checks", "tblChecks", CheckRow, "What the last check found. Correct it, or explain a QUERY and it is not asked again.", "status", 40)
LOG = Tab("Log", "tblLog", LogRow, "Every change a job made to an entry or a status.", "set-up", 100)
SCHEME = Tab("RAG scheme", "tblScheme", SchemeRow, "How a figure becomes a colour. Printed with every output.", "set-up", 5)
SETTINGS = Tab("Settings", "tblSettings", SettingRow, "The plan's own facts: authority, position date, limits, folders.", "set-up", 0)


def theme_tab(number: int) -> Tab:
    """The tab of one theme, the table everyone knows."""
    return Tab(
        f"Theme {number}",
        f"tblTheme{number}",
        ActionRow,
        "Each action, the recommendation it answers, the update and what difference it made.",
        "plan",
        6,
    )


def tabs(theme_numbers: tuple[int, ...]) -> tuple[Tab, ...]:
    """Every tab that holds a table, in the order of the sheets.

    Dashboard (after Start) and Lists (last, hidden) hold none that a job reads.
    """
    themes = tuple(theme_tab(number) for number in theme_numbers)
    return (
        START,
        *themes,
        RECOMMENDATIONS,
        MILESTONES,
        MEASURES,
        FIGURES,
        RETURNS,
        CHECKS,
        SCHEME,
        SETTINGS,
        LOG,
    )
