"""What is not as the protocol says, by both ways in: it is refused, and nothing breaks."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import msgspec
import pytest
from httpx2 import AsyncClient

from live import wire
from live.domain.commands import BROWSER_COMMANDS
from tests.live.witness import Witness
from tests.servers import Server
from tests.web.founding import founded
from tests.web.samples import WITH_FIELDS, WITH_REQUIRED, right, wrong
from tests.web.seats import WAYS, Seat, of_moderator
from tests.web.sockets import Frame, command, ended, opened

Ask = Callable[..., Awaitable[list[Frame]]]
MEGABYTE = 1024 * 1024
TOO_LARGE = 1009
DIGITS = "9" * 5000

both_ways = pytest.mark.parametrize("ask", WAYS)
every_command = pytest.mark.parametrize("name", BROWSER_COMMANDS)


@pytest.fixture(scope="module")
async def seat(server: Server, host: AsyncClient) -> Seat:
    """A moderator's: whoever may do most."""
    return await of_moderator(server.url, await founded(host))


@pytest.fixture(scope="module", autouse=True)
async def other(server: Server, seat: Seat) -> AsyncIterator[Witness]:
    """Somebody else in the session, for as long as it lasts."""
    witness = Witness(server.url, seat.code, seat.cookie)
    await witness.start()
    yield witness
    await witness.stop()


def complaint(answer: Frame) -> tuple[object, ...]:
    """What a frame was refused for; how the connection ended, if it did."""
    if answer["type"] == "closed":
        return (answer["code"],)
    assert answer["type"] == "refused"
    assert not answer["retry"]
    assert answer.get("status", 409) == 409
    return answer["code"], answer["details"]["field"]


def is_malformed(answer: Frame) -> bool:
    """Whether it was taken for no JSON object."""
    if answer["type"] == "closed":
        return bool(answer["code"] == wire.CLOSE_NOT_JSON)
    return (answer.get("status"), answer["code"]) == (400, "invalid")


def envelope(**fields: Any) -> str:
    return msgspec.json.encode({"id": "1", "do": "session.reopen", **fields}).decode()


# No command at all


@both_ways
@pytest.mark.parametrize(
    "raw",
    [
        "",
        " ",
        "nonsense",
        "null",
        "3",
        '"text"',
        "[]",
        '[{"id":"1","do":"session.open"}]',
        '{"id":"1","do":"session.open"',
        '{"id":"1","do":"session.open"} {}',
        '{"id":"1","do":"session.open",}',
        "{'id':'1','do':'session.open'}",
        '\ufeff{"id":"1","do":"session.open"}',
        '{"id":"1","do":"session.open","with":NaN}',
        '{"id":"1","do":"note.post","with":{"text":"a\nb"}}',
        "[" * 8000,
        "[" * 8000 + "]" * 8000,
        '{"with":' * 8000,
    ],
    ids=lambda raw: raw[:24],
)
async def test_what_is_no_object_is_no_command(seat: Seat, ask: Ask, raw: str) -> None:
    [answer] = await ask(seat, raw)
    assert is_malformed(answer)


