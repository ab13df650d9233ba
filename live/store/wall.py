"""What time it is at the database."""

from sqlalchemy import BigInteger, Connection, cast, func, select

NOW = select(cast(func.extract("epoch", func.clock_timestamp()) * 1000, BigInteger))


def now(connection: Connection) -> int | None:
    """Milliseconds since 1970; None where the database has no clock but the one of this machine."""
    return connection.scalar(NOW) if connection.dialect.name == "postgresql" else None
