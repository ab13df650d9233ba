"""The tree of refusals, and what each says."""

import re
from collections.abc import Iterator

from live import errors
from live.errors import LiveError


def tree(kind: type[LiveError], depth: int = 0) -> Iterator[tuple[type[LiveError], int]]:
    """A refusal and all below it, as they stand in the file, with how deep each is."""
    yield kind, depth
    for child in kind.__subclasses__():
        yield from tree(child, depth + 1)


def every() -> list[type[LiveError]]:
    """All refusals but their root, which is never raised."""
    return [kind for kind, depth in tree(LiveError) if depth]


def test_the_tree_is_drawn_as_it_is() -> None:
    drawn = re.findall(r"^ *\* \w+$", errors.__doc__ or "", re.MULTILINE)
    assert drawn == [f"{' ' * 4 * depth}* {kind.__name__}" for kind, depth in tree(LiveError)]


def test_every_refusal_has_a_code_of_its_own() -> None:
    codes = [kind.code for kind, _ in tree(LiveError)]
    assert len(set(codes)) == len(codes)
