"""Transcripts of calls, from a browser: read, looked at, taken in, corrected."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from httpx2 import AsyncClient, Response

from tests.servers import Links, Server
from tests.transcripts.files import written
from tests.web.browsing import ADA, browsing, text_of
from tests.web.seats import by_post, of_moderator
from tests.web.sockets import command

ZOOM = """
    WEBVTT

    1
    00:00:01.000 --> 00:00:04.000
    Ada: Good morning, everybody.

    2
    00:00:05.000 --> 00:00:09.000
    Ada: We begin with the costs.

    3
    00:00:10.000 --> 00:00:14.000
    iPhone: Can you hear me?

    4
    00:00:15.000 --> 00:00:19.000
    iPhone: I agree.
"""
TEAMS = """
    WEBVTT

    9aa4c10d-3a2b-4f51-8f0e-3a1c2b4d5e6f/7-0
    00:00:03.120 --> 00:00:06.500
    <v Ada>We thank the &amp; chair.</v>

    9aa4c10d-3a2b-4f51-8f0e-3a1c2b4d5e6f/8-0
    00:00:07.000 --> 00:00:09.250
    <v Nia Cole>And the secretariat
    for its paper.</v>
"""
BROKEN = """
    WEBVTT

    00:00:01.000 --> 00:00:04.000
    The first.

    00:zz:05.000 --> 00:00:09.000
    Never read.

    00:00:10.000 --> 00:00:12.000
    The last.
"""


@pytest.fixture
async def staff(server: Server, links: Links) -> AsyncIterator[AsyncClient]:
    """A rapporteur's browser; Ada is in the session."""
    async with browsing(server.url) as ada:
        await ada.post(f"/j/{links.code}", data=ADA)
    async with browsing(server.url, accept_language="en") as entered:
        await entered.post(links.rapporteur_url, data={"name": "Rita"})
        yield entered


async def reads(
    staff: AsyncClient, links: Links, content: str | bytes, name: str = "call.vtt", **form: str
) -> Response:
    """What the page says once a file was sent."""
    data = content if isinstance(content, bytes) else written(content)
    files = {"file": (name, data, "text/vtt")}
    sent = await staff.post(f"/s/{links.code}/captions/read", files=files, data=form)
    return await staff.get(sent.headers["location"]) if sent.status_code == 303 else sent


async def takes_in(staff: AsyncClient, preview: Response, **form: str) -> Response:
    """As the form of the page stands, but for what is changed in it."""
    fields = {"zero": value_of(preview, "zero"), "take_in": "1", **form}
    sent = await staff.post(preview.url.path, data=fields)
    return await staff.get(sent.headers["location"]) if sent.status_code == 303 else sent


def value_of(page: Response, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', page.text)
    assert found, f"there is no field {name}"
    return unescape(found[1])


def named(now: datetime) -> str:
    """As Zoom calls a transcript."""
    return f"GMT{now:%Y%m%d-%H%M%S}_Recording.transcript.vtt"


async def test_what_was_read_is_told_before_it_is_taken_in(
    staff: AsyncClient, links: Links
) -> None:
    preview = await reads(staff, links, ZOOM)
    told = text_of(preview)
    assert "4 lines were read." in told
    assert "Nothing was left out." in told
    assert "Nobody known" in told
    overview = await staff.get(f"/s/{links.code}/captions")
    assert "Nothing yet." in text_of(overview)


async def test_a_transcript_of_zoom_ends_up_attributed(staff: AsyncClient, links: Links) -> None:
    now = datetime.now(UTC)
    preview = await reads(staff, links, ZOOM, named(now))
    assert "The file says when the recording began." in text_of(preview)
    assert value_of(preview, "zero") == f"{now:%Y-%m-%dT%H:%M:%S}.000"
    stream = await takes_in(staff, preview)
    told = text_of(stream)
    assert "Ada by its name in the transcript · certain Good morning, everybody." in told
    assert "Nobody known “ iPhone ” · unknown Can you hear me?" in told
    assert f"{now:%H:%M}:" in told


async def test_a_transcript_of_teams_ends_up_attributed(staff: AsyncClient, links: Links) -> None:
    preview = await reads(staff, links, TEAMS, "meeting.vtt")
    assert "Teams transcript" in text_of(preview)
    assert "Nothing tells when it began." in text_of(preview)
    stream = await takes_in(staff, preview, zero="2026-02-23T14:00:00")
    told = text_of(stream)
    assert "14:00:03 Ada by its name in the transcript · certain We thank the & chair." in told
    assert "14:00:07 Nobody known “ Nia Cole ” · unknown And the secretariat for its paper." in told


async def test_what_could_not_be_read_is_told_with_its_line(
    staff: AsyncClient, links: Links
) -> None:
    told = text_of(await reads(staff, links, BROKEN))
    assert "2 lines were read." in told
    assert "1 was left out." in told
    assert "6 Left out, as the time cannot be read." in told


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "This is not a transcript"), (b"\x00\xff\xfe" * 99, "This is not a transcript")],
)
async def test_what_is_no_transcript_is_refused_in_words(
    staff: AsyncClient, links: Links, content: bytes, words: str
) -> None:
    page = await reads(staff, links, content)
    assert page.status_code == 422
    assert words in text_of(page)


