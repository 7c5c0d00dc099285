"""How matching does on a topic that its weights have not seen: learnt on all others, measured on the one left out.

    python benchmarks/topics.py [--only TOPIC,TOPIC …] CORPUS GOLD [CORPUS GOLD …]

Weights of evidence are learnt as a logistic regression on the outcomes of the facets (Fellegi and Sunter 1969), drawn
to those of ``data/matching.toml`` by a penalty; an outcome that differs may never speak for a pair. Prints series F1
over pairs from different articles: with the weights as they are, learnt on all topics, and learnt without the topic;
then, the topic read by itself, with all lexicons and without the words in them that only its articles use, and how many
words that are. A topic with fewer than ten pairs of one series, read by itself, is left out: it says nothing. With
``--only`` some topics alone are read, each by itself, and the words that are taken out are named: that takes seconds.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline import knowledge

LEXICONS = ("counted", "actions", "events", "qualifiers", "compounds", "whose")  # their column ``words`` tells topics
if len(sys.argv) > 3 and sys.argv[1] == "--without":  # before any module has read its lexicon
    _table, _out = knowledge.table, frozenset(json.loads(sys.argv[3]))

    def _without(name: str, *required: str) -> tuple[Mapping[str, str], ...]:
        rows = _table(name, *required)
        if name.removeprefix("lexicons/") not in LEXICONS or not rows or "words" not in rows[0]:
            return rows
        kept = ("|".join(w for w in knowledge.words(r["words"]) if w.lower() not in _out) for r in rows)
        return tuple({**row, "words": words} for row, words in zip(rows, kept, strict=True))

    knowledge.table = _without

from pipeline import articles, run  # noqa: E402
from pipeline.clusters import blocking, linking, scoring, sparse  # noqa: E402
from pipeline.clusters.profile import profiles  # noqa: E402
from pipeline.knowledge import settings  # noqa: E402
from pipeline.model import Article, Claim  # noqa: E402

PENALTY = 20.0  # how hard weights are drawn to those of data/matching.toml
LEAST = 10  # pairs of one series that a topic needs
FEW = 30.0  # a topic with fewer pairs of one series counts as if it had so many
THRESHOLD = -1.5  # joined pairs are few among those compared: at 0 the learnt evidence would join too little
AGAINST = frozenset(
    "differ differ_weakly contained words_unlike part years_apart wide far share_far one_s0 one_s1 far_s0 far_s1 s0"
    "".split()
)


class Corpus:
    """A corpus read and compared, with the gold's topic and series of each claim (−1 where it has none)."""

    def __init__(self, folder: Path, gold: Path, only: str | None = None) -> None:
        read = articles.read(folder)
        outlets = {o.outlet_id: o for o in read.outlets}
        texts = [a for a in read.articles if only is None or a.path in documents(gold)[only]]
        claims = [c for a in texts for c in run.read_article(a, outlets.get(a.outlet_id))[0]]
        self.texts = {a.path: f"{a.title} {a.text}" for a in texts}
        self.found = profiles(claims, {a.article_id: a for a in texts})
        pairs, _ = blocking.candidates(self.found)
        self.compared = scoring.compared(self.found, pairs)
        self.contradict = scoring.contradictions(self.found)
        told = labelled(claims, {a.path: a for a in texts}, folder, gold)
        labels = [told.get(p.claim_id) for p in self.found]
        self.topics = sorted({topic for topic, _ in filter(None, labels)})
        self.topic = np.array([self.topics.index(x[0]) if x else -1 for x in labels])
        self.series = np.where(self.topic < 0, -1, sparse.coded(x[1] if x else None for x in labels)[0])
        article, _ = sparse.coded(p.claim.article_id for p in self.found)
        a, b = np.triu_indices(len(self.found), 1)
        kept = (self.topic[a] >= 0) & (self.topic[b] >= 0) & (article[a] != article[b])
        self.a, self.b = a[kept], b[kept]

    def counts(self, evidence: np.ndarray) -> np.ndarray:
        """(topics, 3): pairs rightly joined, wrongly joined, missed."""
        c = self.compared
        home = np.zeros(len(self.found), dtype=int)
        for n, group in enumerate(linking.link(len(home), c.pairs, evidence, c.forbidden, self.contradict)):
            home[group] = n
        joined, same = home[self.a] == home[self.b], self.series[self.a] == self.series[self.b]
        out = np.zeros((len(self.topics), 3))
        for k, pairs in enumerate((joined & same, joined & ~same, ~joined & same)):
            np.add.at(out[:, k], self.topic[self.a][pairs], 1)
            across = pairs & (self.topic[self.a] != self.topic[self.b])  # a series of two topics counts for both
            np.add.at(out[:, k], self.topic[self.b][across], 1)
        return out


