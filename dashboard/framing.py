"""Queries about words: what each outlet calls the same people, how surely it speaks, and what it leaves out.

Same rules as :mod:`dashboard.queries`.
"""

from __future__ import annotations

import re

import duckdb
import pandas as pd

from dashboard.database import as_frame, as_rows
from dashboard.filters import PRINTED, SAID, TOPIC

SMALL = 100  # "two", "31": such numbers meet by chance
WORDS = 16  # that come up most, side by side


def _in(n: int, column: str = "article_id") -> str:
    """The condition that an article stands in the folder that is parameter ``n``; null means any."""
    return f"(${n}::VARCHAR IS NULL OR {column} IN (SELECT article_id FROM articles WHERE {TOPIC} = ${n}))"


def entities(db: duckdb.DuckDBPyConnection, topic: str | None = None, limit: int = 300) -> list[tuple[str, int, bool]]:
    """Who and what is named, how often, and whether it is a kind of event; what has more than one label first."""
    return [
        (str(name), int(count), bool(event))
        for name, count, event in as_rows(
            db,
            f"""SELECT entity, count(*), bool_or(kind = 'event') FROM mentions
                WHERE kind IN ('name', 'noun', 'event') AND {_in(1)}
                GROUP BY 1 ORDER BY count(DISTINCT lower(label)) > 1 DESC, count(*) DESC, entity LIMIT $2""",
            topic,
            limit,
        )
    ]


def _counts(db: duckdb.DuckDBPyConnection, where: str, value: str, topic: str | None, rows: int) -> pd.DataFrame:
    """Labels by outlet over the mentions that fit ``where``: the outlets and the labels that come up most.

    A label is shown as it is printed most often; "ISIS" and "Isis" are counted together.
    """
    return as_frame(
        db,
        f"""WITH m AS (SELECT outlet_id, lower(label) AS word, label, article_id, voice FROM mentions
                  WHERE {where} AND {_in(3)}),
           who AS (SELECT outlet_id FROM m GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT $2),
           what AS (SELECT word, arg_max(label, (n, label)) AS label FROM
                        (SELECT word, label, count(*) AS n FROM m GROUP BY ALL) GROUP BY 1
                    ORDER BY sum(n) DESC, 1 LIMIT {WORDS})
           SELECT m.outlet_id, coalesce(any_value(o.name), m.outlet_id) AS outlet, what.label, count(*) AS mentions,
                  count(*) FILTER (m.voice = 'quoted') AS quoted, count(DISTINCT m.article_id) AS articles,
                  sum(count(*)) OVER (PARTITION BY m.outlet_id) AS of_outlet
           FROM m JOIN what USING (word) LEFT JOIN outlets o ON o.outlet_id = m.outlet_id
           WHERE m.outlet_id IN (FROM who)
           GROUP BY m.outlet_id, what.label ORDER BY outlet, mentions DESC, what.label""",
        value,
        rows,
        topic,
    )


def labels(db: duckdb.DuckDBPyConnection, entity: str, topic: str | None = None, rows: int = 30) -> pd.DataFrame:
    """How often each outlet uses each label for an entity, how many of these in quotation marks, in how many
    articles; rare outlets and labels left out."""
    return _counts(db, "entity = $1 AND kind IN ('name', 'noun', 'event')", entity, topic, rows)


def cues(db: duckdb.DuckDBPyConnection, kind: str, topic: str | None = None, rows: int = 30) -> pd.DataFrame:
    """The same for the cues of one kind (see the table ``mentions``)."""
    return _counts(db, "kind = $1", kind, topic, rows)


def rates(db: duckdb.DuckDBPyConnection, topic: str | None = None, limit: int = 25) -> pd.DataFrame:
    """Words printed and cues of each kind, by outlet: those with most words first."""
    return as_frame(
        db,
        f"""WITH who AS (SELECT outlet_id, sum(words) AS words, count(*) AS articles FROM articles
                        WHERE {PRINTED} AND {_in(1)} GROUP BY 1 ORDER BY sum(words) DESC, 1 LIMIT $2)
           SELECT w.outlet_id, coalesce(any_value(o.name), w.outlet_id) AS outlet, w.words, w.articles,
                  count(*) FILTER (m.kind = 'hedge') AS hedge, count(*) FILTER (m.kind = 'booster') AS booster,
                  count(*) FILTER (m.kind = 'distance') AS distance,
                  count(*) FILTER (m.kind = 'attribution') AS attribution,
                  count(*) FILTER (m.kind = 'loaded') AS loaded,
                  count(*) FILTER (m.kind = 'scare_quotes') AS scare_quotes
           FROM who w LEFT JOIN mentions m ON m.outlet_id = w.outlet_id AND {_in(1, "m.article_id")}
           LEFT JOIN outlets o ON o.outlet_id = w.outlet_id
           GROUP BY w.outlet_id, w.words, w.articles ORDER BY w.words DESC, w.outlet_id""",
        topic,
        limit,
    )