async def test_a_file_may_be_so_large(staff: AsyncClient, links: Links) -> None:
    page = await reads(staff, links, b"x" * (32 * 1024 * 1024 + 1))
    assert page.status_code == 422
    assert "This file is too large" in text_of(page)


async def test_what_is_pasted_is_read_too(staff: AsyncClient, links: Links) -> None:
    form = {"text": written(ZOOM).decode(), "language": "fr"}
    sent = await staff.post(f"/s/{links.code}/captions/read", data=form)
    preview = await staff.get(sent.headers["location"])
    assert "Pasted text" in text_of(preview)
    stream = await takes_in(staff, preview, language="fr")
    assert "Transcript: French" in text_of(stream)


async def test_a_name_is_given_to_somebody_by_hand(staff: AsyncClient, links: Links) -> None:
    preview = await reads(staff, links, ZOOM, named(datetime.now(UTC)))
    person = re.search(r'<option value="(p_[^"]+)">Ada', preview.text)
    assert person, "Ada cannot be chosen for the second name"
    form = {"speaker-1": person[1]}
    again = await staff.post(preview.url.path, data={"look": "1", "zero": "", **form})
    assert f'<option value="{person[1]}" selected' in again.text
    stream = await takes_in(staff, preview, **form)
    assert "Ada “ iPhone ” · said by hand · certain Can you hear me?" in text_of(stream)


async def test_taking_it_in_twice_takes_it_in_once(staff: AsyncClient, links: Links) -> None:
    preview = await reads(staff, links, ZOOM)
    await takes_in(staff, preview)
    again = await takes_in(staff, preview)
    assert again.url.path == f"/s/{links.code}/captions"
    assert again.text.count("call.vtt") == 1


async def test_two_who_take_it_in_at_once_take_it_in_once(
    server: Server, staff: AsyncClient, links: Links
) -> None:
    preview = await reads(staff, links, ZOOM)
    async with browsing(server.url, accept_language="en") as other:
        await other.post(links.moderator_url, data={"name": "Mona"})
        await asyncio.gather(*(takes_in(one, preview) for one in (staff, other)))
    overview = await staff.get(f"/s/{links.code}/captions")
    assert len(set(re.findall(r"/captions/(x_\w+)", overview.text))) == 1


async def test_what_is_refused_can_be_taken_in_later(staff: AsyncClient, links: Links) -> None:
    preview = await reads(staff, links, ZOOM)
    refused = await takes_in(staff, preview, **{"speaker-0": "p_nobody"})
    assert refused.status_code == 422
    assert "Good morning, everybody." in text_of(await takes_in(staff, preview))


async def test_what_is_not_taken_in_is_forgotten(staff: AsyncClient, links: Links) -> None:
    preview = await reads(staff, links, ZOOM)
    await staff.post(preview.url.path, data={"forget": "1"})
    assert (await staff.get(preview.url.path)).status_code == 404


