"""Captions while they come: what a post costs the writer, with few lines in the state and many."""

from pathlib import Path
from time import process_time

from bench.measure import run
from live.domain.actors import Ask
from live.domain.captioning import PostCaption, captioner
from live.domain.deciding import decide
from live.domain.documents import Audience, View
from live.domain.session import LiveSession, evolve
from live.domain.touched import touched
from tests.domain.occasion import NOW, Sitting, sitting

LINES = (10, 10_000, 50_000)
POSTS = 2_000
SENTENCE = "We thank the chair for the paper and agree with the costs.\n"
WORDS = SENTENCE.split(" ")
ADDRESS = "bench"


async def main(_: Path) -> None:
    print("| lines in the state | a post, decided, applied and shown | of that, applied |")
    print("|---|---|---|")
    for lines in LINES:
        whole, applied = _posted(_with(lines).session)
        print(f"| {lines:,} | {whole:.0f} µs | {applied:.0f} µs |")


def _with(lines: int) -> Sitting:
    here = sitting()
    for seq in range(lines // 1_000 or 1):
        data = (SENTENCE * min(lines, 1_000)).encode()
        here.do(captioner(ADDRESS), PostCaption(ADDRESS, "en", seq, data))
    assert here.session.life.status == "open"
    return here


def _posted(session: LiveSession) -> tuple[float, float]:
    """µs of CPU for each post of a word."""
    applied = 0.0
    start = process_time()
    for seq in range(POSTS):
        word = f"{WORDS[seq % len(WORDS)]} ".encode()
        command = PostCaption(ADDRESS, "en", 1_000_000 + seq, word)
        ask = Ask(captioner(ADDRESS), f"b{seq}", NOW + seq)
        for event in decide(session, command, ask).events:
            keys = touched(session, event)
            before = process_time()
            session = evolve(session, event)
            applied += process_time() - before
            view = View(session, {}, Audience.STAFF)
            assert any(view.project(key) for key in keys)
    return (process_time() - start) * 1e6 / POSTS, applied * 1e6 / POSTS


if __name__ == "__main__":
    run(main)
