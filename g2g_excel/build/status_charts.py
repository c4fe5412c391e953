"""Status by theme: two native stacked bar charts, one of Delivery and one of Impact."""

from __future__ import annotations

from typing import Any

from g2g_excel.build.listing import WIDTHS
from g2g_excel.build.lists import Lists, Span
from g2g_excel.build.sheet import Sheet, done
from g2g_excel.build.start import ORDER
from g2g_excel.build.style import INK, LINE, PAPER, STATUS
from g2g_excel.content import Content
from g2g_excel.plan import theme_tab

_GREYS = {"No target": "#8A9299", "No data": "#B9BEC2", "Information only": "#DEE0E2"}
FIRST = 6  # the column they begin in
FONT = {"name": "Arial", "size": 9, "color": INK}


def insert_status_charts(sheet: Sheet, book: Any, lists: Lists, content: Content, row: int) -> int:
    """Both charts side by side, right of the counts; returns the row below them."""
    sheet.put(row, FIRST, "Status by theme", sheet.styles.section)
    names = lists.column("Theme", [f"Theme {t.number}" for t in content.themes])
    _say(sheet, content, row + 1)
    height = max(252, 112 + 40 * len(content.themes))
    width = sum(round(w * 7 + 5) for w in WIDTHS[FIRST - 1 :]) // 2 - 8
    for kind, field, left in (("Delivery", "delivery", 8), ("Impact", "impact", width + 14)):
        chart = book.add_chart({"type": "bar", "subtype": "stacked"})
        counts = []
        for status in ORDER:
            found = [
                sum(getattr(a, field) is status for a in content.actions.get(t.number, ()))
                for t in content.themes
            ]
            cells = [
                (f'=COUNTIF({theme_tab(t.number).table}[{kind}],"{status}")', number)
                for t, number in zip(content.themes, found, strict=True)
            ]
            span = lists.column(f"{kind}: {status}", cells)
            chart.add_series(_series(str(status), names, span))
            counts.append(f"{sum(found)} {status}")
        question = "is the work done?" if kind == "Delivery" else "are children better off?"
        chart.set_title(
            {"name": f"{kind}: {question}", "overlay": False, "name_font": {**FONT, "size": 11}}
        )
        chart.set_legend({"position": "bottom", "font": FONT})
        chart.set_y_axis({"reverse": True, "num_font": FONT, "line": {"color": LINE}})
        chart.set_x_axis(
            {"num_font": FONT, "major_gridlines": {"visible": False}, "visible": False, "min": 0}
        )
        chart.set_chartarea({"border": {"color": LINE}})
        chart.set_size({"width": width, "height": height})
        chart.show_hidden_data()
        text = f"Stacked bars of the actions' {kind} by theme. When built: {', '.join(counts)}."
        code = sheet.raw.insert_chart(
            row + 1, FIRST - 1, chart,
            {"description": text, "object_position": 2, "x_offset": left, "y_offset": 2},
        )  # fmt: skip
        done(code, f"{kind} chart")
    return row + 2 + int(height / 26)


def _say(sheet: Sheet, content: Content, row: int) -> None:
    """What the bars are, or why there are none."""
    rated = any(a.impact for rows in content.actions.values() for a in rows)
    count = "+".join(f'COUNTIF({theme_tab(t.number).table}[Impact],"?*")' for t in content.themes)
    none, some = "No action is rated yet: bars appear after Refresh status.", "Bars count actions."
    formula = f'=IF({count or 0}=0,"{none}","{some}")'
    sheet.formula(row, FIRST, formula, sheet.styles.purpose, some if rated else none)


def _series(status: str, names: Span, values: Span) -> dict[str, object]:
    fill, ink = STATUS[status]
    fill = _GREYS.get(status, fill)
    return {
        "name": status,
        "categories": f"={names.all}",
        "values": f"={values.all}",
        "fill": {"color": fill},
        "border": {"color": PAPER, "width": 1},
        "gap": 45,
        "data_labels": {
            "value": True, "num_format": "0;;;",
            "font": {**FONT, "bold": True, "color": INK if status in _GREYS else ink},
        },
    }  # fmt: skip
