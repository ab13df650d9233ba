"""What can be told of a request without telling of anybody: an id, its route, how it ended."""

import logging
import re
from secrets import token_hex
from time import monotonic

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from live import metrics
from live.logs import request_id
from live.settings import Settings

HEADER = "X-Request-ID"
ID = re.compile(r"[\w.-]{8,64}", re.ASCII)
NOWHERE = "none"
SOCKETS = "/s/{code}/live"
SWITCHED, FORBIDDEN = 101, 403
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}

access = logging.getLogger("live.access")


class Senders:
    """Settles, once for each request and each socket, whose word on it is taken.

    A trusted proxy says where it comes from, and may give it an id. Afterwards nobody knows any
    more who has sent it, so both are done at the same place.
    """

    def __init__(self, settings: Settings) -> None:
        self._proxies = ProxyHeadersMiddleware(_nothing, list(settings.trusted_proxies))

    async def settle(self, scope: Scope, receive: Receive, send: Send) -> None:
        request_id.set(self._id(scope))
        await self._proxies(scope, receive, send)  # type: ignore[arg-type]

    def _id(self, scope: Scope) -> str:
        given = Headers(scope=scope).get(HEADER, "")
        sender = scope["client"][0] if scope.get("client") else None
        trusted = sender in self._proxies.trusted_hosts and ID.fullmatch(given)
        return given if trusted else token_hex(8)


async def _nothing(_scope: object, _receive: object, _send: object) -> None:
    """What lies behind a middleware that only has to change the scope."""


class Traces:
    """Pure ASGI, around all that answers requests: counts each, and names it in its answer."""

    def __init__(self, app: ASGIApp, senders: Senders) -> None:
        self.app = app
        self._senders = senders

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        await self._senders.settle(scope, receive, send)
        begun, status = monotonic(), 500  # of one that never begins to answer

        async def named_send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                named(MutableHeaders(scope=message))
            await send(message)

        try:
            await self.app(scope, receive, named_send)
        finally:
            _answered(scope, status, monotonic() - begun)


def _answered(scope: Scope, status: int, seconds: float) -> None:
    method = scope["method"] if scope["method"] in METHODS else "other"
    # The pattern of the address, never the address itself: it may hold a token.
    route = getattr(scope.get("route"), "path", NOWHERE)
    metrics.REQUEST_SECONDS.labels(route).observe(seconds)
    _count(scope, method, route, status, seconds)


def _count(scope: Scope, method: str, route: str, status: int, seconds: float = 0.0) -> None:
    metrics.REQUESTS.labels(method, route, status).inc()
    settings: Settings = scope["app"].state.settings
    if settings.access_log:
        told = {"method": method, "route": route, "status": status, "seconds": round(seconds, 3)}
        access.info("%s %s %d in %.3f s", *told.values(), extra={"fields": told})


def named(headers: MutableHeaders) -> None:
    """Say in an answer by which id the log tells of it."""
    headers[HEADER] = request_id.get()


def socket_accepted(scope: Scope) -> list[tuple[bytes, bytes]]:
    """Count a socket; the headers with which it is accepted."""
    _count(scope, "GET", SOCKETS, SWITCHED)
    return [(HEADER.lower().encode(), request_id.get().encode())]


def socket_refused(scope: Scope, status: int = FORBIDDEN) -> None:
    """Count one whose handshake is refused."""
    _count(scope, "GET", SOCKETS, status)
