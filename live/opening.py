"""`plenary serve`: by one process or by several, and what is said once they are ready."""

import asyncio
import signal
import socket
import sys
from collections.abc import Callable

from live import logs, office, safekeeping, serving
from live.app import create_app
from live.office import Office
from live.record import fonts
from live.settings import Settings
from live.web.transport import listen
from live.workers.parent import Workers

LOOPBACK = "127.0.0.1"

Say = Callable[[str], None]


class CannotServe(Exception):
    """Something is missing; the message says what to do."""


class Opening:
    """How a server begins, and with which words."""

    def __init__(self, settings: Settings, host: str, new_link: bool, say: Say) -> None:
        self._settings = settings
        self._host = host
        self._new_link = new_link
        self._say = say

    def serve(self) -> None:
        """Serve until told to stop. CannotServe before it begins, GaveUp where workers fail."""
        if self._settings.workers > 1:
            self._by_several()
        else:
            self._alone()

    def _alone(self) -> None:
        app = create_app(self._settings)

        async def ready() -> None:
            await self._announce(Office(self._settings, app.state.rooms))

        async def leaving() -> None:
            await app.state.rooms.farewell(self._settings.drain_seconds)

        if sys.platform != "win32":  # there is nobody to go on meanwhile, but a goodbye is said
            signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))
        serving.serve(app, self._listen(), self._settings, ready, leaving)

    def _listen(self) -> socket.socket:
        try:
            return listen(self._host, self._settings.port)
        except OSError as taken:
            where = f"{self._host}:{self._settings.port}"
            raise CannotServe(f"Cannot listen on {where}: {taken}") from None

    def _by_several(self) -> None:
        self._check()
        self._listen().close()  # sockets of workers would go beside those of another server
        logs.configure(self._settings.log_level, self._settings.log_format)
        if self._settings.sqlite_file:
            safekeeping.bring_up_to_date(self._settings)

        async def ready() -> None:
            await office.visit(self._settings, self._announce)

        asyncio.run(Workers(self._settings, self._host).run(ready))

    def _check(self) -> None:
        if sys.platform == "win32":
            raise CannotServe("Several workers need a Unix system; serve with --workers 1.")
        if self._settings.redis_url is None:
            raise CannotServe(
                f"{self._settings.workers} workers (--workers or WEB_CONCURRENCY) need Redis, by "
                "which they tell each other what happened: set LIVE_REDIS_URL."
            )

    async def _announce(self, desk: Office) -> None:
        wanted = self._new_link or not await desk.has_host_link()
        link = await desk.new_host_link() if wanted else None
        self._say(f"Plenary is ready at {self._settings.base_url}")
        if unwritten := fonts.complaint():
            self._say(unwritten)
        if link:
            self._say(f"The host's link: {link}")
        if not self._settings.https and self._host != LOOPBACK:
            self._say("Served without https: badges cross the network in the clear.")
        if self._settings.workers > 1 and self._settings.sqlite_file:
            self._say("Several workers take turns at one SQLite file; PostgreSQL is made for them.")
