"""``/s/{code}/polls…``: the run sheet as a file, there and back."""

from secrets import token_urlsafe

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from live import poll_file, wire
from live.domain.polls import ImportPolls
from live.errors import Invalid, LiveError, NotAllowed
from live.web.found import seated
from live.web.session_pages import CHAIR
from live.web.templates import page

MEDIA = {"yaml": "application/yaml; charset=utf-8", "csv": "text/csv; charset=utf-8"}


async def download(request: Request) -> Response:
    place = await seated(request, *CHAIR)
    if place is None:
        return page(request, "message.html", 403, message="record")
    form = request.path_params["form"]
    if form not in MEDIA:
        raise HTTPException(404)
    polls = [poll for poll in place.room.session.polls.ordered() if not poll.rehearsal]
    content = poll_file.as_yaml(polls) if form == "yaml" else poll_file.as_csv(polls)
    headers = {"Content-Disposition": f'attachment; filename="{place.row.code}-run-sheet.{form}"'}
    return Response(content, media_type=MEDIA[form], headers=headers)


async def upload(request: Request) -> Response:
    """201 with how many were prepared; 409 refused, and nothing of it is."""
    try:
        return _json(201, {"polls": await _upload(request)})
    except LiveError as refusal:
        status = 403 if isinstance(refusal, NotAllowed) else 409
        return _json(status, wire.refusal_fields("", refusal))


async def _upload(request: Request) -> int:
    place = await seated(request, *CHAIR)
    if place is None:
        raise NotAllowed
    body = await request.body()
    try:
        polls = poll_file.read(body.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise Invalid("polls") from problem
    await place.room.submit(place.actor, token_urlsafe(), ImportPolls(polls))
    return len(polls)


def _json(status: int, fields: dict[str, object]) -> Response:
    return Response(msgspec.json.encode(fields), status, media_type="application/json")
