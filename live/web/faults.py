"""Pages for what went wrong: in words, with what to do, and never with a trace."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from live.logs import request_id
from live.web.security import SAFE_METHODS, protect
from live.web.templates import page
from live.web.traces import named

AGAIN_SECONDS = 5

MESSAGES = {400: "method", 403: "role", 404: "missing", 405: "method", 413: "large", 429: "often"}


async def refused(request: Request, error: Exception) -> Response:
    """A page for an HTTP status; its headers (such as Retry-After) are kept."""
    if not isinstance(error, HTTPException):
        raise TypeError(f"not an HTTP refusal: {error!r}")
    message = MESSAGES.get(error.status_code, "fault")
    response = page(request, "message.html", error.status_code, message=message)
    response.headers.update(error.headers or {})
    return response


async def gone(request: Request, _: Exception) -> Response:
    """It was deleted between two looks at it."""
    return page(request, "message.html", 404, message="missing")


async def away(request: Request, _: Exception) -> Response:
    """The database cannot be used now; a page that was only looked at looks again by itself."""
    looking = request.method in SAFE_METHODS
    response = page(request, "message.html", 503, message="away", again=looking)
    response.headers["Retry-After"] = str(AGAIN_SECONDS)
    if looking:
        response.headers["Refresh"] = str(AGAIN_SECONDS)
    return response


async def broken(request: Request, _: Exception) -> Response:
    """A fault of ours; the server's log has it."""
    response = page(request, "message.html", 500, message="fault", reference=request_id.get())
    named(response.headers)
    protect(response.headers, request.scope)  # this answer goes past the middleware
    return response
