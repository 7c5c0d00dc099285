"""Folders of articles for tests: files as they are written, and what is read of them."""

from __future__ import annotations

from pathlib import Path

from pipeline import articles
from pipeline.model import Article

BODY = "Some 40 people were hurt when the ferry ran aground, the harbour office said.\n"


def file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def one(folder: Path) -> Article:
    corpus = articles.read(folder)
    assert [*corpus.rejected] == []
    (article,) = corpus.articles
    return article


def front(**fields: str) -> str:
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in fields.items()) + "---\n"
