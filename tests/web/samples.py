"""Arguments of every command, right and wrong, by the schema that goes with the protocol."""

import json
from pathlib import Path
from typing import Any

from live.domain.commands import BROWSER_COMMANDS

Schema = dict[str, Any]
DEFINITIONS: Schema = json.loads(
    (Path(__file__).parents[2] / "docs" / "protocol.schema.json").read_text(encoding="utf-8")
)["$defs"]
ARGUMENTS: dict[str, Schema] = {
    name: DEFINITIONS[name]["properties"]["with"] for name in BROWSER_COMMANDS
}
WITH_FIELDS = [name for name, arguments in ARGUMENTS.items() if arguments["properties"]]
WITH_REQUIRED = [name for name, arguments in ARGUMENTS.items() if arguments["required"]]

OF_EACH_TYPE = {
    "string": "some text",
    "integer": 1,
    "number": 1.5,
    "boolean": True,
    "null": None,
    "array": [1, None, {}],
    "object": {"a": 1},
}


def right(name: str) -> dict[str, object]:
    """Arguments of a command that are of the right types, as few as there may be."""
    arguments = ARGUMENTS[name]
    return {field: _right(arguments["properties"][field]) for field in arguments["required"]}


def wrong(name: str) -> list[tuple[str, object]]:
    """The fields of a command, each with values of every type that it does not take."""
    return [
        (field, value)
        for field, schema in ARGUMENTS[name]["properties"].items()
        for value in (*_of_wrong_types(schema), *_out_of_bounds(schema))
    ]


def texts() -> set[tuple[str, str]]:
    """The commands and those of their fields that hold a text or texts, ids among them."""
    return {
        (name, field)
        for name, arguments in ARGUMENTS.items()
        for field, schema in arguments["properties"].items()
        for one in _alternatives(schema)
        if "string" in {part.get("type") for part in (one, *_items(one))}
    }


def _items(schema: Schema) -> list[Schema]:
    """Of a list: what it holds, each place by itself if it has so many."""
    return [*schema.get("prefixItems", ()), *([schema["items"]] if schema.get("items") else ())]


def _right(schema: Schema) -> object:
    first = _alternatives(schema)[0]
    if "enum" in first:
        return first["enum"][0]
    if first["type"] == "array":
        return ["Yes", "No"]
    return OF_EACH_TYPE[first["type"]]


def _of_wrong_types(schema: Schema) -> list[object]:
    taken = {one.get("type") for one in _alternatives(schema)} - {"array"}
    return [value for kind, value in OF_EACH_TYPE.items() if kind not in taken]


def _out_of_bounds(schema: Schema) -> list[object]:
    [*numbers] = (one for one in _alternatives(schema) if one.get("type") == "integer")
    below = [one["minimum"] - 1 for one in numbers if "minimum" in one]
    above = [one["maximum"] + 1 for one in numbers if "maximum" in one]
    return [*below, *above]


def _alternatives(schema: Schema) -> list[Schema]:
    return schema.get("anyOf") or [schema]
