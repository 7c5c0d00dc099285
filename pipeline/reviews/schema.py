"""The tables of the store. ``log`` is append-only (triggers refuse anything else); ``heads`` is derived from it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, ForeignKey, Index, Integer, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# SQLite numbers rows only in a column of exactly this type.
_SEQ = BigInteger().with_variant(Integer(), "sqlite")


class Base(DeclarativeBase):
    """Both tables' metadata."""


class Log(Base):
    """One event a row, numbered from 1 without gaps; JSON columns hold objects in one canonical spelling."""

    __tablename__ = "log"
    __table_args__ = (UniqueConstraint("event_id", name="log_event_id"), Index("log_target", "kind", "target", "seq"))

    seq: Mapped[int] = mapped_column(_SEQ, primary_key=True, autoincrement=False)
    event_id: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(Text)
    build: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    target: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    payload: Mapped[str] = mapped_column(Text)
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(Text)
    blind: Mapped[bool] = mapped_column(Boolean)
    seen: Mapped[int] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(BigInteger)
    stale: Mapped[bool] = mapped_column(Boolean)
    undoes: Mapped[str | None] = mapped_column(Text, ForeignKey("log.event_id", name="log_undoes"))
    anchor: Mapped[str] = mapped_column(Text)
    previous: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(Text)


class Head(Base):
    """What stands for a target now, so that a page need not replay its log."""

    __tablename__ = "heads"

    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    target: Mapped[str] = mapped_column(Text, primary_key=True)
    seq: Mapped[int] = mapped_column(_SEQ, ForeignKey("log.seq", name="heads_seq"))
    version: Mapped[int] = mapped_column(BigInteger)
    status: Mapped[str] = mapped_column(Text, index=True)
    state: Mapped[str] = mapped_column(Text)
    anchor: Mapped[str] = mapped_column(Text)
