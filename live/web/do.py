"""``POST /s/{code}/do``: one command by HTTP, for who cannot hold a socket."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from live import metrics, wire
from live.errors import Invalid, LiveError, NotAllowed, NotFound, RateLimited, Unavailable
from live.store import database
from live.web import identity
from live.web.doors import TooMany
from live.web.found import by_code, rooms_of


async def do(request: Request) -> Response:
    """200 done, 409 refused, 503 refused but worth trying again; before that 4xx."""
    try:
        return await _do(request)
    except TooMany as often:
        return _refused(429, "", RateLimited(), often.seconds * 1000)
    except database.Unavailable:
        return _refused(503, "", Unavailable())


async def _do(request: Request) -> Response:
    row = await by_code(request, request.path_params["code"])
    if row is None:
        return _refused(404, "", NotFound("session"))
    found = await identity.badges(request.scope, row.id)
    badge = identity.choose(found, request.query_params.get("as"))
    if badge is None:
        return _refused(401, "", NotAllowed())
    body = await _body(request)
    if body is None:
        return _refused(413, "", Invalid("with"))
    try:
        asked = wire.decode(body)
    except wire.Malformed:
        return _refused(400, "", Invalid("do"))
    try:
        if isinstance(asked.command, LiveError):
            metrics.answered(metrics.UNREAD, asked.command)
            raise asked.command
        room = await rooms_of(request).room(row.id, row.seq)
        done = await room.submit(badge.actor, asked.id, asked.command)
    except LiveError as refusal:
        return _refused(503 if refusal.retry else 409, asked.id, refusal)
    return _json(200, {"type": "done", "id": asked.id, "seq": done.seq, "result": done.result})


async def _body(request: Request) -> bytes | None:
    """What was sent; None, without reading on, if it is more than a frame may be."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > wire.MOST_BYTES:
            return None
    return bytes(body)


def _refused(
    status: int, command_id: str, refusal: LiveError, after_ms: int | None = None
) -> Response:
    return _json(status, wire.refusal_fields(command_id, refusal, after_ms))


def _json(status: int, fields: dict[str, object]) -> Response:
    return Response(msgspec.json.encode(fields), status, media_type="application/json")
