"""``/host``: create sessions, hand out their links, print their QR codes."""

import re
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from live.agenda_file import read_lines
from live.domain.actors import Role
from live.domain.life import (
    ATTRIBUTIONS,
    LONGEST_KEPT,
    SPEAKING_SECONDS,
    STANDARD,
    Attribution,
    NotesFor,
    Plan,
)
from live.errors import Invalid, LiveError
from live.room.rooms import LINK_ROLES
from live.store import links
from live.store.connection import Connection
from live.store.links import Link
from live.store.sessions import Session
from live.store.tokens import new_token, token_hash
from live.web import caption_addresses, codes, identity, places, staff
from live.web.enter import HOST_COOKIE
from live.web.found import join_url, library_of, required, rooms_of
from live.web.templates import language_of, page, translate
from live.web.times import from_form

ZONES = (
    "UTC",
    "Europe/Vienna",
    "Europe/Zurich",
    "America/New_York",
    "America/Bogota",
    "Africa/Nairobi",
    "Asia/Riyadh",
    "Asia/Bangkok",
    "Asia/Tokyo",
)
MINUTES = re.compile(r"[0-9]{1,4}")
HALF_MINUTES = re.compile(r"[0-9]{1,3}(\.[05])?")
NOTES_FOR: dict[str, NotesFor] = {"closed": "closed", "staff": "staff"}
FIELDS = (
    "title", "host", "starts_at", "time_zone", "planned_minutes", "speaking_minutes", "call_url",
    "notice", "agenda", "groups", "regions", "notes", "proposals",
    "retention_days", "attribution", "template",
)  # fmt: skip


async def _is_host(request: Request) -> bool:
    """Whether the browser came in by a host's link that is still good."""
    token = identity.cookies(request.scope).get(HOST_COOKIE, "")
    rooms = rooms_of(request)
    link = await rooms.database.read(lambda c: links.find(c, token_hash(token)))
    if link is None or link.session is not None:
        return False
    return link.usable(rooms.clock.now())


async def overview(request: Request) -> Response:
    """All sessions, and the form for a new one."""
    if not await _is_host(request):
        return page(request, "message.html", 403, message="host")
    return await _overview(request)


async def create(request: Request) -> Response:
    """Make a session; its page then shows the links."""
    if not await _is_host(request):
        return page(request, "message.html", 403, message="host")
    form = await request.form()
    written = {name: str(form.get(name, "")) for name in FIELDS}
    try:
        created = await rooms_of(request).create(_plan(written), read_lines(written["agenda"]))
    except LiveError as refusal:
        return await _overview(request, written, refusal)
    row = await rooms_of(request).find(created.code)
    if row is None:
        raise LookupError(created.code)
    return await _links_page(request, row, created.tokens)


def _plan(written: dict[str, str]) -> Plan:
    zone = written["time_zone"] or "UTC"
    planned = _minutes(written, "planned_minutes", MINUTES, 1440)
    speaking = _minutes(written, "speaking_minutes", HALF_MINUTES, 120)
    kept = _minutes(written, "retention_days", MINUTES, LONGEST_KEPT)
    if zone not in ZONES:
        raise Invalid("time_zone")
    return Plan(
        title=written["title"],
        code=codes.new_code(),
        host=written["host"],
        starts_at=from_form(written["starts_at"], zone),
        time_zone=zone,
        planned_minutes=int(planned) if planned else None,
        speaking_ms=int(speaking * 60_000) if speaking else None,
        call_url=written["call_url"].strip() or None,
        notice=written["notice"],
        groups=places.from_lines(written["groups"], places.GROUPS),
        regions=places.from_lines(written["regions"], places.REGIONS),
        retention_days=int(kept) if kept else None,
        languages=places.LANGUAGES,
        attribution=_attribution(written["attribution"] or "named"),
        template=written["template"] or STANDARD,
        notes=NOTES_FOR.get(written["notes"], "everyone"),
        proposals=bool(written["proposals"]),
    )


def _attribution(written: str) -> Attribution:
    for known in ATTRIBUTIONS:
        if written == known:
            return known
    raise Invalid("attribution")


