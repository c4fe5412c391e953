"""One measure over time, picked from a dropdown: its figures, its target and the amber band.

Teams that report the same measure of the same action stand in one chart. The figures come from the
measures' Trend, so only comparable ones are joined; the chart's numbers stand on Lists.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from g2g_excel.build.band import amber_band
from g2g_excel.build.listing import section
from g2g_excel.build.lists import NOT_AVAILABLE, Lists, Span, Worked, nth
from g2g_excel.build.sheet import Sheet
from g2g_excel.build.standing import Measures, label, text
from g2g_excel.build.style import ENTRY, LINE
from g2g_excel.build.trend_chart import MARKS, insert_trend_chart
from g2g_excel.cells import CellValue
from g2g_excel.plan import MeasureRow
from g2g_excel.trend import PARTS, split_trend

TEAMS = 4
PERIODS = 6
_NAMES = ("place", "name", "action", "polarity", "target", "margin", "upper", "trend", "parts")
_COLUMN = {
    "name": "Measure", "action": "Action", "polarity": "Better is", "target": "Target",
    "upper": "Upper target", "trend": "Trend",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picked:
    """The measure picked when the workbook is built, and the numbers the chart needs of it."""

    row: MeasureRow | None
    margin: float | None
    alike: tuple[tuple[int, MeasureRow], ...]

    @property
    def periods(self) -> tuple[str, ...]:
        return tuple(p for p, _ in split_trend(self.row.trend if self.row else None))[-PERIODS:]

    def value(self, team: int, slot: int) -> CellValue:
        if team < len(self.alike) and 0 < slot <= len(self.periods):
            known = dict(split_trend(self.alike[team][1].trend))
            return known.get(self.periods[slot - 1], NOT_AVAILABLE)
        return NOT_AVAILABLE


def write(
    sheet: Sheet, book: Any, lists: Lists, facts: Measures, percent: float | None, row: int
) -> int:
    """The picker, its legend and the chart; returns the row below."""
    styles = sheet.styles
    row = section(
        sheet, row, "One measure over time", "Pick a measure; only comparable periods are joined."
    )
    sheet.put(row, 1, "Measure", styles.get(bold=True, valign="vcenter"))
    entry = styles.get(
        bg_color=ENTRY, locked=False, border=2, border_color=LINE, valign="vcenter", bold=True
    )
    sheet.merged(row, (2, 6), entry)
    now = _first_pick(facts, percent)
    sheet.put(row, 2, label(now.row) or None, entry)
    sheet.height(row, 26)
    rule = {
        "validate": "list", "source": "=lstMeasureToPick", "error_type": "stop",
        "input_title": "Measure", "input_message": "Pick one measure; the chart below follows.",
        "error_title": "Measure", "error_message": "Choose one from the list.",
    }  # fmt: skip
    sheet.validate((row, row), 2, rule)
    book.define_name("PickedMeasure", f"=Dashboard!$B${row}")
    one = _facts(lists, facts, now)
    teams, places = _teams(lists, facts, one, now)
    slots = _slots(lists, one, places, now)
    _legend(sheet, row + 1, one, teams, now)
    return insert_trend_chart(sheet, book, slots, row + 1 + TEAMS, label(now.row))


def _first_pick(facts: Measures, percent: float | None) -> Picked:
    """What the chart shows at first: the first Red measure, else the first with a figure."""
    known = [r for r in facts.rows if r]
    off = [int(k) % 1000 - 1 for k in sorted(k for k in facts.off_keys if isinstance(k, int))]
    row = facts.rows[off[0]] if off else next((r for r in known if r.trend), None)
    row = row or (known[0] if known else None)
    if row is None:
        return Picked(None, None, ())
    margin = row.margin
    if margin is None and row.target is not None:
        margin = abs(row.target) * (percent or 0) / 100
    alike = tuple(
        (n, r)
        for n, r in enumerate(facts.rows)
        if r and (r.name, r.action) == (row.name, row.action)
    )
    return Picked(row, margin, alike[:TEAMS])


def _facts(lists: Lists, facts: Measures, now: Picked) -> dict[str, str]:
    """What is known of the picked measure: name → its cell on Lists."""
    row = now.row
    values: dict[str, CellValue] = {
        "place": (now.alike and next((n for n, r in now.alike if r is row), 0) + 1) or 0,
        "margin": now.margin if now.margin is not None else "",
        "parts": min(PARTS, len(split_trend(row.trend))) if row else 0,
    }
    for field in _COLUMN:
        held = getattr(row, field if field != "upper" else "upper_target") if row else None
        values[field] = "" if held is None else (held if isinstance(held, float) else str(held))
    column = lists.next_column
    cell = {name: Span(column, len(_NAMES)).at(n) for n, name in enumerate(_NAMES)}
    formulas = {
        field: f'=IFERROR(IF(INDEX(tblMeasures[{heading}],{cell["place"]})="","",'
        f'INDEX(tblMeasures[{heading}],{cell["place"]})),"")'
        for field, heading in _COLUMN.items()
    }
    formulas["place"] = (
        f'=IF(PickedMeasure="",0,IFERROR(MATCH(PickedMeasure,{facts.labels.all},0),0))'
    )
    own = f"INDEX(tblMeasures[Amber margin],{cell['place']})"
    target = cell["target"]
    formulas["margin"] = (
        f'=IF(ISNUMBER({target}),IF(ISNUMBER({own}),{own},ABS({target})*MarginPercent/100),"")'
    )
    trend = cell["trend"]
    formulas["parts"] = f'=IF({trend}="",0,(LEN({trend})-LEN(SUBSTITUTE({trend}," · ","")))/3+1)'
    lists.column("Picked", [(formulas[name], values[name]) for name in _NAMES])
    return cell


def _teams(lists: Lists, facts: Measures, one: dict[str, str], now: Picked) -> tuple[Span, Span]:
    """The teams that report the picked measure, and the places of their rows."""
    keys: list[CellValue] = ["" for _ in facts.rows]
    for place, _ in now.alike:
        keys[place] = place + 1

    def key(n: int) -> str:
        name, action = f"INDEX(tblMeasures[Measure],{n + 1})", f"INDEX(tblMeasures[Action],{n + 1})"
        return (
            f'=IFERROR(IF(AND({one["place"]}>0,{facts.refs.at(n)}<>"",{name}={one["name"]},'
            f'{action}&""={one["action"]}&""),{n + 1},""),"")'
        )

    same = lists.column("Same measure", ((key(n), k) for n, k in enumerate(keys)))
    places = lists.column("Picked: places", (nth(same, keys, k) for k in range(TEAMS)))
    named: list[Worked] = []
    for k in range(TEAMS):
        team = text(now.alike[k][1].team) if k < len(now.alike) else ""
        named.append(
            (f'=IF({places.at(k)}="","",INDEX(tblMeasures[Team],{places.at(k)})&"")', team)
        )
    return lists.column("Picked: teams", named), places


def _slots(lists: Lists, one: dict[str, str], places: Span, now: Picked) -> dict[str, Span]:
    """The chart's columns. An empty slot at either end lets the target run from side to side."""
    slots = range(PERIODS + 2)

    def place(slot: int) -> str:
        return f"({slot}+MAX(0,{one['parts']}-{PERIODS}))"

    def period(slot: int) -> Worked:
        if slot in (0, PERIODS + 1):
            return '=""', ""
        part = f'TRIM(MID(SUBSTITUTE({one["trend"]}," · ",REPT(" ",99)),({place(slot)}-1)*99+1,99))'
        shown = now.periods[slot - 1] if slot <= len(now.periods) else ""
        return (
            f'=IF({place(slot)}>{one["parts"]},"",IFERROR(LEFT({part},FIND(": ",{part})-1),""))',
            shown,
        )

    made = {"period": lists.column("Chart: period", (period(s) for s in slots))}
    for name, (formula, value) in amber_band(one, now.row, now.margin).items():
        made[name] = lists.column(f"Chart: {name}", [(formula, value)] * len(slots))
    for k in range(TEAMS):

        def figure(slot: int, k: int = k) -> Worked:
            label_at = made["period"].at(slot)
            found = f'" · "&INDEX(tblMeasures[Trend],{places.at(k)})&" · "'
            after = f'FIND(" · "&{label_at}&": ",{found})+LEN({label_at})+5'
            number = f'MID({found},{after},FIND(" · ",{found},{after})-({after}))'
            return f'=IF({label_at}="",NA(),IFERROR(VALUE({number}),NA()))', now.value(k, slot)

        made[f"team {k + 1}"] = lists.column(f"Chart: team {k + 1}", (figure(s) for s in slots))
    return made


