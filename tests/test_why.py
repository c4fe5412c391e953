"""The sentences, word for word."""

from __future__ import annotations

from datetime import date

import pytest
from rated_rows import HIGHER, INFO, LOWER, POSITION, RANGE, SCHEME, cases, figure, measure

from g2g_excel.amounts import amount, apart, months_before, number
from g2g_excel.plan import FigureRow, MeasureRow
from g2g_excel.rag import rate
from g2g_excel.settings import MET, OTHERWISE, Rule, Scheme
from g2g_excel.words import RAG, Basis, Unit

AT = "at 31 December 2017"
AT_DATE = {"basis": Basis.POSITION}
DAYS = {"unit": Unit.DAYS}
TARGET_MET = "target met (figure of the target not published)"
NINE_OF_12 = figure(75, numerator=9, denominator=12)

SENTENCES: list[tuple[MeasureRow, list[FigureRow], str]] = [
    # -------------------------------------------------- the January 2018 plan
    (
        measure(70),
        [figure(48)],
        "Red: 48 % against a target of 70 % (April to December 2017), 22 points below; "
        "amber begins at 63 %.",
    ),
    (
        measure(80),
        [figure(69)],
        "Red: 69 % against a target of 80 % (April to December 2017), 11 points below; "
        "amber begins at 72 %.",
    ),
    (
        measure(80),
        [figure(34), figure(69, "December 2017")],
        "Red: 34 % against a target of 80 % (April to December 2017), 46 points below; "
        "amber begins at 72 %. December 2017 alone was 69 %, better, but does not replace the "
        "year to date.",
    ),
    (
        measure(0, LOWER),
        [figure(9)],
        "Red: 9 % against a target of nil (April to December 2017), 9 points above; "
        "no amber margin is stated for a nil target.",
    ),
    (
        measure(None, LOWER, unit=Unit.COUNT, **AT_DATE),
        [figure(84, AT)],
        "No target: 84 (at 31 December 2017); no target is recorded to rate it against.",
    ),
    (
        measure(None, reported=TARGET_MET, **AT_DATE),
        [figure(96, AT)],
        'No target: 96 % (at 31 December 2017); reported as "target met (figure of the target '
        'not published)", but no target is recorded to rate it against.',
    ),
    (
        measure(None, INFO, unit=Unit.COUNT),
        [figure(18)],
        "Information only: 18 (April to December 2017).",
    ),
    (
        measure(None, **AT_DATE),
        [figure(97.5, "at 31 July 2017")],
        "No target: 97.5 % (at 31 July 2017); no target is recorded to rate it against. "
        "The figure is 5 months old at 31 December 2017.",
    ),
    (
        measure(None),
        [NINE_OF_12],
        "No target: 75 %, 9 of 12 (April to December 2017); no target is recorded to rate it "
        "against.",
    ),
    # -------------------------------------------------- green
    (
        measure(70),
        [figure(72)],
        "Green: 72 % against a target of 70 % (April to December 2017), 2 points above.",
    ),
    (
        measure(70),
        [figure(70)],
        "Green: 70 % against a target of 70 % (April to December 2017), exactly on target.",
    ),
    (
        measure(0, LOWER, unit=Unit.COUNT),
        [figure(0)],
        "Green: 0 against a target of nil (April to December 2017), exactly on target.",
    ),
    (
        measure(10, LOWER, **DAYS),
        [figure(9)],
        "Green: 9 days against a target of 10 days (April to December 2017), 1 day below.",
    ),
    (
        measure(10, RANGE, upper_target=20, **DAYS),
        [figure(15)],
        "Green: 15 days against a target of 10 to 20 days (April to December 2017), inside the "
        "range.",
    ),
    # -------------------------------------------------- amber
    (
        measure(70),
        [figure(67)],
        "Amber: 67 % against a target of 70 % (April to December 2017), 3 points below, "
        "within the amber margin of 7 points.",
    ),
    (
        measure(0, LOWER, margin=2),
        [figure(1)],
        "Amber: 1 % against a target of nil (April to December 2017), 1 point above, "
        "within the amber margin of 2 points.",
    ),
    (
        measure(10, RANGE, upper_target=20, **DAYS),
        [figure(21)],
        "Amber: 21 days against a target of 10 to 20 days (April to December 2017), 1 day above, "
        "within the amber margin of 2 days.",
    ),
    # -------------------------------------------------- red
    (
        measure(0, LOWER, margin=2, **DAYS),
        [figure(3)],
        "Red: 3 days against a target of nil (April to December 2017), 3 days above; "
        "amber ends at 2 days.",
    ),
    (
        measure(70, margin=0),
        [figure(69)],
        "Red: 69 % against a target of 70 % (April to December 2017), 1 point below; "
        "there is no amber margin.",
    ),
    (
        measure(1500, unit=Unit.COUNT),
        [figure(1234)],
        "Red: 1,234 against a target of 1,500 (April to December 2017), 266 below; "
        "amber begins at 1,350.",
    ),
    (
        measure(1.5, LOWER, unit=Unit.RATIO),
        [figure(1.8)],
        "Red: 1.8 against a target of 1.5 (April to December 2017), 0.3 above; amber ends at 1.65.",
    ),
    (
        measure(10, RANGE, upper_target=20),
        [figure(5)],
        "Red: 5 % against a target of 10 to 20 % (April to December 2017), 5 points below; "
        "amber begins at 9 %.",
    ),
    # -------------------------------------------------- cases
    (
        measure(90),
        [NINE_OF_12],
        "Red: 75 % (9 of 12) against a target of 90 % (April to December 2017), 15 points below; "
        "amber begins at 81 %. 1 more would have reached amber and 2 more green.",
    ),
    (
        measure(80),
        [cases(9, 12)],
        "Amber: 75 % (9 of 12) against a target of 80 % (April to December 2017), 5 points below, "
        "within the amber margin of 8 points. 1 more would have met the target.",
    ),
    (
        measure(10, LOWER, margin=5),
        [cases(9, 30)],
        "Red: 30 % (9 of 30) against a target of 10 % (April to December 2017), 20 points above; "
        "amber ends at 15 %. 5 fewer would have reached amber and 6 fewer green.",
    ),
    (
        measure(70),
        [cases(6, 9)],
        "Amber: 66.7 % (6 of 9) against a target of 70 % (April to December 2017), 3.3 points "
        "below, within the amber margin of 7 points. 1 more would have met the target. "
        "Only 9 cases, so one case is 11 points.",
    ),
    (
        measure(66.67),
        [cases(2000, 3000)],
        "Amber: 66.667 % (2,000 of 3,000) against a target of 66.67 % (April to December 2017), "
        "0.003 points below, within the amber margin of 6.667 points. "
        "1 more would have met the target.",
    ),
    (
        measure(90),
        [figure(60, numerator=9, denominator=12)],  # not the cases the percentage came from
        "Red: 60 % (9 of 12) against a target of 90 % (April to December 2017), 30 points below; "
        "amber begins at 81 %.",
    ),
    # -------------------------------------------------- figures beside the one that is rated
    (
        measure(70),
        [figure(72), figure(60, "December 2017")],
        "Green: 72 % against a target of 70 % (April to December 2017), 2 points above. "
        "December 2017 alone was 60 %, worse, and does not replace the year to date.",
    ),
    (
        measure(70),
        [figure(72), figure(72, "December 2017")],
        "Green: 72 % against a target of 70 % (April to December 2017), 2 points above. "
        "December 2017 alone was 72 %, neither better nor worse.",
    ),
    (
        measure(None, INFO, unit=Unit.COUNT),
        [figure(18), figure(2, "December 2017")],
        "Information only: 18 (April to December 2017). December 2017 alone was 2; it does not "
        "replace the year to date.",
    ),
    (
        measure(70, basis=Basis.LATEST),
        [figure(72, "December 2017"), figure(60, AT)],
        "Green: 72 % against a target of 70 % (December 2017), 2 points above. "
        "The position at 31 December 2017 was 60 %, worse, and does not replace the latest period.",
    ),
    # -------------------------------------------------- a target that cannot be used
    (
        measure(70, None),
        [figure(80)],
        "No target: 80 % (April to December 2017); a target is recorded, but not whether higher "
        "or lower is better.",
    ),
    (
        measure(10, RANGE),
        [figure(15)],
        "No target: 15 % (April to December 2017); the range has no upper edge to rate it against.",
    ),
    (
        measure(None, RANGE, upper_target=20),
        [figure(15)],
        "No target: 15 % (April to December 2017); the range has no lower edge to rate it against.",
    ),
    (
        measure(20, RANGE, upper_target=10),
        [figure(15)],
        "No target: 15 % (April to December 2017); the range runs backwards, from 20 to 10.",
    ),
    # -------------------------------------------------- nothing to rate
    (measure(70), [], "No data: no figure is recorded."),
    (
        measure(70),
        [figure(None)],
        "No data: no figure is recorded with both its period and its value.",
    ),
    (
        measure(70),
        [figure(69, "December 2017")],
        "No data: no figure for the year to date is recorded; there is only December 2017 (69 %).",
    ),
    (
        measure(70, **AT_DATE),
        [figure(65, "November 2017"), figure(69, "December 2017")],
        "No data: no figure for the position at a date is recorded; there are December 2017 "
        "(69 %), November 2017 (65 %).",
    ),
    (
        measure(70),
        [figure(48, "January 2018")],
        "No data: the figure ends after the position date, 31 December 2017.",
    ),
]