def _minutes(
    written: dict[str, str], field: str, pattern: re.Pattern[str], most: int
) -> float | None:
    """What a field of the form says; None for an empty one, or Invalid."""
    minutes = written[field]
    if not minutes:
        return None
    if not (pattern.fullmatch(minutes) and 0 < float(minutes) <= most):
        raise Invalid(field)
    return float(minutes)


async def session(request: Request) -> Response:
    """A session's code and QR, to print; its links only where they were just made."""
    if not await _is_host(request):
        return page(request, "message.html", 403, message="host")
    return await _links_page(request, await required(request), {})


async def renew(request: Request) -> Response:
    """Make new role links; the old ones are void, badges made with them stay."""
    if not await _is_host(request):
        return page(request, "message.html", 403, message="host")
    row = await required(request)
    tokens = {role: new_token() for role in LINK_ROLES}
    now = rooms_of(request).clock.now()
    await rooms_of(request).database.write(partial(_renewed, row=row, tokens=tokens, now=now))
    return await _links_page(request, row, tokens)


async def delete(request: Request) -> Response:
    """Delete a session for good; its code, typed once more, says that it is meant."""
    if not await _is_host(request):
        return page(request, "message.html", 403, message="host")
    row = await required(request)
    form = await request.form()
    if codes.canonical(str(form.get("code", ""))) != row.code:
        return await _links_page(request, row, {}, unconfirmed=True)
    await rooms_of(request).delete(row.id)
    return RedirectResponse("/host", 303)


async def unseat(request: Request) -> Response:
    """Take back what somebody came in with by a link."""
    if not await _is_host(request):
        return page(request, "message.html", 403, message="host")
    row = await required(request)
    form = await request.form()
    await staff.unseat(request, row, str(form.get("actor", "")))
    return RedirectResponse(f"/host/{codes.shown(row.code)}", 303)


async def captions(request: Request) -> Response:
    """Make or revoke an address for captions."""
    if not await _is_host(request):
        return page(request, "message.html", 403, message="host")
    row = await required(request)
    told = await caption_addresses.changed(request, row, await request.form())
    return await _links_page(request, row, {}, told=told)


def _renewed(connection: Connection, row: Session, tokens: dict[Role, str], now: int) -> None:
    for link in links.of_session(connection, row.id):
        links.revoke(connection, link.token_hash, now)
    for role, token in tokens.items():
        links.insert(connection, Link(token_hash(token), row.id, role, now))


async def _links_page(
    request: Request,
    row: Session,
    tokens: dict[Role, str],
    *,
    unconfirmed: bool = False,
    told: dict[str, Any] | None = None,
) -> Response:
    settings = request.app.state.settings
    told = told or await caption_addresses.context(request, row)
    return page(
        request,
        "host_session.html",
        422 if unconfirmed or told["wrong"] else 200,
        title=row.title,
        code=codes.shown(row.code),
        join_url=join_url(settings, row.code),
        links={role.value: f"{settings.base_url}/enter/{token}" for role, token in tokens.items()},
        seats=await staff.seats(request, row),
        expires_at=row.expires_at,
        unconfirmed=unconfirmed,
        **told,
    )


async def _overview(
    request: Request, written: dict[str, str] | None = None, refusal: LiveError | None = None
) -> Response:
    context: dict[str, Any] = {
        "sessions": await rooms_of(request).every(),
        "written": written or _defaults(request),
        "wrong": refusal.details.get("field") if refusal else None,
        "refusal": refusal,
        "zones": ZONES,
        "templates": library_of(request).titles(language_of(request)),
    }
    return page(request, "host.html", 422 if refusal else 200, **context)


def _defaults(request: Request) -> dict[str, str]:
    return dict.fromkeys(FIELDS, "") | {
        "time_zone": "UTC",
        "planned_minutes": "90",
        "speaking_minutes": f"{SPEAKING_SECONDS // 60}",
        "notice": translate(request, places.NOTICE),
        "groups": "\n".join(place.name for place in places.GROUPS),
        "regions": "\n".join(place.name for place in places.REGIONS),
        "notes": "everyone",
        "attribution": "named",
        "template": STANDARD,
    }
