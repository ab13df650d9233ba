"""What those who call the store need to name of SQL: a connection, and that it failed."""

from typing import TypeAlias

import sqlalchemy
import sqlalchemy.exc

Connection: TypeAlias = sqlalchemy.Connection
Fault = sqlalchemy.exc.SQLAlchemyError
"""Work that meets one must let it out: its transaction is lost."""
