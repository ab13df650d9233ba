"""Frames: commands as browsers send them, and everything that a browser receives.

The protocol is ``live.v1`` (docs/protocol.md): JSON text frames over a WebSocket.
"""

import re
from collections.abc import Iterable, Mapping

import msgspec

from live.domain.commands import BROWSER_COMMANDS, Command
from live.errors import Invalid, LiveError, UnknownCommand

SUBPROTOCOL = "live.v1"
MOST_BYTES = 64 * 1024
"""The largest frame, or body of a request, that a browser may send."""
DEEPEST = 8
LONGEST_ID = 64
IN_FLIGHT = 64
"""The most commands of one connection that may be under way."""

MOST_SOCKETS = 20
"""The most connections of one person, on one worker."""

BEAT_SECONDS = 15
RECONNECT_WITHIN_MS = 10_000
"""For how long browsers spread their return after a goodbye."""

COME_OVER_WITHIN_MS = 2_000
"""The same, where other workers take them in meanwhile."""

CLOSE_JOIN_AGAIN = 4401
CLOSE_REMOVED = 4403
CLOSE_NO_SESSION = 4404
CLOSE_VERSION = 4406
CLOSE_TOO_MANY = 4429
CLOSE_LATER = 1013
CLOSE_RESTART = 1012
CLOSE_NOT_JSON = 1007
CLOSE_BINARY = 1003

NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
"""An escaped NUL, not a backslash that is itself escaped and then ``u0000``."""

Document = Mapping[str, object]


class Malformed(Exception):
    """What came is no JSON object: the connection closes with 1007."""


class Asked(msgspec.Struct, frozen=True):
    """A command as it came: its id, and the command or the refusal that it deserves."""

    id: str
    command: Command | LiveError


def decode(raw: str | bytes) -> Asked:
    """Read one command; Malformed if it is no JSON object.

    A frame that is an object but no command becomes an ``Asked`` with its refusal, so that
    the sender hears about it under the id that it used, or under an empty one.
    """
    text = _decoded(raw)
    fields = _object(text)
    command_id = _id(fields)
    try:
        return Asked(command_id, _command(text, fields))
    except LiveError as refusal:
        return Asked(command_id, refusal)


def _decoded(raw: str | bytes) -> str:
    try:
        return raw if isinstance(raw, str) else raw.decode()
    except UnicodeDecodeError:
        raise Malformed from None


def _object(text: str) -> dict[str, msgspec.Raw]:
    try:
        return msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        raise Malformed from None


def _id(fields: Mapping[str, msgspec.Raw]) -> str:
    try:
        return _text(fields, "id", LONGEST_ID)
    except Invalid:
        return ""


def _text(fields: Mapping[str, msgspec.Raw], field: str, longest: int) -> str:
    try:
        value = msgspec.json.decode(fields.get(field, b"null"), type=str)
    except (msgspec.DecodeError, RecursionError):
        raise Invalid(field) from None
    if not 0 < len(value) <= longest or not value.isprintable():
        raise Invalid(field)
    return value


def _command(text: str, fields: Mapping[str, msgspec.Raw]) -> Command:
    if too_deep(text) or NUL.search(text):
        raise Invalid("with")
    _text(fields, "id", LONGEST_ID)
    for unknown in fields.keys() - {"id", "do", "with"}:
        raise Invalid(unknown[:LONGEST_ID])
    kind = BROWSER_COMMANDS.get(_text(fields, "do", LONGEST_ID))
    if kind is None:
        raise UnknownCommand
    try:
        return msgspec.json.decode(fields.get("with", b"{}"), type=kind)
    except msgspec.ValidationError as error:
        raise Invalid(_place(str(error))) from None


def too_deep(text: str) -> bool:
    """Whether brackets nest deeper than DEEPEST, not counting those in strings."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return False
    depth = 0
    quoted = escaped = False
    for sign in text:
        if escaped:
            escaped = False
        elif quoted:
            escaped = sign == "\\"
            quoted = sign != '"'
        elif sign == '"':
            quoted = True
        elif sign in "[{":
            depth += 1
        elif sign in "]}":
            depth -= 1
        if depth > DEEPEST:
            return True
    return False


def _place(complaint: str) -> str:
    """The field that msgspec complains of: ``… at `$.options[0]``` or ``… field `now```."""
    _, known, place = complaint.rpartition("`$.")
    if not known:
        _, known, place = complaint.rpartition("field `")
    return place.split("`")[0].split("[")[0] if known else "with"


class Frame:
    """One message to browsers: encoded and framed once, whoever receives it."""

    __slots__ = ("framed", "payload")

    def __init__(self, payload: bytes) -> None:
        self.payload = payload
        self.framed = _header(len(payload)) + payload


def _header(length: int) -> bytes:
    """Of an unmasked text frame (RFC 6455, section 5.2)."""
    if length < 126:
        return bytes((0x81, length))
    if length < 65536:
        return b"\x81\x7e" + length.to_bytes(2, "big")
    return b"\x81\x7f" + length.to_bytes(8, "big")


def frame(kind: str, **fields: object) -> Frame:
    return Frame(msgspec.json.encode({"type": kind, **fields}))


def welcome(
    *, epoch: str, seq: int, now: int, resumed: bool, you: Document, limits: Document
) -> Frame:
    return frame("welcome", epoch=epoch, seq=seq, now=now, resumed=resumed, you=you, limits=limits)


def patch(since: int, to: int, changed: Mapping[str, msgspec.Raw], gone: Iterable[str]) -> Frame:
    """Durable documents: those that changed in (since, to], and the keys of those that went."""
    return Frame(
        msgspec.json.encode(
            {"type": "patch", "from": since, "to": to, "set": changed, "del": list(gone)}
        )
    )


def ephemeral(changed: Mapping[str, object], gone: Iterable[str] = ()) -> Frame:
    return frame("now", set=changed, **{"del": list(gone)})


def done(command_id: str, seq: int, result: Document) -> Frame:
    return frame("done", id=command_id, seq=seq, result=result)


def refused(command_id: str, refusal: LiveError, after_ms: int | None = None) -> Frame:
    return Frame(msgspec.json.encode(refusal_fields(command_id, refusal, after_ms)))


def refusal_fields(
    command_id: str, refusal: LiveError, after_ms: int | None = None
) -> dict[str, object]:
    fields: dict[str, object] = {
        "type": "refused",
        "id": command_id,
        "code": refusal.code,
        "message": str(refusal),
        "retry": refusal.retry,
    }
    if refusal.details:
        fields["details"] = refusal.details
    if refusal.retry:
        fields["after_ms"] = RETRY_AFTER_MS if after_ms is None else after_ms
    return fields


RETRY_AFTER_MS = 1000


def beat(seq: int, now: int) -> Frame:
    return frame("beat", seq=seq, now=now)


def bye(reason: str, reconnect_within_ms: int) -> Frame:
    return frame("bye", reason=reason, reconnect_within_ms=reconnect_within_ms)