@pytest.mark.parametrize(("of", "figures", "sentence"), SENTENCES)
def test_the_sentence(of: MeasureRow, figures: list[FigureRow], sentence: str) -> None:
    assert rate(of, figures, SCHEME, POSITION).why == sentence


def test_a_scheme_without_amber_does_not_speak_of_it() -> None:
    strict = Scheme(rules=(Rule(rule=MET, status=RAG.GREEN), Rule(rule=OTHERWISE, status=RAG.RED)))
    assert rate(measure(90), [NINE_OF_12], strict, POSITION).why == (
        "Red: 75 % (9 of 12) against a target of 90 % (April to December 2017), 15 points below. "
        "2 more would have met the target."
    )


def test_only_twelve_cases() -> None:
    found = rate(measure(70, HIGHER), [NINE_OF_12], Scheme(small_cohort=20), POSITION)
    assert found.why.endswith("Only 12 cases, so one case is 8 points.")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (86.0, "86"),
        (97.5, "97.5"),
        (97.25, "97.25"),
        (200 / 3, "66.7"),
        (1234, "1,234"),
        (-0.0, "0"),
    ],
)
def test_numbers_as_officers_write_them(value: float, text: str) -> None:
    assert number(value) == text


def test_units() -> None:
    assert amount(48, Unit.PERCENT) == "48 %"
    assert amount(1, Unit.DAYS) == "1 day"
    assert amount(3, Unit.DAYS) == "3 days"
    assert amount(84, Unit.COUNT) == "84"
    assert apart(-1, Unit.PERCENT) == "1 point"
    assert apart(-2, Unit.PERCENT) == "2 points"


def test_months_before() -> None:
    assert months_before(date(2017, 12, 31), 3) == date(2017, 9, 30)
    assert months_before(date(2018, 1, 31), 2) == date(2017, 11, 30)
    assert months_before(date(2018, 3, 31), 1) == date(2018, 2, 28)
    assert months_before(date(2018, 2, 28), 3) == date(2017, 11, 30)
    assert months_before(date(2018, 2, 15), 14) == date(2016, 12, 15)
    assert months_before(date(2018, 2, 15), 99_999) == date.min


def test_a_figure_older_than_whole_months() -> None:
    permanence = measure(None, **AT_DATE)
    found = rate(permanence, [figure(9, "at 2017-08-15")], SCHEME, POSITION)
    assert found.why.endswith("The figure is more than 4 months old at 31 December 2017.")
    found = rate(permanence, [figure(9, "at 2017-08-31")], SCHEME, date(2017, 12, 15))
    assert found.why.endswith("The figure is more than 3 months old at 15 December 2017.")
