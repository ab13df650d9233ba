"""The networks that phones are on: how long everything takes, and how often it breaks."""

from random import Random

import msgspec


class Network(msgspec.Struct, frozen=True):
    """``delay_ms``: one way, from the best of phones to the worst. ``whole_seconds``: how long a
    connection lasts on the average. ``away_seconds``: until it is tried again. ``tunnels``: the
    share of breaks of which the server is told nothing. ``unanswered``: the share of ballots
    after which the connection breaks before the answer."""

    name: str
    delay_ms: tuple[float, float] = (0, 0)
    whole_seconds: float | None = None
    away_seconds: tuple[float, float] = (0, 0)
    tunnels: float = 0
    unanswered: float = 0

    def delay_seconds(self, dice: Random) -> float:
        """Of one phone; it lies rather near the best."""
        best, worst = self.delay_ms
        return dice.triangular(best, worst, best) / 1000


GOOD = Network("good")
PHONE = Network("phone", (15, 120), 240, (1, 8), tunnels=0.3, unanswered=0.01)
BAD = Network("bad", (60, 500), 45, (1, 15), tunnels=0.5, unanswered=0.1)
NETWORKS = {network.name: network for network in (GOOD, PHONE, BAD)}
