"""What the session was: its facts, and the paragraph that says the whole in numbers."""

from collections.abc import Collection, Iterator, Sequence

from live.domain.actors import CHAIRS, Milliseconds, Role
from live.domain.masking import MASK
from live.domain.notes import Tag
from live.record.bidi import given
from live.record.document import Block, Facts, Paragraph
from live.record.model import Share
from live.record.speaking import Turn
from live.record.summary.exchanges import exchanges
from live.record.summary.requests import could_not_be_heard
from live.record.telling import Telling

NOTICEABLE_MS = 1000


def facts(tell: Telling) -> Iterator[Block]:
    """When, where, by whom, in which languages; before them a word if it is a preview."""
    record, words = tell.record, tell.words
    if not record.closed:
        text = words._("Preview: the session is not closed, and this may still change.")
        yield Paragraph(text)
    rows = [*_when(tell), (words._("Place"), words._("Virtual meeting"))]
    if record.host:
        rows.append((words._("Held by"), given(record.host)))
    rows += _staff(tell)
    if record.languages:
        named = words.listed([words.language_name(language) for language in record.languages])
        rows.append((words._("Languages"), named))
    if record.attended:
        rows.append((words._("Participants"), words.number(record.attended)))
    if not record.named:
        meaning = words._("{mark} stands where a name was withheld or erased", mark=MASK)
        rows.append((words._("Names"), meaning))
    yield Facts(tuple(rows))


def _staff(tell: Telling) -> Iterator[tuple[str, str]]:
    """Those who are named, of whoever ran the session and wrote it down."""
    words = tell.words
    titled: tuple[tuple[Collection[Role], str], ...] = (
        (CHAIRS, words._("Moderated by")),
        ({Role.RAPPORTEUR}, words._("Reported by")),
    )
    for roles, title in titled:
        people = [who for who in tell.record.people if who.role in roles and who.name]
        if people:
            yield title, words.listed([given(who.name) for who in people])


def _when(tell: Telling) -> Iterator[tuple[str, str]]:
    record, words = tell.record, tell.words
    at = record.starts_at if record.opened_at is None else record.opened_at
    if at is None:
        return
    yield words._("Date"), words.date(at)
    zone = words.zone_name(at)
    if record.opened_at is None:
        planned = words._("planned for {time}, {zone}", time=words.minute(at), zone=zone)
        yield words._("Time"), planned
        return
    held = tell.stretch(record.opened_at, record.closed_at)
    yield words._("Time"), words._("{time}, {zone}", time=held, zone=zone)
    yield words._("Duration"), _duration(tell)


def _duration(tell: Telling) -> str:
    record, words = tell.record, tell.words
    lasted = words.duration(record.lasted_ms)
    if record.breaks_ms < NOTICEABLE_MS:
        return lasted
    breaks = words.duration(record.breaks_ms)
    return words._("{duration}, of which {breaks} suspended", duration=lasted, breaks=breaks)


def overview(tell: Telling) -> Iterator[Block]:
    if tell.record.opened_at is None:
        yield Paragraph(tell.words._("The session has not been opened yet."))
        return
    sentences = [
        *_held(tell, tell.record.opened_at),
        _took_part(tell),
        *took_the_floor(tell, tell.record.turns, tell.record.spoken_ms),
        *_heard(tell),
    ]
    yield Paragraph(" ".join(sentences))
    if results := [*_polls(tell), *_noted(tell), *_asked(tell), *_written(tell), *_unheard(tell)]:
        yield Paragraph(" ".join(results))


def _held(tell: Telling, opened_at: Milliseconds) -> Iterator[str]:
    record, words = tell.record, tell.words
    title, date = given(record.title), words.date(opened_at)
    if record.host:
        yield words._(
            "“{title}” was held as a virtual meeting on {date} by {host}.",
            title=title,
            date=date,
            host=given(record.host),
        )
    else:
        yield words._("“{title}” was held as a virtual meeting on {date}.", title=title, date=date)
    start = words.minute(opened_at)
    if record.closed_at is None:
        yield words._("The session opened at {start}.", start=start)
        return
    yield words._(
        "The session opened at {start} and closed at {end}.",
        start=start,
        end=tell.minute(record.closed_at),
    )


