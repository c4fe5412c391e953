"""What a tab is: a name, a table, and one column for each field of its row.

The columns live in the row models' own fields (`plan.py`), so that the builder, the reader, the
JSON Schemas and the documentation cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict

from g2g_excel.entry import Chosen

HEADING_ROW = (
    5  # 1 title, 2 what the tab is for, 3 completeness, 4 bands over the columns, 5 headings
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading and how it looks, and who fills it in.

    `entry` columns are typed by people; the others are written by `refresh` and locked.
    `help` is the input message (Excel shows at most 255 characters) and ends with an example.
    `band` is the small label over a run of columns. `source` names a list on the Lists tab for a
    dropdown fed by data rather than by the type. `also` are headings of older or other workbooks.
    """

    heading: str
    help: str = ""
    entry: bool = True
    width: float = 12
    look: Literal["text", "long", "ref", "whole", "number", "date", "when", "status", "why"] = (
        "text"
    )
    band: str = ""
    source: str = ""
    also: tuple[str, ...] = ()


class Row(BaseModel):
    """A row of a table: frozen and strict. Blank cells are `None`."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", arbitrary_types_allowed=True
    )

    @classmethod
    def columns(cls) -> dict[str, Column]:
        """Field name → column, in the order of the sheet."""
        return _columns(cls)

    @classmethod
    def key_fields(cls) -> tuple[str, ...]:
        """The fields that name a row; a row without the first of them is no row."""
        return tuple(name for name, info in cls.model_fields.items() if info.is_required())

    def values(self) -> dict[str, Any]:
        """Field name → value, as Python values."""
        return {name: getattr(self, name) for name in type(self).model_fields}


@cache
def _columns(model: type[Row]) -> dict[str, Column]:
    found = {}
    for name, info in model.model_fields.items():
        found[name] = next(m for m in info.metadata if isinstance(m, Column))
    return found


@cache
def choices(model: type[Row], name: str) -> tuple[str, ...]:
    """The words a cell may hold, for columns whose type is a list of words; else empty."""
    info = model.model_fields[name]
    for part in (*info.metadata, *_inside(info.annotation)):
        if isinstance(part, Chosen):
            return part.options
    return ()


def _inside(annotation: object) -> tuple[object, ...]:
    found: list[object] = []
    for part in get_args(annotation):
        found += [part, *_inside(part)]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Tab:
    """One sheet of the plan that holds one table."""

    name: str
    table: str
    row: type[Row]
    purpose: str
    kind: Literal["plan", "figures", "status", "set-up"] = "plan"
    spare: int = 10  # empty rows kept inside the table, since a protected sheet cannot grow one
    ends_at_blank: bool = False  # other things stand under the table: an empty row ends it
    columns: dict[str, Column] = field(default_factory=dict)

    def column_number(self, name: str) -> int:
        """Where the builder puts a field, counted from 1."""
        return list(self.row.columns()).index(name) + 1
