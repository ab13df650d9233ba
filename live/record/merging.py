"""Groups and regions that are counted together because too few people are in them."""

from collections.abc import Sequence

from msgspec.structs import replace

from live.domain.disclosure import K
from live.record.apportionment import apportioned
from live.record.model import TOGETHER, Share

MINUTE_MS = 60_000


def merged(shares: Sequence[Share]) -> tuple[Share, ...]:
    """The same people in rows of at least K who took part, and of none or K who spoke; no row
    where that cannot be. Times are rounded to minutes, which add up to those of all: a sum could
    tell whose turns they are."""
    here = [share for share in shares if share.participants]
    ordered = sorted(here, key=lambda share: (_safe(share), share.participants, share.id))
    unsafe = sum(not _safe(share) for share in ordered)
    if not unsafe:
        return _rounded(here)
    for size in range(max(unsafe, 2), len(ordered) + 1):
        together = _together(ordered[:size])
        if _safe(together):
            kept = [share for share in here if share in ordered[size:]]
            return _rounded([*kept, together])
    return ()


def _safe(share: Share) -> bool:
    spoke = share.turns or share.of_order
    return share.participants >= K and (not spoke or share.speakers >= K)


def _together(shares: Sequence[Share]) -> Share:
    return Share(
        TOGETHER.join(sorted(share.id for share in shares)),
        participants=sum(share.participants for share in shares),
        speakers=sum(share.speakers for share in shares),
        turns=sum(share.turns for share in shares),
        of_order=sum(share.of_order for share in shares),
        spoken_ms=sum(share.spoken_ms for share in shares),
    )


def _rounded(shares: Sequence[Share]) -> tuple[Share, ...]:
    times = [share.spoken_ms for share in shares]
    minutes = apportioned(times, round(sum(times) / MINUTE_MS))
    return tuple(
        replace(share, spoken_ms=minute * MINUTE_MS)
        for share, minute in zip(shares, minutes, strict=True)
    )
