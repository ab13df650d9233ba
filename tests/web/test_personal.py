"""What is kept of each person: handed out, and erased."""

from collections.abc import AsyncIterator

import msgspec
import pytest
from httpx2 import AsyncClient

from live.simulate.client import Client
from tests.servers import Links, Server
from tests.web.browsing import ADA, browsing, text_of
from tests.web.founding import founded

LOVELACE = {**ADA, "name": "Ada Lovelace"}


@pytest.fixture
async def ada(server: Server, links: Links) -> AsyncIterator[AsyncClient]:
    async with browsing(server.url) as joined:
        await joined.post(f"/j/{links.code}", data=LOVELACE)
        yield joined


@pytest.fixture
async def chair(server: Server, links: Links) -> AsyncIterator[AsyncClient]:
    async with browsing(server.url) as entered:
        await entered.post(links.moderator_url, data={"name": "Mona"})
        yield entered


async def who(chair: AsyncClient, links: Links, name: str) -> str:
    """The id of somebody, from the page."""
    page = await chair.get(f"/s/{links.code}/people")
    before = page.text.split(f"<bdi>{name}</bdi>")[0]
    return before.rpartition('<li id="')[2].partition('"')[0]


async def test_somebody_gets_all_that_is_kept_of_them(
    ada: AsyncClient, chair: AsyncClient, moderator: Client, links: Links
) -> None:
    await moderator.send("session.open")
    await ada.post(
        f"/s/{links.code}/do",
        json={"id": "c1", "do": "queue.request", "with": {"about": "safeguards"}},
    )
    person = await who(chair, links, "Ada Lovelace")
    answer = await ada.get(f"/s/{links.code}/people/{person}.json")
    about = msgspec.json.decode(answer.content)
    assert about["person"]["name"] == "Ada Lovelace"
    assert [request["about"] for request in about["requests"]] == ["safeguards"]
    assert [badge["role"] for badge in about["badges"]] == ["participant"]


async def test_only_the_voter_is_told_that_they_voted(
    ada: AsyncClient, chair: AsyncClient, moderator: Client, links: Links
) -> None:
    await moderator.send("session.open")
    made = await moderator.send(
        "poll.create", kind="single", question="Agreed?", options=["Yes", "No"], secret=True
    )
    await moderator.send("poll.open", poll=made["poll"])
    ballot = {"poll": made["poll"], "choice": made["options"][:1], "n": 1}
    await ada.post(f"/s/{links.code}/do", json={"id": "c1", "do": "poll.cast", "with": ballot})
    person = await who(chair, links, "Ada Lovelace")
    own, others = [
        msgspec.json.decode((await of.get(f"/s/{links.code}/people/{person}.json")).content)
        for of in (ada, chair)
    ]
    assert (own["voted"], others["voted"]) == ([made["poll"]], [])


async def test_nobody_gets_what_is_kept_of_another(
    server: Server, ada: AsyncClient, chair: AsyncClient, links: Links
) -> None:
    person = await who(chair, links, "Ada Lovelace")
    async with browsing(server.url) as bo:
        await bo.post(f"/j/{links.code}", data={**ADA, "name": "Bo"})
        answer = await bo.get(f"/s/{links.code}/people/{person}.json")
    assert answer.status_code == 403
    assert "Lovelace" not in answer.text


async def test_a_file_about_nobody_is_not_found(chair: AsyncClient, links: Links) -> None:
    assert (await chair.get(f"/s/{links.code}/people/p_x.json")).status_code == 404


async def test_who_is_erased_is_on_no_page_and_in_no_file(
    ada: AsyncClient, chair: AsyncClient, links: Links
) -> None:
    person = await who(chair, links, "Ada Lovelace")
    answer = await chair.post(f"/s/{links.code}/people/{person}/erase")
    assert answer.status_code == 303
    page = await chair.get(f"/s/{links.code}/people")
    assert "Erased" in text_of(page)
    record = await chair.get(f"/s/{links.code}/record/record.json")
    assert "Lovelace" not in page.text + record.text


