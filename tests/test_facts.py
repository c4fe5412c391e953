"""Our own file of the January 2018 facts against the facts, written out here once more by hand."""

import re

import pytest

from g2g_excel.entry import as_cell
from g2g_excel.facts import before_december_2017, empty, january_2018
from g2g_excel.layout import grids, plan_rows

CONTENT = january_2018()
CR, RR = "Conference and Reviewing", "Rights and Representation"
CPFS, CIC = "Child Protection and Family Support (CPFS)", "Children in Care (CiC)"
HIGHER, LOWER, NONE = "Higher is better", "Lower is better", "Information only"

MEASURES = {
    "1.2a": (CR, "Count", LOWER, None), "1.2b": (CR, "Count", LOWER, None),
    "1.2c": (CR, "Percent", HIGHER, None), "1.2d": (CR, "Percent", HIGHER, None),
    "1.2e": (CR, "Percent", HIGHER, None), "1.2f": (CR, "Percent", HIGHER, None),
    "1.4a": (RR, "Count", NONE, None), "1.4b": (RR, "Percent", HIGHER, None),
    "1.4c": (RR, "Count", NONE, None), "1.4d": (RR, "Percent", HIGHER, 70),
    "1.4e": (RR, "Percent", HIGHER, None), "1.4f": (RR, "Count", NONE, None),
    "2.2a": ("Family Connect", "Percent", HIGHER, 80), "2.2b": (CPFS, "Percent", HIGHER, 80),
    "2.3a": (CIC, "Percent", HIGHER, None), "3.1a": ("Fostering", "Count", NONE, None),
    "3.1b": ("Fostering", "Count", NONE, None), "3.1c": ("Fostering", "Percent", HIGHER, None),
    "3.1d": ("Fostering", "Percent", HIGHER, None), "3.1e": ("Fostering", "Percent", HIGHER, None),
    "3.3a": ("Contact", "Percent", LOWER, 0), "3.4a": ("Housing", "Count", LOWER, None),
    "3.4b": ("Housing", "Count", LOWER, None), "3.4c": ("Housing", "Days", LOWER, None),
}  # fmt: skip
AT, YTD, YEAR = "at 31 December 2017", "April to December 2017", "2016/17"
FIGURES = [
    ("1.2a", AT, 84), ("1.2b", AT, 96), ("1.2c", "before December 2017", 94), ("1.2c", AT, 86),
    ("1.2d", AT, 96), ("1.2e", AT, 96), ("1.2f", AT, 90), ("1.4a", YEAR, 12), ("1.4b", YEAR, 75),
    ("1.4c", YEAR, 48), ("1.4d", YTD, 48), ("1.4e", YTD, 95), ("1.4f", AT, 6), ("2.2a", YTD, 69),
    ("2.2b", YTD, 34), ("2.2b", "December 2017", 69), ("2.3a", "at 31 July 2017", 97.5),
    ("3.1a", AT, 9), ("3.1b", YTD, 18), ("3.1c", YTD, 100), ("3.1d", YTD, 93), ("3.1e", YTD, 67),
    ("3.3a", YTD, 9), ("3.4a", YTD, 0), ("3.4b", YTD, 1), ("3.4c", YTD, 3),
]  # fmt: skip
ANSWERS = {
    "1.1": 1, "1.2": 2, "1.3": 3, "1.4": 11, "2.1": 4, "2.2": 5, "2.3": 10, "3.1": 6, "3.2": 7,
    "3.3": 8, "3.4": 9,
}  # fmt: skip
PHRASES = [
    "2 group manager posts", "service delivery manager (SDM)", "Partners in Practice", "continues in 2018",
    "Practice standards and principles", "supervision can be monitored", "long-term sickness", "rising demand",
    "better than the year before", "case supervision has still to improve", "permanent from November 2017",
    "12-month post", "all posts filled", "Duty IRO", "escalation process", "(VOICE)", "heavy snow",
    "Interactive monthly performance dashboard", "team managers join quarterly", "Weekly and monthly reports",
    "how reviews are arranged", "aged 4 and over", "entering care", "slowly", "March 2018", "stretch",
    "active at stage 2", "resolved by the ombudsman", "small improvement on 2016/17", "assessment and planning",
    "supervising 4 new practitioners", "2 clinical consultant posts", "plans have further to go",
    "File audits since April 2017", "Quality assurance framework", "document templates", "Health attendance renegotiated",
    "Capacity in health services", "safeguarding children board", "Permanence strategy refreshed",
    "tracks and ratifies plans", "long-term placements", "three neighbours", "part-time lead officer",
    "public, partners and staff", "Monthly private fostering subgroup", "goes missing or is found",
    "interview is not completed", "not open to the service", "offered to all where appropriate",
    "every missing episode", "One full-time post", "every cancellation recorded", "dedicated centre",
    "peak times and at weekends", "24/7 support pilot", "since June 2017", "Accommodation officer", "same-day referral",
    "target met (figure of the target not published)", "Telford & Wrekin Council", "January 2018",
    "privately fostered (PF)", "return home interview (RHI)", "(ICPCs)", "(RCPCs)", "independent reviewing officers (IROs)",
]  # fmt: skip


