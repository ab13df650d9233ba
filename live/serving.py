"""The web server: uvicorn, set up for rooms full of sockets."""

import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import uvicorn

from live.settings import Settings

INBOUND_BYTES = 64 * 1024
"""The largest frame that a browser may send."""

PING_SECONDS = 20
SECONDS_TO_FINISH = 10
"""How long commands in flight have, once the server was told to stop."""

Ready = Callable[[], Awaitable[None]]


class Server(uvicorn.Server):
    """Says when it is ready, which uvicorn only logs."""

    def __init__(self, config: uvicorn.Config, ready: Ready) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[Any] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            await self._ready()


def serve(app: Any, host: str, settings: Settings, ready: Ready) -> None:
    """Serve until the process is told to stop."""
    _configure_logging(settings.log_level)
    config = uvicorn.Config(
        app,
        host=host,
        port=settings.port,
        workers=1,
        ws="websockets-sansio",
        ws_max_size=INBOUND_BYTES,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PING_SECONDS,
        # Every connection would compress the same frame for itself.
        ws_per_message_deflate=False,
        proxy_headers=True,
        forwarded_allow_ips=list(settings.trusted_proxies),
        server_header=False,
        lifespan="on",
        log_config=None,
        # Addresses hold the tokens of links, and who votes when is nobody's business.
        access_log=False,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )
    with suppress(KeyboardInterrupt):
        Server(config, ready).run()


def _configure_logging(level: str) -> None:
    logging.basicConfig(
        level=level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    # At its lower levels uvicorn's logger shows frames, ballots among them.
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    logging.getLogger("uvicorn.error").addFilter(_says_something)


def _says_something(record: logging.LogRecord) -> bool:
    """A refused handshake is answered as it should be, and yet logged as an error."""
    return "without completing handshake" not in record.getMessage()
