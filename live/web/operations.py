"""``/healthz``, ``/readyz`` and ``/metrics``: for whoever watches over the server."""

import hmac
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from live import metrics
from live.settings import Settings
from live.web import readiness
from live.web.found import rooms_of

FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
"""Headers of a proxy: who stands behind it may be anybody."""


async def healthz(_: Request) -> Response:
    """The process answers."""
    return PlainTextResponse("ok")


async def readyz(request: Request) -> Response:
    """200 if it can serve sessions, else 503; with a line for each thing that was looked at."""
    checks = await readiness.checks(rooms_of(request), request.app.state.inspection)
    ready = readiness.ready(checks)
    return PlainTextResponse(readiness.told(checks), 200 if ready else 503)


async def figures(request: Request) -> Response:
    """The figures of all workers together, for those who may see them."""
    settings: Settings = request.app.state.settings
    if settings.metrics_token:
        if not _knows(request, settings.metrics_token):
            return PlainTextResponse("a token is needed", 401, {"WWW-Authenticate": "Bearer"})
    elif not _near(request, settings):
        return PlainTextResponse("only from this network, or with LIVE_METRICS_TOKEN set", 403)
    text = await run_in_threadpool(metrics.exposition)
    return Response(text, media_type=metrics.CONTENT_TYPE)


def _knows(request: Request, token: str) -> bool:
    given = request.headers.get("authorization", "")
    return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())


def _near(request: Request, settings: Settings) -> bool:
    """Whether it comes from this machine or a private network, and from nobody behind a proxy."""
    if any(name in request.headers for name in FORWARDED):
        return False
    asked, public = urlsplit(f"//{request.headers.get('host', '')}"), urlsplit(settings.base_url)
    if settings.https and asked.hostname == public.hostname:
        return False
    try:
        return ip_address(request.client.host if request.client else "").is_private
    except ValueError:
        return False
