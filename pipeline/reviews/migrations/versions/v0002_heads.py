"""What stands for each target, derived from the log so that pages need not replay it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pipeline.reviews.records import rebuild_heads

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table ``heads`` and fills it from the log."""
    seq = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "heads",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("target", sa.Text, primary_key=True),
        sa.Column("seq", seq, sa.ForeignKey("log.seq", name="heads_seq"), nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("anchor", sa.Text, nullable=False),
    )
    op.create_index("ix_heads_status", "heads", ["status"])
    rebuild_heads(op.get_bind())
