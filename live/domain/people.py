"""The people of a session: who is here, in which role, group and region.

Names and organisations are not here and not in any event: they stand in the
directory, so that they can be corrected or erased without touching the log.
"""

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet

import msgspec
from msgspec.structs import replace

from live.domain import text
from live.domain.actors import CHAIRS, Ask, Milliseconds, PersonId, Role
from live.errors import Invalid, NotAllowed, NotFound


class PeopleCommand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be asked about people."""


class Join(PeopleCommand, frozen=True, tag="person.join"):
    """Come in; the server asks it for whoever filled in the form. The actor is the newcomer."""

    role: Role
    name: str
    organisation: str = ""
    group: str = ""
    region: str = ""


class EditPerson(PeopleCommand, frozen=True, tag="person.edit"):
    """Correct one's own details; a moderator may correct another ``person``'s."""

    person: PersonId | None = None
    name: str | None = None
    organisation: str | None = None
    group: str | None = None
    region: str | None = None


class Leave(PeopleCommand, frozen=True, tag="person.leave"):
    """Go; what one said and voted stays."""


class RemovePerson(PeopleCommand, frozen=True, tag="person.remove"):
    """Send somebody out; their badges are void at once."""

    person: PersonId


class PersonEvent(msgspec.Struct, frozen=True, tag_field="type"):
    """What has happened to the list of people."""

    person: PersonId


class PersonJoined(PersonEvent, frozen=True, tag="person.joined"):
    """Somebody is here, for the first time or again after having left."""

    role: Role
    group: str
    region: str
    at: Milliseconds


class PersonAdded(PersonEvent, frozen=True, tag="person.added"):
    """A moderator put somebody into the queue, or noted as a speaker, who has not joined."""

    group: str
    region: str
    at: Milliseconds


class PersonEdited(PersonEvent, frozen=True, tag="person.edited"):
    """Group and region as they are now; name and organisation are in the directory."""

    group: str
    region: str


class PersonLeft(PersonEvent, frozen=True, tag="person.left"):
    removed: bool = False


class Person(msgspec.Struct, frozen=True):
    """``guest``: has never joined, but was put into the queue by a moderator. ``erased``: who it
    was is kept nowhere any more."""

    id: PersonId
    role: Role
    group: str
    region: str
    joined_at: Milliseconds
    left: bool = False
    removed: bool = False
    guest: bool = False
    erased: bool = False

    @property
    def may_vote(self) -> bool:
        return self.role is Role.PARTICIPANT and not self.left and not self.guest

    def is_of(self, groups: Collection[str], regions: Collection[str]) -> bool:
        """One of these groups, and of these regions; where none is named, of any."""
        of_group = not groups or self.group in groups
        return of_group and (not regions or self.region in regions)


class Name(msgspec.Struct, frozen=True):
    """A person's row in the directory."""

    name: str
    organisation: str = ""


Directory = Mapping[PersonId, Name]
"""The names of a session, which are in no event."""

NOBODY = Name("")


class People(msgspec.Struct, frozen=True):
    everyone: dict[PersonId, Person] = {}

    def here(self, person: PersonId) -> Person:
        """The person, who has not left; NotFound otherwise."""
        found = self.everyone.get(person)
        if found is None or found.left:
            raise NotFound("person")
        return found

    def electorate(
        self, voters: AbstractSet[str], groups: Collection[str], regions: Collection[str]
    ) -> list[Person]:
        """Who may vote, of these groups and regions, and whoever has voted."""
        return [
            who
            for who in self.everyone.values()
            if who.id in voters or (who.may_vote and who.is_of(groups, regions))
        ]


class Choices(msgspec.Struct, frozen=True):
    """The groups, regions and languages that the session offers."""

    groups: frozenset[str]
    regions: frozenset[str]
    languages: frozenset[str] = frozenset()


def decide(people: People, command: PeopleCommand, ask: Ask, choices: Choices) -> list[PersonEvent]:
    match command:
        case Join():
            known = people.everyone.get(ask.actor.id)
            if known is not None and (not known.left or known.removed):
                return []
            _check(command.group, command.region, choices)
            return [
                PersonJoined(ask.actor.id, command.role, command.group, command.region, ask.now)
            ]
        case EditPerson():
            return _edit(people, command, ask, choices)
        case Leave():
            return [PersonLeft(people.here(ask.actor.id).id)]
        case RemovePerson():
            return [PersonLeft(people.here(command.person).id, removed=True)]
        case _:
            raise TypeError(f"not a command about people: {command!r}")


def _edit(people: People, command: EditPerson, ask: Ask, choices: Choices) -> list[PersonEvent]:
    who = people.here(command.person or ask.actor.id)
    if who.id != ask.actor.id and ask.actor.role not in CHAIRS:
        raise NotAllowed
    if command.group == "" and choices.groups:
        raise Invalid("group")
    if command.region == "" and choices.regions:
        raise Invalid("region")
    group = who.group if command.group is None else command.group
    region = who.region if command.region is None else command.region
    _check(group, region, choices)
    return [PersonEdited(who.id, group, region)]


def added(
    person: PersonId, group: str, region: str, choices: Choices, now: Milliseconds
) -> PersonAdded:
    """The event that adds a guest; Invalid where group or region are none of the session's."""
    _check(group, region, choices)
    return PersonAdded(person, group, region, now)


def _check(group: str, region: str, choices: Choices) -> None:
    if group and group not in choices.groups:
        raise Invalid("group")
    if region and region not in choices.regions:
        raise Invalid("region")


def entry(command: PeopleCommand, before: Name | None) -> Name | None:
    """The directory's row after a command, cleaned; None if it touches none."""
    match command:
        case Join():
            return _name(command.name, command.organisation)
        case EditPerson() if before is not None:
            return _name(
                before.name if command.name is None else command.name,
                before.organisation if command.organisation is None else command.organisation,
            )
        case _:
            return None


def guest(name: str, organisation: str, *, named: bool = True) -> Name:
    """The directory's row of a guest, whose name may be said later."""
    return Name(
        text.line("name", name, text.NAME, required=named),
        text.line("organisation", organisation, text.ORGANISATION, required=False),
    )


def _name(name: str, organisation: str) -> Name:
    return guest(name, organisation)


def evolve(people: People, event: PersonEvent) -> People:
    match event:
        case PersonJoined(person, role, group, region, at):
            known = people.everyone.get(person)
            since = known.joined_at if known else at
            return _with(people, Person(person, role, group, region, since))
        case PersonAdded(person, group, region, at):
            return _with(people, Person(person, Role.PARTICIPANT, group, region, at, guest=True))
        case PersonEdited(person, group, region):
            who = people.everyone[person]
            return _with(people, replace(who, group=group, region=region))
        case PersonLeft(person, removed):
            return _with(people, replace(people.everyone[person], left=True, removed=removed))
        case _:
            raise TypeError(f"not an event about people: {event!r}")


def erased(people: People, person: PersonId) -> People:
    """The people after one of them was erased: counted, and nobody."""
    return _with(people, replace(people.everyone[person], left=True, erased=True))


def _with(people: People, who: Person) -> People:
    return People({**people.everyone, who.id: who})
