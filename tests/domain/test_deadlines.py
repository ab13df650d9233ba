"""What comes about by itself."""

from live.domain import draft, life, polls
from live.domain.deadlines import CLOCK, next_deadline
from tests.domain.occasion import MINUTE, Sitting, ada, chair, scribe, sitting


def voting(*seconds: int | None) -> tuple[Sitting, list[str]]:
    """Polls that are open for so many seconds."""
    here = Sitting()
    here.join(ada, chair)
    here.do(chair, life.OpenSession())
    opened = []
    for one in seconds:
        command = polls.CreatePoll("yes_no", "Agreed?", seconds=one)
        (drafted,) = here.do(chair, command)
        assert isinstance(drafted, polls.PollDrafted)
        here.do(chair, polls.OpenPoll(drafted.poll))
        opened.append(drafted.poll)
    return here, opened


def test_nothing_comes_about_where_no_poll_closes_by_itself() -> None:
    here, _ = voting(None)
    assert next_deadline(here.session) is None


def test_the_first_that_closes_comes_first() -> None:
    here, (_, first, _) = voting(90, 30, None)
    deadline = next_deadline(here.session)
    assert deadline
    assert deadline.command == polls.ClosePoll(first)
    assert deadline.at == here.now + 33_000


def test_the_command_has_one_id_whoever_issues_it() -> None:
    here, _ = voting(30)
    first, second = next_deadline(here.session), next_deadline(here.session)
    assert first
    assert second
    assert first.command_id == second.command_id


def test_a_poll_that_was_closed_has_no_deadline() -> None:
    here, (poll,) = voting(30)
    here.do(chair, polls.ClosePoll(poll))
    assert next_deadline(here.session) is None


def test_a_poll_that_is_kept_open_has_no_deadline() -> None:
    here, (poll,) = voting(30)
    here.now += MINUTE
    here.do(chair, polls.KeepPollOpen(poll))
    assert next_deadline(here.session) is None


def writing() -> Sitting:
    here = sitting()
    here.do(scribe, draft.TakeSection(draft.GENERAL, None))
    return here


def test_a_lease_ends_a_minute_after_the_last_words() -> None:
    here = writing()
    here.now += MINUTE // 2
    here.do(scribe, draft.WriteSection(draft.GENERAL, 1, "It was agreed."))
    deadline = next_deadline(here.session)
    assert deadline
    assert deadline.command == draft.ReleaseSection(draft.GENERAL)
    assert deadline.at == here.now + MINUTE


def test_a_lease_ends_after_the_close_too() -> None:
    here = writing()
    here.do(chair, life.CloseSession())
    assert next_deadline(here.session)


def test_the_clock_ends_a_lease_whose_time_has_come() -> None:
    here = writing()
    deadline = next_deadline(here.session)
    assert deadline
    assert here.do(CLOCK, deadline.command) == []
    here.now = deadline.at
    assert here.do(CLOCK, deadline.command) == [draft.SectionReleased(draft.GENERAL)]
    assert next_deadline(here.session) is None