async def test_a_beginning_that_is_no_date_is_said(staff: AsyncClient, links: Links) -> None:
    preview = await reads(staff, links, ZOOM)
    page = await takes_in(staff, preview, zero="yesterday")
    assert page.status_code == 422
    assert "not a date and a time" in text_of(page)


async def test_a_file_that_says_it_is_from_the_year_one_is_shown_without_a_beginning(
    staff: AsyncClient, links: Links
) -> None:
    timeline = (
        '{"recording_start": "0001-01-01T00:00:00+14:00", "timeline": [{"ts": "00:00:10.000",'
        ' "end_ts": "00:00:12.000", "text": "Hello", "users": [{"username": "Ada"}]}]}'
    )
    preview = await reads(staff, links, timeline, "timeline.json")
    assert preview.status_code == 200
    assert value_of(preview, "zero") == ""


async def test_transcripts_are_for_staff(server: Server, staff: AsyncClient, links: Links) -> None:
    preview = await reads(staff, links, ZOOM)
    stream = await takes_in(staff, preview)
    async with browsing(server.url) as stranger:
        for path in (preview.url.path, stream.url.path):
            assert (await stranger.get(path)).status_code == 403
            assert (await stranger.post(path, data={})).status_code == 403
        page = await stranger.post(f"/s/{links.code}/captions/read", data={"text": "x"})
        assert page.status_code == 403


async def test_a_transcript_of_another_session_is_not_shown(
    server: Server, staff: AsyncClient, links: Links
) -> None:
    upload = (await reads(staff, links, ZOOM)).url.path.rpartition("/")[2]
    other = await server.create_session()
    await staff.post(other.rapporteur_url, data={"name": "Rita"})
    page = await staff.get(f"/s/{other.code}/captions/read/{upload}")
    assert page.status_code == 404


# Corrections


@pytest.fixture
async def stream(staff: AsyncClient, links: Links) -> Response:
    """The page of a transcript that was taken in."""
    preview = await reads(staff, links, ZOOM)
    return await takes_in(staff, preview, zero="2026-02-23T14:00:00")


async def changes(staff: AsyncClient, stream: Response, **form: object) -> Response:
    sent = await staff.post(stream.url.path, data=form)
    return await staff.get(sent.headers["location"]) if sent.status_code == 303 else sent


def lines(stream: Response) -> list[str]:
    return re.findall(r'name="line" value="([^"]+)"', stream.text)


def ada(stream: Response) -> str:
    found = re.search(r'<option value="(p_[^"]+)">Ada', stream.text)
    assert found
    return found[1]


async def test_a_line_is_corrected(staff: AsyncClient, stream: Response) -> None:
    form = {"do": "correct", "caption": lines(stream)[0], "revision": "1", "text": "Good evening."}
    page = await changes(staff, stream, **form)
    assert "Good evening." in text_of(page)
    assert "Good morning" not in text_of(page)
    again = await changes(staff, stream, **form)
    assert again.status_code == 422
    assert "changed in the meantime" in text_of(again)


async def test_a_line_is_erased_for_good(staff: AsyncClient, stream: Response) -> None:
    second = lines(stream)[1]
    told = text_of(await changes(staff, stream, do="redact", caption=second))
    assert "We begin with the costs." in text_of(stream)
    assert "We begin with the costs." not in told
    assert "Good morning, everybody." in told


async def test_lines_are_attributed_by_the_run(staff: AsyncClient, stream: Response) -> None:
    every = lines(stream)
    form = {"do": "lines", "line": [every[0], every[3]], "run": "1", "person": ada(stream)}
    told = text_of(await changes(staff, stream, **form))
    assert told.count("said by hand · certain") == 4


async def test_chosen_lines_are_attributed(staff: AsyncClient, stream: Response) -> None:
    every = lines(stream)
    form = {"do": "lines", "line": [every[0], every[3]], "person": "-"}
    page = await changes(staff, stream, **form)
    assert text_of(page).count("said by hand · unknown") == 2
    back = await changes(staff, stream, **{**form, "person": "~"})
    assert "said by hand" not in text_of(back)


