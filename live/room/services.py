"""What every room of a worker goes by."""

from dataclasses import dataclass, field

from live.room.bus import Bus, LocalBus
from live.room.clock import Clock
from live.room.company import Alone, Company
from live.store.database import Database


@dataclass(frozen=True)
class Services:
    """By itself for a worker that is alone."""

    database: Database
    clock: Clock = field(default_factory=Clock)
    bus: Bus = field(default_factory=LocalBus)
    company: Company = field(default_factory=Alone)
