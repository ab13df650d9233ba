"""``/j/{code}``: who somebody is, and what they are told before they come in."""

from secrets import token_urlsafe
from typing import Any

import segno
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from live.domain.actors import Actor, Ask, PersonId, Role
from live.domain.documents import Document
from live.domain.people import Join
from live.domain.text import visible
from live.errors import Invalid, LiveError
from live.room.room import Room
from live.settings import Settings
from live.store import badges
from live.store.sessions import Session
from live.store.tokens import new_token, token_hash
from live.web import identity
from live.web.doors import address_of, doors_of
from live.web.found import by_code, join_url, public_view, required, rooms_of
from live.web.templates import page, remember_language

FIELDS = ("name", "organisation", "group", "region")
JOINER = Role.SYSTEM


async def form(request: Request) -> Response:
    """The join form; whoever has joined already goes on to the session."""
    row = await required(request)
    if identity.choose(await identity.badges(request.scope, row.id), Role.PARTICIPANT):
        return _in(row)
    room = await rooms_of(request).room(row.id, row.seq)
    return _form(request, room, 200)


async def join(request: Request) -> Response:
    """Come in: a person, a badge, and on to the session. Sent twice it is still one person."""
    row = await required(request)
    held = await identity.badges(request.scope, row.id)
    if identity.choose(held, Role.PARTICIPANT):
        return _in(row)
    await doors_of(request).take_a_seat(row.id)
    room = await rooms_of(request).room(row.id, row.seq)
    fields = await request.form()
    written = {name: str(fields.get(name, "")) for name in FIELDS}
    try:
        _require_answers(room, written)
        command = Join(role=Role.PARTICIPANT, **written)
        again = await _returning(request, room)
        token = await come_in(room, command, str(fields.get("once", "")), again)
    except LiveError as refusal:
        return _form(request, room, status_of(refusal), written, refusal, once=fields)
    doors_of(request).joined(address_of(request), row.id)
    response = _in(row)
    settings: Settings = request.app.state.settings
    for value in identity.badge_cookies(settings, row.code, token, held):
        response.headers.append("set-cookie", value)
    language = str(fields.get("language", ""))
    if language in room.session.life.plan.languages:
        remember_language(request, response, language)
    return response


def status_of(refusal: LiveError) -> int:
    """Of the form, shown again: something is to be corrected, or it is to be sent once more."""
    return 503 if refusal.retry else 422


def _require_answers(room: Room, written: dict[str, str]) -> None:
    """Group and region are asked of everybody, where the session has any."""
    plan = room.session.life.plan
    for field, offered in (("group", plan.groups), ("region", plan.regions)):
        if offered and not visible(written[field]):
            raise Invalid(field)


async def _returning(request: Request, room: Room) -> PersonId | None:
    """As whom this browser has left: with one ballot in each poll, and what was said before."""
    held = await identity.badges(request.scope, room.session_id, revoked=True)
    badge = identity.choose(held, Role.PARTICIPANT)
    who = room.session.people.everyone.get(badge.actor.id) if badge else None
    return who.id if who and not who.removed else None


async def come_in(room: Room, command: Join, once: str, again: PersonId | None = None) -> str:
    """Make a person and a badge in one transaction; the badge's token.

    ``once`` names the filled-in form: the same form again is the same person. ``again``: the
    person who has left and is to be here again.
    """
    once = once or token_urlsafe(16)
    ask = Ask(Actor(PersonId(room.session_id), JOINER), once, 0)
    person = again or PersonId(ask.new_id("p"))
    filled_in = ask.new_id("j")
    token = new_token()
    badge = badges.Badge(token_hash(token), room.session_id, person, command.role.value, room.now())
    await room.submit(Actor(person, JOINER), f"join {filled_in}", command, badge)
    return token


def _in(row: Session) -> RedirectResponse:
    return RedirectResponse(f"/s/{row.code}", 303)


def _form(
    request: Request,
    room: Room,
    status: int,
    written: dict[str, str] | None = None,
    refusal: LiveError | None = None,
    once: FormData | None = None,
) -> Response:
    session: Document = public_view(room).project("session") or {}
    if room.session.life.status == "closed":
        status = 410
    context: dict[str, Any] = {
        "session": session,
        "written": written or dict.fromkeys(FIELDS, ""),
        "wrong": refusal.details.get("field") if refusal else None,
        "refusal": refusal,
        "once": (once and once.get("once")) or token_urlsafe(16),
    }
    return page(request, "join.html", status, **context)


async def qr(request: Request) -> Response:
    """The join address as a QR code: dark on light, with its quiet zone."""
    row = await by_code(request, request.path_params["code"])
    if row is None:
        return Response(status_code=404)
    symbol = segno.make(join_url(request.app.state.settings, row.code), error="m", micro=False)
    svg = symbol.svg_inline(border=4, omitsize=True, dark="#101418", light="#fff")
    named = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    headers = {"Cache-Control": "private, max-age=3600"}
    return Response(named, media_type="image/svg+xml", headers=headers)