async def test_all_lines_of_a_name_are_attributed(staff: AsyncClient, stream: Response) -> None:
    label = re.findall(r'<option value="(l_[^"]+)">iPhone', stream.text)[0]
    form = {"do": "label", "label": label, "person": ada(stream)}
    told = text_of(await changes(staff, stream, **form))
    assert told.count("“ iPhone ” · said by hand · certain") == 2
    record = await staff.get(f"{stream.url.path.partition('/captions')[0]}/record/record.json")
    methods = [line["method"] for line in record.json()["captions"]]
    assert methods == ["label", "label", "hand", "hand"]


@pytest.mark.parametrize("form", [{"do": "lines"}, {"do": "lines", "person": "-"}, {"do": "x"}])
async def test_what_is_not_chosen_is_asked_for(
    staff: AsyncClient, stream: Response, form: dict[str, str]
) -> None:
    page = await changes(staff, stream, **form)
    assert page.status_code == 422
    assert 'role="alert"' in page.text


async def test_the_beginning_is_set_later(staff: AsyncClient, stream: Response) -> None:
    page = await changes(staff, stream, do="place", zero="2026-02-23T15:30:00")
    assert "15:30:01" in text_of(page)
    page = await changes(staff, stream, do="place", zero="")
    assert "0:00:01" in text_of(page)


async def test_a_transcript_is_removed(staff: AsyncClient, stream: Response) -> None:
    page = await changes(staff, stream, do="remove")
    assert "Nothing yet." in text_of(page)
    assert (await staff.get(stream.url.path)).status_code == 404


async def test_a_long_transcript_has_pages(staff: AsyncClient, links: Links) -> None:
    cues = (f"00:00:{n % 60:02}.000 --> 00:00:{n % 60:02}.900\nLine {n}." for n in range(250))
    said = "\n\n".join(cues)
    preview = await reads(staff, links, f"WEBVTT\n\n{said}".encode())
    page = await takes_in(staff, preview)
    assert "Page 1 of 3" in text_of(page)
    last = await staff.get(f"{page.url.path}?page=3")
    assert len(lines(last)) == 50
    assert len(lines(page)) == 100


async def test_lines_of_which_nobody_is_known_are_shown_alone(
    staff: AsyncClient, stream: Response
) -> None:
    page = await staff.get(f"{stream.url.path}?show=unknown")
    assert lines(page) == lines(stream)[2:]
    assert "Good morning" not in text_of(page)


async def test_of_lines_between_which_others_are_hidden_no_run_is_attributed(
    staff: AsyncClient, stream: Response
) -> None:
    page = await staff.get(f"{stream.url.path}?show=unknown")
    assert 'name="run"' in stream.text
    assert 'name="run"' not in page.text


async def test_what_is_looked_at_stays_so_after_a_change(
    staff: AsyncClient, stream: Response
) -> None:
    form = {"do": "lines", "line": lines(stream)[2], "person": ada(stream)}
    sent = await staff.post(f"{stream.url.path}?show=unknown", data=form)
    page = await staff.get(sent.headers["location"])
    assert lines(page) == lines(stream)[3:]


async def test_lines_that_are_named_otherwise_than_the_floor_was_are_shown_alone(
    server: Server, staff: AsyncClient, links: Links
) -> None:
    chair = await of_moderator(server.url, links)
    await by_post(chair, command("session.open", {}))
    [added] = await by_post(chair, command("queue.add", {"source": "call", "name": "Ben Okri"}))
    given = {"request": added["result"]["request"], "instead_of": None}
    await by_post(chair, command("floor.grant", given))
    record = (await staff.get(f"/s/{links.code}/record/record.json")).json()
    said = "WEBVTT\n\n00:00:00.000 --> 00:00:00.001\n<v Ada>Mine.</v>\n"
    preview = await reads(staff, links, said.encode())
    zero = datetime.fromtimestamp(record["turns"][0]["start"] / 1000, ZoneInfo(record["time_zone"]))
    page = await takes_in(staff, preview, zero=f"{zero:%Y-%m-%dT%H:%M:%S.%f}"[:-3])
    against = await staff.get(f"{page.url.path}?show=against")
    assert lines(against) == lines(page)
    assert "the floor had: Ben Okri" in text_of(against)
