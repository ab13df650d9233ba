"""The configuration of nginx that is shipped, with real servers behind it, over TLS."""

import asyncio
import re
from collections.abc import AsyncIterator

import msgspec
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from live import wire
from live.simulate.client import Client
from live.simulate.door import enter, join
from live.simulate.load.network import PHONE
from live.simulate.load.site import Site, Visit
from live.simulate.load.story import Plan
from live.simulation import Options, play
from live.web.doors import WRONG_CODES_A_MINUTE
from live.web.security import MOST_BODY_BYTES, MOST_UPLOADED_BYTES
from tests.engines import programs
from tests.engines.nginx import SHIPPED, Nginx, nginx
from tests.engines.postgres import Postgres
from tests.engines.redis import Redis
from tests.servers import Links, Server

SIZES = {"k": 1024, "m": 1024 * 1024}


class Served(msgspec.Struct):
    """Two servers on one database, and the proxy before them."""

    proxy: Nginx
    servers: list[Server]

    @property
    def url(self) -> str:
        return self.proxy.url

    async def links(self) -> Links:
        return await self.servers[0].create_session()


@pytest.fixture(scope="module")
async def site(
    postgres_server: Postgres,
    postgres_template: str,
    redis_server: Redis,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Served]:
    programs.require("nginx")
    with nginx() as proxy, pytest.MonkeyPatch.context() as patch:
        environ = {
            "LIVE_DATABASE_URL": postgres_server.url_of(
                postgres_server.new_database(postgres_template)
            ),
            "LIVE_REDIS_URL": redis_server.url,
            "LIVE_BASE_URL": proxy.url,
            "LIVE_DRAIN_SECONDS": "1",
        }
        folder = tmp_path_factory.mktemp("servers")
        servers = [Server(folder, environ) for _ in range(2)]
        await asyncio.gather(*(server.start() for server in servers))
        try:
            proxy.start([server.port for server in servers])
            patch.setenv("SSL_CERT_FILE", str(proxy.certificate))
            yield Served(proxy, servers)
        finally:
            await asyncio.gather(*(server.stop() for server in servers))


@pytest.fixture
async def links(site: Served) -> Links:
    return await site.links()


async def test_a_session_is_held_through_it(site: Served, links: Links) -> None:
    often = msgspec.structs.replace(PHONE, whole_seconds=10, away_seconds=(0, 1))
    plan = Plan(
        phones=20,
        minutes=0.02,
        vote_seconds=0.2,
        arrive_seconds=0.5,
        seed=1,
        network=often,
        loading=4,
    )
    said: list[str] = []
    report = await play(
        Options(link=links.moderator_url, code=None, force=False, plan=plan), said.append
    )
    assert {finding.what for finding in report.findings if finding.verdict == "wrong"} == set()
    assert report.joined == 20
    assert not report.told_to_wait
    assert not report.closes
    for server in site.servers:
        assert await site.proxy.logged(f":{server.port} ")


async def test_who_goes_on_when_a_server_stops_is_served_by_the_other(site: Served) -> None:
    links = await site.links()
    ada = await Client(site.url, links.code, await enter(links.moderator_url, "Ada")).start()
    for server in site.servers:
        await server.stop()
        async with asyncio.timeout(60):
            await ada.send("item.add", title="Opening")
        await server.start()
    await ada.until(lambda: len(ada.replica.of("item")) == 2)
    await ada.stop()


async def test_files_of_pages_are_fetched_once_for_all(site: Served, links: Links) -> None:
    async with Visit(Site(site.url)) as visit:
        page = (await visit.get(f"/j/{links.code}")).body.decode()
        style = re.findall(r'href="(/static/[^"]+\.css)"', page)[0]
        before = len(site.proxy.log)
        bodies = {(await visit.get(style)).body for _ in range(3)}
    assert len(bodies) == 1
    asked = await site.proxy.logged(style, times=3, after=before)
    assert len(asked) == 3
    assert all(line.split(" s, ")[1].startswith(("- ", " ")) for line in asked[1:])


