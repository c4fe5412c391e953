"""How a workbook looks: one font, one restrained palette, the formats made from them.

Colours follow the GOV.UK palette; every pair used for text has a contrast of 4.5:1 or better, which
a test measures. Python never colours a status: the conditional formats here do, in Excel.
"""

from __future__ import annotations

from typing import Any

from g2g_excel.tabs import Column

INK, MUTED, PAPER = "#0B0C0C", "#505A5F", "#FFFFFF"
LINE, SHADE = "#B1B4B6", "#F3F2F1"
HEAD, LINK = "#003078", "#1D70B8"
ENTRY = "#EAF3FB"  # cells people type in; everything else is white or grey, and locked

RED, AMBER, GREEN, BLUE = "#D4351C", "#FFC02E", "#00703C", "#1D70B8"

# Word → (fill, text). The word itself is always in the cell.
STATUS = {
    "Red": (RED, PAPER),
    "Amber": (AMBER, INK),
    "Green": (GREEN, PAPER),
    "Blue": (BLUE, PAPER),
    "No data": ("#DEE0E2", INK),
    "No target": ("#DEE0E2", INK),
    "Information only": ("#DEE0E2", INK),
    "Returned": ("#CCE2D8", INK),
    "Returned, part held": ("#FFE7A3", INK),
    "Issued": ("#D2E2F1", INK),
    "Not issued": ("#DEE0E2", INK),
    "Late": ("#F6D7D2", INK),
    "Missing": ("#F6D7D2", INK),
    "Refused": ("#F6D7D2", INK),
    "ERROR": (RED, PAPER),
    "QUERY": ("#FFE7A3", INK),
}
TAB_COLOURS = {"plan": HEAD, "figures": GREEN, "status": AMBER, "set-up": MUTED}

FONT = {"font_name": "Arial", "font_size": 10}
NUMBERS = {"whole": "0", "date": "dd/mm/yyyy", "number": "General", "ref": 49, "text": 49}

# What XlsxWriter needs so that column widths are counted in Arial, as Excel will count them.
WORKBOOK_OPTIONS = {"default_format_properties": dict(FONT), "strings_to_formulas": False}


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def get(self, **properties: object) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**FONT, "font_color": INK, **properties})
        return self._made[key]

    def conditional(self, **properties: object) -> Any:
        """A format for a conditional format: only what it changes."""
        key = (("conditional", True), *sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    @property
    def ruled(self) -> Any:
        """For a conditional format: lines round a row that holds something."""
        return self.conditional(border=1, border_color=LINE)

    def filled(self, entry: bool) -> Any:
        """For a conditional format: a quiet cell whose row holds something."""
        fill = ENTRY if entry else SHADE
        return self.conditional(border=1, border_color=LINE, bg_color=fill)

    @property
    def title(self) -> Any:
        return self.get(bold=True, font_size=18, font_color=HEAD, valign="vcenter")

    @property
    def purpose(self) -> Any:
        return self.get(font_color=MUTED, valign="vcenter")

    @property
    def section(self) -> Any:
        return self.get(bold=True, font_size=13, font_color=HEAD, valign="vcenter")

    @property
    def plain(self) -> Any:
        return self.get(valign="vcenter")

    @property
    def link(self) -> Any:
        return self.get(font_color=LINK, underline=1, valign="vcenter")

    @property
    def link_wrapped(self) -> Any:
        return self.get(font_color=LINK, underline=1, valign="vcenter", text_wrap=True)

    def band(self, entry: bool) -> Any:
        return self.get(
            bold=True, font_color=INK if entry else MUTED, bottom=2, bottom_color=HEAD, valign="bottom"
        )  # fmt: skip

    def head(self, entry: bool) -> Any:
        """Dark blue over what people enter, grey over what is worked out."""
        return self.get(
            bold=True, font_color=PAPER, bg_color=HEAD if entry else MUTED, text_wrap=True,
            valign="vcenter", border=1, border_color=LINE, indent=1,
        )  # fmt: skip

    def cell(self, column: Column, *, left: bool = False, quiet: bool = False) -> Any:
        """One cell of a column: tinted and unlocked where people enter, shaded where they do not.

        `left` lines all kinds of values up; a `quiet` cell is white until its row holds something.
        """
        look: dict[str, object] = {"locked": not column.entry, "text_wrap": True, "valign": "top"}
        if not quiet:
            look |= {
                "border": 1,
                "border_color": LINE,
                "bg_color": ENTRY if column.entry else SHADE,
            }
        if column.look in NUMBERS:
            look["num_format"] = NUMBERS[column.look]
        if column.look == "status":
            look |= {"align": "center", "bold": True}
        elif column.look in ("whole", "date") and not left:
            look["align"] = "center"
        elif column.look == "number" and not left:
            look |= {"align": "right", "indent": 1}
        elif column.look == "ref":
            look |= {"bold": True, "align": "left", "indent": 1}
        else:
            look |= {"align": "left", "indent": 1}
        return self.get(**look)
