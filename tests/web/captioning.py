"""A captioner's program: it knows an address, and nothing else."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import unescape

from httpx2 import AsyncClient, Response

from tests.servers import Links


async def made(browser: AsyncClient, links: Links, language: str = "en", relay: str = "") -> str:
    """A new address, as staff copy it from their page."""
    form = {"language": language, "relay": relay}
    page = await browser.post(f"/s/{links.code}/captions", data=form)
    assert page.status_code == 200
    return address_on(page)


def address_on(page: Response) -> str:
    found = re.search(r'id="caption-address"[^>]* value="([^"]+)"', page.text)
    assert found, "no address was made"
    return unescape(found[1])


class Captioner:
    def __init__(self, client: AsyncClient, address: str) -> None:
        self.client = client
        self.address = address

    async def posts(
        self, seq: int | str | None, text: str | bytes, language: str | None = "en-US"
    ) -> Response:
        """As programs do it: with more behind the address as it stands."""
        said = "" if seq is None else f"&seq={seq}"
        said += "" if language is None else f"&lang={language}"
        data = text if isinstance(text, bytes) else text.encode()
        headers = {"Content-Type": "text/plain; charset=utf-8"}
        return await self.client.post(f"{self.address}{said}", content=data, headers=headers)

    async def last(self, **query: str) -> int:
        """The number that was taken last."""
        before, _, after = self.address.partition("?")
        answer = await self.client.get(f"{before}/seq?{after}", params=query or None)
        assert answer.status_code == 200
        return int(answer.text)


@asynccontextmanager
async def captioning(address: str) -> AsyncIterator[Captioner]:
    async with AsyncClient(timeout=20) as client:
        yield Captioner(client, address)
