"""Single files that cannot be taken: each is one line with its reason, and the rest goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import articles
from tests.folders import BODY, file, front

REJECTED = {
    "empty.txt": (b"", "is empty"),
    "blank.md": (b" \n\t\r\n ", "is empty"),
    "only-front.md": (b"---\noutlet: bbc\n---\n\n", "has no text after its front matter"),
    "binary.txt": (bytes(range(256)) * 8, "is binary, no text"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is a PNG picture, no text"),
    "report.txt": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "is a broken PDF"),
    "office.txt": (b"PK\x03\x04\x14\0\x06\0", "is a broken archive"),
    "half.txt": (BODY.encode("utf-16")[:-1], "is UTF-16 that breaks off"),
    "utf16le.txt": (BODY.encode("utf-16-le"), "it seems to be UTF-16"),
    "latin.txt": (
        ("First line.\n" + "Der Präsident erklärte, für über 40 Verletzte müsse gesorgt werden. " * 4).encode(
            "latin-1"
        ),
        "is not UTF-8 (byte 18, line 2); it seems to be CP1252",
    ),
    "cyrillic.txt": (
        "Президент заявил, что сорок человек получили ранения. ".encode("cp1251") * 5,
        "it seems to be CP1251",
    ),
    "mixed.txt": ("Café ".encode() + "Café".encode("latin-1"), "is not UTF-8 (byte 9, line 1)"),
    "open.md": (b"---\noutlet: bbc\n\nText without an end of its head.\n", "opened by --- but never closed"),
    "broken.md": (b"---\ntitle: {one: two\noutlet: bbc\n---\nText.", "front matter is broken in line 3"),
    "tabs.md": (b"---\ntitle: x\n\toutlet: bbc\n---\nText.", "front matter is broken in line 3"),
    "list.md": (b"---\n- title\n- outlet\n---\nText.", "no list of key: value lines"),
    "object.md": (b"---\ntitle: !!python/object/apply:os.getcwd []\n---\nText.", "front matter is broken in line 2"),
    "deep.md": (b"---\nx: " + b"[" * 5000 + b"\n---\nText.", "its front matter is"),
    "long.md": (b"---\nx: " + b"y" * 70_000 + b"\n---\nText.", "its front matter has over 65,536 characters"),
    "french.md": (b"---\noutlet: le-monde\nlanguage: fr\n---\nQuarante personnes.", "is in another language: French"),
    "undeclared.txt": (
        "Quarante personnes ont été blessées lorsque le bateau a heurté le quai, selon la préfecture. ".encode() * 3,
        "is in another language: French",
    ),
}


@pytest.mark.parametrize("name", REJECTED)
def test_rejected_with_a_reason_and_the_rest_goes_on(tmp_path: Path, name: str) -> None:
    content, reason = REJECTED[name]
    file(tmp_path, name, content)
    file(tmp_path, "zz-good.md", front(outlet="bbc") + BODY)
    corpus = articles.read(tmp_path)
    assert [a.path for a in corpus.articles] == ["zz-good.md"]
    (rejected,) = corpus.rejected
    assert rejected.path == name
    assert reason in rejected.reason
    assert rejected.hint
    assert "\n" not in rejected.reason + rejected.hint


def test_limit_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user = tmp_path / "mine"
    file(user, "limits.toml", "[file]\nmax_bytes = 1000\n")
    monkeypatch.setenv("CROSSCHECK_DATA", str(user))
    articles.knowledge.settings.cache_clear()
    try:
        file(tmp_path / "in", "big.txt", BODY * 20)
        (rejected,) = articles.read(tmp_path / "in").rejected
    finally:
        monkeypatch.undo()
        articles.knowledge.settings.cache_clear()
    assert rejected.reason == f"has {len(BODY) * 20:,} bytes, more than the 1,000 that one article may have"


def test_a_reason_that_quotes_the_input_stays_a_line(tmp_path: Path) -> None:
    file(tmp_path, "articles.csv", 'file,outlet\n"lost\n' + "x" * 5_000 + '",bbc\n')
    file(tmp_path, "a.txt", BODY)
    (rejected,) = articles.read(tmp_path).rejected
    assert rejected.reason.startswith("names lost xxx")
    assert len(rejected.reason) == 400


def test_a_hint_that_quotes_the_input_stays_a_line(tmp_path: Path) -> None:
    file(tmp_path, "a.csv", '"ti\ntle",published\nA,2021\n')
    (rejected,) = articles.read(tmp_path).rejected
    assert rejected.reason.startswith("has no column with")
    assert "ti tle" in rejected.hint
    assert "\n" not in rejected.hint
