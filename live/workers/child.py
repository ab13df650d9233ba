"""One of several workers: serves on a socket that it was given (see ``live.workers.parent``)."""

import asyncio
import os
import signal
import socket
import sys
from contextlib import suppress

from live import serving, wire
from live.app import create_app
from live.settings import read_settings
from live.workers.process import READY, REPLACED


class Line:
    """To the parent: says that this worker is ready, and hears when it is to go."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._line.setblocking(False)
        self.within_ms = wire.RECONNECT_WITHIN_MS

    async def ready(self) -> None:
        with suppress(OSError):  # the parent is gone, which is heard at once
            self._line.send(READY)
        asyncio.get_running_loop().add_reader(self._line, self._hear)

    def _hear(self) -> None:
        asyncio.get_running_loop().remove_reader(self._line)
        if self._said() == REPLACED:
            self.within_ms = wire.COME_OVER_WITHIN_MS
        os.kill(os.getpid(), signal.SIGTERM)  # also if the parent has gone

    def _said(self) -> bytes:
        try:
            return self._line.recv(len(REPLACED))
        except OSError:
            return b""


def main(port: int, listener: int, line: int) -> None:
    """``listener`` and ``line``: the numbers of files that the parent has opened."""
    settings = read_settings(port=port)
    app = create_app(settings)
    parent = Line(socket.socket(fileno=line))

    async def leaving() -> None:
        await app.state.rooms.farewell(settings.drain_seconds, parent.within_ms)

    serving.serve(app, socket.socket(fileno=listener), settings, parent.ready, leaving)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
