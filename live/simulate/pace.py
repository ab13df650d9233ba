"""Time and chance, as the simulated people know them."""

import asyncio
from random import Random

PATIENCE_SECONDS = 5.0
"""So long, at least, is waited for others whatever the pace: a busy machine is no crowd's fault."""


class Pace:
    """At speed 60 a minute of theirs takes a second of ours."""

    def __init__(self, speed: float = 1.0, seed: int | None = None) -> None:
        self.dice = Random(seed)
        self.speed = speed

    def now(self) -> float:
        """Seconds of theirs, from some moment on."""
        return asyncio.get_running_loop().time() * self.speed

    def real(self, seconds: float) -> float:
        """Seconds of ours."""
        return seconds / self.speed

    async def seconds(self, seconds: float) -> None:
        await asyncio.sleep(self.real(seconds))

    async def between(self, shortest: float, longest: float) -> None:
        """A while: rather short than long, as things are."""
        await self.seconds(self.span(shortest, longest))

    def span(self, shortest: float, longest: float) -> float:
        return self.dice.triangular(shortest, longest, shortest + (longest - shortest) / 3)

    def within(self, seconds: float) -> asyncio.Timeout:
        """TimeoutError after so many seconds of theirs."""
        return asyncio.timeout(self.real(seconds))

    def patient(self, seconds: float) -> asyncio.Timeout:
        """The same, for what other people have to do first."""
        return asyncio.timeout(max(self.real(seconds), PATIENCE_SECONDS))

    def chance(self, probability: float) -> bool:
        return self.dice.random() < probability
