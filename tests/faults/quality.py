"""How good a network is."""

from math import inf

import msgspec

BYTES_PER_KBIT = 125


class Quality(msgspec.Struct, frozen=True, kw_only=True):
    """Each way; ``loss`` is a share of the packets. As it comes, nothing is wrong with it."""

    round_trip_s: float = 0.0
    jitter_s: float = 0.0
    loss: float = 0.0
    kbit_s: float = inf

    def seconds(self, size: int) -> float:
        """How long so many bytes take to pass the narrowest place."""
        return size / (self.kbit_s * BYTES_PER_KBIT)


PERFECT = Quality()
BAD = Quality(round_trip_s=0.2, jitter_s=0.05, loss=0.02, kbit_s=1000)
