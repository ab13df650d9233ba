"""Who votes in a poll: each person, or each organisation, with the last choice of its people."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import partial
from hashlib import blake2b

from msgspec.structs import replace

from live.domain.actors import Milliseconds, PersonId
from live.domain.people import NOBODY, Directory, Name, People, Person
from live.domain.run_sheet import Poll
from live.domain.text import folded

PREFIX = "org_"


def organisation_id(organisation: str) -> str:
    """Under which an organisation votes, however its people spell it in case and spaces."""
    return f"{PREFIX}{blake2b(folded(organisation).encode(), digest_size=9).hexdigest()}"


def is_organisation(voter: str) -> bool:
    return voter.startswith(PREFIX)


def voter_of(poll: Poll, person: PersonId, directory: Directory) -> PersonId | None:
    """The id under which somebody's ballot counts; None for those who have no organisation."""
    if poll.per == "person":
        return person
    organisation = directory.get(person, NOBODY).organisation
    return PersonId(organisation_id(organisation)) if organisation else None


def voters_of(poll: Poll, persons: Iterable[PersonId], directory: Directory) -> set[PersonId]:
    found = {voter_of(poll, person, directory) for person in persons}
    return {voter for voter in found if voter is not None}


def electorate(
    people: People, directory: Directory, poll: Poll, voted: AbstractSet[str]
) -> dict[PersonId, Person]:
    """Who may vote, and whoever has voted, by the id under which they do. An organisation is of
    the group and region of whoever of it came first of those who may vote."""
    if poll.per == "person":
        persons = people.electorate(voted, poll.groups, poll.regions)
        return {who.id: who for who in persons}
    found: dict[PersonId, Person] = {}
    for who in sorted(people.everyone.values(), key=partial(_precedence, poll)):
        voter = voter_of(poll, who.id, directory)
        may = who.may_vote and who.is_of(poll.groups, poll.regions)
        if voter is not None and voter not in found and (may or voter in voted):
            found[voter] = replace(who, id=voter)
    return found


def _precedence(poll: Poll, who: Person) -> tuple[bool, bool, Milliseconds]:
    """First those who may vote, then those who could before they left."""
    return not who.may_vote, not who.is_of(poll.groups, poll.regions), who.joined_at


def voting_ids(person: PersonId, directory: Directory) -> tuple[PersonId, ...]:
    """Under which somebody may have voted: their own, and that of their organisation."""
    organisation = directory.get(person, NOBODY).organisation
    return (person, PersonId(organisation_id(organisation))) if organisation else (person,)


def people_of(voters: AbstractSet[PersonId], directory: Directory) -> set[PersonId]:
    """Whose ballots they are: of persons, or of all people of organisations."""
    people = {voter for voter in voters if not is_organisation(voter)}
    if people == voters:
        return people
    return people | {person for person in directory if {*voting_ids(person, directory)} & voters}


def organisations(voters: Iterable[PersonId], directory: Directory) -> dict[PersonId, Name]:
    """What the directory has to keep of the organisations among some voters: their names, which
    their people may change."""
    names = {
        PersonId(organisation_id(name.organisation)): Name(name.organisation)
        for name in directory.values()
        if name.organisation
    }
    return {voter: names[voter] for voter in voters if voter in names}
