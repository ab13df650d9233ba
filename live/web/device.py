"""``/s/{code}/device``: going on with another device, as the same person."""

import segno
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from live.domain.actors import Role
from live.settings import Settings
from live.store import links
from live.store.links import Link
from live.store.tokens import new_token, token_hash
from live.web import identity
from live.web.found import required, rooms_of
from live.web.templates import page

GOOD_FOR_MINUTES = 10


async def show(request: Request) -> Response:
    """What it is for, and the button that makes a link."""
    return await _page(request, made=False)


async def make(request: Request) -> Response:
    """A link that is good once, and for a few minutes, as a QR code too."""
    return await _page(request, made=True)


async def _page(request: Request, *, made: bool) -> Response:
    row = await required(request)
    held = await identity.badges(request.scope, row.id)
    badge = identity.choose(held, Role.PARTICIPANT)
    if badge is None:
        return RedirectResponse(f"/j/{row.code}", 303)
    room = await rooms_of(request).room(row.id, row.seq)
    address = await _address(request, row.id, badge) if made else None
    return page(
        request,
        "device.html",
        title=room.session.life.plan.title,
        name=room.directory[badge.actor.id].name,
        back=f"/s/{row.code}",
        about=f"/s/{row.code}/people/{badge.actor.id}.json",
        address=address,
        qr=_qr(address) if address else None,
        minutes=GOOD_FOR_MINUTES,
    )


async def _address(request: Request, session_id: str, badge: identity.Badge) -> str:
    rooms, settings = rooms_of(request), _settings(request)
    token, now = new_token(), rooms.clock.now()
    link = Link(
        token_hash(token),
        session_id,
        badge.actor.role.value,
        now,
        expires_at=now + GOOD_FOR_MINUTES * 60_000,
        actor=badge.actor.id,
    )
    await rooms.database.write(lambda connection: links.insert(connection, link))
    return f"{settings.base_url}/enter/{token}"


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _qr(address: str) -> Markup:
    """Dark on light, with its quiet zone; made of the address alone."""
    symbol = segno.make(address, error="m", micro=False)
    return Markup(symbol.svg_inline(border=4, omitsize=True, dark="#101418", light="#fff"))  # noqa: S704
