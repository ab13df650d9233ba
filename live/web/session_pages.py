"""``/s/{code}`` and below: the pages of a session, each with the badge that fits it."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from live.domain.actors import Role
from live.web.found import seated
from live.web.templates import page

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
    return await _staff_page(request, "moderator.html", *CHAIR)


async def rapporteur(request: Request) -> Response:
    return await _staff_page(request, "rapporteur.html", Role.RAPPORTEUR, *CHAIR)


async def screen(request: Request) -> Response:
    return await _staff_page(
        request, "screen.html", Role.SCREEN, *CHAIR, Role.RAPPORTEUR, Role.PARTICIPANT
    )


async def _staff_page(request: Request, template: str, *roles: Role) -> Response:
    place = await seated(request, *roles)
    if place is None:
        return page(request, "message.html", 403, message="role")
    return page(request, template, **place.context(request.app.state.settings))
