"""The peers of a province, and in what they are alike."""

import pandas as pd

from welfare.catalog import COUNTRY, catalogue
from welfare.review.latest import Latest, latest
from welfare.review.peers import distances, standardised
from welfare.review.province_records import Peer, Trait
from welfare.warehouse import Snapshot


def peers_of(snapshot: Snapshot, code: str) -> tuple[Peer, ...]:
    """Return the nearest provinces by the declared variables, the nearest first."""
    scores = snapshot.remember("peer_scores", lambda: _scores(snapshot))
    rule = catalogue().peers
    near = distances(scores, code, rule.fewest_variables).head(rule.count)
    return tuple(
        Peer(str(other), float(distance), int(known))
        for other, distance, known in near.itertuples()
    )


def traits_of(snapshot: Snapshot, code: str, peers: tuple[Peer, ...]) -> tuple[Trait, ...]:
    """Return the variables of a province beside its peers'."""
    return tuple(
        Trait(
            indicator=one.indicator.id,
            year=one.year,
            value=one.value(code),
            peers=tuple(one.value(peer.code) for peer in peers),
            nation=one.value(COUNTRY),
            sources=one.sources,
        )
        for one in _variables(snapshot)
    )


def _variables(snapshot: Snapshot) -> list[Latest]:
    declared = (catalogue().indicators[v.indicator] for v in catalogue().peers.variables)
    return [found for indicator in declared if (found := latest(snapshot, indicator)) is not None]


def _scores(snapshot: Snapshot) -> pd.DataFrame:
    values = pd.DataFrame(
        {
            one.indicator.id: [one.value(code) for code in catalogue().provinces]
            for one in _variables(snapshot)
        },
        index=list(catalogue().provinces),
    )
    taken = [v.indicator for v in catalogue().peers.variables if v.log and v.indicator in values]
    return standardised(values, taken)
