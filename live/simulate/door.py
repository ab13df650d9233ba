"""How a simulated person comes in: the join form and the role links, over plain HTTP."""

import asyncio
from urllib.parse import urlencode, urlsplit

import msgspec

TIMEOUT_SECONDS = 30.0


class ClosedDoor(Exception):
    """The server did not let this person in; the message says how it answered."""


class Answer(msgspec.Struct, frozen=True):
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def cookies(self) -> str:
        """What the answer sets, as a request's Cookie header; one of each name."""
        found = [value.split(";")[0] for name, value in self.headers if name == "set-cookie"]
        return "; ".join(dict.fromkeys(found))


async def join(base_url: str, code: str, **person: str) -> str:
    """Fill in the join form; the badge's cookie. ``person``: name, organisation, group, region."""
    return await _come_in(base_url, f"/j/{code}", person)


async def enter(link: str, name: str = "") -> str:
    """Use a role link; the badge's cookie."""
    base, path = _split(link)
    return await _come_in(base, path, {"name": name})


async def _come_in(base_url: str, path: str, form: dict[str, str]) -> str:
    answer = await post(base_url, path, urlencode(form).encode())
    if answer.status != 303:
        raise ClosedDoor(f"{path} answered {answer.status}")
    return answer.cookies()


def _split(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}", parts.path


async def post(
    base_url: str,
    path: str,
    body: bytes,
    cookie: str = "",
    content_type: str = "application/x-www-form-urlencoded",
) -> Answer:
    """One POST from the site's own origin."""
    headers = {"Content-Type": content_type, "Content-Length": str(len(body)), "Origin": base_url}
    return await _request(base_url, "POST", path, headers | {"Cookie": cookie}, body)


async def get(base_url: str, path: str, cookie: str = "") -> Answer:
    return await _request(base_url, "GET", path, {"Cookie": cookie}, b"")


async def _request(
    base_url: str, method: str, path: str, headers: dict[str, str], body: bytes
) -> Answer:
    address = urlsplit(base_url)
    port = address.port or (443 if address.scheme == "https" else 80)
    head = [f"{method} {path} HTTP/1.1", f"Host: {address.netloc}", "Connection: close"]
    head += [f"{name}: {value}" for name, value in headers.items() if value]
    async with asyncio.timeout(TIMEOUT_SECONDS):
        secure = address.scheme == "https"
        reader, writer = await asyncio.open_connection(address.hostname, port, ssl=secure or None)
        try:
            writer.write("\r\n".join(head).encode() + b"\r\n\r\n" + body)
            await writer.drain()
            return _parse(await reader.read())
        finally:
            writer.close()


def _parse(raw: bytes) -> Answer:
    head, _, body = raw.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = [(line.partition(":")[0].lower(), line.partition(":")[2].strip()) for line in lines]
    if ("transfer-encoding", "chunked") in headers:
        body = _joined(body)
    return Answer(int(status.split()[1]), headers, body)


def _joined(chunked: bytes) -> bytes:
    body = b""
    while chunked:
        size, _, rest = chunked.partition(b"\r\n")
        length = int(size.split(b";")[0], 16)
        if not length:
            break
        body += rest[:length]
        chunked = rest[length + 2 :]
    return body
