"""``/s/{code}/captions/read``: a transcript of the call is read, looked at, and taken in.

Until somebody has looked at it nothing of it is in the session; then all of it is.
"""

import asyncio
from typing import Any

from msgspec.structs import replace
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from live.domain.actors import PersonId
from live.domain.text import TITLE
from live.errors import Invalid, LiveError, NotATranscript
from live.record.assembly import assemble
from live.record.attribution.offset import Offset
from live.record.model import Record
from live.transcripts.model import MAX_BYTES, Transcript
from live.transcripts.parsing import parse
from live.transcripts.source import too_large
from live.transcripts.text import clean
from live.transcripts.words import FORMATS, PROBLEMS, REFUSALS
from live.web.caption_addresses import languages
from live.web.captioner import TAG, captioning_of, language_of
from live.web.captions import STAFF, overview_page
from live.web.found import Place, seated
from live.web.templates import page, translate
from live.web.times import from_form
from live.web.transcript_preview import (
    NOBODY,
    Preview,
    command,
    found_offset,
    names,
    preview,
    written,
)
from live.web.uploads import Upload, uploads_of

MOST_PASTED = 4 * 1024 * 1024


async def read(request: Request) -> Response:
    """Read a file, or what was pasted; then the page on which it is looked at."""
    place = await seated(request, *STAFF)
    if place is None:
        return page(request, "message.html", 403, message="role")
    try:
        upload = await _read(request, place)
    except LiveError as refusal:
        words = _why(request, refusal)
        return await overview_page(request, place, 422, unread=words)
    return RedirectResponse(f"/s/{place.row.code}/captions/read/{upload}", 303)


async def _read(request: Request, place: Place) -> str:
    """The name of what was read and is kept."""
    async with request.form(max_files=1, max_fields=8, max_part_size=MOST_PASTED) as form:
        data, name = await _content(form)
        wished = str(form.get("language", ""))
    if wished and not TAG.fullmatch(wished):
        raise Invalid("language")
    captioning = captioning_of(request)
    people = [row.name for row in names(place.room.directory, await record_of(place)).values()]
    async with captioning.reading:
        transcript = await asyncio.to_thread(parse, data, name, people)
    if not any(line.text for line in transcript.lines):
        raise NotATranscript(words="no_words")
    language = _language(wished, transcript, place)
    return await uploads_of(request).keep(place.row.id, name, language, transcript)


async def _content(form: FormData) -> tuple[bytes, str]:
    """What was sent, and what the file is called."""
    file = form.get("file")
    if isinstance(file, UploadFile) and file.filename:
        data = await file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise too_large()
        return data, clean(file.filename[:TITLE])[:TITLE]
    return str(form.get("text", "")).encode("utf-8", "replace"), ""


def _language(wished: str, transcript: Transcript, place: Place) -> str:
    said = wished or transcript.language
    return language_of(said if TAG.fullmatch(said) else place.room.session.life.plan.languages[0])


def _why(request: Request, refusal: LiveError) -> str:
    if refusal.details.get("words"):
        return translate(request, PROBLEMS["no_words"])
    words = REFUSALS.get(refusal.code, REFUSALS["not_a_transcript"])
    return translate(request, words).format(**refusal.details)


async def record_of(place: Place) -> Record:
    """Who is there, and who spoke: what attribution asks of the record."""
    room = place.room
    return await asyncio.to_thread(assemble, room.session, room.directory, room.now(), ())


async def look(request: Request) -> Response:
    place = await seated(request, *STAFF)
    if place is None:
        return page(request, "message.html", 403, message="role")
    return await _look(request, place, await _upload(request, place), FormData())


async def take_in(request: Request) -> Response:
    """Look again with what was changed, take it in, or forget it."""
    place = await seated(request, *STAFF)
    if place is None:
        return page(request, "message.html", 403, message="role")
    home = f"/s/{place.row.code}/captions"
    form = await request.form(max_fields=2_000)
    uploads = uploads_of(request)
    upload = await uploads.find(place.row.id, request.path_params["upload"])
    if upload is None:
        return RedirectResponse(home, 303)
    if "forget" in form:
        await uploads.drop(upload)
        return RedirectResponse(home, 303)
    if "take_in" not in form:
        return await _look(request, place, upload, form)
    if not await uploads.take(upload):
        return RedirectResponse(home, 303)
    try:
        made = command(_in_language(upload, form), _zero(form, place), _speakers(upload, form))
        done = await place.room.submit(place.actor, upload.id, made)
    except LiveError as refusal:
        await uploads.give_back(upload)
        return await _look(request, place, upload, form, refusal)
    await uploads.drop(upload)
    return RedirectResponse(f"{home}/{done.result['stream']}", 303)


async def _upload(request: Request, place: Place) -> Upload:
    upload = await uploads_of(request).find(place.row.id, request.path_params["upload"])
    if upload is None:
        raise HTTPException(404)
    return upload


async def _look(
    request: Request,
    place: Place,
    upload: Upload,
    form: FormData,
    refusal: LiveError | None = None,
) -> Response:
    try:
        shown = await _shown(place, _in_language(upload, form), form)
    except LiveError as unread:
        refusal = unread
        shown = await _shown(place, upload, FormData())
    context = place.context(request.app.state.settings)
    return page(
        request,
        "captions/preview.html",
        422 if refusal else 200,
        **context,
        **_told(place, upload, shown, form),
        refusal=refusal,
    )


async def _shown(place: Place, upload: Upload, form: FormData) -> Preview:
    record, directory = await record_of(place), place.room.directory

    def made() -> Preview:
        offset: Offset | None = found_offset(upload, record, directory)
        zero = _zero(form, place) if "zero" in form else (offset.zero if offset else None)
        return preview(upload, record, directory, offset, zero, _speakers(upload, form))

    return await asyncio.to_thread(made)


def _told(place: Place, upload: Upload, shown: Preview, form: FormData) -> dict[str, Any]:
    plan = place.room.session.life.plan
    zero = written(shown.zero, plan.time_zone)
    return {
        "upload": upload,
        "preview": shown,
        "zone": plan.time_zone,
        "zero": str(form.get("zero", zero)),
        "language": str(form.get("language", upload.language)),
        "caption_languages": languages((*plan.languages, upload.language)),
        "formats": FORMATS,
        "problems": PROBLEMS,
        "people": people_of(place),
        "person_names": {who: row.name for who, row in place.room.directory.items()},
    }


def people_of(place: Place) -> list[tuple[PersonId, str]]:
    """Everybody who may have spoken, by their names."""
    room = place.room
    found = []
    for who in room.session.people.everyone.values():
        name = room.directory.get(who.id)
        if name is not None and name.name:
            shown = f"{name.name} ({name.organisation})" if name.organisation else name.name
            found.append((who.id, shown))
    return sorted(found, key=lambda person: person[1].casefold())


def _in_language(upload: Upload, form: FormData) -> Upload:
    language = str(form.get("language", upload.language))
    if not TAG.fullmatch(language):
        raise Invalid("language")
    return replace(upload, language=language_of(language))


def _zero(form: FormData, place: Place) -> int | None:
    return from_form(str(form.get("zero", "")), place.room.session.life.plan.time_zone)


def _speakers(upload: Upload, form: FormData) -> dict[str, PersonId | None]:
    """Whom somebody has chosen for labels, where it is not whom they mean by themselves."""
    said: dict[str, PersonId | None] = {}
    for nr, label in enumerate(upload.labels):
        chosen = str(form.get(f"speaker-{nr}", ""))
        if chosen:
            said[label] = None if chosen == NOBODY else PersonId(chosen)
    return said
