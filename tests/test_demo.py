"""The whole main job on the January 2018 plan, from empty folder to rated plan, on real files."""

import shutil
from collections import Counter

import pytest

from g2g_excel import files, jobs
from g2g_excel.books import open_book
from g2g_excel.demo import _MERGED as MERGED
from g2g_excel.demo import fill_in, run_demo
from g2g_excel.facts import january_2018
from g2g_excel.plan_reading import read_plan
from g2g_excel.words import RAG, Direction
from tests.lint.xlsx_lint import lint


@pytest.fixture(scope="module")
def after(tmp_path_factory):
    said = []
    plan, report = run_demo(tmp_path_factory.mktemp("demo") / "demo", said.append)
    return plan, report, said


@pytest.fixture(scope="module")
def plan(after):
    return read_plan(open_book(after[0]))[0]


def rating(report, ref):
    return next(rating for record, rating in report.statuses.measures if record.row.ref == ref)


def test_the_plan_holds_every_fact(plan):
    assert len(plan.themes) == 3
    assert len(plan.all_actions()) == 11
    assert len(plan.recommendations) == 11
    assert len(plan.measures) == 24
    assert len(plan.figures) == 26


def test_every_figure_is_the_published_one(plan):
    def facts(rows):
        return sorted(
            (f.measure, str(f.period), f.value, f.numerator, f.denominator, f.note or "")
            for f in rows
        )

    assert facts(plan.figures.rows) == facts(january_2018().figures)


def test_every_update_is_the_published_one(plan):
    published = {row.ref: row for rows in january_2018().actions.values() for row in rows}
    for action in plan.all_actions():
        assert action.row.update == published[action.row.ref].update
        assert action.row.impact_text == published[action.row.ref].impact_text
        assert action.row.next_steps == published[action.row.ref].next_steps


def test_december_figures_were_taken_from_returns(plan):
    sources = Counter((f.row.source or "").partition(" 2017-12-31.xlsx:")[0] for f in plan.figures)
    assert sources == {
        "Published update, January 2018": 5,
        "Conference and Reviewing": 6,
        "Rights and Representation": 3,
        "Family Connect": 1,
        "Child Protection and Family Support (CPFS)": 2,
        "Fostering": 5,
        "Contact": 1,
        "Housing": 3,
    }


def test_files_found_are_read_or_refused(after):
    _, report, _ = after
    assert (report.found_files, len(report.tallies), len(report.refused)) == (12, 12, 0)
    assert {t.team: t.held for t in report.tallies if t.held} == {
        "Rights and Representation": 1,
        "My Options": 3,
    }


def test_the_mistakes_are_named_by_file_sheet_and_cell(after):
    _, report, _ = after
    held = {
        f.code: str(f.where[0])
        for f in report.findings
        if f.where and f.where[0].book.endswith("2017-12-31.xlsx")
    }
    assert held == {
        "cell.not_a_date": "Rights and Representation 2017-12-31.xlsx:Milestones!F6",
        "merge.ref_changed": "My Options 2017-12-31.xlsx:Actions!A6",
        "merge.row_added": "My Options 2017-12-31.xlsx:Figures!A6",
    }


@pytest.mark.parametrize(
    ("ref", "status", "says"),
    [
        ("1.4d", RAG.RED, "48 % against a target of 70 % (April to December 2017)"),
        ("2.2a", RAG.RED, "amber begins at 72 %"),
        ("2.2b", RAG.RED, "34 % against a target of 80 %"),
        ("3.3a", RAG.RED, "9 % against a target of nil"),
        ("1.2c", RAG.NO_TARGET, "target met"),
        ("1.2d", RAG.NO_TARGET, "target met"),
        ("1.2e", RAG.NO_TARGET, "target met"),
        ("1.4a", RAG.INFORMATION, "12"),
    ],
)
def test_statuses_with_the_default_scheme(after, ref, status, says):
    found = rating(after[1], ref)
    assert found.status is status
    assert says in found.why


