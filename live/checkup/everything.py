"""All checks, in the order in which one would mend what they find."""

import asyncio

from live.checkup import address, database, folders, machine, redis
from live.checkup import settings as of_settings
from live.checkup.findings import Finding
from live.settings import Settings


async def look(settings: Settings, unknown: list[str], phones: int) -> list[Finding]:
    """``phones``: how many are expected at once."""
    own = asyncio.to_thread(folders.look, settings)
    asked = await asyncio.gather(
        database.look(settings), redis.look(settings), own, address.look(settings)
    )
    of_database, of_redis, of_folders, of_address = asked
    return [
        *of_settings.look(settings, unknown),
        *of_database,
        *of_redis,
        *of_folders,
        *machine.look(phones, settings.workers),
        *of_address,
    ]
