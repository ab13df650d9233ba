"""``/``: join by code."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from live.web.found import by_code
from live.web.templates import page


async def home(request: Request) -> Response:
    written = request.query_params.get("code", "")
    if not written:
        return page(request, "home.html", written="", wrong=False)
    session = await by_code(request, written)
    if session is None:
        return page(request, "home.html", 404, written=written, wrong=True)
    return RedirectResponse(f"/j/{session.code}", 303)
