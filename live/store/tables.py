"""The tables."""

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

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _session(*, nullable: bool = False, primary_key: bool = False) -> Column[str]:
    reference = ForeignKey("sessions.id")
    return Column("session", String, reference, nullable=nullable, primary_key=primary_key)


sessions = Table(
    "sessions",
    metadata,
    Column("id", String, primary_key=True),
    Column("code", String, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("status", String, nullable=False),
    Column("settings", Text, nullable=False),
    Column("epoch", String, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("chain", LargeBinary, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger),
)

# A redacted entry has lost data, fingerprint and salt, and has what remains of the event.
journal = Table(
    "journal",
    metadata,
    _session(primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("actor", String, nullable=False),
    Column("command_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("data", LargeBinary),
    Column("fingerprint", LargeBinary),
    Column("salt", LargeBinary),
    Column("digest", LargeBinary, nullable=False),
    Column("chain", LargeBinary, nullable=False),
    Column("remains", LargeBinary),
    Index(None, "session", "command_id"),
)

people = Table(
    "people",
    metadata,
    _session(primary_key=True),
    Column("person", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("language", String, nullable=False),
)

badges = Table(
    "badges",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    _session(),
    Column("actor", String, nullable=False),
    Column("role", String, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
    Index(None, "session", "actor"),
)

# A link without a session is a host's; one with an actor carries that person to another device.
links = Table(
    "links",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    _session(nullable=True),
    Column("role", String, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger),
    Column("revoked_at", BigInteger),
    Column("actor", String),
    Index(None, "session"),
)

# ``language`` is empty where each post says its own; ``relay`` where nothing is passed on.
# ``relayed``: the number of the last post that was.
caption_addresses = Table(
    "caption_addresses",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    _session(),
    Column("language", String, nullable=False),
    Column("relay", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
    Column("relayed", BigInteger),
    Index(None, "session"),
)

# Transcripts that were read, until they are taken in; ``taken_at``: since when they are being.
uploads = Table(
    "uploads",
    metadata,
    Column("id", String, primary_key=True),
    _session(),
    Column("name", Text, nullable=False),
    Column("language", String, nullable=False),
    Column("transcript", LargeBinary, nullable=False),
    Column("lines", Integer, nullable=False),
    Column("kept_at", BigInteger, nullable=False),
    Column("taken_at", BigInteger),
    Index(None, "session"),
    Index(None, "kept_at"),
)

# When files of the record as of an event were first asked for.
record_points = Table(
    "record_points",
    metadata,
    _session(primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("at", BigInteger, nullable=False),
)

# Files of the record that are being made together, and how many are there at ``at``.
makings = Table(
    "makings",
    metadata,
    Column("id", String, primary_key=True),
    _session(),
    Column("what", LargeBinary, nullable=False),
    Column("done", Integer, nullable=False),
    Column("of", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index(None, "session"),
)

# What belongs to ballots has no rowid: it would tell the order in which people voted.
poll_keys = Table(
    "poll_keys",
    metadata,
    Column("poll", String, primary_key=True),
    Column("key", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)


def _ballots(name: str) -> Table:
    return Table(
        name,
        metadata,
        Column("poll", String, primary_key=True),
        Column("key", LargeBinary, primary_key=True),
        Column("choice", Text, nullable=False),
        sqlite_with_rowid=False,
    )


ballots = _ballots("ballots")

# Of open secret polls only: PostgreSQL writes this table anew whenever one of them is sealed.
secret_ballots = _ballots("secret_ballots")

turnout = Table(
    "turnout",
    metadata,
    _session(),
    Column("poll", String, primary_key=True),
    Column("person", String, primary_key=True),
    Column("n", Integer, nullable=False),
    Column("command_id", String, nullable=False),
    Index(None, "session"),
    sqlite_with_rowid=False,
)
