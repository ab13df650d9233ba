"""How a record speaks of its people, places and items in one language."""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from live.domain.actors import Milliseconds, PersonId, Role
from live.domain.disclosure import Row
from live.domain.life import Place
from live.domain.notes import Tag
from live.domain.questions import PULSE, Option, Standard
from live.domain.queue import Kind
from live.record.bidi import given
from live.record.model import TOGETHER, Note, Person, Poll, Record
from live.record.speaking import Request, Turn
from live.record.words import NONE, Words


def N_(text: str) -> str:  # noqa: N802  gettext's own name for a text to be translated later
    return text


KINDS: dict[Kind, str] = {
    "statement": N_("Statement"),
    "question": N_("Question"),
    "reply": N_("Reply"),
    "point_of_order": N_("Point of order"),
}
TAGS: dict[Tag, str] = {
    "point": N_("Key point"),
    "decision": N_("Decision"),
    "action": N_("Action"),
    "question": N_("Question"),
    "quote": N_("Quote"),
    "risk": N_("Risk"),
}


OPTIONS: dict[Standard, str] = {
    "yes": N_("Yes"),
    "no": N_("No"),
    "agree": N_("Agree"),
    "unsure": N_("Not sure"),
    "disagree": N_("Disagree"),
    "abstain": N_("Abstain"),
    "no_position": N_("No position"),
    "not_my_mandate": N_("Not my mandate"),
}

UNNAMED: dict[Role, str] = {
    Role.PARTICIPANT: N_("a participant"),
    Role.MODERATOR: N_("a moderator"),
    Role.HOST: N_("a moderator"),
    Role.RAPPORTEUR: N_("a rapporteur"),
}
"""People, where their names are not told."""

Of = Literal["group", "region"]

APART = {"ltr": " · ", "rtl": "\N{RIGHT-TO-LEFT MARK} · \N{RIGHT-TO-LEFT MARK}"}
"""Between a title and a date, so that neither draws the other into its direction."""


