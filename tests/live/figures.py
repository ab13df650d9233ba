"""The figures that a server shows to Prometheus."""

from collections.abc import Iterator, Mapping

from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from live.simulate.door import get


class Figures:
    """All samples of one scrape."""

    def __init__(self, text: str) -> None:
        self.text = text
        families = text_string_to_metric_families(text)
        self.samples: list[Sample] = [sample for family in families for sample in family.samples]

    def __getitem__(self, name: str) -> float:
        """The sum of a metric over all its labels."""
        return self.sum(name)

    def sum(self, name: str, **labels: str) -> float:
        found = [s.value for s in self.samples if s.name == f"plenary_{name}" and _has(s, labels)]
        assert found, f"there is no {name} with {labels}"
        return sum(found)

    def labels(self) -> Iterator[tuple[str, str]]:
        """Every name of a label with every value that it has."""
        for sample in self.samples:
            yield from sample.labels.items()


def _has(sample: Sample, labels: Mapping[str, str]) -> bool:
    return labels.items() <= sample.labels.items()


async def figures(url: str) -> Figures:
    answer = await get(url, "/metrics", "")
    assert answer.status == 200
    return Figures(answer.body.decode())