def _took_part(tell: Telling) -> str:
    words, record = tell.words, tell.record
    n = record.attended
    participants = words.ngettext("{n} participant", "{n} participants", n)
    groups, regions = _present(record.by_group), _present(record.by_region)
    places = []
    if groups:
        places.append(words.ngettext("{n} stakeholder group", "{n} stakeholder groups", groups))
    if regions:
        places.append(words.ngettext("{n} region", "{n} regions", regions))
    if not places:
        return words._("{participants} took part.", participants=participants)
    return words._(
        "{participants} took part, from {places}.",
        participants=participants,
        places=words.listed(places),
    )


def _present(shares: Sequence[Share]) -> int:
    present = (share for share in shares if share.participants)
    return sum(1 for share in present for place in share.places if place)


def took_the_floor(tell: Telling, turns: Sequence[Turn], spoken_ms: Milliseconds) -> Iterator[str]:
    """How many spoke, how often and how long, if that is told; points of order are counted
    apart."""
    words = tell.words
    spoken = [turn for turn in turns if not turn.of_order]
    if spoken:
        yield _spoken(tell, spoken, spoken_ms)
    if of_order := len(turns) - len(spoken):
        yield words.ngettext(
            "{n} point of order was raised.", "{n} points of order were raised.", of_order
        )
    if not turns:
        yield words._("Nobody took the floor.")


def _spoken(tell: Telling, turns: Sequence[Turn], spoken_ms: Milliseconds) -> str:
    words, speakers = tell.words, tell.record.speakers(turns)
    interventions = words.ngettext("{n} intervention", "{n} interventions", len(turns))
    duration = words.duration(spoken_ms)
    if speakers is None and not spoken_ms:
        return words._("{interventions} in all.", interventions=interventions)
    if speakers is None:
        return words._(
            "{interventions} in all, lasting {duration}.",
            interventions=interventions,
            duration=duration,
        )
    return words._(
        "{speakers} made {interventions}, lasting {duration} in all.",
        speakers=words.ngettext("{n} speaker", "{n} speakers", speakers),
        interventions=interventions,
        duration=duration,
    )


def _heard(tell: Telling) -> Iterator[str]:
    words, by_group = tell.words, tell.record.by_group
    percents = words.percents([share.spoken_ms for share in by_group])
    told = zip(by_group, percents, strict=True)
    heard = [(share, percent) for share, percent in told if share.spoken_ms]
    if any(share.id for share, _ in heard):
        heard.sort(key=lambda one: -one[0].spoken_ms)
        shares = [
            words._(
                "{group} {percent}",
                group=tell.group(share.id),
                percent=percent,
            )
            for share, percent in heard
        ]
        yield words._(
            "The speaking time was shared as follows: {shares}.", shares=words.listed(shares)
        )


def _polls(tell: Telling) -> Iterator[str]:
    if polls := len(tell.record.polls):
        yield tell.words.ngettext("{n} poll was held.", "{n} polls were held.", polls)


def _noted(tell: Telling) -> Iterator[str]:
    words = tell.words
    n = {tag: _tagged(tell, tag) for tag in COUNTED}
    said = [
        words.ngettext("{n} decision", "{n} decisions", n["decision"]),
        words.ngettext("{n} action", "{n} actions", n["action"]),
        words.ngettext("{n} risk", "{n} risks", n["risk"]),
        words.ngettext("{n} key point", "{n} key points", n["point"]),
    ]
    counted = [text for text, tag in zip(said, COUNTED, strict=True) if n[tag]]
    if counted:
        yield words._("The rapporteurs noted {list}.", list=words.listed(counted))


COUNTED: tuple[Tag, ...] = ("decision", "action", "risk", "point")


def _tagged(tell: Telling, tag: Tag) -> int:
    return sum(1 for note in tell.record.notes if note.tag == tag)


def _asked(tell: Telling) -> Iterator[str]:
    words, record = tell.words, tell.record
    found = exchanges(tell, record.notes, record.turns)
    if not found:
        return
    yield words.ngettext("{n} question was asked.", "{n} questions were asked.", len(found))
    if still := sum(1 for one in found if not one.replies):
        yield words.ngettext("{n} stayed open.", "{n} stayed open.", still)


def _written(tell: Telling) -> Iterator[str]:
    if written := len(tell.record.written):
        yield tell.words.ngettext(
            "{n} statement came in writing.", "{n} statements came in writing.", written
        )


def _unheard(tell: Telling) -> Iterator[str]:
    unheard = len(tell.record.unheard)
    if unheard and tell.record.closed:
        yield could_not_be_heard(tell, unheard)