def test_the_december_figure_shows_as_improving_and_does_not_replace_the_year_to_date(after):
    found = rating(after[1], "2.2b")
    assert found.direction is Direction.IMPROVING
    assert "December 2017 alone was 69 %" in found.why


def test_what_must_be_queried_is(after):
    codes = {(f.code, str(f.where[0].a1)) for f in after[1].findings if f.where}
    assert ("measure.nil_target_without_margin", "K26") in codes
    claimed = [a1 for code, a1 in codes if code == "measure.claim_without_target"]
    assert len(claimed) == 3


def test_counts_for_information_are_never_coloured(after):
    for record, found in after[1].statuses.measures:
        if record.row.polarity == "Information only":
            assert found.status is RAG.INFORMATION


def test_a_second_consolidation_changes_nothing(after):
    plan, _, _ = after
    again = files.consolidate(plan, plan.parent / "Returns", MERGED)
    assert again.edits == ()


def test_refresh_after_it_changes_nothing(after):
    assert jobs.refresh(open_book(after[0]), MERGED).edits == ()


def test_bad_files_are_refused_by_name_and_the_others_unharmed(after, tmp_path):
    """A corrupt file, a file that is no workbook, and last period's return among the twelve."""
    plan, _, _ = after
    folder = tmp_path / "Returns"
    shutil.copytree(plan.parent / "Returns", folder)
    before = plan.parent / "backups"
    copy = tmp_path / "G2G_Plan.xlsx"
    shutil.copy(sorted(before.iterdir())[-1], copy)
    contact = folder / "Contact 2017-12-31.xlsx"
    contact.write_bytes(contact.read_bytes()[:4000])
    (folder / "Notes.xlsx").write_text("Dear all, see below.")
    report = files.consolidate(copy, folder, MERGED, dry_run=True)
    assert {r.file for r in report.refused} == {"Contact 2017-12-31.xlsx", "Notes.xlsx"}
    assert report.found_files == len(report.tallies) + len(report.refused) == 13


def test_last_periods_return_is_refused_by_name(after, tmp_path):
    plan, _, _ = after
    last = tmp_path / "September.xlsx"
    shutil.copy(plan, last)
    book = open_book(last, backup=False)
    held, _ = read_plan(book)
    at = held.settings_at["position_date"]
    from datetime import date

    from g2g_excel.cells import Edit

    book.apply([Edit(at, date(2017, 9, 30), date(2017, 12, 31))])
    files.issue(last, tmp_path / "old", MERGED, ["Contact"])
    folder = tmp_path / "Returns"
    shutil.copytree(plan.parent / "Returns", folder)
    shutil.copy(tmp_path / "old" / "Contact 2017-09-30.xlsx", folder)
    report = files.consolidate(plan, folder, MERGED, dry_run=True)
    assert [(r.file, r.finding.code) for r in report.refused] == [
        ("Contact 2017-09-30.xlsx", "return.other_date")
    ]
    assert len(report.tallies) == 12


def test_nothing_written_would_make_excel_offer_a_repair(after):
    """The plan after every job has written to it, and every return after a team has filled it in."""
    plan, _, _ = after
    for path in (plan, *sorted((plan.parent / "Returns").iterdir())):
        assert list(lint(path)) == [], path.name


def test_a_return_is_not_overwritten(after):
    from g2g_excel.cells import CannotWrite

    with pytest.raises(CannotWrite, match="never overwritten"):
        files.issue(after[0], after[0].parent / "Returns", MERGED)


def test_a_dry_run_writes_nothing(after, tmp_path):
    plan, _, _ = after
    copy = tmp_path / "plan.xlsx"
    shutil.copy(sorted((plan.parent / "backups").iterdir())[-1], copy)
    was = copy.read_bytes()
    report = files.consolidate(copy, plan.parent / "Returns", MERGED, dry_run=True)
    assert len(report.edits) > 50
    assert copy.read_bytes() == was


def test_filling_in_a_return_twice_types_nothing_new(after, tmp_path):
    copy = tmp_path / "Fostering 2017-12-31.xlsx"
    shutil.copy(after[0].parent / "Returns" / copy.name, copy)
    assert fill_in(copy, january_2018()) == 0
