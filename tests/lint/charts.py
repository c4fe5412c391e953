"""Charts: every series on axes that are there, every reference to a sheet that is there."""

from __future__ import annotations

from tests.lint.book import Book
from tests.lint.complaint import Complaint, Complaints
from tests.lint.formulas import formula_is_sound
from tests.lint.package import CHART, Tree, local

_AXES = ("catAx", "valAx", "dateAx", "serAx")


def axes_are_there(book: Book) -> Complaints:
    for part, tree in _charts(book):
        area = tree.find(f".//{CHART}plotArea")
        if area is None:
            yield Complaint("chart.no_plot", part)
            continue
        groups = [one for one in area if isinstance(one.tag, str)]
        axes = {one.find(f"{CHART}axId").get("val") for one in groups if local(one) in _AXES}
        for group in groups:
            if local(group).endswith("Chart"):
                for one in group.findall(f"{CHART}axId"):
                    if one.get("val") not in axes:
                        yield Complaint("chart.axis", part, one.get("val"))


def references_are_sound(book: Book) -> Complaints:
    for part, tree in _charts(book):
        for formula in tree.iter(f"{CHART}f"):
            yield from formula_is_sound(book, formula.text, part)


def _charts(book: Book) -> list[tuple[str, Tree]]:
    return [
        (part, tree)
        for part, tree in book.package.trees.items()
        if part.startswith("xl/charts/chart") and tree.tag == f"{CHART}chartSpace"
    ]


RULES = (axes_are_there, references_are_sound)
