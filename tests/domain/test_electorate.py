"""Who votes: people, or organisations."""

from msgspec.structs import replace

from live.domain import polls
from live.domain.actors import PersonId, Role
from live.domain.electorate import (
    electorate,
    organisation_id,
    organisations,
    people_of,
    voter_of,
    voters_of,
    voting_ids,
)
from live.domain.life import OpenSession
from live.domain.people import EditPerson, Name, People
from live.domain.run_sheet import Poll
from live.errors import NoOrganisation, OrganisationsFixed
from tests.domain.occasion import Sitting, ada, bo, chair, cy, person
from tests.domain.papers import PAPER

ACME = PersonId(organisation_id("Acme"))
POLL = Poll(id="q_1", **PAPER)
BY_ORGANISATION = replace(POLL, per="organisation")
NAMES = {
    ada.id: Name("Ada", "Acme"),
    bo.id: Name("Bo", " ACME "),
    cy.id: Name("Cy"),
}
PEOPLE = People(
    {
        ada.id: replace(person(ada), group="civil", joined_at=2),
        bo.id: replace(person(bo), group="private", joined_at=1),
        cy.id: person(cy),
    }
)


def test_a_person_votes_for_themselves() -> None:
    assert voter_of(POLL, ada.id, NAMES) == ada.id


def test_people_of_an_organisation_have_one_vote_however_they_spell_it() -> None:
    assert voters_of(BY_ORGANISATION, NAMES, NAMES) == {ACME}


def test_who_is_of_no_organisation_has_no_vote_then() -> None:
    assert voter_of(BY_ORGANISATION, cy.id, NAMES) is None


def test_an_organisation_is_of_the_group_of_whoever_came_first() -> None:
    (voter,) = electorate(PEOPLE, NAMES, BY_ORGANISATION, set()).values()
    assert (voter.id, voter.group) == (ACME, "private")


def test_an_organisation_may_vote_for_whom_there_is_somebody_who_may() -> None:
    poll = replace(BY_ORGANISATION, groups=("civil",))
    for voted in (set(), {ACME}):
        (voter,) = electorate(PEOPLE, NAMES, poll, voted).values()
        assert voter.group == "civil"


def test_an_organisation_that_has_voted_counts_when_its_people_have_left() -> None:
    gone = {who.id: replace(who, left=True) for who in PEOPLE.everyone.values()}
    assert electorate(People(gone), NAMES, BY_ORGANISATION, set()) == {}
    assert electorate(People(gone), NAMES, BY_ORGANISATION, {ACME}).keys() == {ACME}


def test_a_ballot_concerns_all_people_of_an_organisation() -> None:
    assert people_of({ACME}, NAMES) == {ada.id, bo.id}
    assert people_of({ACME, cy.id}, NAMES) == {ada.id, bo.id, cy.id}
    assert voting_ids(ada.id, NAMES) == (ada.id, ACME)
    assert voting_ids(cy.id, NAMES) == (cy.id,)


def test_an_organisation_is_known_by_its_name() -> None:
    names = {ada.id: NAMES[ada.id]}
    assert organisations({ACME, cy.id}, names) == {ACME: Name("Acme")}


# In a session


def sitting() -> tuple[Sitting, str, str]:
    """Ada and Bo are of one organisation."""
    here = Sitting()
    here.join(chair, ada, bo)
    here.do(chair, OpenSession())
    (made,) = here.do(
        chair, polls.CreatePoll("yes_no", "Agreed?", secret=False, per="organisation")
    )
    assert isinstance(made, polls.PollDrafted)
    here.do(chair, polls.OpenPoll(made.poll))
    return here, made.poll, made.options[0].id


def test_the_last_choice_of_an_organisation_counts() -> None:
    here, poll, yes = sitting()
    no = here.session.polls.poll(poll).options[1].id
    here.do(ada, polls.CastBallot(poll, (yes,), 1))
    here.do(bo, polls.CastBallot(poll, (no,), 2))
    here.do(chair, polls.ClosePoll(poll))
    tally = here.session.polls.poll(poll).tally
    assert tally
    assert (tally.voters, tally.eligible) == (1, 1)
    assert tally.ballots == {ACME: (no,)}


def test_who_names_no_organisation_is_told_to() -> None:
    here, poll, yes = sitting()
    here.directory[ada.id] = Name("Ada")
    assert isinstance(here.refusal(ada, polls.CastBallot(poll, (yes,), 1)), NoOrganisation)


def test_nobody_takes_the_vote_of_two_organisations() -> None:
    here, poll, _ = sitting()
    change = EditPerson(organisation="Bolt")
    assert isinstance(here.refusal(ada, change), OrganisationsFixed)
    assert here.do(ada, EditPerson(name="Ada Lovelace"))
    here.do(chair, polls.ClosePoll(poll))
    assert here.do(ada, change)


def test_who_has_named_none_names_their_organisation_while_it_votes() -> None:
    here, _, _ = sitting()
    here.join(cy)
    here.directory[cy.id] = Name("Cy")
    assert here.do(cy, EditPerson(organisation="Bolt"))


def test_a_screen_has_no_vote() -> None:
    screen = replace(person(ada), role=Role.SCREEN)
    assert electorate(People({ada.id: screen}), NAMES, BY_ORGANISATION, set()) == {}
