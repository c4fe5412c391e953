"""The names by which macros and formulas know a workbook's sheets and settings."""

from __future__ import annotations

import re


def code_name(sheet: str) -> str:
    """The name VBA knows a sheet by: `RAG scheme` is `shtRagScheme`."""
    return "sht" + "".join(word.capitalize() for word in re.split(r"\W+", sheet))


def setting_name(field: str) -> str:
    """The defined name of a setting: `position_date` is PositionDate."""
    return {"title": "PlanTitle"}.get(field, "".join(w.capitalize() for w in field.split("_")))


def stale_name(sheet: str) -> str:
    """The defined name of a sheet's flags: one a row of its table, 1 where it is out of date."""
    return "Stale" + sheet.replace(" ", "")
