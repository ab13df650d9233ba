"""``/s/{code}/people``: what is kept of each person, to be handed out or erased."""

from functools import partial
from secrets import token_urlsafe

from msgspec.structs import replace
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from live.domain.actors import STAFF, PersonId, Role
from live.domain.documents import Audience, View
from live.domain.redaction import ErasePerson
from live.errors import NotFound
from live.record.personal import Badge, Kept, beside, personal
from live.store import badges, ballots, directory
from live.store.connection import Connection
from live.web.downloads import assembled
from live.web.found import Place, rooms_of, seated
from live.web.session_pages import ANYBODY, CHAIR
from live.web.templates import page


async def people(request: Request) -> Response:
    """All people of the session; staff only, and only chairs can erase."""
    place = await seated(request, *CHAIR, Role.RAPPORTEUR)
    if place is None:
        return page(request, "message.html", 403, message="record")
    view = View(place.room.session, place.room.directory, Audience.STAFF)
    everyone = [
        {"id": who, **(view.project(f"person/{who}") or {})}
        for who in place.room.session.people.everyone
    ]
    everyone.sort(key=lambda who: (who["erased"], str(who["name"]).casefold()))
    context = place.context(request.app.state.settings)
    may_erase = place.role in CHAIR
    return page(request, "people.html", people=everyone, may_erase=may_erase, **context)


async def download(request: Request) -> Response:
    """Everything about one person: for staff, and for that person, who alone is told in which
    polls they have voted; what was noted of them, once they may see notes by name."""
    place = await seated(request, *ANYBODY)
    if place is None:
        return page(request, "message.html", 403, message="record")
    person = PersonId(request.path_params["person"])
    if person != place.actor.id and place.role not in STAFF:
        return page(request, "message.html", 403, message="record")
    if person not in place.room.session.people.everyone:
        raise HTTPException(404)
    record = await assembled(request, place)
    kept = await rooms_of(request).database.read(
        partial(_kept, session_id=place.row.id, person=person)
    )
    if person != place.actor.id:
        kept = replace(kept, voted=())
    headers = {"Content-Disposition": f'attachment; filename="{place.row.code}-about-me.json"'}
    session = place.room.session
    content = personal(record, person, beside(session, person, kept), notes=_shown(place))
    return Response(content, media_type="application/json", headers=headers)


def _shown(place: Place) -> bool:
    """Whether somebody may read what was noted of them: it can name others."""
    life = place.room.session.life
    return place.role in STAFF or (life.notes_public and life.plan.attribution == "named")


def _kept(connection: Connection, session_id: str, person: str) -> Kept:
    row = directory.read(connection, session_id, [person]).get(person)
    turnout = ballots.turnout(connection, session_id)
    held = badges.of_session(connection, session_id)
    return Kept(
        row.language if row else "",
        tuple(Badge(b.role, b.created_at, b.revoked_at) for b in held if b.actor == person),
        tuple(poll for poll, voters in turnout.items() if person in voters),
    )


async def erase(request: Request) -> Response:
    """Erase one person for good."""
    place = await seated(request, *CHAIR)
    if place is None:
        return page(request, "message.html", 403, message="role")
    await _erase(place, PersonId(request.path_params["person"]))
    return RedirectResponse(f"/s/{place.row.code}/people", 303)


async def _erase(place: Place, person: PersonId) -> None:
    try:
        await place.room.submit(place.actor, token_urlsafe(), ErasePerson(person))
    except NotFound:
        raise HTTPException(404) from None
