"""A poll's words in other languages, and how a poll is asked by organisation or as a pulse."""

import pytest

from live.domain.disclosure import K
from live.domain.papers import Wording
from live.domain.people import Choices
from live.domain.polls import (
    ClosePoll,
    CorrectPoll,
    CreatePoll,
    EditPoll,
    OpenPoll,
    PollDrafted,
    PollOpened,
    PollPublished,
    PollsCommand,
    PollsEvent,
    PollTallied,
    PollWasClosed,
    PulsePoll,
    counted,
    decide,
    evolve,
)
from live.domain.run_sheet import Polls
from live.domain.tally import Tally
from live.errors import Invalid, Stale, TooLong
from tests.domain.occasion import NOW, ask, chair

KNOWN = Choices(frozenset(), frozenset(), frozenset({"en", "ar", "fr"}))
FRENCH = Wording("D'accord ?", ("Oui", "Non"))


def decided(polls: Polls, command: PollsCommand) -> list[PollsEvent]:
    return decide(polls, command, ask(chair, command_id=f"c{len(polls.sheet)}"), KNOWN)


def drafted(**given: object) -> PollDrafted:
    command = CreatePoll("single", "Agreed?", ("Yes", "No"), **given)  # type: ignore[arg-type]
    (event,) = decided(Polls(), command)
    assert isinstance(event, PollDrafted)
    return event


def test_a_poll_is_put_in_other_languages() -> None:
    assert drafted(translations={"fr": FRENCH}).translations == {"fr": FRENCH}


def test_an_empty_translation_is_none() -> None:
    assert drafted(translations={"fr": Wording()}).translations == {}


def test_options_may_be_translated_without_the_question() -> None:
    words = Wording(options=("Oui", ""))
    assert drafted(translations={"fr": words}).translations == {"fr": words}


@pytest.mark.parametrize(
    "translations",
    [
        {"de": FRENCH},
        {"fr": Wording("D'accord ?", ("Oui",))},
        {"fr": Wording("D'accord ?", ("Oui", "Non", "Abstention"))},
        {"fr": Wording("D'accord ?", ends=("peu", "beaucoup"))},
        {"fr": Wording("Une\nDeux")},
    ],
    ids=["a language of another session", "too few", "too many", "ends", "two lines"],
)
def test_a_translation_that_does_not_fit_is_refused(translations: dict[str, Wording]) -> None:
    with pytest.raises(Invalid):
        drafted(translations=translations)


def test_a_translation_over_its_limit_says_so() -> None:
    with pytest.raises(TooLong):
        drafted(translations={"fr": Wording("a" * 501)})


def test_a_rating_has_ends_in_other_languages() -> None:
    words = {"fr": Wording("Utile ?", ends=("peu", "très"))}
    (event,) = decided(Polls(), CreatePoll("rating", "Useful?", translations=words))
    assert isinstance(event, PollDrafted)
    assert event.translations == words


def sheet(*events: PollsEvent) -> tuple[Polls, str]:
    draft = drafted(translations={"fr": FRENCH})
    polls = evolve(Polls(), draft)
    for event in events:
        polls = evolve(polls, event)
    return polls, draft.poll


def edited(command: PollsCommand, polls: Polls) -> dict[str, Wording]:
    for event in decided(polls, command):
        polls = evolve(polls, event)
    return next(iter(polls.sheet.values())).translations


def test_a_translation_stays_when_the_words_are_changed() -> None:
    polls, poll = sheet()
    assert edited(EditPoll(poll, "Do you agree?", ("Aye", "No")), polls) == {"fr": FRENCH}


def test_translated_options_go_when_there_are_more_or_fewer() -> None:
    polls, poll = sheet()
    left = edited(EditPoll(poll, options=("Yes", "No", "Maybe")), polls)
    assert left == {"fr": Wording(FRENCH.question)}


def test_a_draft_is_translated_later() -> None:
    polls, poll = sheet()
    arabic = {"ar": Wording("موافق؟")}
    assert edited(EditPoll(poll, translations=arabic), polls) == arabic


def test_a_translation_is_corrected_while_people_vote() -> None:
    polls, poll = sheet()
    polls = evolve(polls, PollOpened(poll, NOW))
    right = {"fr": Wording("Êtes-vous d'accord ?", ("Oui", "Non"))}
    assert edited(CorrectPoll(poll, "A slip.", translations=right), polls) == right
    assert polls.poll(poll).corrections == ()


# A pulse


def test_a_pulse_is_open_at_once() -> None:
    drafted, opened = decided(Polls(), PulsePoll())
    assert isinstance(drafted, PollDrafted)
    assert (drafted.kind, drafted.question, drafted.secret) == ("pulse", "", True)
    assert opened == PollOpened(drafted.poll, NOW)


def test_a_pulse_is_about_a_question() -> None:
    drafted, _ = decided(Polls(), PulsePoll(" Go on? "))
    assert isinstance(drafted, PollDrafted)
    assert drafted.question == "Go on?"


def test_a_pulse_is_never_named() -> None:
    (drafted,) = decided(Polls(), CreatePoll("pulse", "", secret=False))
    assert isinstance(drafted, PollDrafted)
    assert drafted.secret


@pytest.mark.parametrize(("voters", "known"), [(K - 1, False), (K, True)])
def test_a_pulse_of_enough_people_is_published_when_it_is_counted(voters: int, known: bool) -> None:
    polls = Polls()
    for event in decided(polls, PulsePoll()):
        polls = evolve(polls, event)
    (poll,) = polls.sheet.values()
    assert decided(polls, ClosePoll(poll.id)) == [PollWasClosed(poll.id, NOW)]
    tally = Tally({}, voters, voters, (), ())
    published = [PollPublished(poll.id, NOW)] if known else []
    assert counted(poll, tally, NOW) == [PollTallied(poll.id, tally), *published]


def test_nothing_else_is_published_when_it_is_counted() -> None:
    polls, poll = sheet()
    tally = Tally({}, 9, 9, (), ())
    assert counted(polls.poll(poll), tally, NOW) == [PollTallied(poll, tally)]


# Two moderators


def test_nobody_puts_back_words_that_were_changed_meanwhile() -> None:
    polls, poll = sheet()
    (first,) = decided(polls, EditPoll(poll, "Do you agree?", revision=0))
    polls = evolve(polls, first)
    for late in (EditPoll(poll, "Well?", revision=0), OpenPoll(poll, revision=0)):
        with pytest.raises(Stale) as refused:
            decided(polls, late)
        assert refused.value.details == {"revision": 1}
    assert decided(polls, OpenPoll(poll, revision=1)) == [PollOpened(poll, NOW)]


def test_a_correction_is_of_words_that_were_seen() -> None:
    polls, poll = sheet()
    polls = evolve(polls, PollOpened(poll, NOW))
    (first,) = decided(polls, CorrectPoll(poll, "A slip.", "Do you agree?", revision=0))
    polls = evolve(polls, first)
    with pytest.raises(Stale):
        decided(polls, CorrectPoll(poll, "A slip.", "Well?", revision=0))
