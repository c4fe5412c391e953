"""The chart's background: the amber band and the target lines of the picked measure.

Each is a formula over the picked measure's facts on Lists, with its value beside it.
"""

from __future__ import annotations

from collections.abc import Mapping

from g2g_excel.build.lists import NOT_AVAILABLE, Worked
from g2g_excel.plan import MeasureRow
from g2g_excel.words import Polarity


def amber_band(
    one: Mapping[str, str], row: MeasureRow | None, margin: float | None
) -> dict[str, Worked]:
    """Stacked from the bottom: clear, amber, clear, amber; and the target lines over them."""
    target, amber, upper, way = one["target"], one["margin"], one["upper"], one["polarity"]
    is_set = f'AND(ISNUMBER({target}),{way}<>"{Polarity.NONE}",{way}<>"")'
    lower_is_better, within = f'{way}="{Polarity.LOWER}"', f'{way}="{Polarity.RANGE}"'
    has_upper = f"AND({is_set},{within},ISNUMBER({upper}))"
    goal, m = (row.target if row else None), margin or 0.0
    polarity = row.polarity if row else None
    on = goal is not None and polarity not in (None, Polarity.NONE)
    top = row.upper_target if row and on and polarity is Polarity.RANGE else None
    goal = goal or 0.0
    low = polarity is Polarity.LOWER
    bottom = goal if low else max(0.0, goal - m)
    first = m if low else goal - bottom
    start = f"IF({lower_is_better},{target},MAX(0,{target}-{amber}))"
    return {
        "below": (f"=IF({is_set},{start},0)", bottom if on else 0.0),
        "amber": (
            f"=IF({is_set},IF({lower_is_better},{amber},{target}-{start}),0)",
            first if on else 0.0,
        ),
        "between": (f"=IF({has_upper},{upper}-{target},0)", top - goal if top is not None else 0.0),
        "amber above": (f"=IF({has_upper},{amber},0)", m if top is not None else 0.0),
        "target": (f"=IF({is_set},{target},NA())", goal if on else NOT_AVAILABLE),
        "upper target": (
            f"=IF({has_upper},{upper},NA())",
            top if top is not None else NOT_AVAILABLE,
        ),
    }