def sentences(
    db: duckdb.DuckDBPyConnection,
    entity: str | None,
    kind: str | None,
    outlet: str,
    label: str,
    topic: str | None = None,
    limit: int = 30,
) -> pd.DataFrame:
    """Where an outlet uses a label for an entity, or a cue of a kind: text around each mention, with its offsets."""
    return as_frame(
        db,
        f"""SELECT m.article_id, a.title, a.published, a.published_start, a.published_end,
                  m.start, m."end", m.certainty, m.voice,
                  greatest(m.start - 140, 0) AS left_at,
                  substring(a.text, greatest(m.start - 140, 0) + 1, m."end" - greatest(m.start - 140, 0) + 160)
                  AS around
           FROM mentions m JOIN articles a USING (article_id)
           WHERE CASE WHEN $1::VARCHAR IS NULL THEN m.kind = $2::VARCHAR
                      ELSE m.entity = $1 AND m.kind IN ('name', 'noun', 'event') END
                 AND m.outlet_id = $3 AND lower(m.label) = lower($4) AND {_in(6, "m.article_id")}
           ORDER BY a.published_start, m.article_id, m.start LIMIT $5""",
        entity,
        kind,
        outlet,
        label,
        limit,
        topic,
    )


def certainty(db: duckdb.DuckDBPyConnection, topic: str | None = None, limit: int = 25) -> pd.DataFrame:
    """How surely each outlet's claims are said: counts by certainty, the outlets with most claims first."""
    return as_frame(
        db,
        f"""WITH who AS (SELECT outlet_id FROM claims WHERE {SAID} AND {_in(1)}
                        GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT $2)
           SELECT k.outlet_id, coalesce(any_value(o.name), k.outlet_id) AS outlet, k.certainty, count(*) AS claims,
                  sum(count(*)) OVER (PARTITION BY k.outlet_id) AS of_outlet
           FROM claims k LEFT JOIN outlets o ON o.outlet_id = k.outlet_id
           WHERE k.outlet_id IN (SELECT outlet_id FROM who) AND {SAID} AND {_in(1)}
           GROUP BY k.outlet_id, k.certainty ORDER BY outlet,
           k.certainty""",
        topic,
        limit,
    )


def wordings(db: duckdb.DuckDBPyConnection, topic: str | None = None, limit: int = 12) -> pd.DataFrame:
    """Single figures that outlets word in different ways: one value of one quantity, at least three wordings.

    Small whole numbers come up everywhere; below ``SMALL`` only those that count what the quantity
    mostly counts, and tell what it mostly tells of them, are taken for one figure.
    """
    return as_frame(
        db,
        f"""WITH figures AS (
               SELECT k.*, coalesce(k.norm_low, k.low) AS value FROM claims k
               WHERE k.cluster_id IN (SELECT cluster_id FROM clusters WHERE n_claims >= 3) AND {SAID} AND {_in(1)}),
           usual AS (
               SELECT cluster_id, mode(split_part(coalesce(action, ''), ' (', 1)) AS did,
                      mode(coalesce(counted, '')) AS what
                     FROM figures GROUP BY 1),
           fitting AS (
               SELECT f.* FROM figures f JOIN usual u USING (cluster_id) WHERE f.value IS NOT NULL
               AND (f.value >= {SMALL} OR f.unit <> 'count'
                    OR (split_part(coalesce(f.action, ''), ' (', 1) = u.did AND coalesce(f.counted, '') = u.what))),
           top AS (
               SELECT cluster_id, value, count(DISTINCT hash(outlet_id)) AS outlets FROM fitting GROUP BY ALL
               HAVING count(DISTINCT hash(bound, lower(quote), lower(counted_words), lower(action_words))) >= 3
               ORDER BY outlets DESC, cluster_id, value LIMIT $2)
           SELECT t.cluster_id, c.label, t.value, c.unit,
                  list({{'claim': k.claim_id, 'sentence': k.sentence, 'at': k.start - k.sentence_start,
                        'quote': k.quote, 'words': k.counted_words, 'verb': k.action_words,
                        'outlet': coalesce(o.name, k.outlet_id)}} ORDER BY k.claim_id) AS said
           FROM top t JOIN fitting k USING (cluster_id, value) JOIN clusters c USING (cluster_id)
           LEFT JOIN outlets o ON o.outlet_id = k.outlet_id
           GROUP BY ALL ORDER BY any_value(t.outlets) DESC, t.cluster_id, t.value""",
        topic,
        limit,
    )


