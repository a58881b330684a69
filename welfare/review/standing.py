"""How a province stands in every indicator: beside nation, region, peers and all provinces."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

from welfare.catalog import COUNTRY, catalogue
from welfare.review import province_words as words
from welfare.review.latest import Latest
from welfare.review.province_records import Peer, Row, Standing

SIGN = {"up": 1, "down": -1}


def row_of(one: Latest, code: str, peers: Sequence[Peer]) -> Row:
    """Return the row of one indicator."""
    value = one.value(code)
    known = [other for peer in peers if (other := one.value(peer.code)) is not None]
    middle = median(known) if known else None
    place = (value - one.mean) / one.spread if value is not None and one.comparable else None
    sign = SIGN.get(one.indicator.direction)
    row = Row(
        indicator=one.indicator.id,
        year=one.year,
        value=value,
        low=one.number(code, "low"),
        high=one.number(code, "high"),
        n=one.number(code, "n"),
        flag=one.flag(code),
        nation=one.value(COUNTRY),
        nation_low=one.number(COUNTRY, "low"),
        nation_high=one.number(COUNTRY, "high"),
        region=one.value(catalogue().region_around(code)),
        peers=middle,
        peers_known=len(known),
        median=one.median if one.comparable else None,
        mean=one.mean if one.comparable else None,
        spread=one.spread if one.comparable else None,
        provinces=one.provinces,
        place=place,
        score=sign * place if sign is not None and place is not None else None,
        from_peers=(
            (value - middle) / one.spread
            if value is not None and middle is not None and one.comparable
            else None
        ),
        others=one.values,
        sources=one.sources,
    )
    row = replace(row, standing=standing_of(row))
    return replace(row, sentence=words.row_said(row, code))


def standing_of(row: Row) -> Standing:
    """Return how a row stands beside the nation, or the median province where there is none.

    Where the interval of the value is known it must not reach that of the nation, taken as a
    point where its own is not known.
    """
    indicator = catalogue().indicators[row.indicator]
    beside = row.nation if row.nation is not None else row.median
    if row.value is None:
        return "unknown"
    if beside is None:
        return "known"
    if row.low is not None and row.high is not None:
        own = row.nation is not None and row.nation_low is not None
        low, high = (row.nation_low, row.nation_high) if own else (beside, beside)
        if low is not None and high is not None and row.low <= high and row.high >= low:
            return "unclear"
    difference = round(row.value, indicator.decimals) - round(beside, indicator.decimals)
    if difference == 0:
        return "level"
    sign = SIGN.get(indicator.direction)
    if sign is None:
        return "higher" if difference > 0 else "lower"
    return "better" if sign * difference > 0 else "worse"


def strengths(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows that stand out for the better, the largest first.

    A strength is better than the nation, and by the declared least than the mean of the provinces,
    in an indicator with a direction of which enough provinces are known.
    """
    rule = catalogue().standing
    found = [row for row in rows if row.standing == "better" and (row.score or 0.0) >= rule.least]
    return tuple(sorted(found, key=lambda row: -(row.score or 0.0))[: rule.most])


def gaps(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows that stand out for the worse, as :func:`strengths` those for the better."""
    rule = catalogue().standing
    found = [row for row in rows if row.standing == "worse" and (row.score or 0.0) <= -rule.least]
    return tuple(sorted(found, key=lambda row: row.score or 0.0)[: rule.most])


def unclear(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows that cannot be told from the nation."""
    return tuple(row for row in rows if row.standing == "unclear")


def furthest_from_peers(rows: Iterable[Row]) -> Row | None:
    """Return the row that lies furthest from the peers' median, None where none is known.

    The variables that peers are found by are left out: in these they are near by choice. So is a
    value whose interval holds the peers' median.
    """
    chosen_by = {variable.indicator for variable in catalogue().peers.variables}
    apart = [
        row
        for row in rows
        if row.from_peers and row.indicator not in chosen_by and not _holds(row, row.peers)
    ]
    return max(apart, key=lambda row: abs(row.from_peers or 0.0), default=None)


def _holds(row: Row, point: float | None) -> bool:
    if row.low is None or row.high is None or point is None:
        return False
    return row.low <= point <= row.high
