"""articles → sentences → quantities → claims → clusters → assessments, as numbered stages over shards of articles.

What stages 2–4 read of an article is kept beside the build (:mod:`pipeline.kept`), so that a build that was stopped
goes on where it was, and the next one reads only what is new. Stages 1–4 look at one article at a time and run on any
``concurrent.futures.Executor`` (this process, a process pool, or
a Dask cluster's ``Client.get_executor()``); stages 5–7 see all claims together. A build is written whole or not at all.
"""

from __future__ import annotations

import gc
import json
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline import (
    articles,
    assess,
    claims,
    clusters,
    copies,
    framing,
    kept,
    knowledge,
    language,
    memory,
    output,
    quantities,
    reference,
    stored,
    tables,
    zones,
)
from pipeline.articles import Corpus
from pipeline.clusters import pairs
from pipeline.deadline import within
from pipeline.errors import InputError, NothingToBuild, OutputError
from pipeline.kept import Kept, Read
from pipeline.made import Made
from pipeline.model import Article, Outlet, Rejected
from pipeline.output import Summary
from pipeline.readers import Options
from pipeline.reviews import place

Progress = Callable[[str, int, int], None]

# Articles a task: small enough that progress moves, large enough that a worker's start-up does not count.
SHARD = 16
# Below this many articles a pool of processes costs more (each loads the English pipeline) than it saves.
WORTH_A_POOL = 64


def build(
    source: Path,
    out: Path,
    jobs: int | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
    options: Options | None = None,
    onto: Path | None = None,
    wait: bool = False,
    anew: bool = False,
) -> Summary:
    """Reads the articles under ``source`` and writes the tables of :mod:`pipeline.tables` to the folder ``out``.

    ``onto`` is a build whose articles are there too, before those of ``source``; what is known of them is not read
    again. ``wait`` waits for another build there to end; ``anew`` reads all articles again. Raises NothingToBuild when
    no article could be taken, OutputError when ``out`` cannot be written or is being built by another process.
    """
    tell = progress or (lambda stage, done, total: None)
    output.writable(out)
    with kept.opened(onto or out, wait, anew) as store, _collecting_afterwards():
        return _build(source, out, jobs, tell, executor, options, store, onto)


@contextmanager
def _collecting_afterwards() -> Iterator[None]:
    """Python's search for cycles is on or off afterwards as it was before."""
    was = gc.isenabled()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _build(
    source: Path,
    out: Path,
    jobs: int | None,
    tell: Progress,
    executor: Executor | None,
    options: Options | None,
    store: Kept,
    onto: Path | None,
) -> Summary:
    made = Made(store.db)
    known_figures = reference.recalled(made)  # first, because a table that cannot be read ends the build
    # 1. articles: files → Article, or Rejected with a reason
    corpus = articles.read(source, options, tell, made)
    if onto:
        corpus = stored.before(onto, corpus)
    outlets = {o.outlet_id: o for o in corpus.outlets}
    keys = {a.article_id: kept.key(a, outlets.get(a.outlet_id)) for a in corpus.articles}
    made.articles = keys | {a.article_id: kept.key(a, None) for a in known_figures.articles}
    # 2.–4. sentences, quantities, claims: one article at a time, and only those that nobody has read yet
    known = store.known()
    twice = copies.twins(corpus.articles)  # their claims are those of the first
    unread = [a for a in corpus.articles if keys[a.article_id] not in known and a.article_id not in twice]
    set_aside: list[Rejected] = []
    done = 0
    for shard, read in _over_shards(unread, outlets, jobs, executor):
        store.put((keys[a.article_id], r) for a, r in zip(shard, read, strict=True) if not isinstance(r, Rejected))
        set_aside += [r for r in read if isinstance(r, Rejected)]
        done += len(shard)
        tell("Reading articles", done, len(unread))
    # what is made of all claims holds no cycles, and each search for them looks at all that there is
    gc.collect()
    gc.disable()
    if set_aside:
        corpus = _without(corpus, set_aside, twice)
    if not corpus.articles:
        _nothing(source, corpus.rejected)
    if not onto:
        store.only(keys.values())
    corpus = replace(corpus, articles=copies.linked(corpus.articles, outlets, made))
    known_keys = [keys[a.article_id] for a in corpus.articles if a.article_id not in twice]
    # 5. clusters: the claims that speak of the same quantity, and known figures of it
    by_id = {a.article_id: a for a in (*corpus.articles, *known_figures.articles)}
    tell("Matching claims", 0, 1)
    every = (*store.claims(known_keys), *map(replace, known_figures.claims))
    matched = clusters.match(every, by_id, made, ours=True)
    del every
    if not place.is_none():
        from pipeline.reviews import obey  # the database's libraries are loaded only where there is one

        matched = obey.obey(matched, by_id)  # what editors merged, split and took out
    tell("Matching claims", 1, 1)
    memory.hand_back()
    beside = reference.told(matched.claims, known_figures)
    # 6. assessments: where they agree, differ, or cannot be right
    verdicts, findings = assess.assess(matched, by_id, made)
    asserted = assess.statements(matched, by_id, made)
    held: dict[str, str] = {}  # by reviewers, in words
    if matched.reviews:
        from pipeline.reviews import obey

        held = obey.held(matched, {i: v.name for i, v in verdicts.items()}, findings)
    matched = replace(matched, profiles={}, compared=None)  # nobody asks for them any more, and they are large
    memory.hand_back()
    # 7. tables, whole or not at all
    rows: dict[str, Iterable[tables.Part]] = {
        "articles": tables.of_nouns("articles", (*corpus.articles, *beside.articles)),
        "rejected": tables.of_nouns("rejected", corpus.rejected),
        "outlets": tables.of_nouns("outlets", {o.outlet_id: o for o in (*corpus.outlets, *beside.outlets)}.values()),
        "claims": tables.of_nouns("claims", matched.claims),
        "clusters": [
            tables.record(c)
            | {"n_claims": len(c.claim_ids)}
            | _verdict(verdicts[c.cluster_id])
            | {"review": held.get(c.cluster_id)}
            for c in matched.clusters
        ],
        "assertions": tables.of_nouns("assertions", asserted),
        "pairs": pairs.rows(matched.pairs),
        "origins": matched.origins,
        "findings": [
            tables.record(f)
            | {"figures": json.dumps(f.figures, sort_keys=True), "review": held.get(f.claim_id or f.cluster_id or "")}
            for f in findings
        ],
        "mentions": store.mentions(known_keys),
    }
    counts = Summary(
        out,
        len(corpus.articles),
        len(corpus.rejected),
        len(matched.claims) - len(beside.claims),
        len(matched.clusters),
        len(findings),
        (*corpus.notes, *matched.notes),
        n_known=len(known_keys) + len(set_aside) - len(unread),
    )
    output.write(out, rows, counts)
    made.done(only=not onto)
    return counts


