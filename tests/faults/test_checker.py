"""The checker finds each thing that can be wrong, and nothing in what is right."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from live.simulate.replica import Document
from live.store.journal import Entry
from tests.faults.checker import findings
from tests.faults.history import Account, Disk, Fresh, Heard, History, Sent, Vote

SECRET, NAMED = "q_secret", "q_named"
YES, NO = "o_yes", "o_no"
SESSION = {"title": "Consultation"}
REQUEST = {"person": {"id": "p_ada", "name": "Ada"}, "about": "Costs"}


def entry(seq: int, actor: str, command_id: str, kind: str, **event: object) -> Entry:
    return Entry(seq, seq, actor, command_id, kind, msgspec.json.encode(event), b"", b"")


def drafted(seq: int, poll: str, secret: bool) -> Entry:
    options = [{"id": f"{poll}.{option}", "text": option} for option in (YES, NO)]
    words = {"question": f"Why {poll}?", "options": options, "secret": secret}
    return entry(seq, "p_chair", f"draft {poll}", "poll.drafted", poll=poll, **words)


def journal() -> list[Entry]:
    return [
        entry(1, "founder", "s", "session.created"),
        drafted(2, SECRET, secret=True),
        drafted(3, NAMED, secret=False),
        entry(4, "p_chair", "open", "poll.opened", poll=SECRET),
        entry(5, "p_ada", "ask", "queue.requested", about="Costs", request="r"),
        entry(6, "p_chair", "close", "poll.closed", poll=SECRET),
        entry(7, "p_chair", "close", "poll.tallied", poll=SECRET),
        entry(8, "p_chair", "publish", "poll.published", poll=SECRET, to=["phones"]),
    ]


def poll(secret: bool, name: str) -> Document:
    return {"secret": secret, "options": [{"id": f"{name}.{YES}"}, {"id": f"{name}.{NO}"}]}


TALLY = {"counts": {f"{SECRET}.{YES}": 1}, "voters": 1}
PUBLIC: dict[str, Document] = {
    "session": SESSION,
    "request/r": REQUEST,
    f"poll/{SECRET}": poll(True, SECRET),
    f"tally/{SECRET}": TALLY,
}
STAFF: dict[str, Document] = {**PUBLIC, f"poll/{NAMED}": poll(False, NAMED), "log/1": {}}


def frames(actor: str, audience: str, documents: dict[str, Document]) -> list[Document]:
    first = {key: value for key, value in documents.items() if not key.startswith("tally")}
    you = {"id": actor}
    return [
        {"type": "welcome", "epoch": audience, "seq": 5, "resumed": False, "you": you},
        {"type": "patch", "from": 0, "to": 5, "set": first, "del": []},
        {"type": "patch", "from": 5, "to": 8, "set": documents, "del": ["item/i"]},
    ]


def me(actor: str) -> Document:
    return {"id": actor, "choices": {}}


def account(actor: str, role: str, audience: str, **said: Any) -> Account:
    documents = STAFF if audience == "staff" else PUBLIC
    own = {"type": "now", "set": {"me": me(actor)}, "del": []}
    told = [Heard(0.0, frame) for frame in [*frames(actor, audience, documents), own]]
    client = Account(actor, role, audience, heard=told, documents=documents, me=me(actor), **said)
    return msgspec.convert(msgspec.to_builtins(client), Account)  # a copy, to be tampered with


def sound() -> History:
    """Ada asks for the floor and votes; then the chair closes the poll, and publishes it."""
    ada = account("p_ada", "participant", "public")
    chair = account("p_chair", "moderator", "staff")
    choice = [f"{SECRET}.{YES}"]
    ada.sent = [
        Sent("ask", "queue.request", {"about": "Costs"}, 1.0),
        Sent("vote", "poll.cast", {"poll": SECRET, "choice": choice, "n": 1}, 2.0),
    ]
    chair.sent = [
        Sent("close", "poll.close", {"poll": SECRET}, 4.0),
        Sent("publish", "poll.publish", {"poll": SECRET}, 6.0),
    ]
    ada.heard += [done("ask", 5, 1.5), done("vote", 5, 2.5, n=1)]
    chair.heard += [done("close", 7, 5.0), done("publish", 8, 7.0)]
    disk = Disk(
        8,
        journal(),
        [],
        {SECRET: {"p_ada": Vote(1, "vote")}},
        {SECRET: {b"0": (choice[0],)}},
    )
    fresh = {
        "public": Fresh(8, {**PUBLIC}),
        "staff": Fresh(8, {**STAFF}),
        "screen": Fresh(8, PUBLIC),
    }
    return History([ada, chair], disk, fresh, {"p_ada": me("p_ada")})


def done(command_id: str, seq: int, at: float, **result: object) -> Heard:
    return Heard(at, {"type": "done", "id": command_id, "seq": seq, "result": result})


def shown(history: History, key: str, document: Document, to: int = 8) -> None:
    """Ada was sent one thing more."""
    frame = {"type": "patch", "from": to, "to": to, "set": {key: document}, "del": []}
    history.accounts[0].heard.insert(-3, Heard(3.0, frame))
    for documents in (history.accounts[0].documents, history.fresh["public"].documents):
        assert isinstance(documents, dict)
        documents[key] = document


def passing(history: History, key: str, document: Document) -> None:
    frame = {"type": "now", "set": {key: document}, "del": []}
    history.accounts[0].heard.append(Heard(3.0, frame))


def test_what_is_right_is_found_right() -> None:
    assert findings(sound()) == []


# A: on disk, once, in its place


def lose_an_entry(history: History) -> None:
    history.disk.journal[4] = entry(5, "p_bo", "other", "queue.requested", about="More")


def lose_a_ballot(history: History) -> None:
    history.disk.turnout[SECRET].clear()
    history.disk.ballots[SECRET].clear()


def lose_a_newer_ballot(history: History) -> None:
    ada = history.accounts[0]
    again = {"poll": SECRET, "choice": [f"{SECRET}.{NO}"], "n": 2}
    ada.sent.append(Sent("again", "poll.cast", again, 3.0))
    ada.heard.append(done("again", 5, 3.5, n=2))


def keep_another_mark(history: History) -> None:
    history.disk.ballots[SECRET][b"0"] = (f"{SECRET}.{NO}",)


def keep_a_ballot_of_nobody(history: History) -> None:
    history.disk.turnout[SECRET]["p_ada"] = Vote(1, "whose?")


def leave_a_gap(history: History) -> None:
    history.disk.journal[0] = replace(history.disk.journal[0], seq=0)


def break_the_chain(history: History) -> None:
    history.disk.broken.append(3)


def turn_time_back(history: History) -> None:
    history.disk.journal[0] = replace(history.disk.journal[0], at=9)


def say_another_seq(history: History) -> None:
    ada = history.accounts[0]
    ada.heard[-2] = done("ask", 4, 1.5)


def come_too_early(history: History) -> None:
    """The request is at 5, and was sent when the close, at 7, was known to be done."""
    ada = history.accounts[0]
    ada.sent[0] = replace(ada.sent[0], at=5.5)
    ada.heard[-2] = done("ask", 5, 5.8)


# B: the documents of a newcomer


def know_too_little(history: History) -> None:
    del history.accounts[0].documents["request/r"]


def know_too_much(history: History) -> None:
    history.accounts[0].documents["request/gone"] = REQUEST


def stay_behind(history: History) -> None:
    for heard in history.accounts[0].heard:
        if heard.frame["type"] == "patch":
            heard.frame["to"] = 5


def differ_on_the_way(history: History) -> None:
    """Ada knew something else than another participant did at 5, and nobody sees it at the end."""
    bo = account("p_bo", "participant", "public")
    bo.heard[1].frame["set"]["session"] = {"title": "Something else"}
    history.accounts.append(bo)


def resume_another_history(history: History) -> None:
    again = {"type": "welcome", "epoch": "other", "seq": 8, "resumed": True, "you": {"id": "p_ada"}}
    history.accounts[0].heard.append(Heard(8.0, again))


def not_know_oneself(history: History) -> None:
    history.accounts[0].me = {}


# C: one effect


def act_twice(history: History) -> None:
    _add(history, entry(9, "p_ada", "ask", "queue.requested", about="Something", request="r2"))


def act_twice_under_another_id(history: History) -> None:
    _add(history, entry(9, "p_ada", "again", "queue.requested", about="Costs", request="r2"))


def be_scattered(history: History) -> None:
    history.disk.journal[3] = entry(4, "p_chair", "close", "item.ended")


def vote_twice(history: History) -> None:
    history.disk.ballots[SECRET][b"1"] = (f"{SECRET}.{YES}",)


def answer_twice(history: History) -> None:
    history.accounts[0].heard.append(done("ask", 5, 9.0, request="another"))


def join_twice(history: History) -> None:
    staff = history.fresh["staff"].documents
    assert isinstance(staff, dict)
    staff |= {f"person/{nth}": {"name": "Ada"} for nth in range(2)}


def _add(history: History, more: Entry) -> None:
    history.disk.journal.append(more)
    history.disk.seq = more.seq
    for audience, fresh in history.fresh.items():
        history.fresh[audience] = replace(fresh, seq=more.seq)
    for client in history.accounts:
        client.heard[2].frame["to"] = more.seq


# D: what a role may see


def show_a_person(history: History) -> None:
    shown(history, "person/p_bo", {"name": "Bo"})


def show_a_draft(history: History) -> None:
    shown(history, f"poll/{NAMED}", poll(False, NAMED))


def show_a_tally_too_early(history: History) -> None:
    history.accounts[0].heard[1].frame["set"][f"tally/{SECRET}"] = TALLY


def show_an_open_poll_to_staff(history: History) -> None:
    history.accounts[1].heard[1].frame["set"][f"tally/{SECRET}"] = TALLY


def show_who_voted_how(history: History) -> None:
    marks = {**TALLY, "ballots": [{"person": {"id": "p_ada"}, "choice": [f"{SECRET}.{YES}"]}]}
    history.accounts[1].heard[2].frame["set"][f"tally/{SECRET}"] = marks


def show_a_mark_elsewhere(history: History) -> None:
    shown(history, "request/r", {**REQUEST, "about": f"{SECRET}.{YES}"})


def show_a_field_of_the_staff(history: History) -> None:
    shown(history, "request/r", {**REQUEST, "statement": "for the interpreters"})


def count_while_open(history: History) -> None:
    passing(history, f"live/{SECRET}", {"counts": {}})


def tell_of_groups(history: History) -> None:
    passing(history, f"turnout/{SECRET}", {"voted": 1, "eligible": 2, "groups": []})


def tell_of_another(history: History) -> None:
    passing(history, "me", me("p_bo"))


def tell_a_secret_mark(history: History) -> None:
    passing(history, "me", {"id": "p_ada", "choices": {SECRET: [f"{SECRET}.{YES}"]}})


def answer_another(history: History) -> None:
    history.accounts[0].heard.append(done("close", 7, 5.0))


def take_for_another(history: History) -> None:
    history.accounts[0].heard[0].frame["you"]["id"] = "p_bo"


WRONG: dict[str, list[Callable[[History], None]]] = {
    "A": [
        lose_an_entry,
        lose_a_ballot,
        lose_a_newer_ballot,
        keep_another_mark,
        keep_a_ballot_of_nobody,
        leave_a_gap,
        break_the_chain,
        turn_time_back,
        say_another_seq,
        come_too_early,
    ],
    "B": [
        know_too_little,
        know_too_much,
        stay_behind,
        differ_on_the_way,
        resume_another_history,
        not_know_oneself,
    ],
    "C": [
        act_twice,
        act_twice_under_another_id,
        be_scattered,
        vote_twice,
        answer_twice,
        join_twice,
    ],
    "D": [
        show_a_person,
        show_a_draft,
        show_a_tally_too_early,
        show_an_open_poll_to_staff,
        show_who_voted_how,
        show_a_mark_elsewhere,
        show_a_field_of_the_staff,
        count_while_open,
        tell_of_groups,
        tell_of_another,
        tell_a_secret_mark,
        answer_another,
        take_for_another,
    ],
}


@pytest.mark.parametrize(
    ("rule", "tamper"),
    [(rule, tamper) for rule, ways in WRONG.items() for tamper in ways],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_what_is_wrong_is_found(rule: str, tamper: Callable[[History], None]) -> None:
    history = sound()
    tamper(history)
    assert rule in {finding.rule for finding in findings(history)}
