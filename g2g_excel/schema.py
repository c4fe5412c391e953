"""The JSON Schemas in `schemas/`, generated from the row models so that they cannot disagree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from g2g_excel import form
from g2g_excel.plan import tabs
from g2g_excel.settings import Settings

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """File name → JSON Schema (2020-12) of a row of each tab of the plan and of a return."""
    models: dict[str, type[BaseModel]] = {}
    for tab in tabs((1,)):
        models[f"plan.{_slug(tab.name).removesuffix('-1')}"] = tab.row
    for tab in (*form.TABS, form.ISSUED):
        models[f"return.{_slug(tab.name)}"] = tab.row
    models["plan.settings"] = Settings
    made = {}
    for name, model in models.items():
        body = model.model_json_schema(mode="serialization")
        made[f"{name}.schema.json"] = {"$schema": DIALECT, **body}
    return made


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def write_schemas(folder: Path) -> list[Path]:
    """Write every schema; returns the files, sorted."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, schema in sorted(schemas().items()):
        path = folder / name
        path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        paths.append(path)
    return paths
