"""How the simulated people vote: each stakeholder group leans its own way."""

from collections.abc import Sequence
from random import Random

from live.simulate.replica import Document
from live.simulate.sample import WEIGHTS, Sketch


class Leanings:
    """Decided once for each poll and group, so that results look like those of people."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._weights: dict[tuple[str, str], list[float]] = {}
        self._positions: dict[tuple[str, str], list[str]] = {}

    def choice(self, poll: str, document: Document, voter: Sketch) -> list[str]:
        """The ids of the options that somebody marks; by name, for their organisation."""
        if document["secret"]:
            return self._own(poll, document, voter.group)
        office = (poll, voter.organisation)
        if office not in self._positions:
            self._positions[office] = self._own(poll, document, voter.group)
        return self._positions[office]

    def _own(self, poll: str, document: Document, group: str) -> list[str]:
        options = [option["id"] for option in document["options"]]
        weights = self._weights.get((poll, group))
        if weights is None:
            weights = self._lean(WEIGHTS.get(document["question"], (1,) * len(options)))
            self._weights[poll, group] = weights
        fewest = max(document["min"], 1)
        return self._marks(options, weights, self._dice.randint(fewest, document["max"]))

    def _lean(self, common: Sequence[float]) -> list[float]:
        return [weight * self._dice.uniform(0.4, 1.6) for weight in common]

    def _marks(self, options: list[str], weights: list[float], count: int) -> list[str]:
        left = dict(zip(options, weights, strict=False))
        marked: list[str] = []
        while left and len(marked) < count:
            (option,) = self._dice.choices(list(left), list(left.values()))
            del left[option]
            marked.append(option)
        return [option for option in options if option in marked]
