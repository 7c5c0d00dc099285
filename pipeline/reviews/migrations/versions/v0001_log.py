"""The log: append-only, guarded by the database itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def upgrade() -> None:
    """Makes the table ``log``."""
    seq = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "log",
        sa.Column("seq", seq, primary_key=True, autoincrement=False),
        *_texts("event_id", "at", "who", "build", "kind", "target", "action"),
        *_texts("payload", "before", "after", "note", "evidence"),
        sa.Column("blind", sa.Boolean, nullable=False),
        sa.Column("seen", sa.BigInteger, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("stale", sa.Boolean, nullable=False),
        sa.Column("undoes", sa.Text, sa.ForeignKey("log.event_id", name="log_undoes")),
        *_texts("anchor", "previous", "hash"),
        sa.UniqueConstraint("event_id", name="log_event_id"),
    )
    op.create_index("log_target", "log", ["kind", "target", "seq"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION log_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER log_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON log "
            "FOR EACH STATEMENT EXECUTE FUNCTION log_refuse()"
        )
        return
    for what in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER log_keep_{what.lower()} BEFORE {what} ON log "
            "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
        )
