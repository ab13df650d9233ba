"""Commands that wait for the writer, and whoever waits for their answers."""

import asyncio
from collections.abc import Iterable, Sequence
from time import monotonic

import msgspec

from live import metrics
from live.errors import LiveError, Unavailable
from live.room.submission import Answer, Done, Submission

MOST_IN_BATCH = 256


class Waiting(msgspec.Struct, frozen=True, eq=False):
    submission: Submission
    answer: "asyncio.Future[Done]"
    since: float


class Inbox:
    """First come, first written. Once closed it refuses what comes, to be sent again."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Waiting] = asyncio.Queue()
        self._closed = False

    def put(self, submission: Submission) -> "asyncio.Future[Done]":
        """The answer: a LiveError if the command is refused."""
        waiting = Waiting(submission, asyncio.get_running_loop().create_future(), monotonic())
        if self._closed:
            _resolve(waiting, Unavailable())
        else:
            self._queue.put_nowait(waiting)
        return waiting.answer

    def __len__(self) -> int:
        return self._queue.qsize()

    async def batch(self) -> Sequence[Waiting]:
        """All that wait, up to what fits into one transaction; at least one."""
        batch = [await self._queue.get()]
        while len(batch) < MOST_IN_BATCH and not self._queue.empty():
            batch.append(self._queue.get_nowait())
        return batch

    def answer(self, batch: Sequence[Waiting], answers: Iterable[Answer]) -> None:
        for waiting, answer in zip(batch, answers, strict=True):
            _resolve(waiting, answer)
            self._queue.task_done()

    def close(self) -> None:
        self._closed = True

    async def finished(self) -> None:
        """Wait until everything is answered."""
        await self._queue.join()

    def refuse_all(self) -> None:
        """Answer what waits as if it had come after the close."""
        while not self._queue.empty():
            self.answer([self._queue.get_nowait()], [Unavailable()])


def _resolve(waiting: Waiting, answer: Answer) -> None:
    refusal = answer if isinstance(answer, LiveError) else None
    metrics.answered(waiting.submission.name, refusal, monotonic() - waiting.since)
    if waiting.answer.done():  # whoever asked has gone
        return
    if isinstance(answer, LiveError):
        waiting.answer.set_exception(answer)
    else:
        waiting.answer.set_result(answer)
