"""Figures of what is live in a process that are taken from time to time."""

import asyncio
import logging
from collections import Counter
from typing import get_args

from live import metrics
from live.domain.life import Status
from live.room.rooms import Rooms
from live.store.inspection import Inspection

ROOMS_SECONDS = 1.0
DATABASE_SECONDS = 2.0

logger = logging.getLogger(__name__)


async def watch_rooms(rooms: Rooms) -> None:
    """Count, as long as the process serves, what is live in it."""
    while True:
        _count(rooms)
        await asyncio.sleep(ROOMS_SECONDS)


def _count(rooms: Rooms) -> None:
    here = rooms.here()
    statuses = Counter(room.session.life.status for room in here)
    for status in get_args(Status):
        metrics.SESSIONS.labels(status).set(statuses[status])
    metrics.INBOX.set(sum(room.waiting for room in here))
    metrics.BEHIND.set(sum(len(room.hub.behind) for room in here))
    metrics.BUS_UP.labels(rooms.bus.name).set(rooms.bus.sound)


async def watch_database(inspection: Inspection) -> None:
    """Note, as long as the process serves, whether the database answers; say when that changes."""
    answered = True
    while True:
        answers = await inspection.standing() is not None
        metrics.DATABASE_UP.set(answers)
        if answered and not answers:
            logger.warning(
                "the database does not answer; what is sent is refused, to be sent again"
            )
        elif answers and not answered:
            logger.warning("the database answers again")
        answered = answers
        await asyncio.sleep(DATABASE_SECONDS)
