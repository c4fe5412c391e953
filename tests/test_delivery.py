"""An action's Delivery from its milestones, and its Impact from its measures."""

from __future__ import annotations

import pytest
from rated_rows import HIGHER, INFO, LOWER, POSITION, SCHEME, figure, measure, milestone

from g2g_excel.delivery import action_why, delivery, impact, milestone_standing
from g2g_excel.plan import MeasureRow, MilestoneRow
from g2g_excel.rag import Rating, rate
from g2g_excel.words import RAG, Direction, Unit

LEAD = "Jo Smith, service delivery manager"


def rated(of: MeasureRow, *values: tuple[float, str]) -> tuple[MeasureRow, Rating]:
    return of, rate(of, [figure(v, period) for v, period in values], SCHEME, POSITION)


TO_DATE = "April to December 2017"
RED = rated(measure(70), (48, TO_DATE))
AMBER = rated(measure(70, name="Contributing"), (67, TO_DATE))
GREEN = rated(measure(70, name="Visited"), (72, TO_DATE))
NO_TARGET = rated(measure(None), (95, TO_DATE))
NO_DATA = rated(measure(70))
COUNTED = rated(measure(None, INFO, unit=Unit.COUNT), (6, TO_DATE))


# ------------------------------------------------------------------ one milestone


@pytest.mark.parametrize(
    ("step", "standing"),
    [
        (milestone("30/11/2017", "Yes", done_on="15/11/2017"), "Done 15 November 2017"),
        (milestone("30/11/2017", "Yes"), "Done, date not recorded"),
        (
            milestone("30/11/2017", "Yes", done_on="05/01/2018"),
            "Done 5 January 2018, after the position date",
        ),
        (milestone("19/12/2017"), "Overdue by 12 days"),
        (milestone("30/12/2017", "No"), "Overdue by 1 day"),
        (milestone("31/12/2017"), "Due on the position date"),
        (milestone("20/01/2018"), "Due in 20 days"),
        (milestone("30/01/2018"), "Due in 30 days"),
        (milestone("31/01/2018"), "Due 31 January 2018"),
        (
            milestone("31/01/2018", revised_due="31/03/2018"),
            "Due 31 March 2018 (first agreed 31 January 2018)",
        ),
        (milestone(), "No due date"),
    ],
)
def test_what_stands_beside_a_milestone(step: MilestoneRow, standing: str) -> None:
    assert milestone_standing(step, SCHEME, POSITION) == standing


def test_without_a_position_date_nothing_is_overdue() -> None:
    assert milestone_standing(milestone("19/12/2017"), SCHEME, None) == "Due 19 December 2017"
    assert delivery([milestone("19/12/2017")], LEAD, SCHEME, None).status is RAG.NO_DATA


# ------------------------------------------------------------------ Delivery

DONE = milestone("30/11/2017", "Yes", done_on="15/11/2017")
VERIFIED = milestone("30/11/2017", "Yes", evidence="minute of 4 December", verified_by="Ann Lee")


@pytest.mark.parametrize(
    ("steps", "status", "why"),
    [
        ([], RAG.NO_DATA, "No milestones are recorded."),
        (
            [DONE, DONE, milestone("31/03/2018")],
            RAG.GREEN,
            "2 of 3 done; next due 31 March 2018.",
        ),
        ([milestone("31/12/2017")], RAG.GREEN, "0 of 1 done; next due 31 December 2017."),
        (
            [DONE, milestone("31/01/2018", revised_due="31/03/2018")],
            RAG.GREEN,
            "1 of 2 done; next due 31 March 2018 (first agreed 31 January 2018).",
        ),
        (
            [DONE, milestone("19/12/2017")],
            RAG.AMBER,
            "1 of 2 done; 1 overdue, 'Service re-tendered' by 12 days (due 19 December 2017).",
        ),
        (
            [milestone("01/12/2017")],
            RAG.AMBER,
            "0 of 1 done; 1 overdue, 'Service re-tendered' by 30 days (due 1 December 2017).",
        ),
        (
            [milestone("30/11/2017"), milestone("19/12/2017"), milestone()],
            RAG.RED,
            "0 of 3 done; 2 overdue, the longest 'Service re-tendered' by 31 days "
            "(due 30 November 2017); 1 without a due date.",
        ),
        (
            [DONE, milestone()],
            RAG.NO_DATA,
            "1 of 2 done; 1 has no due date, so it cannot be called on time.",
        ),
        (
            [milestone(), milestone(), milestone("31/03/2018")],
            RAG.NO_DATA,
            "0 of 3 done; 2 have no due date, so they cannot be called on time.",
        ),
        ([DONE] * 5, RAG.GREEN, "All 5 done; not yet verified."),
        ([DONE, VERIFIED], RAG.GREEN, "Both done; 1 of 2 verified."),
        ([VERIFIED, VERIFIED], RAG.BLUE, "Both done and verified."),
        ([VERIFIED], RAG.BLUE, "The only milestone is done and verified."),
    ],
)
def test_delivery(steps: list[MilestoneRow], status: RAG, why: str) -> None:
    standing = delivery(steps, LEAD, SCHEME, POSITION)
    assert (standing.status, standing.why) == (status, why)


@pytest.mark.parametrize("name", ["Jo Smith", "jo smith (SDM)", "Jo Smith, SDM"])
def test_the_lead_cannot_verify(name: str) -> None:
    step = milestone("30/11/2017", "Yes", evidence="a minute", verified_by=name)
    assert delivery([step], LEAD, SCHEME, POSITION).status is RAG.GREEN


