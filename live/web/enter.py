"""``/enter/{token}``: a role link, or one that carries a person to another device.

Looking at it does nothing; its form makes a badge. Whoever has a badge of the link's role, or
of its person, already goes on to the page.
"""

from secrets import token_hex, token_urlsafe

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from live.domain.actors import PersonId, Role
from live.domain.people import Join
from live.errors import LiveError
from live.room.room import Room
from live.settings import Settings
from live.store import badges, links
from live.store.connection import Connection
from live.store.links import Link
from live.store.tokens import new_token, token_hash
from live.web import identity
from live.web.found import rooms_of
from live.web.join import come_in, status_of
from live.web.templates import page

PAGES = {
    Role.PARTICIPANT: "",
    Role.MODERATOR: "/moderate",
    Role.RAPPORTEUR: "/notes",
    Role.SCREEN: "/screen",
}
HOST_COOKIE = "host"


async def look(request: Request) -> Response:
    """Say what the link is for; whoever has come in by it already goes on."""
    link = await _link(request)
    if link is None:
        return page(request, "message.html", 410, message="link")
    if link.session is None:
        return _form(request, link, None)
    room = await rooms_of(request).room_now(link.session)
    role = Role(link.role)
    if _is_in(link, await _held(request, room)):
        return _in(room, role)
    if link.actor is not None and _gone(room, link.actor):
        return page(request, "message.html", 410, message="link")
    return _form(request, link, room)


async def enter(request: Request) -> Response:
    """Come in with the link's role. Sent twice it is still one person."""
    link = await _link(request)
    if link is None:
        return page(request, "message.html", 410, message="link")
    if link.session is None:
        return _as_host(request)
    room = await rooms_of(request).room_now(link.session)
    role = Role(link.role)
    held = await _held(request, room)
    if _is_in(link, held):
        return _in(room, role)
    if link.actor is not None:
        return await _carried(request, link, link.actor, room, held)
    form = await request.form()
    name = str(form.get("name", ""))
    try:
        if role is Role.SCREEN:
            token = await _screen(request, room)
        else:
            token = await come_in(room, Join(role, name), once=str(form.get("once", "")))
    except LiveError as refusal:
        return _form(request, link, room, refusal, name)
    return _with_badge(request, room, role, token, held)


def _with_badge(
    request: Request, room: Room, role: Role, token: str, held: list[identity.Badge]
) -> Response:
    response = _in(room, role)
    for value in _cookies(request, room, token, held):
        response.headers.append("set-cookie", value)
    return response


async def _carried(
    request: Request, link: Link, actor: str, room: Room, held: list[identity.Badge]
) -> Response:
    """The person whom a link names, in another browser; the link has done its work then."""
    token, now = new_token(), room.now()
    badge = badges.Badge(token_hash(token), room.session_id, actor, link.role, now)

    def spend(connection: Connection) -> bool:
        good = links.revoke(connection, link.token_hash, now)
        if good:
            badges.insert(connection, badge)
        return good

    if _gone(room, actor) or not await rooms_of(request).database.write(spend):
        return page(request, "message.html", 410, message="link")
    return _with_badge(request, room, Role(link.role), token, held)


def _gone(room: Room, actor: str) -> bool:
    return room.session.people.everyone[PersonId(actor)].left


def _is_in(link: Link, held: list[identity.Badge]) -> bool:
    """Whether this browser has what the link would give it."""
    if link.actor is None:
        return identity.choose(held, link.role) is not None
    return any(badge.actor.id == link.actor for badge in held)


async def _held(request: Request, room: Room) -> list[identity.Badge]:
    name = identity.shared_name(room.session.life.plan.code)
    return await identity.badges(request.scope, room.session_id, name=name)


def _in(room: Room, role: Role) -> RedirectResponse:
    return RedirectResponse(f"/s/{room.session.life.plan.code}{PAGES[role]}", 303)


def _cookies(request: Request, room: Room, token: str, held: list[identity.Badge]) -> list[str]:
    """The badge comes last: its session may be among those that are forgotten."""
    settings: Settings = request.app.state.settings
    forgotten = identity.surplus_cookies(settings, request.scope)
    code = room.session.life.plan.code
    return [*forgotten, *identity.badge_cookies(settings, code, token, held)]


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
        name=room.directory[PersonId(link.actor)].name if room and link.actor else name,
        refusal=refusal,
        once=token_urlsafe(16),
    )
