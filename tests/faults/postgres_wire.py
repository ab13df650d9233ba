"""What PostgreSQL's protocol must be known of to lose the answer to a COMMIT."""

from collections.abc import Iterator

from tests.faults.proxy import Cut

HEADER = 5
COMMITTED = b"C", b"COMMIT\0"
READS = b"READ ONLY"


class LostCommits:
    """Makes spoilers that swallow the answers to some COMMITs of transactions that write."""

    def __init__(self) -> None:
        self.lost = 0
        self._wanted = 0

    def lose(self, number: int = 1) -> None:
        """The next so many commits are carried out, and nobody hears of it."""
        self._wanted += number

    def spoiler(self) -> "AnswerToCommit":
        return AnswerToCommit(self)

    def swallow(self) -> None:
        if self._wanted:
            self._wanted -= 1
            self.lost += 1
            raise Cut


class AnswerToCommit:
    """One connection, without TLS: the connection is cut before the answer has passed."""

    def __init__(self, commits: LostCommits) -> None:
        self._commits = commits
        self._reads = False
        self._rest = b""

    def up(self, chunk: bytes) -> bytes:
        self._reads |= READS in chunk
        return chunk

    def down(self, chunk: bytes) -> bytes:
        messages = list(self._messages(chunk))
        if COMMITTED in messages and not self._reads:
            self._commits.swallow()
        return chunk

    def _messages(self, chunk: bytes) -> Iterator[tuple[bytes, bytes]]:
        """The kind and the content of each message that is whole by now."""
        self._rest += chunk
        while len(self._rest) >= HEADER:
            end = 1 + int.from_bytes(self._rest[1:HEADER], "big")
            if len(self._rest) < end:
                return
            yield self._rest[:1], self._rest[HEADER:end]
            self._rest = self._rest[end:]