def _legend(sheet: Sheet, row: int, one: dict[str, str], teams: Span, now: Picked) -> None:
    """What the marks mean, in cells, so that it follows what is picked."""
    place, goal, margin = one["place"], one["target"], one["margin"]
    shown = now.row
    if shown is None:
        said = "There is no measure yet: enter one on the Measures tab."
    elif shown.target is None:
        said = "No target is recorded."
    else:
        said = f"━ Target {shown.target:.10g}   ▒ Amber margin {now.margin or 0:.10g}"
    formula = (
        f'=IF({place}=0,IF(COUNTIF(tblMeasures[Ref],"?*")=0,'
        '"There is no measure yet: enter one on the Measures tab.","Pick a measure above."),'
        f'IF(ISNUMBER({goal}),"━ Target "&{goal}&"   ▒ Amber margin "&{margin},"No target is recorded."))'
    )
    sheet.formula(row, 2, formula, sheet.styles.get(valign="vcenter", text_wrap=True), said)
    sheet.height(row, 30)
    for k, (sign, colour) in enumerate(MARKS):
        look = sheet.styles.get(bold=True, font_color=colour, valign="vcenter", text_wrap=True)
        team = text(now.alike[k][1].team) if k < len(now.alike) else ""
        cell, mark = teams.at(k), f"{sign} {team}" if team else ""
        sheet.merged(row + k, (3, 6), look)
        sheet.formula(row + k, 3, f'=IF({cell}="","","{sign} "&{cell})', look, mark)
