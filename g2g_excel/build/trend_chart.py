"""The chart of one measure over time: figures as marks joined by lines, over target and amber band."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from g2g_excel.build.listing import PIXELS
from g2g_excel.build.lists import Span
from g2g_excel.build.sheet import Sheet, done
from g2g_excel.build.status_charts import FONT
from g2g_excel.build.style import HEAD, INK, LINE

# A sign for the legend, its colour, and the marker Excel draws: told apart without colour too.
MARKS = (("●", HEAD), ("■", "#B5316B"), ("▲", "#00703C"), ("◆", "#5B3A86"))
_MARKERS = ("circle", "square", "triangle", "diamond")
_BAND = "#FFE7A3"
_HEIGHT = 300


def insert_trend_chart(
    sheet: Sheet, book: Any, slots: Mapping[str, Span], row: int, picked: str
) -> int:
    """Draw it from `row` on; returns the row below."""
    periods = f"={slots['period'].all}"
    area = book.add_chart({"type": "area", "subtype": "stacked"})
    for name in ("below", "amber", "between", "amber above"):
        fill = {"color": _BAND} if name.startswith("amber") else {"none": True}
        area.add_series(
            {
                "name": "Amber margin" if fill.get("color") else "Below it",
                "categories": periods,
                "values": f"={slots[name].all}",
                "fill": fill,
                "border": {"none": True},
            }
        )
    line = book.add_chart({"type": "line"})
    for name in ("target", "upper target"):
        line.add_series(
            {
                "name": name.capitalize(),
                "categories": periods,
                "values": f"={slots[name].all}",
                "line": {"color": INK, "width": 2},
                "marker": {"type": "none"},
            }
        )
    for number, ((_, colour), marker) in enumerate(zip(MARKS, _MARKERS, strict=True), start=1):
        line.add_series(
            {
                "name": f"Team {number}",
                "categories": periods,
                "values": f"={slots[f'team {number}'].all}",
                "line": {"color": colour, "width": 2},
                "marker": {
                    "type": marker, "size": 9, "fill": {"color": colour}, "border": {"color": colour},
                },
                "data_labels": {
                    "value": True, "position": "above", "font": {**FONT, "bold": True, "color": colour},
                },
            }
        )  # fmt: skip
    area.combine(line)
    area.set_title({"none": True})
    area.set_legend({"none": True})
    area.set_x_axis({"num_font": FONT, "line": {"color": LINE}, "text_axis": True})
    area.set_y_axis(
        {
            "num_font": FONT,
            "major_gridlines": {"visible": True, "line": {"color": "#DEE0E2"}},
            "min": 0,
        }
    )
    area.set_chartarea({"border": {"color": LINE}})
    area.set_size({"width": PIXELS - 2, "height": _HEIGHT})
    area.show_hidden_data()
    text = (
        "Figures of the picked measure over time, team by team, against its target (dark line) and "
        f"amber margin (band). When built: {picked or 'no measure'}."
    )
    code = sheet.raw.insert_chart(
        row - 1, 0, area, {"description": text, "object_position": 2, "x_offset": 2, "y_offset": 4}
    )
    done(code, "trend chart")
    return row + int(_HEIGHT / 17) + 2
