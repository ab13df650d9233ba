"""Passing captions on to the call's own captions, so that a captioner needs one address.

In the background and in order; to hosts that the server's settings name, over https, without
following anybody anywhere else. What cannot be passed on after a few tries is left out.
"""

import asyncio
import logging
import socket
import ssl
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv6Address, ip_address
from urllib.parse import SplitResult, urlencode, urlsplit

import msgspec

PAUSES = (0.5, 2.0, 6.0)
"""Seconds between the tries."""
SECONDS = 5.0
"""How long a try may take to connect, and again to be answered."""
MOST_WAITING = 200
"""Posts of one address."""
LONGEST = 2_000
THREADS = 4
AGAIN = {408, 425, 429}

logger = logging.getLogger(__name__)


class Passed(msgspec.Struct, frozen=True):
    """A post as it came; ``language``: as the tool said it."""

    seq: int
    language: str
    data: bytes


class Unreachable(Exception):
    """The host has no address that is everybody's."""


class Relays:
    """``hosts``: ``call.example`` and ``*.call.example`` stand for https there, at addresses that
    are everybody's; an origin such as ``http://127.0.0.1:8123`` for itself, wherever it is."""

    def __init__(self, hosts: Sequence[str]) -> None:
        self._hosts = tuple(host.lower() for host in hosts)
        self._threads = ThreadPoolExecutor(THREADS, "caption-relay")
        self._waiting: dict[str, asyncio.Queue[tuple[str, Passed]]] = {}
        self._workers: dict[str, asyncio.Task[None]] = {}

    @property
    def hosts(self) -> tuple[str, ...]:
        return self._hosts

    def permits(self, url: str) -> bool:
        """Whether captions may be passed on there."""
        parts = _split(url)
        return parts is not None and (self._by_origin(parts) or self._by_host(parts))

    def _by_origin(self, parts: SplitResult) -> bool:
        return f"{parts.scheme}://{parts.netloc.lower()}" in self._hosts

    def _by_host(self, parts: SplitResult) -> bool:
        host = parts.hostname or ""
        if parts.scheme != "https" or parts.port not in (None, 443):
            return False
        above = (f"*.{name}" for name in _above(host))
        return host in self._hosts or any(name in self._hosts for name in above)

    def pass_on(self, address: str, url: str, post: Passed) -> None:
        """Put a post in its place behind those before."""
        queue = self._waiting.setdefault(address, asyncio.Queue(MOST_WAITING))
        if queue.full():
            logger.warning("captions are not passed on: %s does not keep up", _host(url))
            return
        queue.put_nowait((url, post))
        if address not in self._workers:
            worker = asyncio.create_task(self._work(address), name=f"relay {address}")
            self._workers[address] = worker
            worker.add_done_callback(lambda _: self._workers.pop(address, None))

    async def close(self) -> None:
        workers = list(self._workers.values())
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _work(self, address: str) -> None:
        """Until nothing waits."""
        queue = self._waiting[address]
        while not queue.empty():
            await self._deliver(*queue.get_nowait())

    async def _deliver(self, url: str, post: Passed) -> None:
        for pause in (*PAUSES, None):
            if await self._delivered(url, post):
                return
            if pause is not None:
                await asyncio.sleep(pause)
        logger.warning("a caption was not passed on: %s did not take it", _host(url))

    async def _delivered(self, url: str, post: Passed) -> bool:
        """Whether it is there, or will never be taken."""
        loop = asyncio.get_running_loop()
        try:
            status = await loop.run_in_executor(self._threads, self._send, url, post)
        except (OSError, HTTPException, Unreachable, UnicodeError):  # of a name too long
            return False
        if status >= 300 and status not in AGAIN and status < 500:
            logger.warning("a caption was not passed on: %s answered %d", _host(url), status)
        return status < 500 and status not in AGAIN

    def _send(self, url: str, post: Passed) -> int:
        parts = urlsplit(url)
        added = urlencode({"seq": post.seq, "lang": post.language})
        query = f"{parts.query}&{added}" if parts.query else added
        connection = HTTPConnection(parts.netloc.rpartition("@")[2], timeout=SECONDS)
        connection.sock = self._connected(parts)
        try:
            headers = {"Content-Type": "text/plain; charset=utf-8"}
            connection.request("POST", f"{parts.path or '/'}?{query}", post.data, headers)
            return connection.getresponse().status
        finally:
            connection.close()

    def _connected(self, parts: SplitResult) -> socket.socket:
        """To one of the host's addresses, which are looked at before: its name could mean others
        a moment later."""
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [str(place[4][0]) for place in found]
        if not self._by_origin(parts) and not all(map(_everybodys, addresses)):
            raise Unreachable(host)
        plain = socket.create_connection((addresses[0], port), SECONDS)
        if parts.scheme != "https":
            return plain
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


def _split(url: str) -> SplitResult | None:
    """The parts of an address of the web; None if it is none, or has a user in it."""
    if len(url) > LONGEST or not url.isascii() or not url.isprintable() or " " in url:
        return None
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts if known and "@" not in parts.netloc and "\\" not in url else None


def _above(host: str) -> list[str]:
    """The domains that a host is in."""
    parts = host.split(".")
    return [".".join(parts[start:]) for start in range(1, len(parts))]


def _everybodys(address: str) -> bool:
    found = ip_address(address.partition("%")[0])
    inner = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return (inner or found).is_global and not (inner or found).is_multicast


def _host(url: str) -> str:
    """What of an address may be logged: the rest of it is a secret."""
    parts = _split(url)
    return parts.hostname or "" if parts else ""
