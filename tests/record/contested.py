"""A session in which queue and floor see everything that there is."""

from live.domain import agenda, floor, life, queue
from tests.domain.occasion import MINUTE, SECOND, chair
from tests.record.sittings import Recorded, ada, ben, cai, dee, opened


def contested() -> Recorded:
    """Ada speaks on behalf of others, longer than she may, and is interrupted by somebody whose
    name is said later; a guest asks in the call; two acts are taken back; some are not heard."""
    here = opened()
    item = here.made(chair, agenda.AddItem("Scope", 30))
    here.do(chair, agenda.StartItem(item))
    interrupted(here)
    added(here)
    unheard(here)
    here.now += MINUTE
    here.do(chair, life.CloseSession())
    return here


def interrupted(here: Recorded) -> str:
    """Ada's turn of 100 seconds with a limit of 90; a pause of 20, an interruption of 40."""
    request = here.made(
        ada,
        queue.RequestFloor(
            about="scope", capacity="on_behalf", on_behalf_of="Africa Group", language="French"
        ),
    )
    here.then(chair, queue.LimitRequest(request, 60))
    turn = here.made(chair, floor.GrantFloor(request, None))
    here.now += 30 * SECOND
    here.do(chair, floor.PauseFloor(request))
    here.now += 20 * SECOND
    here.do(chair, floor.ResumeFloor(request))
    here.do(chair, floor.ExtendFloor(request, 30))
    here.now += 30 * SECOND
    of_order = here.made(chair, floor.InterruptFloor(request))
    here.now += 40 * SECOND
    here.do(chair, floor.ReleaseFloor(here.holder))
    here.now += 40 * SECOND
    here.do(chair, floor.ReleaseFloor(request))
    here.then(chair, floor.IdentifySpeaker(of_order, name="Gil Vicente", organisation="Theatre"))
    return turn


def added(here: Recorded) -> None:
    """Two guests of the call, one of whom is Dee; a move and a grant that are taken back."""
    guest = here.made(chair, queue.AddRequest("call", name="Robert", about="costs"))
    nobody = here.made(chair, queue.AddRequest("chat", name="D.", group="academia"))
    here.then(dee, queue.ClaimRequest(nobody))
    here.then(chair, queue.ClaimRequest(nobody))
    here.then(chair, queue.MoveRequest(nobody, None))
    here.undo()
    here.then(chair, queue.SkipRequest(guest))
    here.then(chair, floor.GrantFloor(guest, None))
    here.now += 10 * SECOND
    here.undo()
    here.speak_of(guest, MINUTE)
    here.speak_of(nobody, MINUTE)


def unheard(here: Recorded) -> None:
    """Written instead, withdrawn, put in by mistake, cleared away, cut off by a last word."""
    instead, back = (here.made(who, queue.RequestFloor(about="victims")) for who in (cai, dee))
    here.then(chair, queue.OfferWriting())
    here.then(cai, queue.WriteIn(instead, "Victims come first.\nAlways."))
    here.then(dee, queue.WithdrawRequest(back))
    here.then(chair, queue.AddRequest("phone", name="Mistake"))
    here.undo()
    here.do(ben, queue.RequestFloor(about="roads"))
    here.then(chair, queue.ClearQueue())
    last = here.made(ben, queue.RequestFloor(capacity="personal"))
    here.do(cai, queue.RequestFloor("question", "paper"))
    here.then(chair, floor.GrantFloor(last, None, last=True))
