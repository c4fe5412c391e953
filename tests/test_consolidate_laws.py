"""The laws of the merge, over random returns: idempotent, order-free, conflict-safe, touch-free."""

from hypothesis import given, settings
from hypothesis import strategies as st
from small import RUN, book_of, plan_in, sent, type_in

from g2g_excel.consolidate import merge
from g2g_excel.draft import Draft
from g2g_excel.plan_reading import read_plan

VALUE = st.sampled_from([None, 0, 4, 80, 86.5, "86 %", "about ninety", "", "n/a", True])
WORDS = st.sampled_from([None, "Last time.", "Two homes.", "Three homes.", "=1+1", "x" * 9000])
PERIOD = st.sampled_from([None, "April to December 2017", "December 2017", "Dec", "Q3 2017/18"])
REF = st.sampled_from(["1.1a", "1.1b", "1.2a", "9.9z", None])
CONTACT = st.fixed_dictionaries(
    {},
    optional={
        "Figures!G6": PERIOD, "Figures!H6": VALUE, "Figures!I6": VALUE, "Figures!J6": VALUE,
        "Figures!H7": VALUE, "Figures!K7": WORDS, "Figures!A8": REF, "Figures!G8": PERIOD,
        "Figures!H8": VALUE, "Figures!L7": WORDS, "Actions!D6": WORDS, "Actions!D7": WORDS,
        "Actions!A7": st.sampled_from(["1.2", "1.3", None]), "Milestones!E6": st.sampled_from(["Yes", "perhaps"]),
    },
)  # fmt: skip
HOUSING = st.fixed_dictionaries(
    {},
    optional={
        "Figures!H6": VALUE, "Figures!A7": REF, "Figures!G7": PERIOD, "Figures!H7": VALUE,
        "Actions!D6": WORDS, "Actions!E6": WORDS,
    },
)  # fmt: skip
OFFICER = st.fixed_dictionaries({}, optional={"Theme 1!D7": WORDS, "Figures!C7": VALUE})


def drafted(officer):
    issued = plan_in(book_of())
    book = type_in(book_of(), officer)
    return issued, book, read_plan(book)[0]


@given(CONTACT, HOUSING, OFFICER)
@settings(max_examples=150, deadline=None)
def test_merging_twice_changes_nothing_more(contact, housing, officer):
    issued, book, plan = drafted(officer)
    returns = [sent(issued, "Contact", contact), sent(issued, "Housing", housing)]
    draft = Draft(book)
    draft.apply(merge(plan, returns).edits)
    again = merge(read_plan(draft)[0], returns)
    assert [e for e in again.edits if e.value != e.was] == []


@given(CONTACT, CONTACT, HOUSING, OFFICER, st.permutations([0, 1, 2]))
@settings(max_examples=150, deadline=None)
def test_the_order_of_returns_does_not_matter(first, second, housing, officer, order):
    issued, _, plan = drafted(officer)
    returns = [
        sent(issued, "Contact", first),
        sent(issued, "Contact", second, name="Contact copy.xlsx"),
        sent(issued, "Housing", housing),
    ]
    one, other = merge(plan, returns), merge(plan, [returns[n] for n in order])
    assert one == other


@given(CONTACT, HOUSING, OFFICER)
@settings(max_examples=150, deadline=None)
def test_a_held_cell_never_edits_and_an_untouched_one_is_never_written(contact, housing, officer):
    issued, _, plan = drafted(officer)
    returns = [sent(issued, "Contact", contact), sent(issued, "Housing", housing)]
    result = merge(plan, returns)
    stopped = {
        str(at)
        for f in result.findings
        if f.code in ("merge.conflict", "merge.disagree")
        for at in f.where
    }
    typed = {f"Contact.xlsx:{p}" for p in contact} | {f"Housing.xlsx:{p}" for p in housing}
    for edit in result.edits:
        source = result.sources.get(edit.at)
        assert source is None or (source in typed and source not in stopped)
        assert str(edit.at) not in stopped
        if edit.at.sheet not in ("Returns",):
            row = {e.at.row for e in result.edits if e.at in result.sources and e.at.sheet == edit.at.sheet}  # fmt: skip
            assert source is not None or edit.at.row in row


@given(CONTACT, HOUSING, OFFICER)
@settings(max_examples=100, deadline=None)
def test_every_changed_cell_is_taken_or_held(contact, housing, officer):
    issued, _, plan = drafted(officer)
    result = merge(plan, [sent(issued, "Contact", contact), sent(issued, "Housing", housing)])
    assert RUN.who == "officer"
    for tally in result.tallies:
        assert tally.changed == tally.taken + tally.held
