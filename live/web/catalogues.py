"""``/i18n/{language}.{hash}.json``: what the scripts say, in one language."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from live.i18n import languages
from live.web.assets import FOREVER
from live.web.templates import catalogue as contents
from live.web.templates import catalogue_url


async def catalogue(request: Request) -> Response:
    language = request.path_params["name"].split(".")[0]
    if language not in languages():
        raise HTTPException(404)
    present = request.url.path == catalogue_url(language)
    headers = {"Cache-Control": FOREVER if present else "no-cache"}
    return Response(contents(language), media_type="application/json", headers=headers)
