"""The schemas in the repository are what the models say, and every row of the real plan obeys them."""

import json
from pathlib import Path

import jsonschema
import pytest

from g2g_excel.facts import january_2018
from g2g_excel.schema import schemas

FOLDER = Path(__file__).parent.parent / "schemas"


def test_the_committed_schemas_are_current():
    kept = {p.name: json.loads(p.read_text(encoding="utf-8")) for p in FOLDER.glob("*.json")}
    assert kept == schemas(), "run: g2g schemas"


@pytest.mark.parametrize("name", sorted(schemas()))
def test_each_is_a_2020_12_schema_that_allows_nothing_else(name):
    schema = schemas()[name]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False


def test_the_january_2018_rows_obey_them():
    content = january_2018()
    rows = {
        "plan.measures": content.measures,
        "plan.figures": content.figures,
        "plan.milestones": content.milestones,
        "plan.recommendations": content.recommendations,
        "plan.theme": tuple(row for rows in content.actions.values() for row in rows),
    }
    for name, some in rows.items():
        validator = jsonschema.Draft202012Validator(schemas()[f"{name}.schema.json"])
        for row in some:
            validator.validate(json.loads(row.model_dump_json()))
    wrong = json.loads(content.measures[0].model_dump_json()) | {"unit": "Furlongs"}
    validator = jsonschema.Draft202012Validator(schemas()["plan.measures.schema.json"])
    assert not validator.is_valid(wrong)
