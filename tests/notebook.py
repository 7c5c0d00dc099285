"""What a stage keeps from one build to the next, in memory: :class:`pipeline.made.Made` without a database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Memory:
    """A notebook that lasts as long as this process. ``articles``: their hashes by article id."""

    def __init__(self, articles: Mapping[str, str]) -> None:
        self._articles = articles
        self._values: dict[tuple[str, str], Any] = {}

    def get(self, kind: str, key: str) -> Any:
        return self._values.get((kind, key))

    def put(self, kind: str, key: str, value: Any) -> None:
        self._values[kind, key] = bytes(value) if isinstance(value, memoryview) else value

    def article(self, article_id: str) -> str | None:
        return self._articles.get(article_id)
