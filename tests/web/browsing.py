"""A browser as far as HTTP goes: it keeps cookies and says where it comes from."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import unescape

from httpx2 import AsyncClient, Response

ADA = {"name": "Ada", "organisation": "Analytical", "group": "academia", "region": "africa"}
WRONG = "22222222"
"""A code that no session has."""


@asynccontextmanager
async def browsing(url: str, **headers: str) -> AsyncIterator[AsyncClient]:
    """A fresh browser; ``headers`` with underscores, such as ``accept_language``."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with AsyncClient(base_url=url, headers={"Origin": url, **named}, timeout=20) as browser:
        yield browser


def text_of(page: Response) -> str:
    """What a person reads on a page, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page.text)).split())


def set_cookies(answer: Response, name: str = "badge") -> dict[str, set[str]]:
    """The attributes of each cookie of a name that an answer sets, by its path."""
    found = {}
    for header in answer.headers.get_list("set-cookie"):
        pair, *attributes = header.split("; ")
        if pair.startswith(f"{name}="):
            path = next(a.removeprefix("Path=") for a in attributes if a.startswith("Path="))
            found[path] = set(attributes)
    return found


def field(page: Response, name: str) -> str:
    """The element of a form's field, as it is written."""
    found = re.search(rf'<(?:input|select|textarea)[^>]* name="{name}"[^>]*>', page.text)
    assert found, f"there is no field {name}"
    return unescape(found[0])
