"""``/s/{code}/record/{file}``: every file of the record."""

import re
from contextlib import suppress
from secrets import token_urlsafe

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from live.domain.actors import Role
from live.domain.life import Attribution, Plan, tellable
from live.domain.versions import FinaliseRecord
from live.errors import NotFound, WrongState
from live.record.fonts import FontMissing
from live.record.formats import FORMATS
from live.record.model import Record
from live.web.found import Place, library_of, seated
from live.web.session_pages import CHAIR
from live.web.templates import language_of, page
from live.web.workshop import Order, Workshop

NUMBER = re.compile(r"[1-9][0-9]{0,4}")


async def download(request: Request) -> Response:
    """One file of the record, made now."""
    place = await seated(request, Role.RAPPORTEUR, *CHAIR)
    if place is None:
        return page(request, "message.html", 403, message="record")
    name = request.path_params["file"]
    chosen = FORMATS.get(name)
    if chosen is None:
        raise HTTPException(404)
    order, language = order_of(request, place), language_of(request)
    try:
        content = await workshop_of(request).file(order, name, language)
    except FontMissing:
        return page(request, "message.html", 503, message="font")
    except NotFound:
        raise HTTPException(404) from None
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


def order_of(request: Request, place: Place) -> Order:
    """The record that is asked for: a version, told in a way that was promised."""
    session = place.room.session
    form = template_of(request) or session.life.plan.template
    return Order(
        place.row.id,
        place.room.seq,
        _version(request),
        attribution_of(request, session.life.plan),
        library_of(request).template(form),
        session.life.status == "closed",
    )


def _version(request: Request) -> int | None:
    asked = request.query_params.get("version")
    if not asked:
        return None
    if not NUMBER.fullmatch(asked):
        raise HTTPException(404)
    return int(asked)


def workshop_of(request: Request) -> Workshop:
    workshop: Workshop = request.app.state.workshop
    return workshop


async def progress(request: Request) -> Response:
    """How far the file of all files is, as JSON."""
    place = await seated(request, Role.RAPPORTEUR, *CHAIR)
    if place is None:
        return JSONResponse({}, 403)
    order = order_of(request, place)
    done, of = await workshop_of(request).progress(order, language_of(request))
    return JSONResponse({"done": done, "of": of})


async def finalise(request: Request) -> Response:
    """Let the record be final, and show it."""
    place = await seated(request, Role.RAPPORTEUR, *CHAIR)
    if place is None:
        return page(request, "message.html", 403, message="record")
    with suppress(WrongState):
        await place.room.submit(place.actor, token_urlsafe(), FinaliseRecord())
    return RedirectResponse(f"/s/{place.row.code}/record", 303)


async def assembled(request: Request, place: Place) -> Record:
    """The record that is asked for, by name: for those who mend it, and for a person's own."""
    try:
        return await workshop_of(request).named(order_of(request, place))
    except NotFound:
        raise HTTPException(404) from None
