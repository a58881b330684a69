"""A province on one page: everything that the page and the printed brief tell of it.

``province_profile(snapshot, code)`` returns a :class:`ProvinceProfile` of plain frozen records
(:mod:`welfare.review.province_records`). Its figures are cells of `indicator_value`,
`beneficiary` and `project`; its sentences (:class:`Said`, both languages) are made from them by
rule. ``frame(records)`` gives records as a DataFrame for a chart.
"""

from collections.abc import Sequence
from dataclasses import asdict

import pandas as pd

from welfare.catalog import catalogue
from welfare.charts.findings import pyramid_finding
from welfare.queries.people import coverage_by_age, coverage_years
from welfare.review.changes import changes_of, history_of, most_improved, most_slipped, trends_of
from welfare.review.latest import Latest, latest, latest_of_all
from welfare.review.neighbours import peers_of, traits_of
from welfare.review.per_poor import per_poor_of
from welfare.review.province_money import money_of, projects_of
from welfare.review.province_records import Cell, Peer, ProvinceProfile, Pyramid, Row
from welfare.review.province_words import both, five
from welfare.review.standing import furthest_from_peers, gaps, row_of, strengths, unclear
from welfare.warehouse import Snapshot

__all__ = ["ProvinceProfile", "frame", "province_profile"]

PEOPLE = "residents_persons"


def province_profile(snapshot: Snapshot, code: str) -> ProvinceProfile:
    """Return everything that is told of one province.

    Parameters
    ----------
    snapshot
        One version of the data.
    code
        The province's official two-digit code.

    Raises
    ------
    KeyError
        A code that is no province's.
    """
    return snapshot.remember(("profile", code), lambda: _profile(snapshot, code))


def frame(records: Sequence[object]) -> pd.DataFrame:
    """Return records of one kind as rows, a column a field."""
    return pd.DataFrame([asdict(record) for record in records])  # type: ignore[call-overload]


def _profile(snapshot: Snapshot, code: str) -> ProvinceProfile:
    declared = catalogue().provinces[code]
    found = latest_of_all(snapshot)
    peers = peers_of(snapshot, declared.code)
    rows = _rows(found, code, peers)
    trends = trends_of(history_of(snapshot, code), found.values())
    changes = changes_of(trends, found)
    improved, slipped = most_improved(changes), most_slipped(changes)
    best, worst, furthest = strengths(rows), gaps(rows), furthest_from_peers(rows)
    people = latest(snapshot, catalogue().indicators[PEOPLE])
    pyramid = _pyramid(snapshot, code)
    money, per_poor = money_of(found, code, peers), per_poor_of(snapshot, code)
    projects = projects_of(snapshot, code)
    used = {
        *(people.sources if people else ()),
        *(pyramid.sources if pyramid else ()),
        *(source for row in rows for source in row.sources),
        *(source for change in changes for source in change.sources),
        *(source for one in per_poor for source in one.sources),
        *projects.sources,
    }
    return ProvinceProfile(
        code=code,
        people=row_of(people, code, peers) if people else None,
        sentences=five(
            best[0] if best else None, worst[0] if worst else None, improved, slipped, furthest
        ),
        rows=rows,
        gaps=worst,
        strengths=best,
        unclear=unclear(rows),
        furthest=furthest,
        improved=improved,
        slipped=slipped,
        peers=peers,
        traits=traits_of(snapshot, code, peers),
        trends=trends,
        pyramid=pyramid,
        money=money,
        per_poor=per_poor,
        projects=projects,
        sources=tuple(source for source in catalogue().sources if source in used),
    )


def _rows(found: dict[str, Latest], code: str, peers: tuple[Peer, ...]) -> tuple[Row, ...]:
    """Return the indicators by theme; those of few provinces only where this one is among them."""
    themes = list(catalogue().themes)
    told = [
        one
        for one in found.values()
        if one.provinces >= catalogue().standing.fewest_provinces or one.value(code) is not None
    ]
    told.sort(key=lambda one: themes.index(one.indicator.theme))
    return tuple(row_of(one, code, peers) for one in told)


def _pyramid(snapshot: Snapshot, code: str) -> Pyramid | None:
    year = coverage_years(snapshot)[-1]
    people = coverage_by_age(snapshot, year, (code,))
    if people.empty:
        return None
    registered = latest(snapshot, catalogue().indicators["registered_persons"])
    return Pyramid(
        fiscal_year=year,
        people=_cells(people),
        nation=_cells(coverage_by_age(snapshot, year, ())),
        sources=() if registered is None else registered.sources,
        sentence=both(
            lambda language: pyramid_finding(
                people, catalogue().provinces[code].name(language), year, language
            )
        ),
    )


def _cells(people: pd.DataFrame) -> tuple[Cell, ...]:
    columns = ["programme_id", "age_band", "sex"]
    sums = people.groupby(columns, as_index=False)["persons"].sum()
    return tuple(
        Cell(str(programme), str(band), str(sex), float(persons))
        for programme, band, sex, persons in sums.itertuples(index=False)
    )
