"""``/s/{code}/captions``: where captions come from: captioners' addresses, and transcripts."""

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from live.domain.actors import Milliseconds, PersonId, Role
from live.domain.captions import Stream
from live.domain.people import NOBODY
from live.transcripts.words import FORMATS
from live.web import caption_addresses
from live.web.found import Place, seated
from live.web.session_pages import CHAIR
from live.web.templates import page

STAFF = (Role.RAPPORTEUR, *CHAIR)


class Listed(msgspec.Struct, frozen=True):
    """A stream as the page lists it. ``name``: of its file."""

    id: str
    language: str
    live: bool
    format: str
    name: str
    zero: Milliseconds | None
    lines: int


async def overview(request: Request) -> Response:
    place = await seated(request, *STAFF)
    if place is None:
        return page(request, "message.html", 403, message="role")
    return await overview_page(request, place)


async def change(request: Request) -> Response:
    """Make or revoke an address."""
    place = await seated(request, *STAFF)
    if place is None:
        return page(request, "message.html", 403, message="role")
    told = await caption_addresses.changed(request, place.row, await request.form())
    return _page(request, place, told, 422 if told["wrong"] else 200)


async def overview_page(
    request: Request, place: Place, status: int = 200, *, unread: str = ""
) -> Response:
    """``unread``: why a transcript could not be read."""
    told = await caption_addresses.context(request, place.row)
    return _page(request, place, told, status, unread)


def _page(
    request: Request, place: Place, told: dict[str, Any], status: int, unread: str = ""
) -> Response:
    streams = place.room.session.captions.streams.values()
    context = {
        **place.context(request.app.state.settings),
        **told,
        "streams": [listed(place, stream) for stream in streams if stream.lines],
        "formats": FORMATS,
        "unread": unread,
    }
    return page(request, "captions.html", status, **context)


def listed(place: Place, stream: Stream) -> Listed:
    return Listed(
        stream.id,
        stream.language,
        stream.live,
        stream.format,
        place.room.directory.get(PersonId(stream.id), NOBODY).name,
        stream.zero,
        sum(1 for _ in stream.said()),
    )
