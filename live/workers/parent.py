"""The parent of workers: starts and keeps them, replaces them one by one, lets all go together.

Each worker has a listening socket of its own, and the kernel gives each its part of the newcomers:
of one socket for all, the worker that wakes first takes most. The parent holds the sockets too. So
who waits to be accepted is not lost when a worker is replaced: the next one takes the socket over.
Of a worker that died the socket is closed, so that nobody waits where nobody serves.
"""

import asyncio
import logging
import signal
import socket
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from live import metrics
from live.serving import SECONDS_TO_END
from live.settings import Settings
from live.web.transport import bound
from live.workers.process import PROGRAM, Worker, begin

MOST_IN_VAIN = 5
"""Starts in a row, of which none became ready, before all is given up."""

STEADY_SECONDS = 10
LONGEST_PAUSE = 5.0
SPARE_SECONDS = 2

logger = logging.getLogger(__name__)


class GaveUp(Exception):
    """The workers do not become ready."""

    def __init__(self) -> None:
        super().__init__(
            f"{MOST_IN_VAIN} workers in a row did not become ready. What they say is above."
        )


class Place:
    """Where one worker serves, then the next."""

    def __init__(self) -> None:
        self.listener: socket.socket | None = None
        self.worker: Worker
        self.filled = asyncio.Event()
        self.changing = asyncio.Lock()

    def leave(self) -> None:
        """Send nobody here any more."""
        if self.listener:
            self.listener.close()

    def fill(self, worker: Worker) -> None:
        self.worker = worker
        self.filled.set()


class Workers:
    """As many workers as the settings say, on one port."""

    def __init__(self, settings: Settings, host: str, program: Sequence[str] = PROGRAM) -> None:
        self._settings = settings
        self._host = host
        self._program = program
        self._places = [Place() for _ in range(settings.workers)]
        self._running: set[Worker] = set()
        self._in_vain = 0
        self._stopping = asyncio.Event()
        self._renewing = asyncio.Event()

    async def run(self, ready: Callable[[], Awaitable[None]]) -> None:
        """Serve until the process is told to stop; GaveUp if the workers cannot."""
        self._listen_to_signals()
        with TemporaryDirectory(prefix="plenary-figures-") as folder:
            self._figures = Path(folder)
            work = (*map(self._keep, self._places), self._serve(ready), self._told_to_stop())
            tasks = [asyncio.create_task(one) for one in work]
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._let_go()
        for task in done:
            task.result()  # raises what made an end of it

    def _listen_to_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for told in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(told, self._stop)
        loop.add_signal_handler(signal.SIGHUP, self._renewing.set)

    def _stop(self) -> None:
        if self._stopping.is_set():  # told twice
            for worker in self._running:
                worker.kill()
        self._stopping.set()

    async def _told_to_stop(self) -> None:
        await self._stopping.wait()

    async def _serve(self, ready: Callable[[], Awaitable[None]]) -> None:
        for place in self._places:
            await place.filled.wait()
        await ready()
        while True:
            await self._renewing.wait()
            self._renewing.clear()
            await self._renew()

    async def _let_go(self) -> None:
        """Tell all workers to stop, and end those that do not."""
        for place in self._places:
            place.leave()
        for worker in self._running:
            worker.terminate()
        if ending := [worker.ended for worker in self._running]:
            most = self._settings.drain_seconds + SECONDS_TO_END + SPARE_SECONDS
            await asyncio.wait(ending, timeout=most)
        for worker in self._running:
            worker.kill()
        await asyncio.gather(*(worker.ended for worker in self._running))

    # One place

    async def _keep(self, place: Place) -> None:
        """Have a worker in a place, whatever becomes of it."""
        place.fill(await self._another(place, 0))
        pause = 0.0
        while True:
            worker = place.worker
            code = await asyncio.shield(worker.ended)
            async with place.changing:
                if worker is not place.worker:
                    continue  # it was replaced
                quick = monotonic() - worker.began < STEADY_SECONDS
                pause = min(LONGEST_PAUSE, max(0.25, 2 * pause)) if quick else 0.0
                logger.warning("Worker %s ended (%s); another is started", worker.pid, _why(code))
                place.leave()
                place.fill(await self._another(place, pause))

    async def _another(self, place: Place, pause: float) -> Worker:
        """A worker that is ready, after as many attempts as it takes."""
        while True:
            await asyncio.sleep(pause)
            place.listener = bound(self._host, self._settings.port, beside_others=True)
            worker = await self._begin(place)
            if await worker.becomes_ready():
                self._in_vain = 0
                return worker
            place.leave()
            self._in_vain += 1
            if self._in_vain >= MOST_IN_VAIN:
                raise GaveUp
            pause = min(LONGEST_PAUSE, 0.25 * 2**self._in_vain)

    async def _renew(self) -> None:
        """Replace the workers one by one: the next is ready before the one before it goes."""
        logger.info("The workers are replaced, one after the other")
        for place in self._places:
            async with place.changing:
                worker = await self._begin(place)
                if not await worker.becomes_ready():
                    logger.error("A new worker does not become ready; the others stay as they are")
                    return
                before = place.worker
                place.fill(worker)
            before.replace()
            await asyncio.shield(before.ended)
        logger.info("All workers were replaced")

    async def _begin(self, place: Place) -> Worker:
        assert place.listener
        worker = await begin(place.listener, self._settings.port, self._figures, self._program)
        self._running.add(worker)
        worker.ended.add_done_callback(lambda _: self._forget(worker))
        return worker

    def _forget(self, worker: Worker) -> None:
        self._running.discard(worker)
        metrics.forget_worker(worker.pid, self._figures)


def _why(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
