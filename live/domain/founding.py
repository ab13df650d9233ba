"""How a session begins: its plan, its agenda and its prepared polls, as its first events."""

from collections.abc import Sequence

from msgspec.structs import replace

from live.domain import agenda, life, polls
from live.domain.actors import Ask
from live.domain.session import Event, begin, evolve


def found(
    plan: life.Plan,
    items: Sequence[agenda.AddItem],
    drafts: Sequence[polls.CreatePoll],
    ask: Ask,
) -> list[Event]:
    """The first events of a session; Invalid or TooLong where the plan cannot be."""
    created = life.SessionCreated(life.checked(plan), ask.now)
    session = begin(created)
    events: list[Event] = [created]
    commands: list[agenda.AddItem | polls.CreatePoll] = [*items, *drafts]
    for nth, command in enumerate(commands):
        asked = replace(ask, command_id=f"{ask.command_id}/{nth}")
        made: list[Event]
        if isinstance(command, agenda.AddItem):
            made = [*agenda.decide(session.agenda, command, asked)]
        else:
            made = [*polls.decide(session.polls, command, asked)]
        for event in made:
            session = evolve(session, event)
        events += made
    return events
