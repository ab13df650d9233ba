"""What a room does about the draft by itself."""

from live.domain.documents import Audience
from live.domain.draft import GENERAL, LEASE_MS, TakeSection, WriteSection
from live.room.clock import Clock
from live.room.rooms import Rooms
from live.room.services import Services
from tests.room.rig import Peer, Rig


class Later(Clock):
    """As it is when a lease that was taken now is over."""

    def now(self) -> int:
        return super().now() + LEASE_MS


async def test_a_lease_that_ran_out_in_a_restart_ends_after_it(rig: Rig) -> None:
    await rig.do(rig.chair, TakeSection(GENERAL, None))
    await rig.do(rig.chair, WriteSection(GENERAL, 1, "It was agreed."))
    await rig.again()
    rig.rooms = Rooms(Services(rig.database, Later()))
    peer = Peer()
    (await rig.room()).attach(rig.chair, Audience.STAFF, peer, None, "")

    def released() -> bool:
        sections = [
            frame["set"].get(f"section/{GENERAL}") for frame in peer.frames if "set" in frame
        ]
        return any(section and section["writer"] is None for section in sections)

    await peer.until(released)
    section = (await rig.room()).session.draft.section(GENERAL)
    assert (section.text, section.writer) == ("It was agreed.", None)


async def test_a_section_that_somebody_writes_keeps_its_writer(rig: Rig) -> None:
    await rig.do(rig.chair, TakeSection(GENERAL, None))
    await rig.again()
    section = (await rig.room()).session.draft.section(GENERAL)
    assert section.writer == rig.chair.id
