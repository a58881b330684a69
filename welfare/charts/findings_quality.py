"""Sentences on the data themselves: how fresh, how complete, what was refused, what disagrees."""

from collections.abc import Sequence
from datetime import datetime

import pandas as pd

from welfare.catalog import Language, catalogue
from welfare.charts.coverage_matrix import columns_of, founded, headings
from welfare.language import format_year, message
from welfare.language.dates import format_day
from welfare.metrics.freshness import Publication


def build_finding(build: pd.Series, language: Language) -> str:
    """Return when the warehouse was built, from how many files, with how many facts."""
    moment = datetime.fromisoformat(str(build["built_at"]))
    return message(
        "data.headline",
        language,
        day=format_day(moment, language),
        time=moment.strftime("%H:%M"),
        version=build["data_version"],
        facts=f"{build['facts']:,}",
        files=f"{build['files']:,}",
        taken=f"{build['files_loaded']:,}",
        refused=f"{build['files_refused']:,}",
    )


def freshness_finding(found: Sequence[Publication], built: int, language: Language) -> str:
    """Return how many publications are late, or that none is."""
    if not found:
        return message("empty.no_data", language)
    late = [publication for publication in found if publication.years_late(built)]
    if not late:
        newest = max(publication.last_year for publication in found)
        year = format_year(newest, language)
        return message("data.none_late", language, count=len(found), year=year)
    oldest = max(late, key=lambda publication: publication.years_late(built))
    return message(
        "data.late",
        language,
        late=len(late),
        count=len(found),
        year=format_year(oldest.last_year, language),
    )


def coverage_finding(covered: pd.DataFrame, table: str, language: Language) -> str:
    """Return for how many years a table is known, and for how many of them in every province."""
    columns = columns_of(covered)
    if not columns:
        return message("empty.no_data", language)
    words = dict(zip(columns, headings(columns, language), strict=True))
    provinces = catalogue().provinces
    own = covered[covered["area_id"].isin(list(provinces))]
    known = own.groupby(["year", "calendar"])["area_id"].nunique()
    there = {column: int(known.get(column, 0)) for column in columns}
    whole = [c for c in columns if there[c] == sum(founded(code, c[0]) for code in provinces)]
    named: dict[str, object] = {
        "table": message(f"table.{table}", language),
        "years": covered["year"].nunique(),
    }
    if whole:
        full, last = len({year for year, _ in whole}), words[whole[-1]]
        return message("data.coverage_full", language, full=full, last=last, **named)
    most = max(columns, key=lambda column: (there[column], column))
    if not there[most]:
        return message("data.coverage_country", language, **named)
    return message("data.coverage_part", language, most=there[most], year=words[most], **named)


def account_finding(build: pd.Series, language: Language) -> str:
    """Return which files were read and what share of their rows was taken."""
    raw, shipped = int(build["raw_files"]), int(build["files"] - build["raw_files"])
    if not raw:
        return message("data.account_open", language, open=shipped)
    share = f"{100 * build['rows_loaded'] / max(1, build['rows_read']):.1f}%"
    return message("data.account_agencies", language, raw=raw, open=shipped, share=share)


def reasons_finding(reasons: pd.DataFrame, severity: str, files: int, language: Language) -> str:
    """Return how much was refused (or noticed), and the most frequent reason of refusals."""
    refused = severity == "refused"
    if reasons.empty:
        return message("data.none_refused" if refused else "data.none_noticed", language)
    count = f"{reasons['issues'].sum():,}"
    if not refused:
        return message("data.notices", language, count=count)
    most = f"{reasons['issues'].max():,}"
    return message("data.refused", language, count=count, files=f"{files:,}", most=most)


def totals_finding(shipped: pd.DataFrame, of_files: pd.DataFrame, language: Language) -> str:
    """Return how many printed totals were checked, and how many sets of them are met."""
    checked = int(shipped["totals"].sum() + of_files["totals"].sum())
    if not checked:
        return message("data.no_totals", language)
    met = int((shipped["unmet"] == 0).sum() + of_files["met"].sum())
    sets = len(shipped) + len(of_files)
    if met == sets:
        return message("data.totals_met", language, totals=f"{checked:,}")
    accepted = int((~of_files["met"] & of_files["accepted"]).sum())
    told = {"totals": f"{checked:,}", "met": f"{met:,}", "accepted": f"{accepted:,}"}
    unmet = sets - met - accepted
    if not unmet:
        return message("data.totals_accepted", language, **told)
    return message("data.totals", language, unmet=f"{unmet:,}", **told)


def disagreement_finding(pairs: pd.DataFrame, language: Language) -> str:
    """Return how many facts are given differently, and by how much half of them differ."""
    if pairs.empty:
        return message("data.agree", language)
    sources = pairs[["one_source_id", "other_source_id"]].drop_duplicates()
    return message(
        "data.disagree",
        language,
        facts=f"{pairs['facts'].sum():,}",
        pairs=len(sources),
        median=f"{100 * pairs['overall_median'].iloc[0]:.0f}%",
    )


def jumps_finding(by_indicator: pd.DataFrame, language: Language) -> str:
    """Return how many values jump, and which indicator has the most."""
    if by_indicator.empty:
        return message("data.no_jumps", language)
    first = by_indicator.iloc[0]
    return message(
        "data.jumps",
        language,
        count=f"{by_indicator['jumps'].sum():,}",
        indicator=catalogue().indicators[first["indicator_id"]].title(language),
        most=f"{first['jumps']:,}",
    )