async def test_whoever_is_erased_is_let_in_no_more(
    ada: AsyncClient, chair: AsyncClient, links: Links
) -> None:
    person = await who(chair, links, "Ada Lovelace")
    await chair.post(f"/s/{links.code}/people/{person}/erase")
    assert (await ada.get(f"/s/{links.code}")).status_code == 303


async def test_rapporteurs_see_the_page_but_erase_nobody(
    server: Server, ada: AsyncClient, chair: AsyncClient, links: Links
) -> None:
    person = await who(chair, links, "Ada Lovelace")
    async with browsing(server.url) as rapporteur:
        await rapporteur.post(links.rapporteur_url, data={"name": "Ro"})
        page = await rapporteur.get(f"/s/{links.code}/people")
        erased = await rapporteur.post(f"/s/{links.code}/people/{person}/erase")
    assert "Erase for good" not in text_of(page)
    assert erased.status_code == 403


async def test_participants_do_not_see_the_page(ada: AsyncClient, links: Links) -> None:
    assert (await ada.get(f"/s/{links.code}/people")).status_code == 403


async def test_a_page_of_another_session_does_not_find_the_person(
    host: AsyncClient, ada: AsyncClient, chair: AsyncClient, links: Links
) -> None:
    person = await who(chair, links, "Ada Lovelace")
    other = await founded(host)
    await chair.post(other.moderator_url, data={"name": "Mona"})
    assert (await chair.post(f"/s/{other.code}/people/{person}/erase")).status_code == 404


async def test_a_transcript_that_waits_is_forgotten_when_somebody_is_erased(
    ada: AsyncClient, chair: AsyncClient, links: Links
) -> None:
    content = b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Ada Lovelace>Good morning.</v>\n"
    files = {"file": ("call.vtt", content, "text/vtt")}
    sent = await chair.post(f"/s/{links.code}/captions/read", files=files)
    assert "Lovelace" in (await chair.get(sent.headers["location"])).text
    person = await who(chair, links, "Ada Lovelace")
    await chair.post(f"/s/{links.code}/people/{person}/erase")
    assert "Lovelace" not in (await chair.get(sent.headers["location"])).text


async def test_what_staff_noted_of_somebody_is_theirs_once_notes_are_shown(
    ada: AsyncClient, chair: AsyncClient, moderator: Client, links: Links
) -> None:
    await moderator.send("session.edit", notes="closed")
    await moderator.send("session.open")
    person = await who(chair, links, "Ada Lovelace")
    added = await moderator.ask("queue.add", {"source": "call", "person": person})
    request = added["result"]["request"]
    await moderator.send("floor.grant", request=request, instead_of=None)
    await moderator.send("note.post", text="She is against it.")
    address = f"/s/{links.code}/people/{person}.json"
    assert "against it" not in (await ada.get(address)).text
    assert "against it" in (await chair.get(address)).text
    await moderator.send("session.close")
    assert "against it" in (await ada.get(address)).text


async def test_where_nobody_is_named_notes_are_in_nobodys_file(
    ada: AsyncClient, chair: AsyncClient, moderator: Client, links: Links
) -> None:
    await moderator.send("session.edit", notes="everyone", attribution="group")
    await moderator.send("session.open")
    person = await who(chair, links, "Ada Lovelace")
    added = await moderator.ask("queue.add", {"source": "call", "person": person})
    request = added["result"]["request"]
    await moderator.send("floor.grant", request=request, instead_of=None)
    await moderator.send("note.post", text="Bo Okri was against it.")
    assert "Okri" not in (await ada.get(f"/s/{links.code}/people/{person}.json")).text


async def test_what_somebody_proposed_is_in_their_file(
    ada: AsyncClient, chair: AsyncClient, moderator: Client, links: Links
) -> None:
    await moderator.send("session.edit", proposals=True)
    await moderator.send("session.open")
    asked = {"id": "c2", "do": "note.propose", "with": {"text": "The costs are high."}}
    await ada.post(f"/s/{links.code}/do", json=asked)
    person = await who(chair, links, "Ada Lovelace")
    about = msgspec.json.decode((await ada.get(f"/s/{links.code}/people/{person}.json")).content)
    assert [one["text"] for one in about["proposals"]] == ["The costs are high."]
