"""The schema of what browsers may send, from the code.

tools/protocol.py update   write docs/protocol.schema.json again
tools/protocol.py check    fail if it is not what the code says
"""

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from live import wire
from live.domain.commands import BROWSER_COMMANDS, Command

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "docs" / "protocol.schema.json"
TAG = "type"
"""What msgspec calls a command's name; on the wire it stands beside the arguments, in ``do``."""


def schema() -> str:
    """Every command as JSON Schema, by its name."""
    return json.dumps(document(), ensure_ascii=False, indent=2) + "\n"


def document() -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Commands of {wire.SUBPROTOCOL}",
        "description": "What a browser may send. Texts have limits beside these: protocol.md.",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in BROWSER_COMMANDS],
        "$defs": {name: command(name, kind) for name, kind in BROWSER_COMMANDS.items()},
    }


def command(name: str, kind: type[Command]) -> dict[str, Any]:
    """The frame of one command."""
    taken = arguments(kind)
    needed = ["with"] if taken["required"] else []
    return {
        "description": taken.pop("description"),
        "type": "object",
        "properties": {
            "id": {"type": "string", "minLength": 1, "maxLength": wire.LONGEST_ID},
            "do": {"const": name},
            "with": taken,
        },
        "required": ["id", "do", *needed],
        "additionalProperties": False,
    }


def arguments(kind: type[Command]) -> dict[str, Any]:
    """What stands under ``with``: the command's fields without its tag."""
    _, parts = msgspec.json.schema_components([kind])
    made = inlined(parts[kind.__name__], parts)
    del made["title"], made["properties"][TAG]
    described = made["description"].replace("``", "`")
    required = [field for field in made["required"] if field != TAG]
    return {**made, "description": described, "required": required}


def inlined(part: Any, parts: dict[str, Any]) -> Any:
    """A part of a schema with what it refers to in its place."""
    if isinstance(part, list):
        return [inlined(one, parts) for one in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        return inlined(parts[part["$ref"].rpartition("/")[2]], parts)
    return {key: inlined(value, parts) for key, value in part.items()}


def update() -> None:
    SCHEMA.write_text(schema(), encoding="utf-8")


def check() -> None:
    if SCHEMA.read_text(encoding="utf-8") != schema():
        sys.exit(f"{SCHEMA.name} is not what the code says: run tools/protocol.py update")


if __name__ == "__main__":
    commands = {"update": update, "check": check}
    commands.get("".join(sys.argv[1:]), lambda: sys.exit(__doc__))()
