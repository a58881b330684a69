"""Sentences on how unequal provinces are, where they cluster, and whether money follows need."""

import pandas as pd

from welfare.catalog import Indicator, Language, catalogue
from welfare.charts.findings import change_finding, shown_year
from welfare.language import format_year, message
from welfare.metrics.shares import LorenzCurve

SURE = 0.05
"""The chance of a false alarm that a finding allows."""
NAMED = 5
"""Provinces that a sentence names before it counts the rest."""
BOTTOM = 0.4
"""The part of the people whose share a sentence on a curve tells."""


def standing_finding(gini: pd.DataFrame, poverty: pd.DataFrame, language: Language) -> str:
    """Return where the country stands: income inequality by its last method, and poverty."""
    declared = catalogue().indicators
    return " ".join(
        [
            change_finding(
                gini, declared["gini_income"], "finding.gini", "finding.gini_rose", language
            ),
            change_finding(
                poverty,
                declared["poverty_rate_pct"],
                "finding.and_poverty",
                "finding.and_poverty_rose",
                language,
            ),
        ]
    )


def disparity_finding(
    found: pd.DataFrame, indicator: Indicator, year: int, language: Language
) -> str:
    """Return the Gini between provinces, its interval, and how much of Theil lies within regions.

    ``found`` holds the statistics of one year: statistic_id, value, low, high, n.
    """
    rows = found.set_index("statistic_id")
    spread = rows.loc["gini"]
    total = float(rows.at["theil", "value"])
    return message(
        "inequality.disparity",
        language,
        title=indicator.title(language),
        year=shown_year(year, indicator, language),
        gini=statistic(float(spread["value"]), "gini"),
        interval=interval(spread, "gini", language),
        within=_share(float(rows.at["theil_within", "value"]) / total if total else 0.0),
        n=int(spread["n"]),
    )


def lorenz_finding(curve: LorenzCurve, language: Language) -> str:
    """Return what the people of the provinces with the least have."""
    return message(
        "inequality.lorenz",
        language,
        people=_share(BOTTOM),
        share=_share(float(curve.at(BOTTOM))),
    )


def need_finding(row: pd.Series, language: Language) -> str:
    """Return whether one kind of money follows need, as far as its interval can tell.

    ``row`` is a concentration index: indicator_id, year, need_id, need_year, value, low, high, n.
    """
    declared = catalogue().indicators
    money, need = declared[str(row["indicator_id"])], declared[str(row["need_id"])]
    return message(
        f"inequality.{followed(row)}_need",
        language,
        title=money.title(language),
        year=shown_year(int(row["year"]), money, language),
        value=statistic(float(row["value"]), "concentration_index"),
        interval=interval(row, "concentration_index", language),
        n=int(row["n"]),
        need=need.title(language),
        need_year=format_year(int(row["need_year"]), language),
    )


def followed(row: pd.Series) -> str:
    """Return ``follows``, ``against`` or ``unclear``: on which side of zero the interval lies."""
    if pd.notna(row["high"]) and row["high"] < 0:
        return "follows"
    return "against" if pd.notna(row["low"]) and row["low"] > 0 else "unclear"


def needs_finding(latest: pd.DataFrame, language: Language) -> str:
    """Return of how many kinds of money it can be said that they reach needier provinces."""
    verdicts = [followed(row) for _, row in latest.iterrows()]
    return message(
        "inequality.needs",
        language,
        follows=verdicts.count("follows"),
        against=verdicts.count("against"),
        unclear=verdicts.count("unclear"),
        all=len(verdicts),
    )


def cluster_finding(
    clusters: pd.DataFrame, moran: pd.Series, indicator: Indicator, year: int, language: Language
) -> str:
    """Return whether like provinces lie side by side, and which stand in a cluster.

    ``clusters`` has area_id and cluster; ``moran`` value and p_value of Moran's I.
    """
    shown = {
        "title": indicator.title(language),
        "year": shown_year(year, indicator, language),
        "value": statistic(float(moran["value"]), "morans_i"),
    }
    if not (moran["p_value"] < SURE and moran["value"] > 0):
        return message("inequality.no_clusters", language, **shown)
    parts = [message("inequality.clustered", language, **shown)]
    for kind in ("high_high", "low_low"):
        codes = clusters.loc[clusters["cluster"] == kind, "area_id"]
        if not codes.empty:
            parts.append(message(f"inequality.{kind}", language, names=_names(codes, language)))
    return " ".join(parts)


def apart_finding(apart: pd.Series, code: str, indicator: Indicator, language: Language) -> str:
    """Return from how many provinces one can be told apart (``apart`` is true or false each)."""
    return message(
        "inequality.apart_from_all" if apart.all() else "inequality.apart",
        language,
        title=indicator.title(language),
        province=catalogue().provinces[code].name(language),
        apart=int(apart.sum()),
        n=len(apart),
    )


def interval(row: pd.Series, statistic_id: str, language: Language) -> str:
    """Return an interval in words; that it is not known where it is not."""
    if pd.isna(row["low"]) or pd.isna(row["high"]):
        return message("inequality.no_interval", language)
    return message(
        "inequality.interval",
        language,
        low=statistic(float(row["low"]), statistic_id),
        high=statistic(float(row["high"]), statistic_id),
    )


def statistic(value: float, statistic_id: str) -> str:
    """Return a statistic with its declared decimals; minus is a minus sign."""
    decimals = catalogue().statistics[statistic_id].decimals
    rounded = round(value, decimals) + 0.0  # a negative zero has a sign
    return f"{rounded:,.{decimals}f}".replace("-", "−")


def _names(codes: "pd.Series[str]", language: Language) -> str:
    names = [catalogue().provinces[code].name(language) for code in codes[:NAMED]]
    listed = (" " if language == "th" else ", ").join(names)
    rest = len(codes) - len(names)
    return listed if not rest else message("inequality.and_more", language, names=listed, rest=rest)


def _share(part: float) -> str:
    return f"{100 * part:.0f}%"
