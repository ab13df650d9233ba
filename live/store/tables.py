"""The tables. The journal is the truth; the others are what cannot or must not be in it."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()


def _of_session() -> Column[str]:
    return Column("session", String(40), ForeignKey("sessions.id"), nullable=False)


sessions = Table(
    "sessions",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("code", String(16), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("epoch", String(40), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("chain", LargeBinary, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

journal = Table(
    "journal",
    metadata,
    Column("session", String(40), ForeignKey("sessions.id"), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("command_id", String(80), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("data", LargeBinary),  # none once it was redacted
    Column("salt", LargeBinary),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("chain", LargeBinary, nullable=False),
    Index("journal_command", "session", "actor", "command_id"),
)

people = Table(
    "people",
    metadata,
    Column("session", String(40), ForeignKey("sessions.id"), primary_key=True),
    Column("person", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("organisation", Text, nullable=False),
)

badges = Table(
    "badges",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    _of_session(),
    Column("actor", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
    Index("badges_actor", "session", "actor"),
)

links = Table(
    "links",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("session", String(40), ForeignKey("sessions.id")),  # none: the whole installation
    Column("role", String(16), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger),
    Column("revoked_at", BigInteger),
)

poll_keys = Table(
    "poll_keys",
    metadata,
    Column("poll", String(40), primary_key=True),
    Column("key", LargeBinary, nullable=False),
)

ballots = Table(
    "ballots",
    metadata,
    Column("poll", String(40), primary_key=True),
    Column("key", LargeBinary, primary_key=True),
    Column("choice", Text, nullable=False),
    sqlite_with_rowid=False,  # a rowid would keep the order in which people voted
)

turnout = Table(
    "turnout",
    metadata,
    Column("poll", String(40), primary_key=True),
    Column("person", String(64), primary_key=True),
    _of_session(),
    Column("n", Integer, nullable=False),
    Column("command_id", String(80), nullable=False),
    Index("turnout_session", "session"),
)
