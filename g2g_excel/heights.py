"""How tall a row must be so that none of its wrapped text is cut.

XlsxWriter cannot ask Excel, so the text is measured here with Arial's own widths. A little too tall
is fine; too short hides words.
"""

from __future__ import annotations

from collections.abc import Iterable

LINE = 12.75  # points a line of Arial 10 takes in Excel
TALLEST = 409.0  # Excel's limit for a row, in points
_EM = 40 / 3  # pixels of 10 points
_DIGIT = 7  # pixels of one unit of column width in Arial 10
_INDENT = 10  # pixels a cell keeps free at its sides
_SAFETY = 1.06  # Excel rounds every letter to whole pixels

# Widths in thousandths of an em, from Arial's published metrics; anything else counts as 600.
_BY_WIDTH = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[\\]ft\u00a0",
    333: "()-`r\u2018\u2019\u201c\u201d",
    334: "{}",
    350: "\u2022",
    355: '"',
    389: "*",
    500: "Jckstvxyz",
    556: "#$0123456789?L_abdeghnopqu£–",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—…",
    1015: "@",
}
_WIDTH = {letter: width for width, letters in _BY_WIDTH.items() for letter in letters}


def pixels(text: str, size: float = 10, bold: bool = False) -> float:
    """How wide a text is on the screen."""
    ems = sum(_WIDTH.get(letter, 600) for letter in text) / 1000
    return ems * _EM * size / 10 * _SAFETY * (1.08 if bold else 1)


def lines(text: str, width: float, size: float = 10, bold: bool = False) -> int:
    """How many lines a text takes in a column of that width, wrapped between words."""
    room = max(width, 3) * _DIGIT - _INDENT
    space = pixels(" ", size, bold)
    count = 0
    for paragraph in text.split("\n"):
        count += 1
        used = 0.0
        for word in paragraph.split(" "):
            long = pixels(word, size, bold)
            if used and used + space + long > room:
                count, used = count + 1, 0.0
            if not used and long > room:  # a word longer than the column is broken anywhere
                count += int(long // room)
                used = long % room
            else:
                used += long + (space if used else 0)
    return count


def height(count: int, size: float = 10) -> float:
    """Points for that many lines, with a little air, within Excel's limit."""
    return min(TALLEST, max(1, count) * LINE * size / 10 + 5)


def row_height(cells: Iterable[tuple[str, float, bool]]) -> float:
    """Points for a row of cells: text, column width, bold."""
    return height(max((lines(text, width, bold=bold) for text, width, bold in cells), default=1))
