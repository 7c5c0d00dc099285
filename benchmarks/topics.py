"""How matching does on a topic that its weights have not seen: learnt on all others, measured on the one left out.

    python benchmarks/topics.py CORPUS GOLD [CORPUS GOLD …]

Weights of evidence are learnt as a logistic regression on the outcomes of the facets (Fellegi and Sunter 1969), drawn
to those of ``data/matching.toml`` by a penalty; an outcome that differs may never speak for a pair. Prints series F1
over pairs from different articles: with the weights as they are, learnt on all topics, and learnt without the topic.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline import articles, run
from pipeline.clusters import blocking, linking, scoring
from pipeline.clusters.profile import profiles
from pipeline.knowledge import settings
from pipeline.model import Article, Claim

PENALTY = 20.0  # how hard weights are drawn to those of data/matching.toml
FEW = 30.0  # a topic with fewer pairs of one series counts as if it had so many
THRESHOLD = -1.5  # joined pairs are few among those compared: at 0 the learnt evidence would join too little
AGAINST = frozenset(
    "differ differ_weakly contained words_unlike part years_apart far far_then one_s0 far_s0 one_s1 far_s1 s0".split()
)


class Corpus:
    """A corpus read and compared, with the gold's topic and series of each claim (−1 where it has none)."""

    def __init__(self, folder: Path, gold: Path) -> None:
        read = articles.read(folder)
        outlets = {o.outlet_id: o for o in read.outlets}
        claims = [c for a in read.articles for c in run.read_article(a, outlets.get(a.outlet_id))[0]]
        self.found = profiles(claims, {a.article_id: a for a in read.articles})
        pairs, _ = blocking.candidates(self.found)
        self.compared = scoring.compared(self.found, pairs)
        self.contradict = scoring.contradictions(self.found)
        told = labelled(claims, {a.path: a for a in read.articles}, folder, gold)
        labels = [told.get(p.claim_id) for p in self.found]
        self.topics = sorted({topic for topic, _ in filter(None, labels)})
        self.topic = np.array([self.topics.index(x[0]) if x else -1 for x in labels])
        self.series = np.where(self.topic < 0, -1, scoring.coded(x[1] if x else None for x in labels)[0])
        article, _ = scoring.coded(p.claim.article_id for p in self.found)
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
    right, wrong, missed = counts
    return float(200 * right / max(2 * right + wrong + missed, 1))


def main() -> None:
    if len(sys.argv) < 3 or len(sys.argv) % 2 == 0:
        sys.exit(__doc__)
    folders = [Path(a) for a in sys.argv[1:]]
    corpora = [Corpus(*pair) for pair in zip(folders[::2], folders[1::2], strict=True)]
    every = sorted({(facet, name) for c in corpora for facet, names in c.compared.names.items() for name in names})
    outcomes = {outcome: n for n, outcome in enumerate(every)}
    rows = settings("matching")["evidence"]
    start = np.array([*(float(rows[facet].get(name, 0.0)) for facet, name in every), float(rows["prior"])])
    against = np.array([*(name in AGAINST for _, name in every), False])
    tables = [design(c, outcomes) for c in corpora]
    everything = learn(corpora, tables, start, against)
    print(f"{'topic':28}{'as it is':>10}{'learnt':>10}{'left out':>10}")
    scores = []
    for corpus, table in zip(corpora, tables, strict=True):
        now, learnt = corpus.counts(table @ start), corpus.counts(table @ everything - THRESHOLD)
        for n, topic in enumerate(corpus.topics):
            without = corpus.counts(table @ learn(corpora, tables, start, against, topic) - THRESHOLD)
            scores.append((f1(now[n]), f1(learnt[n]), f1(without[n])))
            print(f"{topic:28}" + "".join(f"{x:10.1f}" for x in scores[-1]), flush=True)
    print(f"{'mean':28}" + "".join(f"{x:10.1f}" for x in np.mean(scores, axis=0)))


if __name__ == "__main__":
    main()
