"""What comes in is a command or is refused; what goes out is framed once."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame as ParsedFrame
from websockets.streams import StreamReader

from live import wire
from live.domain.polls import CastBallot
from live.domain.queue import RequestFloor, WithdrawRequest
from live.errors import Invalid, LiveError, UnknownCommand


def asked(**fields: object) -> wire.Asked:
    return wire.decode(msgspec.json.encode({"id": "1", **fields}).decode())


def refusal(**fields: object) -> LiveError:
    command = asked(**fields).command
    assert isinstance(command, LiveError)
    return command


def test_a_command_is_read_by_its_name() -> None:
    assert asked(do="queue.request", **{"with": {"kind": "question"}}) == wire.Asked(
        "1", RequestFloor("question")
    )


def test_arguments_may_be_left_out_where_none_are_needed() -> None:
    assert asked(do="queue.request").command == RequestFloor()


def test_a_ballot_keeps_the_order_of_its_marks() -> None:
    ballot = asked(do="poll.cast", **{"with": {"poll": "q", "choice": ["b", "a"], "n": 3}})
    assert ballot.command == CastBallot("q", ("b", "a"), 3)


@pytest.mark.parametrize("raw", ["", "nonsense", "[]", "3", '"text"', "null", "{", "[" * 8000])
def test_what_is_no_object_is_malformed(raw: str) -> None:
    with pytest.raises(wire.Malformed):
        wire.decode(raw)


@pytest.mark.parametrize("text", [b"\xff", b"\xed\xa0\x80", b"\xc3"])
def test_bytes_that_are_no_text_are_malformed(text: bytes) -> None:
    with pytest.raises(wire.Malformed):
        wire.decode(b'{"id":"1","do":"note.post","with":{"text":"' + text + b'"}}')


def test_eight_thousand_brackets_inside_a_command_are_refused() -> None:
    raw = '{"id":"1","do":"note.post","with":' + "[" * 8000 + "]" * 8000 + "}"
    try:
        command = wire.decode(raw).command
    except wire.Malformed:
        return
    assert isinstance(command, Invalid)


def test_a_command_nested_too_deep_is_refused_under_its_id() -> None:
    deep: object = "x"
    for _ in range(9):
        deep = [deep]
    assert refusal(do="note.post", **{"with": {"text": deep}}).code == "invalid"


def test_brackets_in_a_text_are_not_nesting() -> None:
    written = asked(do="note.post", **{"with": {"text": '"' + "[{" * 40 + '\\"'}})
    assert not isinstance(written.command, LiveError)


def test_a_text_may_be_about_nul() -> None:
    written = asked(do="note.post", **{"with": {"text": r"They escaped it as \u0000."}})
    assert not isinstance(written.command, LiveError)


def test_a_backslash_hides_no_nul() -> None:
    assert refusal(do="note.post", **{"with": {"text": "\\\0"}}).code == "invalid"


def test_an_unknown_command_says_so() -> None:
    assert isinstance(refusal(do="queue.conquer"), UnknownCommand)


def test_joining_is_no_command_of_browsers() -> None:
    assert isinstance(refusal(do="person.join", **{"with": {"role": "host"}}), UnknownCommand)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"do": "queue.withdraw"}, "request"),
        ({"do": "queue.withdraw", "with": {"request": 7}}, "request"),
        ({"do": "queue.withdraw", "with": {"request": "r", "now": 1}}, "now"),
        ({"do": "queue.withdraw", "with": []}, "with"),
        ({"do": "queue.request", "with": {"kind": "speech"}}, "kind"),
        ({"do": "floor.extend", "with": {"request": "r", "seconds": 10**9}}, "seconds"),
        (
            {"do": "poll.create", "with": {"kind": "single", "question": "", "options": [1]}},
            "options",
        ),
        ({"do": 7}, "do"),
        ({}, "do"),
        ({"do": "session.open", "extra": 1}, "extra"),
        ({"do": "note.post", "with": {"text": "a\0b"}}, "with"),
    ],
)
def test_a_refusal_names_the_field(fields: dict[str, object], field: str) -> None:
    found = refusal(**fields)
    assert (found.code, found.details["field"]) == ("invalid", field)


@pytest.mark.parametrize("command_id", [None, "", 5, "x" * 65, "a\nb"])
def test_a_command_without_a_proper_id_is_refused_under_an_empty_one(command_id: object) -> None:
    raw = msgspec.json.encode({"id": command_id, "do": "session.open"})
    assert wire.decode(raw).id == ""
    assert isinstance(wire.decode(raw).command, Invalid)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda values: st.lists(values) | st.dictionaries(st.text(), values),
    max_leaves=8,
)


@given(json_values)
def test_any_arguments_make_a_command_or_a_refusal(value: object) -> None:
    raw = msgspec.json.encode({"id": "1", "do": "note.post", "with": value})
    assert wire.decode(raw).id == "1"


@given(st.text())
def test_any_text_is_an_object_or_malformed(raw: str) -> None:
    try:
        wire.decode(raw)
    except wire.Malformed:
        return
    assert raw.strip().startswith("{")


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65535, 65536, 200_000])
def test_a_frame_is_what_the_standard_says(size: int) -> None:
    payload = b"x" * size
    reader = StreamReader()
    reader.feed_data(wire.Frame(payload).framed)
    parsing = ParsedFrame.parse(reader.read_exact, mask=False)
    with pytest.raises(StopIteration) as finished:
        next(parsing)
    frame = finished.value.value
    assert (frame.opcode, frame.fin, bytes(frame.data)) == (1, True, payload)


def test_a_refusal_carries_its_words() -> None:
    frame = msgspec.json.decode(wire.refused("7", Invalid("about")).payload)
    assert frame == {
        "type": "refused",
        "id": "7",
        "code": "invalid",
        "message": "“about” is not as it should be.",
        "retry": False,
        "details": {"field": "about"},
    }


def test_withdrawing_names_its_request() -> None:
    command = asked(do="queue.withdraw", **{"with": {"request": "r_1"}}).command
    assert command == WithdrawRequest("r_1")
