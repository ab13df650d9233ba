"""``/c/{token}``: where captioners' tools post, as the platforms of calls have it.

``POST …?seq=N&lang=xx`` with plain text; ``GET …/seq`` tells the last number that was taken. It is
for programs: no cookies, no origins, and every answer is a line of plain text.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from functools import partial

import msgspec
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from live.domain.captioning import FIRST, PostCaption, captioner, digest
from live.domain.captions import live_id
from live.errors import LiveError, NotFound, SessionClosed, SessionNotOpen, TooLong, Unavailable
from live.room.room import Room
from live.store import addresses, database, sessions
from live.store.addresses import Address
from live.store.connection import Connection
from live.store.tokens import token_hash
from live.web.found import rooms_of
from live.web.relay import Passed, Relays
from live.web.shared_limits import Limit

MOST_BYTES = 64 * 1024
BURST, A_SECOND = 60, 10
NUMBER = re.compile(r"[0-9]{1,15}")
TAG = re.compile(r"([A-Za-z]{2,3})([-_][A-Za-z0-9]{1,8}){0,4}")
ALIASES = {"jp": "ja", "cn": "zh", "ua": "uk", "kr": "ko", "iw": "he", "in": "id"}
"""What is said for a language, and is none: mostly the country."""

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


class Refused(Exception):
    """``words`` say what to do."""

    def __init__(self, status: int, words: str, **headers: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class Asked(msgspec.Struct, frozen=True):
    """The address as it was called."""

    address: Address
    room: Room
    query: QueryParams

    def language(self) -> str:
        """That of the address, or as the tool says it."""
        said = self.address.language or self.said() or self._usual()
        if not TAG.fullmatch(said.strip()):
            raise Refused(400, "Say the language as in lang=en or lang=en-US.")
        return language_of(said)

    def said(self) -> str:
        return self.query.getlist("lang")[0] if "lang" in self.query else ""

    def _usual(self) -> str:
        return self.room.session.life.plan.languages[0]


class Captioning:
    """What the captions of all sessions share: how often addresses are used, and what is passed
    on."""

    def __init__(self, relays: Relays) -> None:
        self.relays = relays
        self.posts = Limit("caption", BURST, A_SECOND)
        self.reading = asyncio.Semaphore(1)
        """One transcript is read at a time: each may take a second of a processor."""


async def post(request: Request) -> Response:
    return await _answered(request, "POST", _post)


async def seq(request: Request) -> Response:
    return await _answered(request, "GET", _seq)


async def _answered(
    request: Request, method: str, ask: Callable[[Request], Awaitable[str]]
) -> Response:
    try:
        if request.method not in (method, "HEAD" if method == "GET" else method):
            raise Refused(405, f"Use {method} here.", Allow=method)
        return PlainTextResponse(f"{await ask(request)}\n")
    except Refused as refused:
        return PlainTextResponse(f"{refused.words}\n", refused.status, refused.headers)
    except (Unavailable, database.Unavailable):
        words = "This cannot be saved at the moment. Send it again.\n"
        return PlainTextResponse(words, 503, {"Retry-After": "2"})


async def _seq(request: Request) -> str:
    asked = await _asked(request)
    text = asked.room.session.captions.texts.get(live_id(asked.language()))
    had = text.had.get(asked.address.id) if text else None
    return str(had.seq if had else 0)


async def _post(request: Request) -> str:
    asked = await _asked(request)
    address = asked.address
    number = asked.query.get("seq", "")
    if not NUMBER.fullmatch(number):
        raise Refused(403, "Number your posts: seq=1, seq=2 and so on.")
    command = PostCaption(address.id, asked.language(), int(number), await _body(request))
    await _carry_out(asked.room, command)
    if address.relay:
        await _pass_on(request, asked, command)
    return number


async def _pass_on(request: Request, asked: Asked, command: PostCaption) -> None:
    """Once, although a tool that has heard no answer may have come to another worker before."""
    address, relays = asked.address, captioning_of(request).relays
    claim = partial(addresses.claim, token_hash=address.token_hash, seq=command.seq, first=FIRST)
    if relays.permits(address.relay) and await rooms_of(request).database.write(claim):
        passed = Passed(command.seq, asked.said() or command.language, command.data)
        relays.pass_on(address.id, address.relay, passed)


async def _carry_out(room: Room, command: PostCaption) -> None:
    once = f"{command.language}.{command.seq}.{digest(command.data)}"
    try:
        await room.submit(captioner(command.address), once, command)
    except SessionNotOpen as refusal:
        raise Refused(400, "The session is not open yet, or suspended. Send it later.") from refusal
    except SessionClosed as refusal:
        raise Refused(400, "The session is closed. It takes no more captions.") from refusal
    except TooLong as refusal:
        words = "There are too many captions in this session. It takes no more."
        raise Refused(413, words) from refusal
    except Unavailable:
        raise
    except LiveError as refusal:
        raise Refused(400, str(refusal)) from refusal


async def _asked(request: Request) -> Asked:
    """The address that a request came to, if it may be used now."""
    token, _, appended = request.path_params["token"].partition("&")
    address, seq = await rooms_of(request).database.read(partial(_found, token=token))
    if address is None:
        raise Refused(404, "There is no such caption address. Copy it again, whole.")
    if address.revoked_at is not None:
        raise Refused(403, "This caption address was revoked. Ask for a new one.")
    posts = captioning_of(request).posts
    if not await posts.take(address.id):
        wait = posts.wait_seconds(address.id)
        raise Refused(429, f"Too often. Wait {wait} s and send it again.", Retry_After=str(wait))
    try:
        room = await rooms_of(request).room(address.session, seq)
    except NotFound as refusal:
        raise Refused(404, "This session is no more.") from refusal
    # Some tools put "&seq=1" behind an address that has no "?".
    return Asked(address, room, QueryParams(f"{request.url.query}&{appended}"))


def _found(connection: Connection, token: str) -> tuple[Address | None, int]:
    """The address of a token, and how far the journal of its session is by now."""
    address = addresses.find(connection, token_hash(token))
    heads = sessions.heads(connection, [address.session]) if address else {}
    return address, max((head.seq for head in heads.values()), default=0)


def language_of(tag: str) -> str:
    """``en`` of ``en-US``, ``ja`` of ``jp-JP``: there is one text for a language."""
    language = re.split(r"[-_]", tag.strip().lower())[0]
    return ALIASES.get(language, language)


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise Refused(413, f"Too much at once: send {MOST_BYTES // 1024} KiB at most.")
    return bytes(body)


def captioning_of(request: Request) -> Captioning:
    captioning: Captioning = request.app.state.captioning
    return captioning
