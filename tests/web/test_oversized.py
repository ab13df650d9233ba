"""What is larger than the protocol allows, by every way in."""

import asyncio

import msgspec
from websockets.asyncio.client import connect

from live import wire
from live.simulate import door
from live.simulate.door import Answer
from tests.servers import Links, Server

PERSON = {"name": "Ada", "group": "academia", "region": "africa"}


async def do(server: Server, links: Links, body: bytes) -> Answer:
    cookie = await door.join(server.url, links.code, **PERSON)
    path = f"/s/{links.code}/do"
    return await door.post(server.url, path, body, cookie, "application/json")


async def test_a_body_that_just_fits_is_read(server: Server, links: Links) -> None:
    command = b'{"id":"1","do":"session.open"}'
    answer = await do(server, links, command.ljust(wire.MOST_BYTES))
    assert (answer.status, msgspec.json.decode(answer.body)["code"]) == (409, "not_allowed")


async def test_a_body_one_byte_larger_is_refused(server: Server, links: Links) -> None:
    answer = await do(server, links, b" " * (wire.MOST_BYTES + 1))
    assert (answer.status, msgspec.json.decode(answer.body)["code"]) == (413, "invalid")


async def test_a_body_that_is_no_text_is_refused(server: Server, links: Links) -> None:
    answer = await do(server, links, b'{"id":"1","do":"note.post","with":{"text":"\xff"}}')
    assert (answer.status, msgspec.json.decode(answer.body)["code"]) == (400, "invalid")


async def test_a_seq_of_many_digits_resumes_nothing(server: Server, links: Links) -> None:
    cookie = await door.join(server.url, links.code, **PERSON)
    address = f"{server.url.replace('http', 'ws', 1)}/s/{links.code}/live?since={'9' * 5000}"
    async with (
        asyncio.timeout(60),
        connect(
            address,
            origin=server.url,  # type: ignore[arg-type]
            subprotocols=[wire.SUBPROTOCOL],  # type: ignore[list-item]
            additional_headers={"Cookie": cookie},
        ) as socket,
    ):
        welcome = msgspec.json.decode(await socket.recv())
    assert (welcome["type"], welcome["resumed"]) == ("welcome", False)
