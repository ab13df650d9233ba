"""What remains of an event whose entry was redacted; when a session is to be deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("journal", sa.Column("remains", sa.LargeBinary))
    op.add_column("sessions", sa.Column("expires_at", sa.BigInteger))