def test_a_second_person_beside_the_lead_can_verify() -> None:
    step = milestone("30/11/2017", "Yes", evidence="a minute", verified_by="Jo Smith and Ann Lee")
    assert delivery([step], LEAD, SCHEME, POSITION).status is RAG.BLUE


def test_verified_without_evidence_is_not_blue() -> None:
    step = milestone("30/11/2017", "Yes", verified_by="Ann Lee")
    assert delivery([step], LEAD, SCHEME, POSITION).status is RAG.GREEN


def test_done_after_the_position_date_was_overdue_at_it() -> None:
    step = milestone("19/12/2017", "Yes", done_on="05/01/2018")
    assert delivery([step], LEAD, SCHEME, POSITION).status is RAG.AMBER


def test_a_date_without_yes_is_not_done() -> None:
    step = milestone("19/12/2017", done_on="15/12/2017")
    assert delivery([step], LEAD, SCHEME, POSITION).status is RAG.AMBER


def test_overdue_and_due_soon_are_named() -> None:
    late, soon, later = milestone("19/12/2017"), milestone("20/01/2018"), milestone("31/03/2018")
    standing = delivery([later, soon, late], LEAD, SCHEME, POSITION)
    assert (standing.overdue, standing.due_soon) == ((late,), (soon,))


# ------------------------------------------------------------------ Impact


@pytest.mark.parametrize(
    ("measures", "status"),
    [
        ([], RAG.NO_DATA),
        ([GREEN, RED, AMBER], RAG.RED),
        ([GREEN, AMBER, NO_DATA], RAG.AMBER),
        ([GREEN, NO_TARGET, NO_DATA, COUNTED], RAG.GREEN),
        ([NO_TARGET, NO_DATA, COUNTED], RAG.NO_TARGET),
        ([NO_DATA, COUNTED], RAG.NO_DATA),
        ([COUNTED, COUNTED], RAG.INFORMATION),
    ],
)
def test_impact_is_the_worst_colour(measures: list[tuple[MeasureRow, Rating]], status: RAG) -> None:
    assert impact(measures).status is status
    assert impact(measures[::-1]).status is status


def test_impact_names_the_measure_that_decides() -> None:
    assert impact([COUNTED, NO_TARGET, NO_TARGET, RED, COUNTED, COUNTED]).why == (
        "Red: 'Attending their review' 48 % against a target of 70 % (April to December 2017), "
        "22 points below; amber begins at 63 %. 5 other measures: 2 No target, 3 Information only."
    )


def test_two_teams_with_the_same_measure_are_told_apart() -> None:
    family = rated(measure(80, name="Three agencies", team="Family Connect"), (69, TO_DATE))
    cpfs = rated(
        measure(80, name="Three agencies", team="CPFS"), (34, TO_DATE), (69, "December 2017")
    )
    effect = impact([family, cpfs])
    assert effect.why == (
        "Red: 'Three agencies' (Family Connect) 69 % against a target of 80 % (April to December "
        "2017), 11 points below; amber begins at 72 %. 'Three agencies' (CPFS) 34 % against a "
        "target of 80 % (April to December 2017), 46 points below; amber begins at 72 %. December "
        "2017 alone was 69 %, better, but does not replace the year to date."
    )
    assert effect.direction is Direction.IMPROVING


def test_one_worsening_measure_makes_the_direction_worsening() -> None:
    better = rated(measure(70), (45, "April to December 2016"), (48, TO_DATE))
    worse = rated(measure(0, LOWER), (5, "April to December 2016"), (9, TO_DATE))
    assert impact([better, worse]).direction is Direction.WORSENING
    assert impact([better]).direction is Direction.IMPROVING
    assert impact([RED]).direction is Direction.NONE


def test_only_the_deciding_measures_give_the_direction() -> None:
    better = rated(measure(70, HIGHER), (60, "April to December 2016"), (72, TO_DATE))
    assert impact([better, RED]).direction is Direction.NONE


@pytest.mark.parametrize(
    ("measures", "why"),
    [
        ([], "No measure shows the effect of this action."),
        (
            [NO_TARGET, COUNTED],
            "No target: no figure can be rated against a target (1 No target, 1 Information only).",
        ),
        ([NO_DATA], "No data: there is no figure that could be rated (1 No data)."),
        ([COUNTED], "Information only: its figures are never coloured (1 Information only)."),
    ],
)
def test_why_nothing_is_coloured(measures: list[tuple[MeasureRow, Rating]], why: str) -> None:
    assert impact(measures).why == why


# ------------------------------------------------------------------ both


def test_delivered_while_its_measure_is_red() -> None:
    standing = delivery([DONE, milestone("31/03/2018")], LEAD, SCHEME, POSITION)
    assert action_why(standing, impact([RED])) == (
        "Delivery is Green: 1 of 2 done; next due 31 March 2018. "
        "Impact is Red: 'Attending their review' 48 % against a target of 70 % (April to December "
        "2017), 22 points below; amber begins at 63 %."
    )


def test_an_action_nothing_is_known_of() -> None:
    assert action_why(delivery([], None, SCHEME, POSITION), impact([])) == (
        "Delivery cannot be rated: no milestones are recorded. "
        "Impact cannot be rated: no measure shows the effect of this action."
    )
