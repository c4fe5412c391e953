"""A measure's figures over time as one line of text: what the sparkline and the chart are drawn from.

Pure. Only figures that may be compared stand in one trend; the spreadsheet takes the text apart again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from g2g_excel.figures import known_figure, rated
from g2g_excel.period import comparable
from g2g_excel.plan import FigureRow, MeasureRow

PARTS = 8  # the most recent figures that are shown
_BETWEEN, _SAYS = " · ", ": "


def trend(
    measure: MeasureRow, figures: Sequence[FigureRow], position: date | None = None
) -> str | None:
    """`April to December 2016: 44 · April to December 2017: 48`, oldest first; nothing without one."""
    known = [k for f in figures if (k := known_figure(f, measure.unit))]
    in_time = [k for k in known if position is None or k.period.end <= position]
    now = rated(measure.basis, in_time)
    if now is None:
        return None
    alike = {
        k.period: k for k in in_time if k.period == now.period or comparable(now.period, k.period)
    }
    recent = sorted(alike.values(), key=lambda k: k.period)[-PARTS:]
    return _BETWEEN.join(f"{k.period}{_SAYS}{k.value:.10g}" for k in recent)


def split_trend(text: str | None) -> tuple[tuple[str, float], ...]:
    """The periods and values of a trend's text, as the formulas on Lists read them."""
    parts = []
    for part in (text or "").split(_BETWEEN):
        period, says, value = part.partition(_SAYS)
        if says:
            parts.append((period, float(value)))
    return tuple(parts)
