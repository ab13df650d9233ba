"""What only the person sees."""

from live.domain import floor, life, people, queue
from live.domain.me import Marks, concerned, me
from live.domain.session import answer
from tests.domain.occasion import Sitting, actor, ada, bo, chair, sitting


def request(here: Sitting, kind: queue.Kind = "statement") -> str:
    return str(answer(here.do(ada, queue.RequestFloor(kind)))["request"])


def mine(here: Sitting, marks: Marks | None = None) -> dict[str, object]:
    return me(here.session, here.directory, ada, marks or Marks())


def test_i_see_my_details() -> None:
    assert mine(sitting()) == {
        "id": "ada",
        "role": "participant",
        "name": "Ada",
        "organisation": "Acme",
        "group": "civil",
        "region": "africa",
        "request": None,
        "point_of_order": None,
        "write_in": None,
        "claims": [],
        "proposals": [],
        "cast": {},
        "choices": {},
    }


def test_i_see_my_request() -> None:
    here = sitting()
    asked = request(here)
    assert (mine(here)["request"], mine(here)["point_of_order"]) == (asked, None)


def test_i_see_my_point_of_order_beside_it() -> None:
    here = sitting()
    asked, urgent = request(here), request(here, "point_of_order")
    assert (mine(here)["request"], mine(here)["point_of_order"]) == (asked, urgent)


def test_with_the_floor_i_wait_no_more() -> None:
    here = sitting()
    here.do(chair, floor.GrantFloor(request(here), None))
    assert mine(here)["request"] is None


def test_i_see_my_ballots() -> None:
    marks = Marks({"q_1": 2, "q_2": 1}, {"q_2": ("o_1",)})
    shown = mine(sitting(), marks)
    assert (shown["cast"], shown["choices"]) == ({"q_1": 2, "q_2": 1}, {"q_2": ["o_1"]})


def test_a_screen_is_nobody_in_particular() -> None:
    here = sitting()
    shown = me(here.session, here.directory, actor("screen"), Marks())
    assert (shown["name"], shown["group"], shown["request"]) == ("", "", None)


def test_a_request_concerns_who_makes_it() -> None:
    here = sitting()
    before = here.session
    (event,) = here.do(ada, queue.RequestFloor())
    assert concerned(before, event) == {ada.id}


def test_a_withdrawal_by_the_chair_concerns_whose_it_was() -> None:
    here = sitting()
    asked = request(here)
    before = here.session
    withdrawn, act = here.do(chair, queue.WithdrawRequest(asked))
    assert concerned(before, withdrawn) == {ada.id}
    assert concerned(before, act) == set()


def test_a_close_concerns_all_who_wait() -> None:
    here = sitting()
    request(here)
    here.do(bo, queue.RequestFloor())
    before = here.session
    events = here.do(chair, life.CloseSession())
    assert set.union(*(concerned(before, event) for event in events)) == {ada.id, bo.id}


def test_a_correction_concerns_who_was_corrected() -> None:
    here = sitting()
    before = here.session
    (event,) = here.do(chair, people.EditPerson(ada.id, name="Ada L."))
    assert concerned(before, event) == {ada.id}


def test_what_i_claim_is_mine_to_see_until_a_moderator_has_decided() -> None:
    here = sitting()
    added = str(answer(here.do(chair, queue.AddRequest("call", name="Ada")))["request"])
    guest = here.session.queue.waiting[added].person
    before = here.session
    (claimed,) = here.do(ada, queue.ClaimRequest(added))
    assert concerned(before, claimed) == {ada.id}
    assert mine(here)["claims"] == [added]

    before = here.session
    dropped, *_ = here.do(chair, queue.ClaimRequest(added, guest))
    assert concerned(before, dropped) == {ada.id, guest}
    assert mine(here)["claims"] == []


def test_what_i_was_given_is_no_claim_any_more() -> None:
    here = sitting()
    added = str(answer(here.do(chair, queue.AddRequest("call", name="Ada")))["request"])
    here.do(ada, queue.ClaimRequest(added))
    before = here.session
    given, *_ = here.do(chair, queue.ClaimRequest(added))
    assert ada.id in concerned(before, given)
    assert (mine(here)["request"], mine(here)["claims"]) == (added, [])
