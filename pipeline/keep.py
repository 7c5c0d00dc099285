"""What a stage made of some input, kept for the next build: the notebook that stages are handed.

A stage that looks at all claims together asks here for what it made of an article or a series the last time. A key
holds all that the value depends on, so that whatever is not there is simply made again. The notebook on disk is
:class:`pipeline.made.Made`.
"""

from __future__ import annotations

from typing import Any, Protocol


class Keep(Protocol):
    """Plain values (lists, tuples, dicts, words, numbers), or bytes (from bytes or a memoryview), by the kind of thing
    they are and a key."""

    def get(self, kind: str, key: str) -> Any:
        """What was kept under ``key``, None when there is nothing."""

    def put(self, kind: str, key: str, value: Any) -> None:
        """Keeps ``value`` for the next build."""

    def article(self, article_id: str) -> str | None:
        """All that an article's claims depend on, as one hash; None of an article that nothing is kept of."""


class Nothing:
    """A notebook that is always empty."""

    def get(self, kind: str, key: str) -> Any:
        """Nothing is kept."""
        return None

    def put(self, kind: str, key: str, value: Any) -> None:
        """Keeps nothing."""

    def article(self, article_id: str) -> str | None:
        """No article is known."""
        return None


NOTHING: Keep = Nothing()
