"""Promises A and C: what was acknowledged is on disk in its place, and nothing is there twice."""

from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from live.store.journal import Entry
from tests.faults.finding import Finding
from tests.faults.history import Account, Choice, Disk, Heard, History, Sent

EFFECTS = {
    "session.open": "session.opened",
    "session.close": "session.closed",
    "person.edit": "person.edited",
    "item.add": "item.added",
    "queue.request": "queue.requested",
    "queue.withdraw": "queue.withdrawn",
    "floor.grant": "floor.granted",
    "floor.release": "floor.released",
    "poll.create": "poll.drafted",
    "poll.open": "poll.opened",
    "poll.close": "poll.closed",
    "poll.publish": "poll.published",
    "note.post": "note.posted",
    "note.revise": "note.revised",
}
"""What each command of the crowd brings about, once."""

CAST = "poll.cast"
MARKED = ("text", "about", "title", "question")
"""Where the crowd's commands have words, which no two of them share."""

SENT, ANSWERED = 0, 1
Key = tuple[str, str]


def findings(history: History) -> Iterator[Finding]:
    disk = history.disk
    yield from _sound(disk)
    entries = _by_command(disk)
    for client in history.accounts:
        for sent in client.sent:
            if sent.do == CAST:
                yield from _ballot_kept(client, sent, disk)
            else:
                yield from _kept(client, sent, entries.get((client.actor, sent.id), []))
    yield from _answered_alike(history)
    yield from _in_order(history, entries)
    yield from _said_once(history)
    yield from _counted_once(history)
    yield from _joined_once(history)


def _sound(disk: Disk) -> Iterator[Finding]:
    """Numbered without a gap, in a chain, and time does not go backwards."""
    for seq in disk.broken:
        yield Finding("A", f"the journal is broken at {seq}")
    if [entry.seq for entry in disk.journal] != [*range(1, disk.seq + 1)]:
        yield Finding("A", f"the journal has not every number up to {disk.seq}")
    times = [entry.at for entry in disk.journal]
    if times != sorted(times):
        yield Finding("A", "time goes backwards in the journal")


def _by_command(disk: Disk) -> dict[Key, list[Entry]]:
    found: dict[Key, list[Entry]] = {}
    for entry in disk.journal:
        found.setdefault((entry.actor, entry.command_id), []).append(entry)
    return found


def _kept(client: Account, sent: Sent, entries: list[Entry]) -> Iterator[Finding]:
    what = f"{sent.do} {sent.id} of {client.actor}"
    times = Counter(entry.kind for entry in entries)[EFFECTS[sent.do]]
    if times > 1:
        yield Finding("C", f"{what} took effect {times} times")
    seqs = [entry.seq for entry in entries]
    if seqs and seqs != [*range(seqs[0], seqs[-1] + 1)]:
        yield Finding("C", f"{what} is scattered over the journal")
    answer = client.acknowledged.get(sent.id)
    if answer is None:
        return
    if not times:
        yield Finding("A", f"{what} was acknowledged, and is not in the journal")
    elif answer.frame["seq"] != seqs[-1]:
        yield Finding("A", f"{what} is at {seqs[-1]}, and was said to be at {answer.frame['seq']}")


def _ballot_kept(client: Account, sent: Sent, disk: Disk) -> Iterator[Finding]:
    """A ballot is kept until its voter sends a newer one."""
    if sent.id not in client.acknowledged:
        return
    arguments = sent.arguments
    vote = disk.turnout.get(arguments["poll"], {}).get(client.actor)
    if vote is None or vote.n < arguments["n"]:
        yield Finding("A", f"ballot {arguments['n']} of {client.actor} was acknowledged, not kept")


def _answered_alike(history: History) -> Iterator[Finding]:
    """Whoever asks again is answered the same, and nobody is answered who has not asked."""
    for client in history.accounts:
        first: dict[str, Heard] = {}
        asked = {sent.id: sent for sent in client.sent}
        for answer in client.answers:
            frame = answer.frame
            if frame["id"] not in asked:
                yield Finding("D", f"{client.actor} got the answer to {frame['id']} of another")
            elif frame["type"] == "done":
                before = first.setdefault(frame["id"], answer).frame
                cast = asked[frame["id"]].do == CAST
                if before["result"] != frame["result"] or (before != frame and not cast):
                    yield Finding("C", f"{frame['id']} of {client.actor} has two answers")


def _in_order(history: History, entries: Mapping[Key, list[Entry]]) -> Iterator[Finding]:
    """What was acknowledged before something else was sent comes before it."""
    moments: list[tuple[float, int, int, str]] = []
    for client in history.accounts:
        answers = client.acknowledged
        for sent in client.sent:
            if kept := entries.get((client.actor, sent.id)):
                moments.append((sent.at, SENT, kept[0].seq, sent.id))
                if sent.id in answers:
                    moments.append((answers[sent.id].at, ANSWERED, kept[-1].seq, sent.id))
    highest = 0
    for _, what, seq, command_id in sorted(moments):
        if what == ANSWERED:
            highest = max(highest, seq)
        elif seq <= highest:
            yield Finding("A", f"{command_id} is at {seq}, before what was known when it was sent")


def _said_once(history: History) -> Iterator[Finding]:
    """What was said in a command is in one event of its kind, under whatever id."""
    told = Counter(
        (entry.kind, words)
        for entry in history.disk.journal
        for words in _words(msgspec.json.decode(entry.event))
    )
    for client in history.accounts:
        for sent in client.sent:
            for words in _words(sent.arguments):
                if (times := told[EFFECTS[sent.do], words]) > 1:
                    yield Finding("C", f"“{words}” of {sent.do} {sent.id} is there {times} times")


def _words(arguments: Mapping[str, object]) -> Iterator[str]:
    for field in MARKED:
        if isinstance(words := arguments.get(field), str) and words:
            yield words


def _counted_once(history: History) -> Iterator[Finding]:
    """There is one ballot of each voter: the one that they sent under the last number."""
    disk = history.disk
    cast = _cast(history)
    for poll, votes in disk.turnout.items():
        lie = Counter(disk.ballots[poll].values())
        if sum(lie.values()) != len(votes):
            yield Finding("C", f"{poll} has {sum(lie.values())} ballots of {len(votes)} voters")
        meant = Counter(cast.get((poll, who, vote.command_id)) for who, vote in votes.items())
        if lie != meant:
            yield Finding("A", f"the ballots of {poll} are {lie}, and were sent as {meant}")


def _cast(history: History) -> dict[tuple[str, str, str], Choice]:
    """What was marked, by poll, voter and command."""
    return {
        (sent.arguments["poll"], client.actor, sent.id): tuple(sent.arguments["choice"])
        for client in history.accounts
        for sent in client.sent
        if sent.do == CAST
    }


def _joined_once(history: History) -> Iterator[Finding]:
    """No two people of a crowd have the same name."""
    people = history.fresh["staff"].documents.items()
    names = Counter(person["name"] for key, person in people if key.startswith("person/"))
    for name, times in names.items():
        if times > 1:
            yield Finding("C", f"{name} has joined {times} times")
