"""A large build made from a small one, for measurements: as long, as varied and as skewed as a real one.

    python benchmarks/enlarge.py build/example OUT 1000000

Every copy of an article gets words of its own (others of the same length, so that every offset holds), digits of its
own, an outlet, a folder and a week of its own. Most quantities of a copy stand alone; some hold the figures of 4, 20 or
100 copies, so that the largest have hundreds of figures. Nothing here means anything; only its amount does.
"""

from __future__ import annotations

import random
import re
import sys
from collections import defaultdict
from pathlib import Path

import duckdb
import pandas as pd

from pipeline.tables import SCHEMAS

VARIANTS = 61  # wordings of each article
OUTLETS = 20  # outlets for each one of the source
FOLDERS = 40
# By the first hexadecimal digit of a quantity's id: how many copies share it.
_SHARED = "CASE WHEN {id}[1] < 'a' THEN 1 WHEN {id}[1] < 'd' THEN 4 WHEN {id}[1] < 'f' THEN 20 ELSE 100 END"
_MIXED = "md5(({n})::VARCHAR)[:8]"  # spreads copies over a sorted table as a hash would


def enlarge(source: Path, target: Path, claims: int) -> int:
    """Writes a build of about ``claims`` claims to ``target``; returns how many it has."""
    target.mkdir(parents=True)
    scratch = target / "tmp"
    db = duckdb.connect(
        config={"memory_limit": "2GB", "temp_directory": str(scratch), "preserve_insertion_order": False}
    )
    for name in SCHEMAS:
        db.execute(f"CREATE TABLE {name} AS SELECT * FROM read_parquet('{source}/{name}.parquet')")
    have = int(db.execute("SELECT count(*) FROM claims").fetchall()[0][0])
    copies = max(1, round(claims / have))
    rng = random.Random(7)
    digits = ["123456789", *("".join(rng.sample("123456789", 9)) for _ in range(copies - 1))]
    for name, frame in (
        ("copy", pd.DataFrame({"i": range(copies), "digits": digits})),
        ("worded", _wordings(db, min(VARIANTS, copies))),
    ):
        db.register("frame", frame)
        db.execute(f"CREATE TABLE {name} AS SELECT * FROM frame")
    for name in SCHEMAS:
        _write(db, name, target)
    db.close()
    return have * copies


def _wordings(db: duckdb.DuckDBPyConnection, variants: int) -> pd.DataFrame:
    """Article × variant → its text with half of its longer words exchanged for others of the same length."""
    articles = db.execute("SELECT article_id, text FROM articles").fetchall()
    lengths: dict[int, list[str]] = defaultdict(list)
    for word in sorted({w for _, text in articles for w in re.findall(r"\b[a-z]{5,}\b", text)}):
        lengths[len(word)].append(word)
    swapped = [w for same in lengths.values() for w in same[::2]]
    rows = []
    for v in range(variants):
        place = {w: n for same in lengths.values() for n, w in enumerate(same)}
        other = {w: lengths[len(w)][(place[w] + 31 * v) % len(lengths[len(w)])] for w in swapped} if v else {}
        for ident, text in articles:
            parts = re.split(r"\b([a-z]{5,})\b", text)
            rows.append((ident, v, "".join(other.get(part, part) for part in parts)))
    return pd.DataFrame(rows, columns=["article_id", "v", "worded"])


def _write(db: duckdb.DuckDBPyConnection, name: str, target: Path) -> None:
    columns = ", ".join(f'{_column(name, column)} AS "{column}"' for column in SCHEMAS[name].names)
    tables = {
        "claims": f"claims t, copy JOIN worded w ON w.v = i % {VARIANTS} WHERE w.article_id = t.article_id",
        "articles": f"articles t, copy JOIN worded w ON w.v = i % {VARIANTS} WHERE w.article_id = t.article_id",
        "outlets": f"outlets t, (SELECT i FROM copy WHERE i < {OUTLETS})",
        "origins": f"origins t, (SELECT i FROM copy WHERE i < {OUTLETS})",
        "rejected": "rejected t",
        "clusters": _clusters(target),
    }
    order = {"claims": "ORDER BY cluster_id, article_id, start", "clusters": "ORDER BY cluster_id"}
    db.execute(
        f"""COPY (SELECT {columns} FROM {tables.get(name, f"{name} t, copy")} {order.get(name, "")})
            TO '{target}/{name}.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20000)"""
    )


