"""Every request to speak that was ever made, and what became of it."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from live.domain import acts, queue
from live.record.moment import Happened
from live.record.speaking import Fate, Request, Turn, Written


def requests(
    of_session: queue.Queue, turns: Sequence[Turn], happened: Sequence[Happened]
) -> Iterator[Request]:
    """In the order in which they were made; worded, and a person's, as they were in the end."""
    made, ended = _made(happened)
    heard = {turn.request: turn for turn in turns}
    for asked in made.values():
        if asked.id in of_session.waiting:
            yield _request(of_session.waiting[asked.id], "waiting")
        elif asked.id in heard:
            turn = heard[asked.id]
            yield replace(_request(asked, "heard"), person=turn.person, turn=turn.id)
        elif asked.id in of_session.written:
            yield _request(of_session.written[asked.id].request, "written")
        elif asked.id in of_session.unheard:
            left = of_session.unheard[asked.id]
            yield replace(_request(left.request, "unheard"), why=left.why)
        else:
            yield _request(asked, ended.get(asked.id, "undone"))


def _made(happened: Sequence[Happened]) -> tuple[dict[str, queue.Request], dict[str, Fate]]:
    """All that were ever made, as if they still waited; and which were withdrawn, or merged with
    another, at last."""
    ever = queue.Queue()
    ended: dict[str, Fate] = {}
    for fact in happened:
        match fact.event:
            case queue.FloorRequested() | queue.RequestEdited() | queue.RequestGiven():
                ever = queue.evolve(ever, fact.event)
            case queue.RequestMerged(_, gone):
                merged = queue.evolve(ever, fact.event).waiting
                ever = replace(ever, waiting={**ever.waiting, **merged})
                ended[gone] = "merged"
            case queue.RequestWithdrawn(request):
                ended[request] = "withdrawn"
            case acts.ActUndone(waits=waits):
                again = {request.id: request for request in waits}
                ever = replace(ever, waiting={**ever.waiting, **again})
                ended = {request: fate for request, fate in ended.items() if request not in again}
    return ever.waiting, ended


def _request(asked: queue.Request, fate: Fate) -> Request:
    return Request(
        id=asked.id,
        person=asked.person,
        kind=asked.kind,
        about=asked.about,
        category=asked.category,
        item=asked.item,
        at=asked.at,
        capacity=asked.capacity,
        on_behalf_of=asked.on_behalf_of,
        language=asked.language,
        source=asked.source,
        fate=fate,
    )


def unheard(of_session: queue.Queue) -> Iterator[str]:
    """Those that were not heard, then those that still wait, each in the order of the queue."""
    yield from of_session.unheard
    yield from (request.id for request in of_session.ordered())


def written(of_session: queue.Queue) -> Iterator[Written]:
    """In the order in which they came."""
    for request, came in sorted(of_session.written.items(), key=lambda one: one[1].at):
        yield Written(request, came.request.person, came.text, came.at)