@both_ways
@pytest.mark.parametrize("sign", [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"])
async def test_what_is_no_text_is_no_command(seat: Seat, ask: Ask, sign: bytes) -> None:
    [answer] = await ask(seat, b'{"id":"1","do":"note.post","with":{"text":"' + sign + b'"}}')
    assert is_malformed(answer)


@both_ways
@pytest.mark.parametrize("half", [r"\ud83d", r"\ude00", r"\ude00\ud83d", r"a\ud83db"])
@pytest.mark.parametrize(
    "raw",
    [
        '{"id":"1","do":"note.post","with":{"text":"%s"}}',
        '{"id":"1","do":"note.retract","with":{"note":"%s"}}',
        '{"id":"1","do":"session.open","with":{"%s":1}}',
        '{"id":"%s","do":"session.open"}',
        '{"id":"1","do":"%s"}',
        '{"id":"1","do":"session.open","%s":1}',
    ],
)
async def test_half_a_sign_is_no_text(seat: Seat, ask: Ask, raw: str, half: str) -> None:
    [answer] = await ask(seat, raw % half)
    assert is_malformed(answer)


@both_ways
@pytest.mark.parametrize(
    "deep",
    [
        "[" * 8000 + "]" * 8000,
        '{"a":' * 8000 + "1" + "}" * 8000,
        '{"text":' + "[" * wire.DEEPEST + "]" * wire.DEEPEST + "}",
    ],
    ids=["lists", "objects", "just"],
)
async def test_what_is_nested_too_deep_is_not_read(seat: Seat, ask: Ask, deep: str) -> None:
    [answer] = await ask(seat, '{"id":"1","do":"note.post","with":' + deep + "}")
    assert is_malformed(answer) or complaint(answer) == ("invalid", "with")


async def test_a_binary_frame_ends_the_connection(seat: Seat) -> None:
    async with opened(seat.url, seat.code, seat.cookie) as socket:
        await socket.send(command("session.open", {}).encode())
        assert await ended(socket) == wire.CLOSE_BINARY


@pytest.mark.parametrize("size", [wire.MOST_BYTES + 1, MEGABYTE])
async def test_a_frame_that_is_too_large_ends_the_connection(seat: Seat, size: int) -> None:
    async with opened(seat.url, seat.code, seat.cookie) as socket:
        await socket.send(envelope().ljust(size))
        assert await ended(socket) == TOO_LARGE


async def test_a_frame_that_is_too_large_in_all_its_parts_ends_the_connection(seat: Seat) -> None:
    async with opened(seat.url, seat.code, seat.cookie) as socket:
        await socket.send([" " * 1000] * (wire.MOST_BYTES // 1000 + 1))
        assert await ended(socket) == TOO_LARGE


@both_ways
async def test_a_command_that_just_fits_is_read(seat: Seat, ask: Ask) -> None:
    [answer] = await ask(seat, envelope().ljust(wire.MOST_BYTES))
    assert answer["code"] == "wrong_state"


# No proper envelope


@both_ways
@pytest.mark.parametrize("command_id", [None, "", 7, 1.5, True, [], {}, "x" * 65, "a\nb", "a\0b"])
async def test_an_id_is_a_short_text_that_can_be_shown(
    seat: Seat, ask: Ask, command_id: object
) -> None:
    [answer] = await ask(seat, envelope(id=command_id))
    assert (answer["id"], answer["code"]) == ("", "invalid")


@both_ways
@pytest.mark.parametrize("name", [None, "", 7, [], {}, "x" * 65, "session.\nopen"])
async def test_a_name_that_can_be_none_is_invalid(seat: Seat, ask: Ask, name: object) -> None:
    [answer] = await ask(seat, envelope(do=name))
    assert complaint(answer) == ("invalid", "do")


@both_ways
@pytest.mark.parametrize("name", ["session.burn", "Session.open", "person.join", "__class__", "."])
async def test_a_name_that_no_command_has_is_unknown(seat: Seat, ask: Ask, name: str) -> None:
    [answer] = await ask(seat, envelope(do=name))
    assert complaint(answer) == ("unknown_command", "do")


@both_ways
@pytest.mark.parametrize("field", ["role", "as", "<script>", "person"])
async def test_a_frame_has_nothing_beside_the_command(seat: Seat, ask: Ask, field: str) -> None:
    [answer] = await ask(seat, envelope(**{field: "moderator"}))
    assert complaint(answer) == ("invalid", field)


# No proper arguments


@both_ways
@every_command
async def test_arguments_are_an_object(seat: Seat, ask: Ask, name: str) -> None:
    others: list[object] = [[], [{}], 7, 1.5, True, "text", None]
    raw = [command(name, value) for value in others]
    answers = await ask(seat, *raw)
    assert [complaint(answer) for answer in answers] == [("invalid", "with")] * len(raw)


@both_ways
@pytest.mark.parametrize("name", WITH_FIELDS)
async def test_an_argument_of_a_wrong_type_is_named(seat: Seat, ask: Ask, name: str) -> None:
    given = wrong(name)
    raw = [command(name, {**right(name), field: value}) for field, value in given]
    told = [complaint(answer) for answer in await ask(seat, *raw)]
    assert told == [("invalid", field) for field, _ in given]


@both_ways
@pytest.mark.parametrize("name", WITH_REQUIRED)
async def test_a_missing_argument_is_named(seat: Seat, ask: Ask, name: str) -> None:
    raw = [
        command(name, {field: value for field, value in right(name).items() if field != missing})
        for missing in right(name)
    ]
    told = [complaint(answer) for answer in await ask(seat, *raw)]
    assert told == [("invalid", field) for field in right(name)]


@both_ways
@every_command
async def test_an_unknown_argument_is_named(seat: Seat, ask: Ask, name: str) -> None:
    [answer] = await ask(seat, command(name, {**right(name), "mood": "grim"}))
    assert complaint(answer) == ("invalid", "mood")


@both_ways
@pytest.mark.parametrize("name", WITH_FIELDS)
async def test_nul_is_in_no_argument(seat: Seat, ask: Ask, name: str) -> None:
    fields = [field for field, value in right(name).items() if isinstance(value, str)]
    raw = [command(name, {**right(name), field: "a\0b"}) for field in (*fields, "\0")]
    told = [complaint(answer) for answer in await ask(seat, *raw)]
    assert told == [("invalid", "with")] * len(raw)


@both_ways
@pytest.mark.parametrize("number", [DIGITS, f"-{DIGITS}", "1e400", "-1e400", "1e2", "1.0"])
@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("session.edit", "starts_at"),
        ("item.add", "minutes"),
        ("floor.extend", "seconds"),
        ("poll.cast", "n"),
        ("note.post", "happened_at"),
        ("note.revise", "revision"),
    ],
)
async def test_a_number_that_can_be_none_is_invalid(
    seat: Seat, ask: Ask, name: str, field: str, number: str
) -> None:
    arguments = {**right(name), field: msgspec.Raw(number.encode())}
    [answer] = await ask(seat, command(name, arguments))
    assert complaint(answer) == ("invalid", field)


# And nobody else notices


async def test_others_go_on_meanwhile(other: Witness) -> None:
    added = await other.ask("item.add", {"title": "Still here"})
    await other.until(lambda: other.replica.seq >= added["seq"])
    assert len(other.heard_of("welcome")) == 1


async def test_nothing_of_it_changed_the_session(other: Witness) -> None:
    assert other.documents["session"]["status"] == "draft"
    assert not {key.split("/")[0] for key in other.documents} & {"note", "poll", "request"}


async def test_nothing_of_it_was_a_fault_of_the_servers(server: Server) -> None:
    assert [line for line in server.output if "Traceback" in line or " ERROR " in line] == []
