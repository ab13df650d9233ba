"""Every request to speak that was ever made, and what became of it."""

from collections.abc import Sequence

from msgspec.structs import replace

from live.domain import floor, queue
from live.record.model import Happened, Request


def requests(happened: Sequence[Happened]) -> tuple[Request, ...]:
    """In the order in which they were made, as they were worded in the end."""
    made: dict[str, Request] = {}
    for fact in happened:
        match fact.event:
            case queue.FloorRequested(request, person, kind, about, item=item, at=at):
                made[request] = Request(request, person, kind, about, item, at)
            case queue.RequestEdited(request, about):
                made[request] = replace(made[request], about=about)
            case queue.RequestWithdrawn(request):
                made[request] = replace(made[request], fate="withdrawn")
            case floor.FloorGranted(request, turn=turn):
                made[request] = replace(made[request], fate="heard", turn=turn)
            case queue.RequestsUnheard(waited):
                made |= {request: replace(made[request], fate="unheard") for request in waited}
            case queue.RequestsRestored(again):
                made |= {request: replace(made[request], fate="waiting") for request in again}
    return tuple(made.values())