class Telling:
    """A record, and the words to tell it in."""

    def __init__(self, record: Record, language: str) -> None:
        self.record = record
        self.words = Words(language, record.time_zone)
        self._groups = {place.id: place for place in record.groups}
        self._regions = {place.id: place for place in record.regions}

    def title(self) -> str:
        return given(self.record.title)

    def option(self, option: Option) -> str:
        """What somebody wrote, or in the reader's language what is the same in every poll."""
        if option.standard is None:
            return given(option.text)
        return self.words.said(OPTIONS[option.standard])

    def question(self, poll: Poll) -> str:
        return self.words._("Do you agree?") if poll.question == PULSE else given(poll.question)

    def voter(self, voter: PersonId) -> str:
        """A person, or an organisation that has voted as one."""
        if voter in self.record.person:
            return self.who(voter)
        known = self.record.organisations.get(voter)
        return given(known) if known else self.words._("An organisation")

    def name(self, person: PersonId) -> str:
        who = self.record.person[person]
        if not self.record.named:
            return self._unnamed(who)
        if who.name:
            return given(who.name)
        return self.words._("Not named") if who.guest else self.words._("Name not kept")

    def _unnamed(self, who: Person) -> str:
        if who.role is Role.PARTICIPANT and who.group:
            return self.words._("a representative of {group}", group=self.group(who.group))
        return self.words.said(UNNAMED.get(who.role, UNNAMED[Role.PARTICIPANT]))

    def speaker(self, person: PersonId) -> str:
        """The name, where a sentence tells of somebody who speaks or wishes to."""
        who = self.record.person[person]
        unknown = self.record.named and who.guest and not who.name
        return self.words._("Speaker not named") if unknown else self.name(person)

    def speakers(self, requests: Sequence[str]) -> str:
        """Whose requests these are."""
        found = map(self.record.request.__getitem__, requests)
        return self.words.listed([self.speaker(asked.person) for asked in found])

    def moderator(self, person: PersonId) -> str:
        """Who did something that moderators do."""
        known = person in self.record.person
        return self.name(person) if known else self.words._("A moderator")

    def rapporteur(self, person: PersonId) -> str:
        """Who wrote a note; unnamed it is a rapporteur, whoever of the staff it was."""
        named = self.record.named
        return self.name(person) if named else self.words.said(UNNAMED[Role.RAPPORTEUR])

    def organisation(self, person: PersonId) -> str:
        organisation = self.record.person[person].organisation
        return given(organisation) if organisation else NONE

    def group_of(self, person: PersonId) -> str:
        return self.group(self.record.person[person].group)

    def who(self, person: PersonId) -> str:
        """Name, and in brackets organisation and group, as far as they are known and told."""
        name, about = self.speaker(person), self.about(person)
        return f"{name} ({about})" if about else name

    def about(self, person: PersonId) -> str:
        who = self.record.person[person]
        if not self.record.named:
            return ""
        known = [given(who.organisation)] if who.organisation else []
        known += [self.group(who.group)] if who.group else []
        return self.words._(", ").join(known)

    def group(self, group: str) -> str:
        """One group, or several that are counted together."""
        return self._named_places(self._groups, group)

    def region(self, region: str) -> str:
        return self._named_places(self._regions, region)

    def _named_places(self, places: dict[str, Place], named: str) -> str:
        if named in places or TOGETHER not in named:
            return self._place(places.get(named), named)
        names = [self._place(places.get(one), one) for one in named.split(TOGETHER)]
        return self.words._("{places}, together", places=self.words.listed(names))

    def places(self, ids: Sequence[str], of: Of) -> str:
        """One group or region, or several as one line of a break-down."""
        name = self.group if of == "group" else self.region
        return self.words.listed([name(place) for place in sorted(ids, key=self._place_in(of))])

    def ordered(self, rows: Sequence[Row], of: Of) -> list[Row]:
        """Rows of a break-down in the host's order of groups or regions."""
        return sorted(rows, key=lambda row: min(map(self._place_in(of), row.ids)))

    def _place_in(self, of: Of) -> Callable[[str], int]:
        order = list(self._groups if of == "group" else self._regions)
        return lambda place: order.index(place) if place in order else len(order)

    def _place(self, place: Place | None, otherwise: str) -> str:
        if place is None:
            return given(otherwise) if otherwise else self.words._("Not stated")
        said = self.words.said(place.name)
        return given(said) if said == place.name else said

    def item(self, item: str) -> str:
        found = self.record.item[item]
        return f"{self.words.number(found.nr)}. {given(found.title)}"

    def kind(self, kind: Kind) -> str:
        return self.words.said(KINDS[kind])

    def sort(self, asked: Turn | Request) -> str:
        """Such as “Point of order (procedure)”."""
        kind, category = self.kind(asked.kind), asked.category
        if not category:
            return kind
        return self.words._("{kind} ({category})", kind=kind, category=given(category))

    def subject(self, asked: Turn | Request) -> str:
        """Such as “Question: costs”."""
        said, about = self.sort(asked), asked.about
        return self.words._("{kind}: {about}", kind=said, about=given(about)) if about else said

    def turnout(self, poll: Poll) -> str:
        """Of a poll that is counted."""
        voters, eligible = poll.voters or 0, poll.eligible or 0
        return self.words._(
            "{voters} of {eligible} voted ({percent}).",
            voters=self.words.number(voters),
            eligible=self.words.number(eligible),
            percent=self.words.percent(voters, eligible),
        )

    def votes(self, count: int, voters: int) -> str:
        """Such as “12 (60%)”; the base is those who voted."""
        if not voters:
            return self.words.number(count)
        return self.words._(
            "{count} ({percent})",
            count=self.words.number(count),
            percent=self.words.percent(count, voters),
        )

    def tag(self, tag: Tag) -> str:
        return self.words.said(TAGS[tag])

    def owner(self, note: Note) -> str:
        """Who is to do what was agreed; empty where nobody is named."""
        if note.owner is not None:
            return self.name(note.owner)
        return given(note.owner_text) if note.owner_text else ""

    def task(self, note: Note) -> str:
        """Such as “Amara Diallo, by 12 March 2027”; empty where neither was said."""
        owner = self.owner(note)
        if note.due is None:
            return owner
        date = self.words.calendar(note.due)
        if not owner:
            return self.words._("by {date}", date=date)
        return self.words._("{owner}, by {date}", owner=owner, date=date)

    def minute(self, at: Milliseconds) -> str:
        """The time of day, with the date where it is not the day of the opening."""
        began = self.record.opened_at
        same_day = began is None or self.words.day(at) == self.words.day(began)
        return self.words.minute(at) if same_day else self.words.date_minute(at)

    def stretch(self, start: Milliseconds, end: Milliseconds | None) -> str:
        """Such as “14:05–14:31”, “since 14:05”, or “14:05” if it began and ended in that minute."""
        if end is None:
            return self.words._("since {time}", time=self.minute(start))
        if self.same_minute(start, end):
            return self.minute(start)
        return f"{self.minute(start)}–{self.minute(end)}"

    def same_minute(self, one: Milliseconds, other: Milliseconds) -> bool:
        return self.words.date_minute(one) == self.words.date_minute(other)

    def host(self) -> str:
        return given(self.record.host) if self.record.host else ""

    def running(self) -> str:
        """On every page: the session, and the day it was held or is planned for."""
        record = self.record
        at = record.starts_at if record.opened_at is None else record.opened_at
        date = [] if at is None else [self.words.day_of_month(at)]
        return APART[self.words.direction].join([self.title(), *date])

    def foot(self) -> str:
        """What made the document, of which session, and when; if it is final, the proof of it."""
        return " ".join([self._made(), *self._final()])

    def _final(self) -> Iterator[str]:
        record, words = self.record, self.words
        if record.fingerprint is not None and record.version is not None:
            yield words._(
                "Final version {nr}. Fingerprint (SHA-256): {digest}",
                nr=words.number(record.version),
                digest=record.fingerprint,
            )
        elif record.version is not None:
            yield words._("Version {nr}.", nr=words.number(record.version))

    def _made(self) -> str:
        words, at = self.words, self.record.made_at
        return words._(
            "Made by Plenary on {date} at {time}, {zone}, from the journal of session {code}.",
            date=words.date(at),
            time=words.minute(at),
            zone=words.zone_name(at),
            code=given(shown(self.record.code)),
        )


def shown(code: str) -> str:
    """The session's code as people write it: ``XXXX-XXXX``."""
    return f"{code[:4]}-{code[4:]}"
