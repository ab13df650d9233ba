"""How fast connections are taken in: after a cut of the network everybody comes at once."""

import asyncio
import math
from collections.abc import Callable
from time import monotonic

from starlette.types import Scope, Send

from live import metrics
from live.settings import Settings
from live.web.traces import socket_refused

LONGEST_SECONDS = 2.0
"""For so long somebody is kept waiting rather than sent away."""

BUSY = 503
REFUSAL = "websocket.http.response"
"""The extension of ASGI by which a handshake is answered like any request."""


class Admission:
    """A bucket of handshakes: ``burst`` at once, then ``per_second``. A few wait for their turn."""

    def __init__(
        self, burst: int, per_second: float, clock: Callable[[], float] = monotonic
    ) -> None:
        self._burst = burst
        self._per_second = per_second
        self._clock = clock
        self._left = float(burst)
        self._at = clock()

    def turn(self) -> float | None:
        """In how many seconds whoever has come now may come in; None: not for long enough."""
        now = self._clock()
        left = min(self._burst, self._left + (now - self._at) * self._per_second)
        wait = max(0.0, (1 - left) / self._per_second)
        if wait > LONGEST_SECONDS:
            return None
        self._left, self._at = left - 1, now
        return wait


def admission(settings: Settings) -> Admission:
    return Admission(settings.connect_burst, settings.connect_rate)


async def admitted(scope: Scope, send: Send) -> bool:
    """Wait for one's turn; whoever would wait too long is sent away, at no cost to others."""
    state = scope["app"].state
    turn = None if state.rooms.leaving else state.admission.turn()
    if turn is None:
        metrics.SENT_AWAY.inc()
        await _send_away(scope, send)
        return False
    if turn:
        await asyncio.sleep(turn)
    return True


async def _send_away(scope: Scope, send: Send) -> None:
    if REFUSAL not in scope.get("extensions", {}):
        await send({"type": "websocket.close"})
        return
    socket_refused(scope, BUSY)
    headers = [(b"retry-after", b"%d" % math.ceil(LONGEST_SECONDS)), (b"connection", b"close")]
    await send({"type": f"{REFUSAL}.start", "status": BUSY, "headers": headers})
    await send({"type": f"{REFUSAL}.body", "body": b""})
