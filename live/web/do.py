"""``POST /s/{code}/do``: one command by HTTP, for who cannot hold a socket."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from live import wire
from live.errors import Invalid, LiveError, NotAllowed, NotFound
from live.room.rooms import Rooms
from live.web import identity


async def do(request: Request) -> Response:
    """200 done, 409 refused, 503 refused but worth trying again; before that 4xx."""
    rooms: Rooms = request.app.state.rooms
    row = await rooms.find(identity.code(request.scope))
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
            raise asked.command
        room = await rooms.room(row.id)
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


def _refused(status: int, command_id: str, refusal: LiveError) -> Response:
    return _json(status, wire.refusal_fields(command_id, refusal))


def _json(status: int, fields: dict[str, object]) -> Response:
    return Response(msgspec.json.encode(fields), status, media_type="application/json")
