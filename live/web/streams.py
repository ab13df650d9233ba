"""``/s/{code}/captions/{stream}``: the lines of one stream, and who spoke them; corrections."""

import asyncio
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from secrets import token_urlsafe
from typing import Any

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from live.domain.actors import PersonId
from live.domain.captioning import (
    AttributeCaptions,
    CaptionsCommand,
    CorrectCaption,
    PlaceStream,
    RemoveStream,
)
from live.domain.captions import Line, Stream
from live.domain.people import NOBODY
from live.domain.redaction import RedactCaption
from live.errors import Invalid, LiveError
from live.record.attribution.lines import attributed
from live.record.attribution.review import disagreements
from live.record.model import Record
from live.record.speaking import Caption
from live.web.captions import STAFF, listed
from live.web.found import Place, seated
from live.web.templates import page
from live.web.times import from_form
from live.web.transcript_preview import NOBODY as NOBODY_KNOWN
from live.web.transcript_preview import written
from live.web.transcripts import people_of, record_of

ON_A_PAGE = 100
NUMBER = re.compile(r"[0-9]{1,9}")
FLOOR = "~"
"""Chosen to take back what was said of who spoke."""


async def look(request: Request) -> Response:
    place = await seated(request, *STAFF)
    if place is None:
        return page(request, "message.html", 403, message="role")
    return await _look(request, place)


async def change(request: Request) -> Response:
    """Correct, attribute or erase lines, say when the recording began, or remove all of it."""
    place = await seated(request, *STAFF)
    if place is None:
        return page(request, "message.html", 403, message="role")
    stream, form = _stream(request, place), await request.form(max_fields=2 * ON_A_PAGE)
    try:
        command = _command(stream, form, place)
        await place.room.submit(place.actor, token_urlsafe(), command)
    except LiveError as refusal:
        return await _look(request, place, refusal)
    home = f"/s/{place.row.code}/captions"
    if isinstance(command, RemoveStream):
        return RedirectResponse(home, 303)
    view = f"show={_shown(request)}&page={_page_nr(request)}"
    return RedirectResponse(f"{home}/{stream.id}?{view}{_there(form)}", 303)


def _stream(request: Request, place: Place) -> Stream:
    stream = place.room.session.captions.streams.get(request.path_params["stream"])
    if stream is None:
        raise HTTPException(404)
    return stream


def _there(form: FormData) -> str:
    """To the line where somebody was."""
    where = form.get("caption") or next(iter(form.getlist("line")), "")
    return f"#{where}" if where and not where.isspace() else ""  # type: ignore[union-attr]


def _command(stream: Stream, form: FormData, place: Place) -> CaptionsCommand | RedactCaption:
    match str(form.get("do", "")):
        case "correct":
            revision = str(form.get("revision", ""))
            seen = int(revision) if NUMBER.fullmatch(revision) else 0
            return CorrectCaption(str(form.get("caption", "")), seen, str(form.get("text", "")))
        case "redact":
            return RedactCaption(str(form.get("caption", "")))
        case "lines":
            return _of_lines(form)
        case "label":
            label = str(form.get("label", ""))
            person, by_hand = _chosen(form)
            return AttributeCaptions(person, stream=stream.id, label=label, by_hand=by_hand)
        case "place":
            zone = place.room.session.life.plan.time_zone
            return PlaceStream(stream.id, from_form(str(form.get("zero", "")), zone))
        case "remove":
            return RemoveStream(stream.id)
        case _:
            raise Invalid("do")


def _of_lines(form: FormData) -> AttributeCaptions:
    person, by_hand = _chosen(form)
    chosen = tuple(map(str, form.getlist("line")))
    if form.get("run") and len(chosen) > 1:
        return AttributeCaptions(person, run=(chosen[0], chosen[-1]), by_hand=by_hand)
    return AttributeCaptions(person, chosen, by_hand=by_hand)


def _chosen(form: FormData) -> tuple[PersonId | None, bool]:
    """Who spoke, and whether anything is said of it."""
    who = str(form.get("person", ""))
    if who == FLOOR:
        return None, False
    if not who:
        raise Invalid("person")
    return (None if who == NOBODY_KNOWN else PersonId(who)), True


async def _look(request: Request, place: Place, refusal: LiveError | None = None) -> Response:
    stream = _stream(request, place)
    record = await record_of(place)
    words = {label: _word(place, label) for label in stream.labels}
    captions = await asyncio.to_thread(_attributed, stream, record, words)
    of_interest = _of_interest(record, captions)
    chosen = of_interest.get(_shown(request))
    lines = [line for line in stream.said() if chosen is None or line.id in chosen]
    pages = max(1, -(-len(lines) // ON_A_PAGE))
    nr = min(_page_nr(request), pages)
    shown = lines[(nr - 1) * ON_A_PAGE : nr * ON_A_PAGE]
    context = {
        **place.context(request.app.state.settings),
        "stream": listed(place, stream),
        "zone": record.time_zone,
        "zero": written(stream.zero, record.time_zone),
        "rows": _rows(shown, captions),
        "show": _shown(request),
        "shares": {name: len(found) for name, found in of_interest.items()},
        "holders": {turn.id: turn.person for turn in record.turns},
        "counts": Counter(caption.confidence for caption in captions.values()),
        "labels": words,
        "names": {who.id: who.name for who in record.people},
        "speakers": stream.speakers,
        "people": people_of(place),
        "page_nr": nr,
        "pages": pages,
        "refusal": refusal,
    }
    return page(request, "captions/stream.html", 422 if refusal else 200, **context)


def _word(place: Place, label: str) -> str:
    return place.room.directory.get(PersonId(label), NOBODY).name


def _attributed(stream: Stream, record: Record, words: dict[str, str]) -> dict[str, Caption]:
    made = attributed(
        stream,
        record.turns,
        record.people,
        labels=words,
        items=record.items,
        until=record.made_at,
    )
    return {caption.id: caption for caption in made}


def _of_interest(record: Record, captions: Mapping[str, Caption]) -> dict[str, frozenset[str]]:
    """The lines that a rapporteur may want to see by themselves."""
    found = {
        confidence: frozenset(one.id for one in captions.values() if one.confidence == confidence)
        for confidence in ("likely", "unknown")
    }
    against = frozenset(one.id for one in disagreements(record))
    return {**found, "against": against & captions.keys()}


def _shown(request: Request) -> str:
    """Which lines: all, or those of one interest."""
    show = request.query_params.get("show", "")
    return show if show in ("likely", "unknown", "against") else ""


def _rows(lines: Sequence[Line], captions: dict[str, Caption]) -> list[tuple[Line, Caption | None]]:
    return [(line, captions.get(line.id)) for line in lines]


def _page_nr(request: Request) -> int:
    nr: Any = request.query_params.get("page", "1")
    return max(1, int(nr)) if nr.isascii() and nr.isdigit() and len(nr) < 6 else 1