def _clusters(target: Path) -> str:
    """One row a quantity, counted from the claims that were written."""
    return f"""(
        WITH n AS (
            SELECT cluster_id, count(*) AS n_claims, count(DISTINCT article_id) AS n_articles,
                   count(DISTINCT outlet_id) AS n_outlets, count(DISTINCT origin_id) AS n_origins,
                   min(coalesce(norm_low, norm_high)) AS low, median(coalesce(norm_low, norm_high)) AS median,
                   max(coalesce(norm_high, norm_low)) AS high
            FROM read_parquet('{target}/claims.parquet') WHERE cluster_id IS NOT NULL GROUP BY 1),
        made AS (
            SELECT c.* EXCLUDE (n_claims, n_articles, n_outlets, n_origins, low, median, high), i,
                   {_ident("c.cluster_id", shared="c.cluster_id")} AS made_id
            FROM clusters c CROSS JOIN copy WHERE i % ({_SHARED.format(id="c.cluster_id")}) = 0)
        SELECT made.* EXCLUDE (cluster_id, made_id), n.* FROM made JOIN n ON n.cluster_id = made.made_id) t"""


def _ident(column: str, shared: str = "") -> str:
    n = f"i // ({_SHARED.format(id=shared)})" if shared else "i"
    return f"CASE WHEN {column} IS NOT NULL THEN {_MIXED.format(n=n)} || {column} END"


def _column(table: str, column: str) -> str:
    quoted = f't."{column}"'
    if table == "clusters" and column in ("cluster_id", "n_claims", "n_articles", "n_outlets", "n_origins"):
        return quoted
    if column in ("cluster_id", "series_id"):
        return _ident(quoted, shared=quoted)
    if column in ("article_id", "claim_id", "finding_id", "claim_a", "claim_b", "derived_from"):
        return _ident(quoted)
    if column == "evidence":
        return f"list_transform({quoted}, lambda e: {_MIXED.format(n='i')} || e)"
    if column in ("outlet_id", "origin_id", "name") and table != "rejected":
        return f"CASE WHEN i % {OUTLETS} = 0 THEN {quoted} ELSE {quoted} || ' ' || (i % {OUTLETS}) END"
    if column == "cited_by":
        return (
            f"list_transform({quoted}, lambda o: CASE WHEN i % {OUTLETS} = 0 THEN o ELSE o || ' ' || i % {OUTLETS} END)"
        )
    if table == "articles" and column == "text":
        return "translate(w.worded, '123456789', copy.digits)"
    if table == "claims" and column in ("quote", "sentence"):
        first, last = ("start", "end") if column == "quote" else ("sentence_start", "sentence_end")
        return f"translate(substring(w.worded, t.{first} + 1, t.\"{last}\" - t.{first}), '123456789', copy.digits)"
    if table == "claims" and column in ("low", "high", "norm_low", "norm_high"):
        return f"CASE WHEN unit = 'count' THEN round({quoted} * (1 + (i % 97) / 50.0)) ELSE {quoted} END"
    if table == "clusters" and column == "label":
        number = f"i // ({_SHARED.format(id='t.cluster_id[9:]')})"
        return f"CASE WHEN i = 0 THEN label ELSE label || ', district ' || {number} END"
    if table == "articles" and column == "path":
        return f"CASE WHEN i % {FOLDERS} = 0 THEN path ELSE replace(path, '/', '-' || (i % {FOLDERS}) || '/') END"
    if column in ("published_start", "published_end", "as_of_start", "as_of_end"):
        return f"({quoted} + INTERVAL (7 * (i % 200)) DAY)::DATE"
    return quoted


if __name__ == "__main__":
    print(enlarge(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])), "claims")
