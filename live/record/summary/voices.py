"""Who said something: by name where the record is attributed, else as many of a group."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from live.domain.actors import PersonId
from live.record.bidi import given
from live.record.document import Block, Facts, Paragraph
from live.record.speaking import Turn
from live.record.telling import N_, Telling

FEW, SEVERAL = 3, 6
"""The most speakers that are a few, and that are several."""

QUANTIFIERS = {
    "one": N_("one speaker"),
    "few": N_("a few speakers"),
    "several": N_("several speakers"),
    "many": N_("many speakers"),
    "most": N_("most speakers"),
}


def voice(tell: Telling, person: PersonId | None) -> str:
    """Of one person: the name with what is known, or the group; nothing where that is not said."""
    if person is None:
        return ""
    if tell.record.named:
        return tell.who(person)
    group = tell.record.person[person].group
    return tell.group(group) if group else ""


def speakers(turns: Sequence[Turn]) -> list[PersonId]:
    """Each once, in the order in which they first spoke."""
    return list(dict.fromkeys(turn.person for turn in turns if not turn.of_order))


def by_group(tell: Telling, people: Sequence[PersonId]) -> dict[str, list[PersonId]]:
    """In the host's order of groups; those who stated none come last."""
    found: dict[str, list[PersonId]] = defaultdict(list)
    for person in dict.fromkeys(people):
        found[tell.record.person[person].group].append(person)
    order = [share.id for share in tell.record.by_group]
    known = sorted(
        found,
        key=lambda group: (
            not group,
            group not in order,
            order.index(group) if group in order else 0,
        ),
    )
    return {group: found[group] for group in known}


def step(speakers: int, whole: int) -> str:
    """On the ladder of quantifiers: of so many who spoke, so many distinct speakers."""
    if speakers == 1:
        return "one"
    if speakers >= FEW and speakers * 2 > whole:
        return "most"
    if speakers <= FEW:
        return "few"
    return "several" if speakers <= SEVERAL else "many"


def quantity(tell: Telling, speakers: int, whole: int) -> str:
    return tell.words.said(QUANTIFIERS[step(speakers, whole)])


def roll(tell: Telling, turns: Sequence[Turn]) -> Iterator[Block]:
    """Who spoke, by name; many of them by stakeholder group. Without names how many of each."""
    words, heard = tell.words, speakers(turns)
    if not heard or not tell.record.grouped:
        return
    groups = by_group(tell, heard)
    if not tell.record.named:
        listed = [
            words._("{group} ({n})", group=tell.group(group), n=words.number(len(people)))
            for group, people in groups.items()
        ]
        if any(groups):
            yield Paragraph(
                words._("Speakers by stakeholder group: {groups}.", groups=words.listed(listed))
            )
    elif len(heard) > AT_A_GLANCE and any(groups):
        of_group = words._("; ").join
        rows = [
            (tell.group(group), of_group(_of_organisation(tell, person) for person in people))
            for group, people in groups.items()
        ]
        yield Facts(tuple(rows))
    else:
        names = words._("; ").join(map(tell.who, heard))
        yield Paragraph(words._("Speakers: {names}.", names=names))


AT_A_GLANCE = 6
"""The most speakers that are listed in one sentence."""


def _of_organisation(tell: Telling, person: PersonId) -> str:
    who = tell.record.person[person]
    if not who.organisation:
        return tell.speaker(person)
    return tell.words._(
        "{name} ({organisation})", name=tell.speaker(person), organisation=given(who.organisation)
    )