def topics(db: duckdb.DuckDBPyConnection) -> list[str]:
    """Folders of the corpus, the one with most articles first."""
    return [
        str(t)
        for (t,) in as_rows(
            db, f"SELECT {TOPIC} AS t FROM articles WHERE {PRINTED} GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 200"
        )
    ]


def coverage(db: duckdb.DuckDBPyConnection, topic: str | None, outlets: int = 24, quantities: int = 24) -> pd.DataFrame:
    """Which outlets of a folder tell which quantity, over the quantities that most outlets tell."""
    return as_frame(
        db,
        f"""WITH mine AS (SELECT k.outlet_id, k.cluster_id, count(*) AS figures FROM claims k
                         WHERE k.cluster_id IS NOT NULL AND {SAID} AND {_in(1, "k.article_id")} GROUP BY ALL),
            what AS (SELECT cluster_id FROM mine GROUP BY 1 HAVING count(*) > 1 ORDER BY count(*) DESC, 1 LIMIT $3),
            who AS (SELECT outlet_id FROM mine GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT $2)
            SELECT m.outlet_id, coalesce(o.name, m.outlet_id) AS outlet, m.cluster_id, c.label, m.figures
            FROM mine m JOIN clusters c USING (cluster_id) LEFT JOIN outlets o ON o.outlet_id = m.outlet_id
            WHERE m.cluster_id IN (SELECT cluster_id FROM what) AND m.outlet_id IN (SELECT outlet_id FROM who)
            ORDER BY outlet, c.label""",
        topic,
        outlets,
        quantities,
    )


def alone(db: duckdb.DuckDBPyConnection, topic: str | None, limit: int = 24, most: int = 5) -> pd.DataFrame:
    """Per outlet of a folder: how many quantities it tells, how many of them no other outlet there does, and the
    first of those."""
    return as_frame(
        db,
        f"""WITH mine AS (SELECT DISTINCT k.outlet_id, k.cluster_id FROM claims k
                         WHERE k.cluster_id IS NOT NULL AND {SAID} AND {_in(1, "k.article_id")}),
            told AS (SELECT *, count(*) OVER (PARTITION BY cluster_id) AS outlets FROM mine),
            ranked AS (SELECT t.*, c.label, row_number() OVER (PARTITION BY t.outlet_id, t.outlets = 1
                              ORDER BY c.score DESC NULLS LAST, t.cluster_id) AS nth
                       FROM told t JOIN clusters c USING (cluster_id))
            SELECT r.outlet_id, coalesce(any_value(o.name), r.outlet_id) AS outlet, count(*) AS quantities,
                   count(*) FILTER (outlets = 1) AS alone,
                   list({{'quantity': cluster_id, 'label': label}} ORDER BY nth)
                       FILTER (outlets = 1 AND nth <= $3) AS examples
            FROM ranked r LEFT JOIN outlets o ON o.outlet_id = r.outlet_id
            GROUP BY r.outlet_id ORDER BY alone DESC, quantities DESC, outlet LIMIT $2""",
        topic,
        limit,
        most,
    )


_STOPS = re.compile(r"[.;:!?()—–“”\"]|,(?!\d)")
_BEFORE, _AFTER = 5, 6  # words kept of the wording around a figure


def around(sentence: str, at: int, quote: str) -> tuple[str, str, str]:
    """The figure in its own part of the sentence: a few words before it, the figure, a few words after it.

    >>> around("On Monday, police said, at least 40 people were hurt; two left.", 33, "40")
    ('at least', '40', 'people were hurt')
    """
    left, right = sentence[:at], sentence[at + len(quote) :]
    stops = [m.end() for m in _STOPS.finditer(left)]
    before = left[stops[-1] if stops else 0 :].split()[-_BEFORE:]
    stop = _STOPS.search(right)
    after = right[: stop.start() if stop else len(right)].split()[:_AFTER]
    return " ".join(before), quote, " ".join(after)
