"""Names to put in the place of others while training: a name shall be known by its surroundings and its make.

    python -m training.pools CORPUS OUTPUT

Persons are put together from the first and family names of Faker (MIT) in many languages; places and organisations come
from ``data/`` and from the training sentences (CORPUS is ``train.spacy``).
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

import spacy
import srsly
from spacy.tokens import DocBin

SEED = 7
PERSONS = 6_000
LONGEST = 4  # words
SMALLEST_CITY = 300_000  # people
# Those of Faker's languages that are written in Latin letters.
LANGUAGES = (
    "en_US en_GB en_IN en_NZ ga_IE fr_FR fr_CH fr_QC de_DE de_AT es_ES es_MX es_CO pt_BR pt_PT it_IT "
    "nl_NL sv_SE no_NO da_DK fi_FI pl_PL cs_CZ sk_SK sl_SI hr_HR hu_HU ro_RO lt_LT lv_LV et_EE tr_TR "
    "az_AZ id_ID fil_PH sw en_KE yo_NG ha_NG ig_NG zu_ZA vi_VN ng_NG uz_UZ en_PK "
).split()
DATA = Path(__file__).resolve().parent.parent / "data"


def persons() -> Iterator[str]:
    """Names of persons of many languages, made by faker."""
    dice = random.Random(SEED)
    parts = []
    for language in LANGUAGES:
        try:
            provider = import_module(f"faker.providers.person.{language}").Provider
        except ImportError:
            continue
        first = [n for key in ("first_names_male", "first_names_female", "first_names") for n in _plain(provider, key)]
        last = [n for key in ("last_names", "last_names_male") for n in _plain(provider, key)]
        if first and last:
            parts.append((sorted(set(first)), sorted(set(last)), 20 if language in ("en_US", "en_GB") else 1))
    weights = [weight for _, _, weight in parts]
    for _ in range(PERSONS):
        first, last, _ = dice.choices(parts, weights)[0]
        one, other = dice.choice(first), dice.choice(last)
        initial, middle = dice.choice("ABCDEFGHJKLMNPRSTW"), dice.choice(first)
        made = (f"{one} {other}", one, other, f"{one} {initial}. {other}", f"{one} {middle} {other}")
        yield dice.choices(made, (5, 3, 4, 1, 1))[0]


def _plain(provider: type, key: str) -> list[str]:
    listed = getattr(provider, key, ())
    if isinstance(listed, property):
        return []
    texts = [n for n in listed if isinstance(n, str)]
    return [n for n in texts if n[:1].isupper() and n.replace("-", "").replace("'", "").isalpha()]


def listed(file: str, *, least: int = 0) -> Iterator[str]:
    """Names of a list in ``data/``, of places with at least ``least`` people."""
    with (DATA / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            if int(row.get("population") or least) >= least:
                yield row["name"]
                if file.startswith("names"):
                    yield from (a for a in row["aliases"].split("|") if a)


def by_length(names: Iterable[str], nlp: spacy.Language) -> dict[str, list[list[str]]]:
    """Number of words → names as words, each once."""
    out: dict[str, list[list[str]]] = {}
    for name in dict.fromkeys(names):
        words = [t.text for t in nlp.tokenizer(name)]
        if 1 <= len(words) <= LONGEST:
            out.setdefault(str(len(words)), []).append(words)
    return out


def main(corpus: Path, output: Path) -> None:
    """Writes the pools of names that training texts are varied with."""
    nlp = spacy.blank("en")
    seen: dict[str, list[str]] = {"LOC": [], "ORG": []}
    for doc in DocBin().from_disk(corpus).get_docs(nlp.vocab):
        for span in doc.ents:
            if span.label_ in seen and span.text[:1].isupper():
                seen[span.label_].append(span.text)
    places = [*listed("places/cities", least=SMALLEST_CITY)]
    places += [name for file in ("subdivisions", "regions", "countries") for name in listed(f"places/{file}")]
    bodies = [*listed("names/organisations"), *listed("names/groups")]
    pools = {
        "PERSON": by_length(persons(), nlp),
        "LOC": by_length([*places, *seen["LOC"]], nlp),
        "ORG": by_length([*bodies, *seen["ORG"]], nlp),
    }
    srsly.write_json(output, pools)
    print({label: {n: len(names) for n, names in pool.items()} for label, pool in pools.items()})


if __name__ == "__main__":
    main(*(Path(a) for a in sys.argv[1:3]))
