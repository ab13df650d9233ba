"""Redis, where it is used: whether it answers, quickly, and lets messages through."""

from collections.abc import Iterator
from time import monotonic
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError, ResponseError

from live.checkup.findings import Finding, ok, warning, wrong
from live.settings import Settings

WHAT = "redis"
PATIENCE_SECONDS = 3
SLOW_SECONDS = 0.02
OLDEST = 5
LITTLE_BYTES = 8 << 20
BUFFERS = "client-output-buffer-limit"


async def look(settings: Settings) -> list[Finding]:
    if settings.redis_url is None:
        return [_none(settings.workers)]
    client: Redis = Redis.from_url(
        settings.redis_url,
        socket_timeout=PATIENCE_SECONDS,
        socket_connect_timeout=PATIENCE_SECONDS,
    )
    try:
        return [*_told(await client.info(), await _seconds(client), await _buffers(client))]
    except (RedisError, OSError, ValueError) as fault:
        return [wrong(WHAT, f"It does not answer: {' '.join(str(fault).split())}")]
    finally:
        await client.aclose()


def _none(workers: int) -> Finding:
    if workers > 1:
        return wrong(WHAT, f"{workers} workers need it: set LIVE_REDIS_URL.")
    return ok(WHAT, "None is set, and one worker needs none.")


async def _seconds(client: Redis) -> float:
    await client.ping()
    begun = monotonic()
    await client.ping()
    return monotonic() - begun


async def _buffers(client: Redis) -> str:
    """The limits for those who listen; empty where nobody may ask."""
    try:
        found = await client.config_get(BUFFERS)
    except ResponseError:
        return ""
    return found.get(BUFFERS) or ""


def _told(info: dict[str, Any], seconds: float, buffers: str) -> Iterator[Finding]:
    version = str(info.get("redis_version", "0"))
    yield ok(WHAT, f"Version {version} answers in {seconds * 1000:.1f} ms.")
    if int(version.split(".", maxsplit=1)[0]) < OLDEST:
        yield warning(WHAT, f"Versions before {OLDEST} were not tried.")
    if seconds > SLOW_SECONDS:
        yield warning(WHAT, "That is slow: what one worker writes, others show as much later.")
    if info.get("role") == "slave":
        yield wrong(WHAT, "It is a replica, on which nothing can be written.")
    yield from _room(buffers)


def _room(buffers: str) -> Iterator[Finding]:
    words = buffers.split()
    if "pubsub" not in words:
        return
    hard = int(words[words.index("pubsub") + 1])
    if 0 < hard < LITTLE_BYTES:
        yield warning(
            WHAT,
            f"It cuts a worker off that has {hard} bytes to read: raise "
            f'{BUFFERS} to "pubsub 32mb 8mb 60".',
        )
