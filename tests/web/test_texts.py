"""What people write, by every command that takes a text: how long it may be, and what it holds."""

from uuid import uuid4

import pytest

from tests.servers import Server
from tests.web.meeting import TEXTS, Ask, Meeting, Text
from tests.web.samples import texts
from tests.web.seats import WAYS

IDS = {
    "after", "answers", "behind", "choice", "contribution", "group", "instead_of", "item", "note",
    "person", "poll", "region", "request", "caption", "captions", "run", "stream", "label", "owner",
    "proposal", "section", "aside", "template",
}  # fmt: skip
CHOICES = {
    "act",
    "basis",
    "capacity",
    "category",
    "counted_as",
    "declining",
    "due",
    "groups",
    "kind",
    "notes",
    "policy",
    "queue",
    "ready",
    "regions",
    "source",
    "per",
    "to",
    "turn",
    "verdict",
    "word",
}
"""Of a few words each, two ids more, and words of a list that is there."""
OF_CAPTIONERS = {("caption.correct", "text")}
"""What is corrected comes from a captioner's tool: see ``tests.domain.test_captioning``."""
TWO_PARTS = "a\u0308"
"""One sign, written as two; it counts as one."""


every_text = pytest.mark.parametrize("text", TEXTS, ids=lambda text: f"{text.do}.{text.field}")
both_ways = pytest.mark.parametrize("ask", WAYS)


def test_no_text_was_forgotten() -> None:
    told = {(text.do, text.field) for text in TEXTS}
    assert (
        told == {(do, field) for do, field in texts() if field not in IDS | CHOICES} - OF_CAPTIONERS
    )


@both_ways
@every_text
async def test_a_text_may_be_as_long_as_its_limit(meeting: Meeting, text: Text, ask: Ask) -> None:
    [answer] = await meeting.say(ask, text, text.longest("\u0639"))
    assert answer["type"] == "done"


@both_ways
@every_text
async def test_a_text_is_counted_in_signs_that_can_be_seen(
    meeting: Meeting, text: Text, ask: Ask
) -> None:
    [answer] = await meeting.say(
        ask, text, f"  {text.longest(TWO_PARTS)}" if not text.begins else "x"
    )
    assert answer["type"] == "done"


@both_ways
@every_text
async def test_a_text_one_sign_longer_is_refused(meeting: Meeting, text: Text, ask: Ask) -> None:
    raw = [text.longest(sign) + sign for sign in ("\u0639", TWO_PARTS, "\u4e2d")]
    for answer in await meeting.say(ask, text, *raw):
        assert (answer["type"], answer["code"]) == ("refused", "too_long")
        assert answer["details"] == {"field": text.field, "limit": text.limit}


@both_ways
@every_text
async def test_control_characters_are_refused(meeting: Meeting, text: Text, ask: Ask) -> None:
    signs = ["\x01", "\x07", "\x1b[2J", "\x7f", "\x85", "\x9b", "\u2028", "\u2029"]
    signs += [] if text.lines else ["\n", "\r", "\t"]
    for answer in await meeting.say(ask, text, *(f"a{sign}b" for sign in signs)):
        assert (answer["type"], answer["code"]) == ("refused", "invalid")
        assert answer["details"] == {"field": text.field}


@both_ways
@every_text
async def test_nul_is_refused(meeting: Meeting, text: Text, ask: Ask) -> None:
    [answer] = await meeting.say(ask, text, "a\0b")
    assert (answer["type"], answer["code"]) == ("refused", "invalid")


@both_ways
@every_text
async def test_signs_that_turn_a_text_around_are_dropped(
    meeting: Meeting, text: Text, ask: Ask
) -> None:
    word = uuid4().hex
    [answer] = await meeting.say(ask, text, f"\u202e{word}\u2066 \u2067gpj\u2069.exe\u202c")
    assert answer["type"] == "done"
    await meeting.shows(f"{word} gpj.exe")


@both_ways
@every_text
async def test_markup_is_kept_as_it_was_written(meeting: Meeting, text: Text, ask: Ask) -> None:
    word = f"<script>'{uuid4().hex}'</script>&lt;\\u0000"
    [answer] = await meeting.say(ask, text, word)
    assert answer["type"] == "done"
    await meeting.shows(word)


async def test_nothing_of_it_was_a_fault_of_the_servers(server: Server) -> None:
    assert [line for line in server.output if "Traceback" in line or " ERROR " in line] == []
