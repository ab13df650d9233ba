"""What goes wrong with a database through no fault of those who ask it."""

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

SQLITE_AWAY = {5, 6, 8, 10, 13, 14, 15}
"""BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN, PROTOCOL."""

POSTGRES_AWAY = ("08", "25006", "25P03", "40", "53", "55P03", "57", "58")
"""How SQLSTATEs begin: the connection; a server that only reads; one that lost its patience;
conflicts; no room left; a lock that others hold; shut down, or cancelled; the system below."""


def away(fault: DBAPIError) -> bool:
    """Whether it is the database's state that failed, and not what it was asked for."""
    code = getattr(fault.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in SQLITE_AWAY
    if fault.connection_invalidated:
        return True
    state = getattr(fault.orig, "sqlstate", None)
    if state is not None:
        return bool(state.startswith(POSTGRES_AWAY))
    return isinstance(fault, OperationalError | InterfaceError)
