"""``/healthz`` and ``/readyz``: for whoever watches over the server."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from live.store.database import Unavailable
from live.web.found import rooms_of


async def healthz(_: Request) -> Response:
    """The process answers."""
    return PlainTextResponse("ok")


async def readyz(request: Request) -> Response:
    """The database answers too; 503 if it does not."""
    try:
        await rooms_of(request).database.ping()
    except Unavailable:
        return PlainTextResponse("the database does not answer", 503)
    return PlainTextResponse("ok")
