"""All checks for figures that cannot be right, in the order in which their reasons are told."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pipeline.assess import arithmetic, beside, listed, peers, population, repeats, shares, twins, units, whole
from pipeline.assess.evidence import Evidence
from pipeline.model import Finding

Check = Callable[[Evidence], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    whole.part_exceeds_whole,
    beside.part_exceeds_its_of,
    beside.more_than_were_there,
    beside.share_of_its_own,
    whole.exceeds_superlative,
    peers.order_of_magnitude,
    peers.power_of_ten,
    population.share_of_population,
    population.more_than_live_there,
    population.rate_that_does_not_match,
    population.share_of_area,
    shares.share_out_of_range,
    units.conversion_slip,
    units.length_as_area,
    twins.other_unit,
    twins.other_scale,
    arithmetic.parts_that_do_not_sum,
    listed.parts_of_a_list,
    listed.share_of_a_total,
    arithmetic.share_that_does_not_match,
    arithmetic.scope_swap,
    arithmetic.rate_of_own_counts,
    repeats.altered_by_repeater,
    repeats.number_of_others,
    whole.more_lost_than_there_were,
    peers.falling_total,
)

# those that hold a figure against its own article alone: what they find there is kept for the next build
OF_ARTICLE: frozenset[Check] = frozenset(
    (
        beside.part_exceeds_its_of,
        beside.share_of_its_own,
        whole.exceeds_superlative,
        population.more_than_live_there,
        population.rate_that_does_not_match,
        shares.share_out_of_range,
        units.conversion_slip,
        arithmetic.parts_that_do_not_sum,
        listed.parts_of_a_list,
        listed.share_of_a_total,
        arithmetic.share_that_does_not_match,
        arithmetic.scope_swap,
        arithmetic.rate_of_own_counts,
    )
)
