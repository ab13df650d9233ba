"""docs/protocol.md says what the code does: nothing is missing there, and nothing invented."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import msgspec
import pytest

from live import errors, wire
from live.domain import life, queue
from live.domain.actors import Role
from live.domain.commands import BROWSER_COMMANDS, Command
from live.domain.documents import Audience
from live.domain.policy import ALLOWED
from live.domain.text import LIMITS
from live.errors import LiveError
from live.room.ephemeral import GATHER_SECONDS
from tests.document import Page, examples, names, points, rows
from tests.test_errors import every

ROOT = Path(__file__).parent.parent
PAGE = Page(ROOT / "docs" / "protocol.md")
SCHEMA: dict[str, Any] = json.loads(
    (ROOT / "docs" / "protocol.schema.json").read_text(encoding="utf-8")
)
TOO_LARGE = 1009
"""The WebSocket library's own close code, for a frame over the limit."""

COMMANDS = PAGE.entries("Commands")
FRAMES = PAGE.entries("What the server sends")
REFUSALS = rows(PAGE.section("Refusals"))


# Commands


def test_every_command_is_told() -> None:
    assert list(COMMANDS) == list(BROWSER_COMMANDS)


every_command = pytest.mark.parametrize("name", BROWSER_COMMANDS)


def fields(kind: type[Command]) -> dict[str, msgspec.structs.FieldInfo]:
    return {field.name: field for field in msgspec.structs.fields(kind)}


@every_command
def test_a_command_is_told_with_its_arguments(name: str) -> None:
    told = points(COMMANDS[name])
    assert next(iter(told)) == "Who"
    arguments = [point for point in told if point not in ("Who", "Result", "Refused")]
    assert arguments == list(fields(BROWSER_COMMANDS[name]))


@every_command
def test_an_argument_is_called_required_if_it_is(name: str) -> None:
    told = points(COMMANDS[name])
    for argument, field in fields(BROWSER_COMMANDS[name]).items():
        assert told[argument].startswith("required") == field.required, argument


@every_command
def test_a_command_is_told_with_who_may_send_it(name: str) -> None:
    told = names(points(COMMANDS[name])["Who"])
    may = ALLOWED[BROWSER_COMMANDS[name]] - {Role.SYSTEM}  # which is no browser
    assert set(told) == {role.value for role in may}


@every_command
def test_a_command_is_refused_with_codes_that_there_are(name: str) -> None:
    told = re.sub(r"\(.*?\)", "", points(COMMANDS[name]).get("Refused", ""))
    assert set(names(told)) <= REFUSALS.keys()


def bounds(schema: Any) -> Iterator[int]:
    """The limits and, of choices, the values that a part of a schema names."""
    for key, value in schema.items():
        if key in ("minimum", "maximum", "enum"):
            yield from value if key == "enum" else [value]
        elif key == "anyOf":
            for one in value:
                yield from bounds(one)


@every_command
def test_an_argument_is_told_with_its_bounds(name: str) -> None:
    described = SCHEMA["$defs"][name]["properties"]["with"]["properties"]
    told = points(COMMANDS[name])
    for argument, schema in described.items():
        for bound in bounds(schema):
            referred = "as in" in told[argument]
            assert referred or re.search(rf"\b{bound}\b", told[argument]), (argument, bound)


# Frames


def sent() -> list[wire.Frame]:
    too_long = errors.TooLong("about", 200)
    return [
        wire.welcome(epoch="", seq=0, now=0, resumed=False, you={}, limits={}),
        wire.patch(0, 1, {}, []),
        wire.ephemeral({}),
        wire.done("1", 1, {}),
        wire.refused("1", too_long),
        wire.beat(1, 0),
        wire.bye("restart", wire.RECONNECT_WITHIN_MS),
    ]


def test_every_frame_is_told_with_an_example() -> None:
    frames = [json.loads(frame.payload) for frame in sent()]
    assert list(FRAMES) == [frame["type"] for frame in frames]
    for frame in frames:
        (example,) = examples(FRAMES[frame["type"]])
        assert list(example) == list(frame)
        assert example["type"] == frame["type"]


def test_the_example_of_a_welcome_has_the_limits() -> None:
    (example,) = examples(FRAMES["welcome"])
    assert example["limits"] == LIMITS


def test_the_example_of_a_refusal_is_one() -> None:
    (example,) = examples(FRAMES["refused"])
    assert example == wire.refusal_fields(example["id"], errors.TooLong("about", 200))


def test_the_example_of_a_command_is_one() -> None:
    (example,) = examples(PAGE.section("What a client sends"))
    command = wire.decode(json.dumps(example)).command
    assert command == queue.RequestFloor("question", "Costs")


# Numbers


def test_every_close_code_is_told() -> None:
    told = {int(code) for code in rows(PAGE.section("The end of a connection"))}
    codes = {value for name, value in vars(wire).items() if name.startswith("CLOSE_")}
    assert told == codes | {TOO_LARGE}


def test_every_limit_of_a_text_is_told() -> None:
    told = rows(PAGE.section("Limits of texts", 3))
    assert {name: int(cells[0]) for name, cells in told.items()} == LIMITS


def test_the_numbers_are_those_of_the_code() -> None:
    told = [cells[0].split()[0] for cells in rows(PAGE.section("The numbers", 3)).values()]
    assert [int(number) for number in told] == [
        wire.MOST_BYTES,
        wire.MOST_BYTES,
        wire.DEEPEST,
        wire.LONGEST_ID,
        wire.IN_FLIGHT,
        wire.MOST_SOCKETS,
        wire.BEAT_SECONDS,
        wire.RETRY_AFTER_MS,
        wire.RECONNECT_WITHIN_MS,
        wire.COME_OVER_WITHIN_MS,
        GATHER_SECONDS[Audience.PUBLIC] * 1000,
        GATHER_SECONDS[Audience.STAFF] * 1000,
        life.REOPEN_MS,
    ]


# Refusals


every_refusal = pytest.mark.parametrize("kind", every(), ids=lambda kind: kind.code)


def test_every_refusal_is_told() -> None:
    assert list(REFUSALS) == [kind.code for kind in every()]


@every_refusal
def test_a_refusal_is_told_to_pass_later_or_not(kind: type[LiveError]) -> None:
    assert REFUSALS[kind.code][0] == ("yes" if kind.retry else "no")


@every_refusal
def test_a_refusal_is_told_with_the_values_of_its_words(kind: type[LiveError]) -> None:
    values = {name for _, name, _, _ in Formatter().parse(kind.message) if name}
    assert values <= set(names(REFUSALS[kind.code][1]))


# The schema


def test_the_schema_is_what_the_code_says() -> None:
    checked = subprocess.run(
        [sys.executable, "tools/protocol.py", "check"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert not checked.returncode, checked.stderr


def test_the_schema_has_every_command() -> None:
    assert list(SCHEMA["$defs"]) == list(BROWSER_COMMANDS)
    assert SCHEMA["oneOf"] == [{"$ref": f"#/$defs/{name}"} for name in BROWSER_COMMANDS]


@every_command
def test_the_schema_names_no_tag(name: str) -> None:
    frame = SCHEMA["$defs"][name]
    assert frame["properties"]["do"] == {"const": name}
    assert list(frame["properties"]["with"]["properties"]) == list(fields(BROWSER_COMMANDS[name]))
