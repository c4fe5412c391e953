"""Every message there is: a stable code, what is wrong, what to do, an example.

Words in one room, so that they can be read through and kept kind. `found` makes a finding of one;
`checks_page` writes docs/checks.md from all of them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from g2g_excel.cells import Location
from g2g_excel.finding import Finding, Severity

ERROR, QUERY = Severity.ERROR, Severity.QUERY


@dataclass(frozen=True, slots=True)
class Message:
    """The words of one code. Braces are filled from the facts given to `found`."""

    severity: Severity
    what: str
    do: str
    example: str
    source: str = ""


# fmt: off
CELLS: Mapping[str, Message] = {
    "cell.error": Message(ERROR, "The cell holds Excel's error {there} instead of a value.", "Type the value itself, or clear the cell.", "Figures!C9 holds #DIV/0!"),
    "cell.formula": Message(ERROR, "The cell holds a formula; its result is not read, because a closed file may hold an old one.", "Type the value itself over the formula.", "Figures!C9 holds =9/12*100"),
    "cell.not_text": Message(ERROR, "“{there}” is not text.", "Type it as words.", "a date in the Lead column"),
    "cell.not_a_number": Message(ERROR, "“{there}” is not a number.", "Type the figure alone, for example 86 for 86 %. Words belong in the Note column.", "“about ninety” in the Value column"),
    "cell.not_whole": Message(ERROR, "{there} is not a whole number.", "Type a whole number, for example 12.", "3.5 in the Theme column"),
    "cell.not_a_date": Message(ERROR, "{why}", "Type the date with the day first, for example 31/12/2017.", "“just before Christmas” in the Done on column"),
    "cell.not_a_period": Message(ERROR, "{why}", "Type it so that it can mean one thing only, for example December 2017 or at 31 December 2017.", "Dec-17, which Excel has turned into 01/12/2017"),
    "cell.not_yes_or_no": Message(ERROR, "“{there}” is neither Yes nor No.", "Choose Yes or No, or clear the cell.", "“nearly” in the Done column"),
    "cell.not_in_list": Message(ERROR, "“{there}” is not one of the words for this cell.{near}", "Choose one of: {options}.", "“Percentage” in the Unit column"),
    "row.without_ref": Message(ERROR, "The row has no entry under {column}, so nothing on it can be used.", "Fill in {column}, or clear the row.", "a figure without its measure ref"),
    "row.duplicate": Message(ERROR, "{ref} stands on more than one row.", "Give each row a ref of its own, or delete the one that is not needed.", "two measures called 1.4d"),
    "tab.missing": Message(ERROR, "The tab {tab} is missing.{near}", "Put the tab back from a backup, or give it its name again.", "Figures renamed to Numbers"),
    "tab.no_headings": Message(ERROR, "No heading row of the tab {tab} can be found.", "Put the headings back above the table: {columns}.", "the heading row deleted"),
    "column.missing": Message(ERROR, "The column {column} is missing from {tab}.", "Put the column back with that heading.", "Target deleted from Measures"),
    "column.renamed": Message(QUERY, "The heading “{there}” has been read as {column}.", "Change the heading back to {column}, so that nobody has to guess.", "“Numeratr”"),
    "column.twice": Message(ERROR, "There are two columns headed {column}; only the first is read.", "Rename or delete the second.", "two columns headed Value"),
    "setting.missing": Message(QUERY, "The setting “{setting}” is missing from the Settings tab.", "Put the row back; until then the default is used.", "Amber margin, % of target"),
    "setting.unknown": Message(QUERY, "“{there}” is not a setting, so it has no effect.", "Delete the row, or give the setting its name again.", "a row of the officer's own"),
}
RETURNS: Mapping[str, Message] = {
    "return.unreadable": Message(ERROR, "The file was not read: {why}", "Ask the team to send it again.", "a file cut short in an e-mail"),
    "return.not_a_return": Message(ERROR, "The file is a workbook, but not a return issued from a plan.", "If it is a return, ask the team for the file they were sent: the hidden tab Issued must be in it.", "a letter saved in the returns folder"),
    "return.other_plan": Message(ERROR, "The return belongs to another plan ({theirs}); this one is {ours}.", "Move the file to the folder of its own plan.", "a neighbour's return"),
    "return.other_date": Message(ERROR, "The return is for {theirs}; the plan stands at {ours}.", "Move last period's file away and ask the team for this period's.", "September's return in December's folder"),
    "return.unknown_team": Message(ERROR, "The return is from “{there}”, which is no team on the Returns tab.", "Add the team on the Returns tab, spelt as in the return, and consolidate again.", "a team renamed since"),
    "return.twice": Message(QUERY, "{team} sent more than one return: {files}. Both were read; where they disagree nothing was taken.", "Keep the one the team stands by, move the other away, and consolidate again.", "Contact.xlsx and Contact (2).xlsx"),
    "return.missing": Message(QUERY, "{team} has not sent its return (due: {due}).", "Remind the team, or carry on without it.", "no file from Early Help"),
    "return.late": Message(QUERY, "{team} sent its return on {received}; it was due on {due}. It was read.", "Nothing, unless the dates matter to you.", "a return three days late"),
    "merge.conflict": Message(ERROR, "The plan and the return have both changed. Issued: “{issued}”. Plan now: “{plan}”. Return: “{returned}”. Nothing was taken.", "Decide which is right and type it in the plan.", "an officer corrected an update while the team rewrote it"),
    "merge.disagree": Message(ERROR, "Returns disagree: {values}. Nothing was taken.", "Ask which is right and type it in the plan.", "two teams give different updates of one action"),
    "merge.not_your_row": Message(ERROR, "{ref} is a measure of {team}, so this team's figure was not taken.", "Ask the teams who reports it; change Team on the Measures tab if it has moved.", "Contact gives a figure of Housing's"),
    "merge.row_added": Message(ERROR, "A row was added that was not issued (“{there}”), so it was not taken.", "If it belongs in the plan, enter it there: a new measure on Measures, its figure on Figures.", "a measure of their own added underneath"),
    "merge.row_missing": Message(QUERY, "The row {ref} was issued and has been deleted from the return.", "Nothing was lost: the plan keeps what it had. Ask the team if it was meant.", "a measure's row deleted"),
    "merge.ref_changed": Message(ERROR, "The ref {was} was typed over with “{there}”, so the row was not taken.", "Correct the ref in the return and consolidate again, or enter the row in the plan.", "1.4 changed to 1.4 ours"),
    "merge.locked_changed": Message(QUERY, "A cell that shows what the plan holds was changed from “{was}” to “{there}”. It was not taken.", "If the plan is wrong, correct it there.", "a team lowers its own target"),
    "merge.no_period": Message(ERROR, "The row gives a figure for {ref} and no period, so it was not taken.", "Fill in the period and consolidate again.", "a further figure without its month"),
}
PLAN: Mapping[str, Message] = {
    "setting.no_position_date": Message(ERROR, "The plan has no position date, so nothing can be dated, due or stale.", "Enter the day the figures are given for on the Settings tab, for example 31/12/2017.", "a new plan"),
    "setting.below_zero": Message(ERROR, "{there} is below zero, which no limit can be; the default is used.", "Type the limit as 0 or more.", "stale after -3 months"),
    "setting.no_authority": Message(QUERY, "The plan does not say whose it is.", "Enter the authority on the Settings tab.", "a new plan"),
    "setting.start_after_position": Message(ERROR, "The plan starts on {there}, after its position date, {position}.", "Correct one of the two on the Settings tab.", "a start of 26/08/2018 for a position at 31/12/2017"),
    "theme.without_tab": Message(ERROR, "Theme {ref} is listed on Start and has no tab.", "Delete the row on Start, or put the tab Theme {ref} back.", "a fourth theme typed on Start"),
    "theme.without_title": Message(QUERY, "The theme has no title.", "Enter its title on Start.", "a new theme"),
    "recommendation.unanswered": Message(QUERY, "No action answers this recommendation.", "Enter its number beside the action that answers it, or add an action.", "recommendation 7 on no theme tab", "Ofsted expects an action plan to answer every recommendation"),
    "action.wrong_theme": Message(QUERY, "The ref {there} does not begin with the number of its theme, {theme}.", "Move the action to its own theme's tab, or correct the ref.", "2.1 on the tab Theme 1"),
    "action.without_words": Message(ERROR, "The action has a ref and no text.", "Enter what the council will do.", "a ref alone"),
    "action.without_lead": Message(QUERY, "The action has no lead.", "Enter the name and role of the officer who answers for it.", "Lead left blank"),
    "action.without_update": Message(QUERY, "The action has no update for this position date.", "Enter what has been done, or that nothing has.", "Update left blank"),
    "action.without_recommendation": Message(QUERY, "The action answers no recommendation.", "Enter the number of the recommendation, or explain why there is none.", "a local action"),
    "action.unknown_recommendation": Message(ERROR, "Recommendation {there} is not on the Recommendations tab.", "Correct the number, or enter the recommendation on its tab.", "17 where there are 11"),
    "action.without_team": Message(QUERY, "The action names no team, so no return will ask about it.", "Enter the team, as on the Returns tab.", "Teams left blank"),
    "action.without_measure": Message(QUERY, "No measure shows whether this action makes a difference.", "Add a measure on the Measures tab, or explain why none can be counted.", "an action about supervision with no figure"),
    "action.without_milestones": Message(QUERY, "The action has no milestones, so its delivery cannot be rated.", "Enter its steps with dates on the Milestones tab.", "an action never broken down"),
    "action.claim_without_target": Message(QUERY, "The text says “{there}”, and no measure of this action has a target.", "Record the target on the Measures tab, or change the words.", "“on target” with no target recorded"),
    "team.unknown": Message(ERROR, "“{there}” is no team on the Returns tab.{near}", "Spell it as on the Returns tab, or add the team there.", "“Fosterring”"),
    "milestone.unknown_action": Message(ERROR, "The milestone belongs to action “{there}”, which is on no theme tab.{near}", "Correct the action's ref.", "action 1.44"),
    "milestone.without_action": Message(ERROR, "The milestone belongs to no action.", "Enter the action's ref.", "Action left blank"),
    "milestone.before_plan": Message(QUERY, "{there} is before the plan began, {start}.", "Check the year.", "31/03/2008 for 31/03/2018"),
    "milestone.done_in_future": Message(ERROR, "Done on {there}, which is after the position date, {position}.", "Correct the date, or clear Done until it is done.", "done on 31/12/2018 at 31/12/2017"),
    "milestone.revised_earlier": Message(QUERY, "The revised date, {there}, is before the date first agreed, {due}.", "Correct one of the two.", "revised from 31/03/2018 to 31/01/2018"),
    "milestone.date_without_done": Message(QUERY, "There is a date under Done on, and Done does not say Yes.", "Choose Yes, or clear the date.", "Done on 15/11/2017, Done blank"),
    "measure.unknown_action": Message(ERROR, "The measure belongs to action “{there}”, which is on no theme tab.{near}", "Correct the action's ref.", "action 14 for 1.4"),
    "measure.incomplete": Message(ERROR, "The measure has no {missing}.", "Fill it in: without it the figure cannot be rated or reported.", "Unit left blank"),
    "measure.without_basis": Message(QUERY, "The measure does not say which of its figures is rated, so the latest of any kind is.", "Choose a basis.", "Basis left blank: December alone rated, or April to December"),
    "measure.without_team": Message(QUERY, "No team reports this measure, so no return will ask for it.", "Enter the team, as on the Returns tab.", "Team left blank"),
    "measure.information_with_target": Message(ERROR, "The measure is for information only and has a target, {there}.", "Choose which way is better, or clear the target.", "a target of 10 for a count that is information only"),
    "measure.percent_target": Message(ERROR, "A target of {there} cannot be a percentage between 0 and 100.", "Type 80 for 80 %, or correct the unit.", "a target of 800 %"),
    "measure.fraction_target": Message(QUERY, "A target of {there} for a percentage looks like a fraction.", "Type 80 for 80 %; explain it if it really is less than one per cent.", "0.8 for 80 %"),
    "measure.negative": Message(ERROR, "{there} is below zero, which this {column} cannot be.", "Correct it.", "a margin of -5"),
    "measure.range_without_edge": Message(ERROR, "A range needs both edges, and its {missing} is blank.", "Fill in both Target (lower) and Upper target.", "a range with a target of 10 alone"),
    "measure.range_backwards": Message(ERROR, "The range runs backwards: from {low} to {there}.", "Swap the two.", "from 20 to 10"),
    "measure.upper_without_range": Message(QUERY, "There is an upper target, {there}, and the measure is not a range.", "Clear it, or choose Within a range.", "an upper target where higher is better"),
    "measure.margin_too_wide": Message(QUERY, "With an amber margin of {there} no figure could be Red.", "Enter a smaller margin, or explain it.", "a margin of 80 where the target is 70"),
    "measure.nil_target_without_margin": Message(QUERY, "The target is nil and no amber margin is given; a percentage of nothing is nothing, so any figure above nil is Red.", "Enter a margin in the measure's own unit, or explain that there is none.", "a target of 0 % cancelled"),
    "measure.claim_without_target": Message(QUERY, "It was reported as “{there}”, and no target is recorded.", "Record the target: without it the measure is No target, never Green.", "“target met” and Target blank"),
    "measure.basis_without_figures": Message(QUERY, "There are figures, but none for the basis chosen ({there}).", "Change the basis, or enter such a figure.", "monthly figures of a measure rated on the year to date"),
    "measure.without_figures": Message(QUERY, "The measure has no figure.", "Enter one on Figures, or explain why there is none.", "a new measure"),
    "measure.stale": Message(QUERY, "The latest figure, {there}, is more than {months} months older than the position date.", "Ask for a newer one, or explain why there is none.", "July's figure at the end of December"),
    "measure.small_cohort": Message(QUERY, "The rate rests on fewer than {limit} cases ({there}): one case more or less changes much.", "Read it with care, and think before publishing it.", "9 of 12 where the limit is 20"),
    "figure.unknown_measure": Message(ERROR, "No measure has the ref “{there}”.{near}", "Correct the ref, or add the measure on the Measures tab.", "a figure for 1.4x"),
    "figure.without_period": Message(ERROR, "The figure has no period, so it cannot be used.", "Enter what it covers.", "Period left blank"),
    "figure.without_value": Message(QUERY, "The row has a period and no figure.", "Enter the figure, or say in the note why there is none.", "Value left blank"),
    "figure.twice": Message(ERROR, "The measure has two figures for {period}.", "Keep the right one and delete the other.", "two rows for December 2017"),
    "figure.in_future": Message(ERROR, "The period ends after the position date, {position}.", "Correct the period, or move the position date on.", "April to March 2018 at 31/12/2017"),
    "figure.before_plan": Message(QUERY, "The period ended more than three years before the plan began.", "Check the year.", "2007/08 for 2017/18"),
    "figure.percent_out_of_range": Message(ERROR, "{there} is no percentage between 0 and 100.", "Correct it, or the unit on the Measures tab.", "860 for 86 %"),
    "figure.typed_as_fraction": Message(QUERY, "{there} for a percentage looks like a fraction.", "Type 86 for 86 %; explain it if it really is less than one per cent.", "0.86"),
    "figure.count_not_whole": Message(QUERY, "{there} is no whole number, and the measure is a count.", "Correct it, or explain: an average caseload may be 17.5.", "8.4 children"),
    "figure.negative": Message(ERROR, "{there} is below zero.", "Correct it.", "-3 days"),
    "figure.numerator_above_denominator": Message(ERROR, "{there}: more than there are.", "Swap or correct numerator and denominator.", "12 of 9"),
    "figure.half_a_ratio": Message(QUERY, "There is a {there} and no {missing}.", "Enter the other one too: then the rate can be checked.", "a numerator of 9 alone"),
    "figure.nothing_out_of_nothing": Message(ERROR, "The denominator is 0, so there is no rate.", "Clear the value and say in the note that there were no cases.", "0 of 0"),
    "figure.not_the_ratio": Message(ERROR, "The value is {there}, and {numerator} of {denominator} is {ratio} %.", "Correct the value, the numerator or the denominator.", "80 % with 9 of 12"),
}
# fmt: on
MESSAGES: Mapping[str, Message] = {**CELLS, **RETURNS, **PLAN}


def near(name: str, among: Iterable[str]) -> str:
    """The name most likely meant, or nothing."""
    by_case = {each.casefold(): each for each in among}
    close = difflib.get_close_matches(name.casefold(), by_case, n=1, cutoff=0.6)
    return by_case[close[0]] if close else ""


def found(
    code: str, *where: Location, subject: str = "", there: str = "", **facts: object
) -> Finding:
    """A finding in the words of its code. Raises `KeyError` for a code or a fact that is missing."""
    message = MESSAGES[code]
    words = {"there": there, **facts}
    if "options" in words and "near" not in words:
        options = str(words["options"]).split(" · ")
        words["near"] = "" if there in options else near(there, options)
    if "near" in words:
        words["near"] = f" Did you mean {words['near']}?" if words["near"] else ""
    return Finding(
        code,
        message.severity,
        tuple(where),
        message.what.format(**words),
        message.do.format(**words),
        there,
        subject,
    )


def checks_page() -> str:
    """docs/checks.md: every code, its words and an example."""
    lines = [
        "# Every check",
        "",
        "Made by `make build` from `g2g_excel/messages.py`. An ERROR must be corrected; a QUERY is",
        "corrected or explained. `{…}` stands for what is found.",
    ]
    for title, part in (
        ("Cells, rows and tabs", CELLS),
        ("Returns", RETURNS),
        ("The plan", PLAN),
    ):
        lines += [
            "",
            f"## {title}",
            "",
            "| code | | what it says | what to do | example |",
            "|---|---|---|---|---|",
        ]
        for code, m in part.items():
            cells = (f"`{code}`", m.severity.value, m.what, m.do, m.example)
            lines.append("| " + " | ".join(text.replace("|", "\\|") for text in cells) + " |")
            if m.source:
                lines[-1] = lines[-1].removesuffix(" |") + f" ({m.source}) |"
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(checks_page(), end="")
