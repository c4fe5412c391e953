"""What every rule says in the same way: a finding about one field of one row."""

from __future__ import annotations

from g2g_excel.entry import as_cell, shown
from g2g_excel.finding import Finding
from g2g_excel.messages import found
from g2g_excel.record import Record
from g2g_excel.tabs import Row


def about(
    record: Record[Row], name: str, code: str, there: str | None = None, **facts: object
) -> Finding:
    """A finding that points at one cell and keeps its row's key, so an explanation stays with it."""
    row = record.row
    key = " ".join(str(as_cell(getattr(row, k))) for k in row.key_fields())
    period = getattr(row, "period", None)
    if period is not None and "measure" in row.key_fields():
        key += f" {period}"
    heading = row.columns()[name].heading
    value = shown(as_cell(getattr(row, name))) if getattr(row, name) is not None else ""
    return found(
        code,
        record.at(name),
        subject=f"{record.table.sheet} {key} {heading}",
        there=value if there is None else there,
        **facts,
    )


def unread(record: Record[Row], name: str) -> bool:
    """Whether the cell holds something that could not be read: that has its own finding already."""
    return getattr(record.row, name) is None and record.raw.get(name) is not None
