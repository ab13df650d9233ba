"""A simulated captioner: writes what is said while it is said, with a slip at times."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from urllib.parse import urlsplit

from live.simulate.client import Client
from live.simulate.contributions import CONTRIBUTIONS, REPLIES
from live.simulate.door import post
from live.simulate.pace import Pace
from live.simulate.replica import Document

WORDS_A_SECOND = 2.4
LEAST_SECONDS = 0.4
"""Of ours, between two posts, whatever the pace."""

SLIPS = 0.03
BACKSPACE = "\x08"
SPEECHES = {
    said.about: [remark.text for remark in said.remarks]
    for said in (*CONTRIBUTIONS, *REPLIES.values())
}
LITTLE = ("We support what was said before us, and will send our comments in writing.",)
TEXT = "text/plain; charset=utf-8"


class Captioner:
    """``address``: to which the captions are posted."""

    def __init__(self, client: Client, address: str, pace: Pace) -> None:
        self._client = client
        self._address = urlsplit(address)
        self._pace = pace
        self._seq = 0
        self._request: str | None = None
        self._heard: set[str] = set()

    async def run(self) -> None:
        while True:
            await self._client.until(lambda: self._floor()["request"] not in (None, self._request))
            self._request = request = str(self._floor()["request"])
            await self._writes(request)

    async def _writes(self, request: str) -> None:
        """What the speaker says, as long as they have the floor."""
        asked = self._client.documents[f"request/{request}"]
        said = speech(asked, again=request in self._heard)
        self._heard.add(request)
        pause = max(LEAST_SECONDS, self._pace.real(1.5))
        number = max(1, round(pause * self._pace.speed * WORDS_A_SECOND))
        words = said.split(" ")
        for start in range(0, len(words), number):
            if self._floor()["request"] != request:
                break
            await self._posts(" ".join(self._typed(words[start : start + number])) + " ")
            await self._pace.seconds(pause * self._pace.speed)
        await self._posts("\n")

    def _typed(self, words: Sequence[str]) -> Iterator[str]:
        """Sometimes a word is wrong at first, and taken back."""
        for word in words:
            wrong = word[::-1]
            slip = self._pace.chance(SLIPS)
            yield f"{wrong}{BACKSPACE * len(wrong)}{word}" if slip else word

    async def _posts(self, text: str) -> None:
        """Before the opening, and after the close, nobody takes it."""
        self._seq += 1
        base = f"{self._address.scheme}://{self._address.netloc}"
        path = f"{self._address.path}?{self._address.query}&seq={self._seq}"
        with suppress(OSError, TimeoutError):  # captioners do not stop for a lost line
            await post(base, path, text.encode(), content_type=TEXT)

    def _floor(self) -> Document:
        return self._client.documents["floor"]


def speech(asked: Document, *, again: bool = False) -> str:
    """What somebody says who asked for the floor."""
    person = asked["person"]
    begins = "As I was saying." if again else "Thank you, Chair."
    of = f" I speak for {person['organisation']}." if person["organisation"] and not again else ""
    points = SPEECHES.get(asked["about"], LITTLE)
    about = f" My point is this: {asked['about']}." if asked["about"] and not again else ""
    return f"{begins}{of}{about} {' '.join(points)} Thank you."
