"""How late things came: answers after the command, and documents after the answer."""

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from tests.faults.history import Account


class Lateness(msgspec.Struct, frozen=True):
    """Within a span of time; in seconds, of all that was acknowledged then."""

    commands: int
    answered: float
    shown: float
    shown_median: float

    def figures(self) -> dict[str, object]:
        return {
            "commands_meanwhile": self.commands,
            "answered_within": f"{self.answered:.2f} s",
            "shown_to_all_within": f"{self.shown:.2f} s",
            "half_within": f"{self.shown_median:.2f} s",
        }


class View:
    """When one client was how far."""

    def __init__(self, client: Account) -> None:
        patches = [
            (heard.at, heard.frame["to"])
            for heard in client.heard
            if heard.frame["type"] == "patch"
        ]
        self._times = [at for at, _ in patches]
        self._seqs = [seq for _, seq in patches]

    def late(self, seq: int, at: float) -> float:
        """How long after a moment it was at least that far."""
        place = bisect_left(self._seqs, seq)
        return max(0.0, self._times[place] - at) if place < len(self._times) else float("inf")


Span = tuple[float, float]


def lateness(clients: Sequence[Account], spans: Sequence[Span]) -> Lateness:
    """Of the commands that were answered within some spans of time."""
    views = [View(client) for client in clients]
    answered, shown = [0.0], [0.0]
    for client in clients:
        for sent in client.sent:
            answer = client.acknowledged.get(sent.id)
            if answer and any(begin <= answer.at <= end for begin, end in spans):
                answered.append(answer.at - sent.at)
                shown += [view.late(answer.frame["seq"], answer.at) for view in views]
    ordered = sorted(shown)
    return Lateness(len(answered) - 1, max(answered), ordered[-1], ordered[len(ordered) // 2])