async def test_its_log_tells_no_link_no_code_and_no_query(site: Served, links: Links) -> None:
    token = links.moderator_url.rsplit("/", 1)[1]
    await enter(links.moderator_url, "Ada")
    async with Visit(Site(site.url)) as visit:
        await visit.get(f"/j/{links.code}?name=Ada")
        await visit.get(f"/c/{token}")
        await visit.get(f"/s/{links.code}/record")
        last = dict((await visit.get("/healthz")).headers)["x-request-id"]
    await site.proxy.logged(last)
    log = site.proxy.whole_log
    assert "/enter/... 303" in log
    assert "/j/... 200" in log
    assert not {token, links.code, links.code.replace("-", ""), "Ada"} & {
        *re.findall(r"[\w-]+", log)
    }


async def test_a_request_has_one_name_in_both_logs(site: Served) -> None:
    async with Visit(Site(site.url)) as visit:
        answer = await visit.get("/")
    name = dict(answer.headers)["x-request-id"]
    assert await site.proxy.logged(name)


async def test_pages_of_other_sites_open_no_socket(site: Served, links: Links) -> None:
    cookie = await join(site.url, links.code, name="A", group="civil_society", region="africa")
    address = f"{site.url.replace('http', 'ws', 1)}/s/{links.code}/live"

    def from_page_of(origin: str) -> connect:
        return connect(
            address,
            origin=origin,  # type: ignore[arg-type]
            additional_headers={"Cookie": cookie},
            subprotocols=[wire.SUBPROTOCOL],  # type: ignore[list-item]
            proxy=None,
        )

    async with from_page_of(site.url) as socket:
        assert b"welcome" in (await socket.recv(decode=False))
    with pytest.raises(InvalidStatus, match="403"):
        await from_page_of("https://evil.example")


async def test_clients_are_who_they_are_and_not_who_they_say(site: Served) -> None:
    """Else whoever guesses codes would come from another address each time."""
    answered = set()
    async with Visit(Site(site.url)) as visit:
        for nr in range(2 * WRONG_CODES_A_MINUTE + 2):
            headers = {"X-Forwarded-For": f"203.0.113.{nr}"}
            answer = await visit.ask("GET", "/j/AAAA-AAAA", headers, b"")
            answered.add(answer.status)
    assert answered == {404, 429}


async def test_large_bodies_are_for_transcripts(site: Served, links: Links) -> None:
    body = b"x" * (MOST_BODY_BYTES + 1)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    async with Visit(Site(site.url)) as visit:
        sized = {**form, "Content-Length": str(len(body))}
        assert (await visit.ask("POST", f"/j/{links.code}", sized, body)).status == 413
        taken = await visit.ask("POST", f"/s/{links.code}/captions/read", sized, body)
        assert taken.status != 413


async def test_figures_are_not_for_the_internet(site: Served) -> None:
    async with Visit(Site(site.url)) as visit:
        assert (await visit.get("/metrics")).status == 404
        assert (await visit.get("/healthz")).status == 200


async def test_plain_http_is_sent_to_https(site: Served) -> None:
    async with Visit(Site(f"http://localhost:{site.proxy.plain_port}")) as visit:
        answer = await visit.get("/j/ABCD-EFGH")
    assert answer.status == 301
    assert dict(answer.headers)["location"] == "https://localhost/j/ABCD-EFGH"


def test_a_quiet_session_is_not_cut() -> None:
    """Of a connection that is live the server says something every BEAT_SECONDS."""
    live = SHIPPED.read_text().split("location ~ ^/s/[^/]+/live$")[1].split("}")[0]
    for setting in ("proxy_read_timeout", "proxy_send_timeout"):
        found = re.search(rf"{setting} (\d+)s;", live)
        assert found
        assert int(found[1]) > 2 * wire.BEAT_SECONDS


def test_bodies_are_bounded_as_in_the_server() -> None:
    bounds = re.findall(r"client_max_body_size (\d+)([km]);", SHIPPED.read_text())
    assert {int(number) * SIZES[unit] for number, unit in bounds} == {
        MOST_BODY_BYTES,
        MOST_UPLOADED_BYTES,
    }


def test_both_lists_of_servers_are_what_the_configuration_includes() -> None:
    for path in (SHIPPED.with_name("upstream.conf"), SHIPPED.parent / "compose" / "upstream.conf"):
        lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
        assert lines
        assert all(
            re.fullmatch(r"server [\d.]+:8000 max_fails=1 fail_timeout=2s;", one) for one in lines
        )
