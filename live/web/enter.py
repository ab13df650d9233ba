"""``/enter/{token}``: a role link. Looking at it does nothing; its form makes a badge."""

from secrets import token_hex, token_urlsafe

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from live.domain.actors import Role
from live.domain.people import Join
from live.errors import LiveError
from live.room.room import Room
from live.settings import Settings
from live.store import badges, links
from live.store.links import Link
from live.store.tokens import new_token, token_hash
from live.web import identity
from live.web.found import rooms_of
from live.web.join import come_in, status_of
from live.web.templates import page

PAGES = {Role.MODERATOR: "moderate", Role.RAPPORTEUR: "notes", Role.SCREEN: "screen"}
HOST_COOKIE = "host"


async def look(request: Request) -> Response:
    """Say what the link is for."""
    link = await _link(request)
    if link is None:
        return page(request, "message.html", 410, message="link")
    if link.session is None:
        return _form(request, link, None)
    return _form(request, link, await rooms_of(request).room(link.session))


async def enter(request: Request) -> Response:
    """Come in with the link's role."""
    link = await _link(request)
    if link is None:
        return page(request, "message.html", 410, message="link")
    if link.session is None:
        return _as_host(request)
    room = await rooms_of(request).room(link.session)
    role = Role(link.role)
    form = await request.form()
    name = str(form.get("name", ""))
    try:
        if role is Role.SCREEN:
            token = await _screen(request, room)
        else:
            token = await come_in(room, Join(role, name), once=str(form.get("once", "")))
    except LiveError as refusal:
        return _form(request, link, room, refusal, name)
    code = room.session.life.plan.code
    settings: Settings = request.app.state.settings
    response = RedirectResponse(f"/s/{code}/{PAGES[role]}", 303)
    held = await identity.badges(request.scope, room.session_id)
    for value in identity.badge_cookies(settings, code, token, held):
        response.headers.append("set-cookie", value)
    return response


def _as_host(request: Request) -> Response:
    settings: Settings = request.app.state.settings
    response = RedirectResponse("/host", 303)
    token = request.path_params["token"]
    response.headers["set-cookie"] = identity.cookie(settings, HOST_COOKIE, token, "/host")
    return response


async def _screen(request: Request, room: Room) -> str:
    """A badge without a person: a screen only shows."""
    token = new_token()
    actor = f"s_{token_hex(9)}"
    badge = badges.Badge(token_hash(token), room.session_id, actor, Role.SCREEN, room.now())
    await rooms_of(request).database.write(lambda c: badges.insert(c, badge))
    return token


async def _link(request: Request) -> Link | None:
    """The link of the address, if it is still good."""
    rooms = rooms_of(request)
    hashed = token_hash(request.path_params["token"])
    link = await rooms.database.read(lambda c: links.find(c, hashed))
    return link if link and link.usable(rooms.clock.now()) else None


def _form(
    request: Request,
    link: Link,
    room: Room | None,
    refusal: LiveError | None = None,
    name: str = "",
) -> Response:
    return page(
        request,
        "enter.html",
        status_of(refusal) if refusal else 200,
        role=link.role,
        title=room.session.life.plan.title if room else "",
        name=name,
        refusal=refusal,
        once=token_urlsafe(16),
    )
