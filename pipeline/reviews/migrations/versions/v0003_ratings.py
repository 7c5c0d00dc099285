"""Ratings tell the event that gave them, so that they can be taken back on an edited text: heads are derived anew."""

from __future__ import annotations

from alembic import op

from pipeline.reviews.records import rebuild_heads

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Fills ``heads`` anew: ratings count since then."""
    rebuild_heads(op.get_bind())
