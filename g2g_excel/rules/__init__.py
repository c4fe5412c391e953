"""The checks on a plan: each a claim about it, a plain generator of what contradicts the claim.

Pure. A rule that crashes fails loudly: a check that did not run must never look like one that passed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from g2g_excel.finding import Finding
from g2g_excel.record import Plan
from g2g_excel.rules import actions, figures, measures, milestones, refs, whole

RULES: tuple[Callable[[Plan], Iterator[Finding]], ...] = (
    *whole.CLAIMS,
    *refs.CLAIMS,
    *actions.CLAIMS,
    *milestones.CLAIMS,
    *measures.CLAIMS,
    *figures.CLAIMS,
)


def check(plan: Plan) -> tuple[Finding, ...]:
    """Everything the rules find, in the order of the rules."""
    return tuple(finding for rule in RULES for finding in rule(plan))
