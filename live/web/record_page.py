"""``/s/{code}/record``: the record as a page; what is missing in it, its course, its lines."""

import asyncio
from collections.abc import Mapping, Sequence

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from live.domain.actors import Role
from live.domain.life import Attribution, tellable
from live.record.checks import checks
from live.record.document import Block
from live.record.formats import FORMATS
from live.record.model import Record
from live.record.phrasing import Phrasing
from live.record.projection import project
from live.record.reminders import Missing, Reminder, reminders
from live.record.telling import Telling
from live.record.timeline import Timeline, timeline
from live.record.transcript import sections
from live.web.downloads import assembled, attribution_of, template_of, workshop_of
from live.web.found import Place, library_of, seated
from live.web.session_pages import CHAIR
from live.web.templates import language_of, page


class Told(msgspec.Struct, frozen=True):
    """A record in the language of whoever looks."""

    record: Record
    reminders: tuple[Reminder, ...]
    timeline: Timeline | None
    blocks: Sequence[Block]


async def record(request: Request) -> Response:
    """Everything that can be seen and downloaded; staff only."""
    place = await seated(request, Role.RAPPORTEUR, *CHAIR)
    if place is None:
        return page(request, "message.html", 403, message="record")
    workshop_of(request).warm()
    plan = place.room.session.life.plan
    attribution = attribution_of(request, plan)
    made = await assembled(request, place)
    language, library = language_of(request), library_of(request)
    told = await asyncio.to_thread(_told, made, attribution, language)
    context = place.context(request.app.state.settings)
    return page(
        request,
        "record.html",
        told=told,
        formats=FORMATS,
        ways=tellable(plan.attribution),
        form=template_of(request) or plan.template,
        forms=await asyncio.to_thread(library.titles, language),
        faults=await asyncio.to_thread(library.faults),
        mended=_mended(place, context),
        **context,
    )


async def missing(request: Request) -> Response:
    """How much there is to look at before the record is final, as JSON; staff only."""
    place = await seated(request, Role.RAPPORTEUR, *CHAIR)
    if place is None:
        return JSONResponse({}, 403)
    made = await assembled(request, place)
    return JSONResponse({"missing": len(await asyncio.to_thread(checks, made))})


def _told(made: Record, attribution: Attribution, language: str) -> Told:
    """What is missing is told to those who mend it, by name; the rest as others will read it."""
    projected = project(made, attribution)
    tell = Telling(projected, language)
    missing = reminders(Telling(made, language))
    said = Phrasing(tell).of
    return Told(projected, missing, said(timeline(tell)), said(tuple(sections(tell))))


class Mended(msgspec.Struct, frozen=True):
    """Where what is missing can be mended by whoever looks."""

    notes_url: str
    moderate_url: str
    people_url: str
    captions_url: str
    chair: bool

    def address(self, missing: Missing) -> str:
        """Empty where they cannot do it themselves."""
        match missing.subject:
            case "note" | "turn" | "item":
                return f"{self.notes_url}#{missing.subject}/{missing.id}"
            case "captions":
                return self.captions_url
            case "people":
                return self.people_url
            case "request" | "poll":
                return f"{self.moderate_url}#{missing.subject}/{missing.id}" if self.chair else ""


def _mended(place: Place, context: Mapping[str, str]) -> Mended:
    return Mended(
        context["notes_url"],
        context["moderate_url"],
        f"/s/{place.row.code}/people",
        f"/s/{place.row.code}/captions",
        place.role in CHAIR,
    )
