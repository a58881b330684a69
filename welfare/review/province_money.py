"""Money of a province by welfare system, and the fund's projects in it."""

from collections.abc import Mapping

import pandas as pd

from welfare.catalog import Language, catalogue
from welfare.language import format_amount, format_year, message
from welfare.queries.profile import projects_of_province, recognised_of_province
from welfare.review.latest import Latest, number
from welfare.review.province_records import (
    Peer,
    Projects,
    ProjectYear,
    Recognised,
    Said,
    SystemMoney,
)
from welfare.review.province_words import both
from welfare.review.standing import row_of
from welfare.warehouse import Snapshot


def money_of(
    found: Mapping[str, Latest], code: str, peers: tuple[Peer, ...]
) -> tuple[SystemMoney, ...]:
    """Return the four systems with their money per head, those without a source as such."""
    told = []
    for system in catalogue().systems.values():
        one = found.get(system.money_indicator or "")
        row = row_of(one, code, peers) if one is not None else None
        said = row.sentence if row is not None else both(_not_by_province)
        told.append(SystemMoney(system.id, row, said))
    return tuple(told)


def _not_by_province(language: Language) -> str:
    return message("profile.money.not_by_province", language)


def projects_of(snapshot: Snapshot, code: str) -> Projects:
    """Return the promotion fund's projects in a province, and those of it that were recognised."""
    rows, recognised = projects_of_province(snapshot, code), recognised_of_province(snapshot, code)
    years = tuple(
        ProjectYear(
            fiscal_year=int(row.fiscal_year),
            organisation_kind=str(row.organisation_kind),
            projects=int(row.projects),
            amount_thb=number(row.amount_thb),
            amount_zero=int(row.amount_zero),
            amount_missing=int(row.amount_missing),
        )
        for row in rows.itertuples()
    )
    used = {*rows["source_id"], *recognised["source_id"]}
    return Projects(
        years=years,
        recognised=tuple(
            Recognised(int(row.fiscal_year), _text(row.project_name), _text(row.organisation))
            for row in recognised.itertuples()
        ),
        sources=tuple(source for source in catalogue().sources if source in used),
        sentence=_said(years),
    )


def _text(cell: object) -> str | None:
    return cell if isinstance(cell, str) else None


def _said(years: tuple[ProjectYear, ...]) -> Said:
    """Return how many projects had how much in all years, and which year had most."""
    if not years:
        return both(lambda language: message("profile.projects.none", language))
    table = pd.DataFrame([(one.fiscal_year, one.projects, one.amount_thb) for one in years])
    by_year = table.groupby(0).sum()
    peak = int(by_year[2].idxmax())
    return both(
        lambda language: message(
            "profile.projects.all",
            language,
            count=f"{int(by_year[1].sum()):,}",
            baht=format_amount(float(by_year[2].sum()), language, unit="thb"),
            first=format_year(int(by_year.index.min()), language),
            last=format_year(int(by_year.index.max()), language),
            peak=format_year(peak, language),
            peak_baht=format_amount(float(by_year.at[peak, 2]), language, unit="thb"),
        )
    )