def documents(gold: Path) -> dict[str, set[str]]:
    """Topic → the articles that its gold tells of."""
    told = ((path.stem, json.loads(line)) for path in gold.glob("*.jsonl") for line in path.open(encoding="utf-8"))
    out: dict[str, set[str]] = defaultdict(set)
    for topic, row in told:
        out[topic].add(row.get("doc", ""))
    return out


def own_words(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """Topic → the words of the lexicons that its articles use and those of no other topic; ``texts`` by topic."""
    cells = (row.get("words", "") for name in LEXICONS for row in knowledge.table(f"lexicons/{name}"))
    known = sorted({word.lower() for cell in cells for word in knowledge.words(cell)})
    plain = {topic: f" {_plain(text)} " for topic, text in texts.items()}
    out: dict[str, list[str]] = {topic: [] for topic in texts}
    for word in known:
        told = _plain(word)
        users = [topic for topic, text in plain.items() if f" {told} " in text or f" {told}s " in text]
        if len(users) == 1:
            out[users[0]].append(word)
    return out


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def alone(topic: str, words: Sequence[str], folder: Path, gold: Path) -> float | None:
    """Series F1 of a topic that is read by itself, without some words of the lexicons; None with too few pairs."""
    asked = [sys.executable, __file__, "--without", topic, json.dumps(words), str(folder), str(gold)]
    told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    right, wrong, missed = map(float, told.split())
    return f1(np.array((right, wrong, missed))) if right + missed >= LEAST else None


def labelled(
    claims: Sequence[Claim], by_path: dict[str, Article], folder: Path, gold: Path
) -> dict[str, tuple[str, str]]:
    """Claim id → (topic, series) of the gold row whose number phrase it overlaps."""
    mine: dict[str, list[Claim]] = defaultdict(list)
    for c in claims:
        if c.kind == "quantity":
            mine[c.article_id].append(c)
    out: dict[str, tuple[str, str]] = {}
    for path in sorted(gold.glob("*.jsonl")):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            article = by_path.get(row.get("doc", ""))
            if article is None or "start" not in row or not row.get("is_claim", True) or row.get("optional"):
                continue
            shift = max((folder / row["doc"]).read_text(encoding="utf-8").find(article.text), 0)
            for c in mine[article.article_id]:
                if c.start + shift < row["end"] and row["start"] < c.end + shift and c.claim_id not in out:
                    out[c.claim_id] = path.stem, row.get("series") or row.get("quantity") or row["id"]
                    break
    return out


def design(corpus: Corpus, outcomes: dict[tuple[str, str], int]) -> np.ndarray:
    """(pairs, outcomes + 1): which outcome each facet of each pair has; the last column is the prior."""
    c = corpus.compared
    x = np.zeros((len(c.pairs), len(outcomes) + 1))
    for facet, codes in c.outcomes.items():
        x[np.arange(len(x)), np.array([outcomes[facet, name] for name in c.names[facet]])[codes]] = 1
    x[:, -1] = 1
    return x


def learn(
    corpora: Sequence[Corpus], tables: Sequence[np.ndarray], start: np.ndarray, against: np.ndarray, skip: str = ""
) -> np.ndarray:
    """Weights that tell pairs of one series from others, by Newton's method; the topic ``skip`` is left out."""
    parts = []
    for corpus, table in zip(corpora, tables, strict=True):
        i, j = corpus.compared.pairs.T
        same = corpus.series[i] == corpus.series[j]
        for n, topic in enumerate(corpus.topics):
            mine = (corpus.topic[i] == n) & (corpus.topic[j] == n) & ~corpus.compared.forbidden
            if topic != skip and mine.any():
                weight = (5 * FEW / max(FEW, same[mine].sum())) ** 0.5  # a large topic does not drown a small one
                parts.append((table[mine], same[mine].astype(float), np.full(mine.sum(), weight)))
    x, y, weights = (np.concatenate(column) for column in zip(*parts, strict=True))
    penalty = np.eye(x.shape[1]) * PENALTY
    penalty[-1, -1] = 1e-6
    w = start.copy()
    for _ in range(10):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (weights * (p - y)) + penalty @ (w - start)
        w -= np.linalg.solve((x * (weights * p * (1 - p))[:, None]).T @ x + penalty, gradient)
    return np.where(against, np.minimum(w, 0), w)


def f1(counts: np.ndarray) -> float:
    """F1 in percent of (right, wrong, missed)."""
    right, wrong, missed = counts
    return float(200 * right / max(2 * right + wrong + missed, 1))


def some(topics: Sequence[str], sources: Sequence[tuple[Path, Path]]) -> None:
    """Prints series F1 of some topics, each read by itself: with all words, without its own, and these words."""
    told, home = {}, {}
    for folder, gold in sources:
        texts = {a.path: f"{a.title} {a.text}" for a in articles.read(folder).articles}
        for topic, docs in documents(gold).items():
            if not topic.endswith(("nonclaims", "statements")):
                told[topic], home[topic] = " ".join(texts.get(d, "") for d in docs), (folder, gold)
    words = own_words(told)
    for topic in topics:
        if topic not in home:
            sys.exit(f"no topic {topic}: there are {', '.join(sorted(home))}")
        scores = (alone(topic, words_out, *home[topic]) for words_out in ([], words[topic]))
        shown = "".join(f"{'few pairs' if x is None else f'{x:.1f}':>10}" for x in scores)
        print(f"{topic:28}{shown}  {', '.join(words[topic])}", flush=True)


def main() -> None:
    """Scores every topic: as it is, with weights learnt with and without it, and with its own words taken out."""
    if len(sys.argv) == 6 and sys.argv[1] == "--without":
        topic = sys.argv[2]
        corpus = Corpus(Path(sys.argv[4]), Path(sys.argv[5]), topic)
        print(*corpus.counts(corpus.compared.evidence)[corpus.topics.index(topic)])
        return
    only = sys.argv[2].split(",") if sys.argv[1:2] == ["--only"] else []
    folders = [Path(a) for a in sys.argv[3 if only else 1 :]]
    if not folders or len(folders) % 2:
        sys.exit(__doc__)
    sources = list(zip(folders[::2], folders[1::2], strict=True))
    if only:
        some(only, sources)
        return
    corpora = [Corpus(*pair) for pair in sources]
    told = {
        topic: " ".join(corpus.texts.get(d, "") for d in documents(gold)[topic])
        for corpus, (_, gold) in zip(corpora, sources, strict=True)
        for topic in corpus.topics
    }
    words = own_words(told)
    every = sorted({(facet, name) for c in corpora for facet, names in c.compared.names.items() for name in names})
    outcomes = {outcome: n for n, outcome in enumerate(every)}
    rows = settings("matching")["evidence"]
    start = np.array([*(float(rows[facet].get(name, 0.0)) for facet, name in every), float(rows["prior"])])
    against = np.array([*(name in AGAINST for _, name in every), False])
    tables = [design(c, outcomes) for c in corpora]
    everything = learn(corpora, tables, start, against)
    titles = ("as it is", "learnt", "left out", "alone", "words out", "words")
    print(f"{'topic':28}" + "".join(f"{title:>10}" for title in titles))
    scores = []
    for corpus, table, source in zip(corpora, tables, sources, strict=True):
        now, learnt = corpus.counts(table @ start), corpus.counts(table @ everything - THRESHOLD)
        for n, topic in enumerate(corpus.topics):
            without = corpus.counts(table @ learn(corpora, tables, start, against, topic) - THRESHOLD)
            mine = words[topic]
            itself, poorer = (alone(topic, told, *source) for told in ([], mine))
            if itself is None or poorer is None:
                print(f"{topic:28} too few pairs of its own: left out", flush=True)
                continue
            row = (f1(now[n]), f1(learnt[n]), f1(without[n]), itself, poorer)
            scores.append((*row, len(mine)))
            print(f"{topic:28}" + "".join(f"{x:10.1f}" for x in row) + f"{len(mine):10}", flush=True)
    mean = np.mean(scores, axis=0)
    print(f"{'mean':28}" + "".join(f"{x:10.1f}" for x in mean))
    lowest = min(scores, key=lambda row: row[4])
    print(f"without its own words no topic falls more than {max(0.0, mean[4] - lowest[4]):.1f} points below the mean")


if __name__ == "__main__":
    main()
