"""``/s/{code}/captions``: where captions come from: captioners' addresses, and transcripts."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from live.domain.actors import Role
from live.web import caption_addresses
from live.web.found import Place, seated
from live.web.session_pages import CHAIR
from live.web.templates import page

STAFF = (Role.RAPPORTEUR, *CHAIR)


async def overview(request: Request) -> Response:
    place = await seated(request, *STAFF)
    if place is None:
        return page(request, "message.html", 403, message="role")
    return _page(request, place, await caption_addresses.context(request, place.row))


async def change(request: Request) -> Response:
    """Make or revoke an address."""
    place = await seated(request, *STAFF)
    if place is None:
        return page(request, "message.html", 403, message="role")
    told = await caption_addresses.changed(request, place.row, await request.form())
    return _page(request, place, told)


def _page(request: Request, place: Place, told: dict[str, Any]) -> Response:
    status = 422 if told["wrong"] else 200
    context = place.context(request.app.state.settings)
    return page(request, "captions.html", status, **(context | told))
