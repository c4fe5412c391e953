"""What a plan workbook holds, before it is a workbook: the rows of every tab.

The builder writes it, `facts.py` and `g2g new` make it. Rows are the tabs' own models, so content
that the reader would refuse cannot be built.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from g2g_excel.plan import (
    ActionRow,
    CheckRow,
    FigureRow,
    LogRow,
    MeasureRow,
    MilestoneRow,
    RecommendationRow,
    ReturnRow,
    SchemeRow,
    ThemeRow,
)
from g2g_excel.settings import Settings


@dataclass(frozen=True, slots=True)
class Content:
    """Rows tab by tab; `actions` maps a theme's number to its rows."""

    settings: Settings
    themes: tuple[ThemeRow, ...]
    actions: Mapping[int, tuple[ActionRow, ...]]
    recommendations: tuple[RecommendationRow, ...]
    milestones: tuple[MilestoneRow, ...]
    measures: tuple[MeasureRow, ...]
    figures: tuple[FigureRow, ...]
    returns: tuple[ReturnRow, ...]
    scheme: tuple[SchemeRow, ...]
    checks: tuple[CheckRow, ...] = ()
    log: tuple[LogRow, ...] = ()
