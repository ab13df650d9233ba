"""Whether everything that was acknowledged is there, once, and whether everybody sees it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from live.simulate.load.phone import Phone
from live.simulate.replica import Document


class Finding(msgspec.Struct, frozen=True):
    """``what`` is a sentence."""

    verdict: Literal["right", "wrong"]
    what: str


def finding(right: bool, what: str, wrong: str) -> Finding:
    """``what`` is said where it is right, and ``wrong`` where it is not."""
    return Finding("right", what) if right else Finding("wrong", wrong)


def joined(expected: Iterable[str], people: Iterable[Document]) -> Finding:
    """Everybody who has a badge is in the session, once."""
    seen = Counter(person["name"] for person in people)
    names = list(expected)
    wrong = sum(seen[name] != 1 for name in names)
    return finding(
        not wrong,
        f"All {len(names)} who joined are in the session once.",
        f"Of {len(names)} who joined, {wrong} are not in the session, or twice.",
    )


def present(there: int, online: int) -> Finding:
    return finding(
        there == online,
        f"The server counts the {there} phones that are connected.",
        f"{there} phones are connected; the server counts {online}.",
    )


def counted(expected: Mapping[str, int], tally: Document | None, unanswered: int) -> Finding:
    """The tally is what was acknowledged; of votes that were not, either may have become."""
    voters = sum(expected.values())
    if tally is None:
        return Finding("wrong", "The poll was published, and has no result.")
    counts = {option: tally["counts"].get(option, 0) for option in expected}
    apart = sum(abs(counts[option] - expected[option]) for option in expected)
    return finding(
        apart <= 2 * unanswered and abs(tally["voters"] - voters) <= unanswered,
        f"The result has the {voters} votes that were acknowledged, each as it was cast.",
        f"Acknowledged were {voters} votes, as {list(expected.values())}; the result has "
        f"{tally['voters']}, as {list(counts.values())}.",
    )


def heard(asked: Iterable[str], waiting: Iterable[str], spoken: Iterable[str]) -> Finding:
    """Who asked to speak waits or has spoken, as often; by the ids of people."""
    found, wanted = Counter([*waiting, *spoken]), Counter(asked)
    wrong = sum(abs(found[person] - number) for person, number in wanted.items())
    total = wanted.total()
    return finding(
        not wrong,
        f"All {total} requests to speak are in the queue or were heard.",
        f"Of {total} requests to speak, {wrong} are lost, or there twice.",
    )


def noted(texts: Iterable[str], notes: Iterable[Document]) -> Finding:
    found = Counter(note["text"] for note in notes)
    written = list(texts)
    wrong = sum(found[text] != 1 for text in written)
    return finding(
        not wrong,
        f"All {len(written)} notes are there once.",
        f"Of {len(written)} notes, {wrong} are lost, or there twice.",
    )


def answered(phones: Iterable[Phone]) -> Finding:
    left = sum(phone.unanswered for phone in phones)
    return finding(not left, "Every command was answered.", f"{left} commands were not answered.")


def kept(phones: Iterable[Phone]) -> Finding:
    gone = sum(phone.over is not None for phone in phones)
    return finding(not gone, "Nobody was sent away.", f"{gone} phones were sent away for good.")


def same(phones: Iterable[Phone], fresh: Mapping[str, Document]) -> Finding:
    """What phones have, after all that they missed, is what a newcomer gets."""
    everybody = list(phones)
    wrong = sum(phone.documents != fresh for phone in everybody)
    return finding(
        not wrong,
        f"All {len(everybody)} phones show what a newcomer is shown.",
        f"Of {len(everybody)} phones, {wrong} show something else than a newcomer.",
    )