def test_measures_are_the_published_ones():
    assert {
        m.ref: (m.team, m.unit.value, m.polarity.value, m.target) for m in CONTENT.measures
    } == MEASURES


def test_figures_are_the_published_ones():
    assert [(f.measure, str(f.period), f.value) for f in CONTENT.figures] == FIGURES
    ratio = [(f.measure, f.numerator, f.denominator) for f in CONTENT.figures if f.numerator]
    assert ratio == [("1.4b", 9, 12)]


def test_actions_answer_the_recommendations():
    actions = [row for rows in CONTENT.actions.values() for row in rows]
    assert {row.ref: row.recommendation for row in actions} == ANSWERS
    assert [r.number for r in CONTENT.recommendations] == list(range(1, 12))
    assert all(r.text for r in CONTENT.recommendations)


def test_what_is_not_published_is_absent():
    actions = [row for rows in CONTENT.actions.values() for row in rows]
    assert {row.lead for row in actions} == {None}
    assert {m.margin for m in CONTENT.measures} == {None}
    dated = [(m.ref, m.due) for m in CONTENT.milestones if m.due or m.done_on]
    assert [(ref, due.isoformat()) for ref, due in dated] == [("1.4-M3", "2018-03-31")]


CELLS = [
    str(cell)
    for rows in grids(plan_rows(CONTENT)).values()
    for row in rows[5:]
    for cell in row
    if cell is not None
]


@pytest.mark.parametrize("phrase", PHRASES)
def test_every_fact_is_in_a_cell(phrase):
    assert any(phrase.lower() in cell.lower() for cell in CELLS), phrase


@pytest.mark.parametrize(
    "action", [row for rows in CONTENT.actions.values() for row in rows], ids=lambda a: a.ref
)
def test_no_percentage_in_the_words_is_missing_from_the_figures(action):
    known = {f.value for f in CONTENT.figures if f.measure.startswith(action.ref)}
    known |= {m.target for m in CONTENT.measures if m.action == action.ref}
    said = {float(n) for n in re.findall(r"(\d+(?:\.\d+)?) %", action.impact_text or "")}
    assert said <= known


def test_before_december_only_what_was_known_then():
    before = before_december_2017()
    assert [(f.measure, str(f.period)) for f in before.figures] == [
        ("1.2c", "before December 2017"),
        ("1.4a", "2016/17"),
        ("1.4b", "2016/17"),
        ("1.4c", "2016/17"),
        ("2.3a", "at 31 July 2017"),
    ]
    rows = [row for some in before.actions.values() for row in some]
    assert {row.update for row in rows} == {None}
    assert {m.done for m in before.milestones} == {None}
    assert before.measures == CONTENT.measures


def test_an_empty_plan_is_anybodys():
    content = empty("Anyshire County Council", ["Practice", "Leadership"])
    assert content.settings.plan_id == "anyshire-county-council-g2g"
    assert [(t.number, t.title) for t in content.themes] == [(1, "Practice"), (2, "Leadership")]
    assert "Telford" not in " ".join(
        str(as_cell(v)) for v in content.settings.model_dump().values()
    )
    assert (content.measures, content.figures, content.actions) == ((), (), {1: (), 2: ()})
