"""What the product promises of its example: the impossible figure, and quantities that never mix."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pipeline import entities, lexicons, tables

SOUND = ("30,000", "half", "50", "14,000", "900")


def flagged(build: Path, quote: str) -> pd.DataFrame:
    """Implausible findings on the claims of one outlet that print ``quote``."""
    claims, findings = tables.read(build, "claims"), tables.read(build, "findings")
    mine = claims[
        (claims["quote"] == quote) & claims["outlet_id"].str.startswith("asharq") & (claims["kind"] == "quantity")
    ]
    assert len(mine), f"the build has no claim {quote}"
    return findings[(findings["severity"] == "implausible") & findings["claim_id"].isin(mine["claim_id"])]


ALONE = {"exceeds_superlative", "part_exceeds_whole"}
BESIDE_OTHERS = ALONE | {"order_of_magnitude", "power_of_ten"}


@pytest.mark.parametrize(("name", "reasons"), [("example", BESIDE_OTHERS), ("shared_seeds", ALONE)])
def test_the_760_000_cannot_be_right(name: str, reasons: set[str], request: pytest.FixtureRequest) -> None:
    found = flagged(request.getfixturevalue(name), "760,000")
    assert set(found["check"]) >= reasons
    assert found["reason"].str.contains(r"760,000.*\d", regex=True).all()
    assert found["evidence"].map(len).min() >= 1


@pytest.mark.parametrize("name", ["example", "shared_seeds"])
@pytest.mark.parametrize("quote", SOUND)
def test_the_figures_beside_it_are_sound(name: str, quote: str, request: pytest.FixtureRequest) -> None:
    assert flagged(request.getfixturevalue(name), quote).empty


def test_nations_never_share_a_quantity(example: Path) -> None:
    claims = tables.read(example, "claims").dropna(subset=["cluster_id", "actor"])
    nations = claims["actor"].map(
        lambda actor: (found := entities.canonical(actor, ("country", "nationality"))) and found.country
    )
    mixed = nations.groupby(claims["cluster_id"]).nunique()
    assert nations.nunique() >= 3
    assert list(mixed[mixed > 1].index) == []


def test_killed_and_wounded_never_share_a_quantity(example: Path) -> None:
    claims = tables.read(example, "claims").dropna(subset=["cluster_id", "action"])
    kinds = claims["action"].map(lexicons.action_class)
    fates = kinds[kinds.isin(["kill", "wound"])]
    mixed = fates.groupby(claims["cluster_id"]).nunique()
    assert len(fates) > 10
    assert list(mixed[mixed > 1].index) == []
