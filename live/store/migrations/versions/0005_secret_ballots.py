"""A table of their own for the ballots of open secret polls."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "secret_ballots",
        sa.Column("poll", sa.String, nullable=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("choice", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("poll", "key", name="pk_secret_ballots"),
        sqlite_with_rowid=False,
    )
    of_open_polls = "FROM ballots WHERE poll IN (SELECT poll FROM poll_keys)"
    op.execute(f"INSERT INTO secret_ballots SELECT poll, key, choice {of_open_polls} ORDER BY key")
    op.execute(f"DELETE {of_open_polls}")