def _verdict(assessment: Any) -> dict[str, Any]:
    row = tables.record(assessment)
    row["assessment"] = row.pop("name")
    return row


def _without(corpus: Corpus, set_aside: Sequence[Rejected], twice: Mapping[str, str]) -> Corpus:
    """The corpus without the articles that could not be read to their end, nor the same texts once more."""
    paths = {r.path for r in set_aside}
    ids = {a.article_id for a in corpus.articles if a.path in paths}
    left = tuple(a for a in corpus.articles if not {a.article_id, twice.get(a.article_id)} & ids)
    outlets = {a.outlet_id for a in left}
    return replace(
        corpus,
        articles=left,
        outlets=tuple(o for o in corpus.outlets if o.outlet_id in outlets),
        rejected=(*corpus.rejected, *set_aside),
    )


def read_article(article: Article, outlet: Outlet | None = None) -> Read:
    """Stages 2–4 for one article: its claims, not yet in any cluster, and its mentions."""
    # 2. quantities come first: the parser sees each number expression as one number
    numbers = quantities.find(article.text)
    # 3. sentences, by paragraph and zone, then by the English pipeline
    parsed, headline = language.parse_article(article, numbers, zones.zones(article.text))
    # 4. claims
    named = claims.names(parsed, headline, outlet.country if outlet else None)
    found = claims.extract(article, parsed, outlet, named, headline)
    return found, framing.mentions(article, parsed, named, found)


def read_shard(shard: Sequence[Article], outlets: dict[str, Outlet]) -> list[Read | Rejected]:
    """Stages 2–4 for some articles; the unit of work that an executor runs. One that takes too long is Rejected."""
    return [_read_within(article, outlets.get(article.outlet_id)) for article in shard]


def _read_within(article: Article, outlet: Outlet | None) -> Read | Rejected:
    try:
        with within(knowledge.settings("limits")["article"]["seconds"]):
            return read_article(article, outlet)
    except InputError as error:
        return Rejected(article.path, error.reason, error.hint)
    except (MemoryError, RecursionError) as error:
        return Rejected(article.path, f"needs more memory than there is ({type(error).__name__})", "Split it")
    except Exception as error:
        if os.environ.get("CROSSCHECK_TRACE"):
            raise
        words = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return Rejected(article.path, f"could not be read to its end: {words}", "This is a bug; please report it")


def _over_shards(
    unread: Sequence[Article], outlets: dict[str, Outlet], jobs: int | None, executor: Executor | None
) -> Iterator[tuple[Sequence[Article], list[Read | Rejected]]]:
    """Shards of articles with what was read of each, in order."""
    workers = jobs or min(os.cpu_count() or 1, -(-len(unread) // SHARD))
    alone = executor is None and (workers <= 1 or (jobs is None and len(unread) < WORTH_A_POOL))
    size = 1 if alone else SHARD
    shards = [unread[i : i + size] for i in range(0, len(unread), size)]
    mine = [{a.outlet_id: outlets[a.outlet_id] for a in shard if a.outlet_id in outlets} for shard in shards]
    if executor is not None:
        yield from zip(shards, executor.map(read_shard, shards, mine), strict=True)
    elif alone:
        yield from zip(shards, map(read_shard, shards, mine), strict=True)
    else:
        try:
            with ProcessPoolExecutor(workers, initializer=_end_with_parent) as pool:
                yield from zip(shards, pool.map(read_shard, shards, mine), strict=True)
        except BrokenProcessPool as error:
            raise OutputError(
                "a process that read articles was ended from outside",
                hint="It may have been short of memory: build again with --jobs 1; what was read is kept",
            ) from error


def _end_with_parent() -> None:
    """Lets a process of the pool end when the build is killed: else it would wait for work forever."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _nothing(source: Path, rejected: Sequence[Rejected]) -> None:
    if rejected:
        first = rejected[0]
        nothing = NothingToBuild(
            f"none of {len(rejected)} inputs could be taken; the first, {first.path}: {first.reason}",
            where=str(source),
            hint=first.hint,
        )
        nothing.rejected = tuple(rejected)
        raise nothing
    raise NothingToBuild(
        "holds no articles", where=str(source), hint="Put articles there; see the README, Your own articles"
    )
