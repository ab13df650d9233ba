"""``/s/{code}`` and below: the pages of a session, each with the badge that fits it."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from live.domain.actors import Role
from live.web.found import library_of, seated
from live.web.templates import language_of, page

CHAIR = (Role.MODERATOR, Role.HOST)
ANYBODY = (Role.PARTICIPANT, Role.SCREEN, Role.RAPPORTEUR, *CHAIR)


async def participant(request: Request) -> Response:
    """Of whoever has joined; others are shown the join form."""
    place = await seated(request, *ANYBODY)
    if place is None:
        asked = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/j/{request.path_params['code']}{asked}", 303)
    return page(request, "participant.html", **place.context(request.app.state.settings))


async def moderator(request: Request) -> Response:
    titles = library_of(request).titles(language_of(request))
    return await _staff_page(request, "moderator.html", *CHAIR, templates=titles)


async def rapporteur(request: Request) -> Response:
    return await _staff_page(request, "rapporteur.html", Role.RAPPORTEUR, *CHAIR)


async def screen(request: Request) -> Response:
    return await _staff_page(
        request, "screen.html", Role.SCREEN, *CHAIR, Role.RAPPORTEUR, Role.PARTICIPANT
    )


async def _staff_page(request: Request, template: str, *roles: Role, **more: Any) -> Response:
    place = await seated(request, *roles)
    if place is None:
        return page(request, "message.html", 403, message="role")
    return page(request, template, **place.context(request.app.state.settings), **more)
