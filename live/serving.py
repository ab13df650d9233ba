"""The web server: uvicorn, set up for rooms full of sockets."""

import asyncio
import gc
import logging
import os
import socket
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from typing import Any

import uvicorn

from live import logs, wire
from live.settings import Settings
from live.web.transport import BACKLOG, Protocol, Requests

if sys.platform != "win32":
    import resource

PING_SECONDS = 20
SECONDS_TO_CLOSE = 2.0
"""How long browsers have to answer the goodbye."""

SECONDS_TO_FINISH = 5
"""How long requests have that are under way then."""

SECONDS_TO_END = 10
"""After so long, and the goodbyes, the process ends whatever it waits for. What was
acknowledged is on disk."""

COLLECT_AFTER = (50_000, 20, 20)
"""New objects before Python looks for cycles among them. A burst of commands makes many objects
and no cycle; looking as often as Python does by itself costs it a third of its time."""

logger = logging.getLogger(__name__)

LOOK_SECONDS = 0.05

Step = Callable[[], Awaitable[None]]


class Server(uvicorn.Server):
    """Says when it is ready, and lets the rooms finish before their connections are closed."""

    def __init__(
        self, config: uvicorn.Config, most_seconds: int, ready: Step, leaving: Step
    ) -> None:
        super().__init__(config)
        self._most_seconds = most_seconds
        self._ready = ready
        self._leaving = leaving

    async def startup(self, sockets: list[Any] | None = None) -> None:
        logs.note_faults_of_tasks(asyncio.get_running_loop())
        await super().startup(sockets)
        if self.started:
            await self._ready()

    async def shutdown(self, sockets: list[Any] | None = None) -> None:
        """Take nobody in any more, and let those who are here go: WebSockets first."""
        _end_in_any_case_after(self._most_seconds)
        for listening in (*self.servers, *(sockets or ())):
            listening.close()
        close = (b"connection", b"close")  # so that proxies send nothing more this way
        self.server_state.default_headers = [*self.server_state.default_headers, close]
        await self._leaving()
        await self._hang_up()
        await super().shutdown(sockets)

    async def _hang_up(self) -> None:
        """Wait for goodbyes to be answered, but not for long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(SECONDS_TO_CLOSE):
                while any(self._web_sockets()):  # noqa: ASYNC110  as uvicorn looks for the rest
                    await asyncio.sleep(LOOK_SECONDS)
        for web_socket in [*self._web_sockets()]:
            web_socket.transport.abort()

    def _web_sockets(self) -> Iterator[Protocol]:
        return (one for one in self.server_state.connections if isinstance(one, Protocol))


def serve(
    app: Any, listener: socket.socket, settings: Settings, ready: Step, leaving: Step
) -> None:
    """Serve what comes to a listening socket, until the process is told to stop."""
    logs.configure(settings.log_level, settings.log_format)
    gc.set_threshold(*COLLECT_AFTER)
    _allow_many_sockets()
    config = uvicorn.Config(
        app,
        workers=1,
        http=Requests,
        ws=Protocol,
        ws_max_size=wire.MOST_BYTES,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PING_SECONDS,
        # Every connection would compress the same frame for itself.
        ws_per_message_deflate=False,
        proxy_headers=False,  # live.web.traces does it
        server_header=False,
        lifespan="on",
        log_config=None,
        # Addresses hold the tokens of links, and who votes when is nobody's business.
        access_log=False,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
        backlog=BACKLOG,
    )
    most_seconds = settings.drain_seconds + SECONDS_TO_END
    with suppress(KeyboardInterrupt):
        Server(config, most_seconds, ready, leaving).run(sockets=[listener])


def _end_in_any_case_after(seconds: float) -> None:
    """A thread of its own: the event loop may be what hangs."""
    last = threading.Timer(seconds, _end)
    last.daemon = True
    last.start()


def _end() -> None:
    logger.error("Something would not end: the process ends without it.")
    os._exit(1)


def _allow_many_sockets() -> None:
    """As many as there may be: systems often begin with 1024 files, and each socket is one."""
    if sys.platform != "win32":
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        with suppress(OSError, ValueError):  # where "no limit" is more than there can be
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
