"""``/s/{code}/record/{file}``: every file of the record."""

import asyncio
from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from live.domain.actors import PersonId, Role
from live.domain.life import Attribution, Plan, tellable
from live.record.assembly import assemble
from live.record.fonts import FontMissing
from live.record.formats import FORMATS
from live.record.model import Record
from live.record.moment import Happened
from live.record.projection import project
from live.room.past import event_of
from live.store import journal
from live.store.connection import Connection
from live.web.found import Place, library_of, rooms_of, seated
from live.web.session_pages import CHAIR
from live.web.templates import language_of, page


async def download(request: Request) -> Response:
    """One file of the record, made now."""
    place = await seated(request, Role.RAPPORTEUR, *CHAIR)
    if place is None:
        return page(request, "message.html", 403, message="record")
    name = request.path_params["file"]
    chosen = FORMATS.get(name)
    if chosen is None:
        raise HTTPException(404)
    attribution = attribution_of(request, place.room.session.life.plan)
    template = template_of(request)
    made = await asyncio.to_thread(project, await assembled(request, place), attribution)
    made = library_of(request).fitted(made, template)
    language = language_of(request)
    try:
        content = await asyncio.to_thread(chosen.write, made, language)
    except FontMissing:
        return page(request, "message.html", 503, message="font")
    filename = f"{place.row.code}-{name}"
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return Response(content, media_type=chosen.media_type, headers=headers)


def attribution_of(request: Request, plan: Plan) -> Attribution:
    """How to say who said what: as asked for, else as was promised; never more openly."""
    asked = request.query_params.get("attribution") or plan.attribution
    for way in tellable(plan.attribution):
        if asked == way:
            return way
    raise HTTPException(404)


def template_of(request: Request) -> str | None:
    """The form of the summary that is asked for; None for the session's own."""
    asked = request.query_params.get("template")
    if asked and asked not in library_of(request).names():
        raise HTTPException(404)
    return asked or None


async def assembled(request: Request, place: Place) -> Record:
    rooms = rooms_of(request)
    entries = await rooms.database.read(partial(_entries, session_id=place.row.id))
    room = place.room
    return await asyncio.to_thread(
        assemble,
        room.session,
        room.directory,
        rooms.clock.now(),
        [_happened(entry) for entry in entries],
    )


def _happened(entry: journal.Entry) -> Happened:
    return Happened(entry.seq, entry.at, PersonId(entry.actor), event_of(entry))


def _entries(connection: Connection, session_id: str) -> list[journal.Entry]:
    return list(journal.read(connection, session_id))
