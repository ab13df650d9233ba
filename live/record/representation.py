"""Who was represented: participants and speaking time by group and by region."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from live.domain.life import Place
from live.record.model import Person, Share
from live.record.speaking import Turn


def shares(
    places: Sequence[Place],
    participants: Sequence[Person],
    turns: Sequence[Turn],
    key: Callable[[Person], str],
) -> tuple[Share, ...]:
    """A share for each place that the session offers, then for those who said none of them."""
    members: dict[str, list[Person]] = defaultdict(list)
    for who in participants:
        members[key(who)].append(who)
    of_person: dict[str, list[Turn]] = defaultdict(list)
    for turn in turns:
        of_person[turn.person].append(turn)
    offered = [place.id for place in places]
    others = sorted(set(members) - set(offered))
    return tuple(_share(place, members[place], of_person) for place in (*offered, *others))


def _share(place: str, members: Sequence[Person], of_person: dict[str, list[Turn]]) -> Share:
    all_turns = [turn for who in members for turn in of_person[who.id]]
    turns = [turn for turn in all_turns if not turn.of_order]
    return Share(
        place,
        participants=len(members),
        speakers=len({turn.person for turn in turns}),
        turns=len(turns),
        of_order=len(all_turns) - len(turns),
        spoken_ms=sum(turn.spoken_ms for turn in turns),
    )
