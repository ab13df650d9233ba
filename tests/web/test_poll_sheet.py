"""The run sheet as a file, from and to a moderator's browser."""

from collections.abc import AsyncIterator

import pytest
from httpx2 import AsyncClient, Response

from tests.servers import Links, Server
from tests.web.browsing import browsing

SHEET = """
- question: هل النطاق مناسب؟
  kind: yes_no
- question: What comes first?
  options: [Law, Training]
"""
NOBODY = """
- question: Who?
  kind: yes_no
  groups: [nobody]
"""


@pytest.fixture
async def moderator(server: Server, links: Links) -> AsyncIterator[AsyncClient]:
    async with browsing(server.url) as entered:
        await entered.post(links.moderator_url, data={"name": "Mo"})
        yield entered


async def sent(browser: AsyncClient, links: Links, written: str | bytes) -> Response:
    content = written if isinstance(written, bytes) else written.encode()
    origin = links.join_url.partition("/j/")[0]
    return await browser.post(f"/s/{links.code}/polls", content=content, headers={"Origin": origin})


async def saved(browser: AsyncClient, links: Links, form: str) -> bytes:
    answer = await browser.get(f"/s/{links.code}/polls/{form}")
    assert answer.status_code == 200
    named = f'attachment; filename="{links.code}-run-sheet.{form}"'
    assert answer.headers["content-disposition"] == named
    return answer.content


async def test_a_run_sheet_goes_in_and_comes_out(moderator: AsyncClient, links: Links) -> None:
    assert (await sent(moderator, links, SHEET)).json() == {"polls": 2}
    in_yaml = await saved(moderator, links, "yaml")
    assert "هل النطاق مناسب؟".encode() in in_yaml
    in_csv = await saved(moderator, links, "csv")
    assert in_csv.startswith(b"\xef\xbb\xbfquestion,kind,options")
    for written in (in_yaml, in_csv):
        assert (await sent(moderator, links, written)).status_code == 201
    again = await saved(moderator, links, "yaml")
    assert again.count("هل النطاق مناسب؟".encode()) == 3


@pytest.mark.parametrize(
    ("written", "details"),
    [
        (b"\xff\xfe\x00", {"field": "polls"}),
        (SHEET + "- kind: essay\n", {"field": "polls", "nth": 3}),
        (SHEET + NOBODY, {"field": "groups", "nth": 3}),
    ],
    ids=["no text", "no poll", "no group"],
)
async def test_of_a_file_with_a_mistake_nothing_is_prepared(
    moderator: AsyncClient, links: Links, written: str | bytes, details: dict[str, object]
) -> None:
    answer = await sent(moderator, links, written)
    assert (answer.status_code, answer.json()["code"]) == (409, "invalid")
    assert answer.json()["details"] == details
    assert await saved(moderator, links, "yaml") == b"[]\n"


async def test_a_file_is_not_as_long_as_one_likes(moderator: AsyncClient, links: Links) -> None:
    assert (await sent(moderator, links, "x" * 300_000)).status_code == 413


async def test_only_moderators_have_it(server: Server, links: Links) -> None:
    async with browsing(server.url) as rapporteur:
        await rapporteur.post(links.rapporteur_url, data={"name": "Ro"})
        assert (await sent(rapporteur, links, SHEET)).status_code == 403
        assert (await rapporteur.get(f"/s/{links.code}/polls/yaml")).status_code == 403


async def test_there_are_two_forms(moderator: AsyncClient, links: Links) -> None:
    assert (await moderator.get(f"/s/{links.code}/polls/xlsx")).status_code == 404
