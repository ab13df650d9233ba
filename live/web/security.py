"""What protects every answer and every request: headers, origins and sizes."""

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from live.settings import Settings
from live.web.templates import page

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
PARTS_OF_PAGES = {"text/javascript", "text/css"}
SCHEMES = {"ws": "http", "wss": "https"}
YEAR_SECONDS = 365 * 24 * 3600
HOST = re.compile(r"[\w.-]+(:\d+)?|\[[\da-fA-F:.]+\](:\d+)?", re.ASCII)
FOR_PROGRAMS = "/c/"
"""Below it nothing depends on who a browser is, and whoever posts has no page."""
UPLOADS = re.compile(r"/s/[^/]+/captions/read", re.ASCII)
MOST_UPLOADED_BYTES = 34 * 1024 * 1024
"""A transcript, with the rest of its form."""
MOST_BODY_BYTES = 256 * 1024
"""The largest form is the host's; a frame may hold less (see ``live.wire``)."""


def same_origin(scope: Scope) -> bool:
    """Whether a request, or a socket's handshake, comes from a page of ours."""
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    if origin is None:
        return scope["type"] == "http" and headers.get("sec-fetch-site") in ("same-origin", "none")
    scheme = SCHEMES.get(scope["scheme"], scope["scheme"])
    settings: Settings = scope["app"].state.settings
    base = urlsplit(settings.base_url)
    ours = {f"{scheme}://{headers.get('host', '')}", f"{base.scheme}://{base.netloc}"}
    return origin.lower() in {one.lower() for one in ours}


def content_policy(settings: Settings, host: str) -> str:
    """The content security policy: our own files, no inline script or style, Trusted Types."""
    socket = f" {'wss' if settings.https else 'ws'}://{host}" if HOST.fullmatch(host) else ""
    ancestors = " ".join(settings.frame_ancestors) or "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            f"connect-src 'self'{socket}",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            f"frame-ancestors {ancestors}",
            "require-trusted-types-for 'script'",
            "trusted-types lit-html",
        )
    )


def protect(headers: MutableHeaders, scope: Scope) -> None:
    """Add the headers that every answer has, and those of everything that can be a page: they are
    longer than many a script, of which a page has dozens."""
    settings: Settings = scope["app"].state.settings
    headers["X-Content-Type-Options"] = "nosniff"
    if headers.get("content-type", "").partition(";")[0] in PARTS_OF_PAGES:
        return
    host = Headers(scope=scope).get("host", "")
    headers["Content-Security-Policy"] = content_policy(settings, host)
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
    headers.setdefault("Cache-Control", "no-store")
    if settings.https:
        headers["Strict-Transport-Security"] = f"max-age={YEAR_SECONDS}"


def bounded(receive: Receive, path: str) -> Receive:
    """Refuses with 413 to read on, where a body is larger than any of ours."""
    most = MOST_UPLOADED_BYTES if UPLOADS.fullmatch(path) else MOST_BODY_BYTES
    read = 0

    async def receiving() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > most:
            raise HTTPException(413)
        return message

    return receiving


def _changes_something(scope: Scope) -> bool:
    by_browser = not scope["path"].startswith(FOR_PROGRAMS)
    return by_browser and scope["method"] not in SAFE_METHODS


class Security:
    """Pure ASGI: checks the origin of what changes something, bounds it, and adds the headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                protect(MutableHeaders(scope=message), scope)
            await send(message)

        if _changes_something(scope) and not same_origin(scope):
            refusal = page(Request(scope), "message.html", 403, message="method")
            await refusal(scope, receive, with_headers)
            return
        await self.app(scope, bounded(receive, scope["path"]), with_headers)
