"""The public address, seen from here: what answers there, and whether sockets get through."""

import asyncio
from collections.abc import AsyncIterator
from ipaddress import ip_address
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

from websockets.asyncio.client import connect
from websockets.exceptions import InvalidHandshake
from websockets.typing import Origin, Subprotocol

from live.checkup.findings import Finding, ok, warning, wrong
from live.settings import Settings

WHAT = "address"
PATIENCE_SECONDS = 5
NOBODYS = "22222222"
"""A code that no session has."""


async def look(settings: Settings) -> list[Finding]:
    found = [encrypted(settings)]
    status = await asyncio.to_thread(_status, f"{settings.base_url}/healthz")
    if status != 200:
        words = f"{settings.base_url} does not answer as a server does ({status})"
        return [*found, warning(WHAT, f"{words}: it is not running, or its name leads elsewhere.")]
    found.append(ok(WHAT, f"{settings.base_url} answers."))
    return [*found, *[one async for one in _behind(settings)]]


def local(settings: Settings) -> bool:
    """Whether it leads to this machine only."""
    host = urlsplit(settings.base_url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def encrypted(settings: Settings) -> Finding:
    """What the address alone tells."""
    if local(settings):
        return warning(
            WHAT, f"Links begin with {settings.base_url}, which is this machine: set LIVE_BASE_URL."
        )
    if not settings.https:
        return wrong(
            WHAT,
            f"{settings.base_url} is not https: badges cross the network in the clear. Put a proxy "
            "with TLS before the server.",
        )
    return ok(WHAT, f"Links begin with {settings.base_url}.")


async def _behind(settings: Settings) -> AsyncIterator[Finding]:
    """What only a server that answers can show."""
    refused = await _refused_socket(settings)
    if refused:
        yield wrong(
            WHAT, f"WebSockets do not get through ({refused}): let the proxy pass the upgrade on."
        )
    else:
        yield ok(WHAT, "WebSockets get through.")
    if not local(settings) and not settings.metrics_token and await _open_figures(settings):
        yield wrong(
            WHAT,
            "/metrics is open to whoever comes through the proxy: let it pass X-Forwarded-For "
            "and Host on, or set LIVE_METRICS_TOKEN.",
        )


async def _open_figures(settings: Settings) -> bool:
    return await asyncio.to_thread(_status, f"{settings.base_url}/metrics") == 200


def _status(url: str) -> int | str:
    """What is answered; in words where nothing is."""
    straight = build_opener(ProxyHandler({}))
    try:
        with straight.open(Request(url), timeout=PATIENCE_SECONDS) as answer:  # noqa: S310  http(s), see settings
            status: int = answer.status
            return status
    except HTTPError as refused:
        return refused.code
    except (URLError, OSError, ValueError) as fault:
        return str(getattr(fault, "reason", fault)) or type(fault).__name__


async def _refused_socket(settings: Settings) -> str:
    """Why no socket can be opened; empty if one can."""
    place = urlsplit(settings.base_url)
    origin = f"{place.scheme}://{place.netloc}"
    try:
        async with connect(
            f"{settings.base_url.replace('http', 'ws', 1)}/s/{NOBODYS}/live",
            origin=Origin(origin),
            subprotocols=[Subprotocol("live.v1")],
            open_timeout=PATIENCE_SECONDS,
            compression=None,
            proxy=None,
        ):
            return ""
    except (InvalidHandshake, OSError, TimeoutError) as fault:
        return str(fault) or type(fault).__name__
