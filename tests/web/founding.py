"""Sessions made on the host's page, which takes no process of its own as the command does."""

import re

from httpx2 import AsyncClient

from live.web import places
from tests.servers import Links

PLAN = {
    "title": "Consultation",
    "time_zone": "UTC",
    "speaking_minutes": "3",
    "notice": places.NOTICE,
    "groups": "\n".join(place.name for place in places.GROUPS),
    "regions": "\n".join(place.name for place in places.REGIONS),
    "notes": "everyone",
}


async def founded(host: AsyncClient, /, **written: str) -> Links:
    """A new session of a browser that came in by a host's link; its form holds ``written``."""
    page = await host.post("/host", data={**PLAN, **written})
    assert page.status_code == 200
    shown = re.findall(r'action="/host/([\w-]+)/links"', page.text)[0]
    moderator, rapporteur, screen = re.findall(r'value="([^"]+/enter/[^"]+)"', page.text)
    join_url = str(host.base_url.join(f"/j/{shown}"))
    return Links(shown.replace("-", ""), join_url, moderator, rapporteur, screen)
