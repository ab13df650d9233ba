"""What protects every answer and every request: headers, origins and sizes."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from live.settings import Settings

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
SCHEMES = {"ws": "http", "wss": "https"}
YEAR_SECONDS = 365 * 24 * 3600


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
    socket = ("wss://" if settings.https else "ws://") + host
    ancestors = " ".join(settings.frame_ancestors) or "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            f"connect-src 'self' {socket}",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            f"frame-ancestors {ancestors}",
            "require-trusted-types-for 'script'",
            "trusted-types lit-html",
        )
    )


class Security:
    """Pure ASGI: checks the origin of what changes something, and adds the headers."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), scope)
            await send(message)

        if scope["method"] not in SAFE_METHODS and not same_origin(scope):
            refusal = PlainTextResponse("This request came from another site.", 403)
            await refusal(scope, receive, with_headers)
            return
        await self.app(scope, receive, with_headers)

    def _add(self, headers: MutableHeaders, scope: Scope) -> None:
        host = Headers(scope=scope).get("host", "")
        headers["Content-Security-Policy"] = content_policy(self.settings, host)
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
        headers.setdefault("Cache-Control", "no-store")
        if self.settings.https:
            headers["Strict-Transport-Security"] = f"max-age={YEAR_SECONDS}"
