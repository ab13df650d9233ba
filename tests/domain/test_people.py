"""Who is here."""

import pytest

from live.domain.actors import Role
from live.domain.people import (
    Choices,
    EditPerson,
    Join,
    Leave,
    Name,
    People,
    PersonEdited,
    PersonJoined,
    PersonLeft,
    RemovePerson,
    decide,
    entry,
    evolve,
)
from live.errors import Invalid, NotAllowed, NotFound, TooLong
from tests.domain.occasion import NOW, ada, ask, bo, chair, cy, person, scribe

CHOICES = Choices(frozenset({"civil", "private"}), frozenset({"africa", "asia"}))
HERE = People({who.id: person(who) for who in (ada, bo, chair, scribe)})


def test_joining_makes_a_person() -> None:
    command = Join(Role.PARTICIPANT, "Cy", "Acme", "civil", "asia")
    expected = PersonJoined(cy.id, Role.PARTICIPANT, "civil", "asia", NOW)
    assert decide(HERE, command, ask(cy), CHOICES) == [expected]


def test_joining_twice_changes_nothing() -> None:
    assert decide(HERE, Join(Role.PARTICIPANT, "Ada"), ask(ada), CHOICES) == []


def test_group_may_be_left_open() -> None:
    assert decide(HERE, Join(Role.PARTICIPANT, "Cy"), ask(cy), CHOICES)


def test_joining_an_unknown_group_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        decide(HERE, Join(Role.PARTICIPANT, "Cy", group="asia"), ask(cy), CHOICES)
    assert refused.value.details == {"field": "group"}


def test_joining_from_an_unknown_region_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        decide(HERE, Join(Role.PARTICIPANT, "Cy", region="civil"), ask(cy), CHOICES)
    assert refused.value.details == {"field": "region"}


def test_no_event_holds_a_name() -> None:
    (event,) = decide(HERE, Join(Role.PARTICIPANT, "Cy", "Acme"), ask(cy), CHOICES)
    assert "Cy" not in repr(event)
    assert "Acme" not in repr(event)


def test_one_corrects_ones_own_group() -> None:
    command = EditPerson(group="private")
    assert decide(HERE, command, ask(ada), CHOICES) == [PersonEdited(ada.id, "private", "africa")]


def test_a_chair_corrects_another() -> None:
    command = EditPerson(bo.id, region="asia")
    assert decide(HERE, command, ask(chair), CHOICES) == [PersonEdited(bo.id, "civil", "asia")]


@pytest.mark.parametrize("who", [ada, scribe], ids=lambda who: who.id)
def test_nobody_else_corrects_another(who: object) -> None:
    with pytest.raises(NotAllowed):
        decide(HERE, EditPerson(bo.id, name="Robert"), ask(who), CHOICES)  # type: ignore[arg-type]


def test_naming_oneself_is_correcting_oneself() -> None:
    assert decide(HERE, EditPerson(ada.id, group="private"), ask(ada), CHOICES)


def test_where_there_are_no_groups_there_is_none_to_give() -> None:
    nowhere = Choices(frozenset(), frozenset())
    assert decide(HERE, EditPerson(group="", region=""), ask(ada), nowhere)


@pytest.mark.parametrize("command", [EditPerson(group=""), EditPerson(region="")], ids=repr)
def test_a_group_and_a_region_are_not_taken_back(command: EditPerson) -> None:
    with pytest.raises(Invalid):
        decide(HERE, command, ask(ada), CHOICES)


def test_an_unknown_group_cannot_be_chosen_later() -> None:
    with pytest.raises(Invalid):
        decide(HERE, EditPerson(group="press"), ask(ada), CHOICES)


def test_who_is_not_here_cannot_be_corrected() -> None:
    with pytest.raises(NotFound):
        decide(HERE, EditPerson(cy.id, name="Cy"), ask(chair), CHOICES)


def test_one_leaves_for_oneself() -> None:
    assert decide(HERE, Leave(), ask(ada), CHOICES) == [PersonLeft(ada.id)]


def test_one_is_removed_by_another() -> None:
    assert decide(HERE, RemovePerson(bo.id), ask(chair), CHOICES) == [
        PersonLeft(bo.id, removed=True)
    ]


def test_who_has_left_cannot_be_removed() -> None:
    gone = evolve(HERE, PersonLeft(bo.id))
    with pytest.raises(NotFound):
        decide(gone, RemovePerson(bo.id), ask(chair), CHOICES)


# The directory


def test_joining_writes_a_row() -> None:
    assert entry(Join(Role.PARTICIPANT, " Cy ", "Acme"), None) == Name("Cy", "Acme")


def test_a_name_is_required() -> None:
    with pytest.raises(Invalid):
        entry(Join(Role.PARTICIPANT, " "), None)


def test_a_name_has_a_limit() -> None:
    with pytest.raises(TooLong):
        entry(Join(Role.PARTICIPANT, "a" * 81), None)


def test_an_organisation_has_a_limit() -> None:
    with pytest.raises(TooLong):
        entry(Join(Role.PARTICIPANT, "Cy", "a" * 121), None)


def test_correcting_the_name_leaves_the_organisation() -> None:
    assert entry(EditPerson(name="Ada L."), Name("Ada", "Acme")) == Name("Ada L.", "Acme")


def test_correcting_the_organisation_leaves_the_name() -> None:
    assert entry(EditPerson(organisation=""), Name("Ada", "Acme")) == Name("Ada", "")


def test_leaving_writes_no_row() -> None:
    assert entry(Leave(), Name("Ada")) is None


def test_an_erased_row_is_not_written_again() -> None:
    assert entry(EditPerson(name="Ada"), None) is None


# The state


def test_who_has_joined_is_here() -> None:
    joined = evolve(People(), PersonJoined(cy.id, Role.PARTICIPANT, "civil", "asia", NOW))
    assert joined.here(cy.id).joined_at == NOW


def test_who_has_left_is_not_here() -> None:
    with pytest.raises(NotFound) as refused:
        evolve(HERE, PersonLeft(ada.id)).here(ada.id)
    assert refused.value.details == {"what": "person"}


def test_who_has_left_is_remembered() -> None:
    who = evolve(HERE, PersonLeft(ada.id, removed=True)).everyone[ada.id]
    assert (who.left, who.removed, who.group) == (True, True, "civil")


def test_a_correction_is_kept() -> None:
    who = evolve(HERE, PersonEdited(ada.id, "private", "asia")).here(ada.id)
    assert (who.group, who.region, who.joined_at) == ("private", "asia", NOW)


def test_participants_who_are_here_may_vote() -> None:
    assert [who.id for who in evolve(HERE, PersonLeft(ada.id)).electorate(set(), (), ())] == [bo.id]


def test_whoever_has_voted_is_of_the_electorate() -> None:
    gone = evolve(HERE, PersonLeft(ada.id))
    assert {who.id for who in gone.electorate({ada.id}, (), ())} == {ada.id, bo.id}


def test_whoever_left_may_be_here_again_as_the_same_person() -> None:
    gone = evolve(HERE, PersonLeft(ada.id))
    joins = Join(Role.PARTICIPANT, "Ada", "", "private", "asia")
    [joined] = decide(gone, joins, ask(ada, NOW + 1), CHOICES)
    here = evolve(gone, joined).here(ada.id)
    assert (here.group, here.left, here.joined_at) == ("private", False, NOW)


def test_whoever_was_removed_may_not() -> None:
    gone = evolve(HERE, PersonLeft(ada.id, removed=True))
    joins = Join(Role.PARTICIPANT, "Ada", "", "private", "asia")
    assert decide(gone, joins, ask(ada), CHOICES) == []
