"""The sums of which both Theils are made, and the Theils of these: of rows or of a cube."""

from typing import Literal

from welfare.metrics.sample import MetricError
from welfare.metrics.sql.rows import (
    SMALLEST,
    Sample,
    keys,
    listed,
    named,
    ordered,
    own,
    parted,
    rows,
)

_THEIL = {
    "t": "greatest(0, entropy / total - ln(total / people))",
    "l": "greatest(0, ln(total / people) - logs / people)",
}
_SHARE = {"t": "income_share", "l": "population_share"}


def sums_sql(sample: Sample, groups: tuple[str, ...] = (), *, logs: bool = True) -> str:
    """Return the query of the sums of which both Theils are made, a row each of by and groups.

    ``logs``, which only L needs, is minus infinity where there is a zero.
    """
    labels = [*keys("g", sample.by), *keys("h", groups)]
    logarithms = ", sum(CASE WHEN y > 0 THEN w * ln(y) ELSE -1e999 END) AS logs" if logs else ""
    return f"""
        SELECT {listed(*labels)} count(*) AS size, sum(w) AS people, sum(w * y) AS total,
            sum(w * y * ln(y + {SMALLEST})) AS entropy{logarithms}
        FROM ({rows(sample, groups)}) GROUP BY ALL"""  # noqa: S608 - names are quoted


def theil_from(sums: str, by: tuple[str, ...]) -> str:
    """Return the query of both Theils, from the one of the sums."""
    return f"""
    SELECT {own("g", by, "by")} people, total / people AS mean,
        CASE WHEN size > 1 AND total > 0 THEN {_THEIL["t"]} END AS theil_t,
        CASE WHEN size > 1 AND logs > -1e999 THEN {_THEIL["l"]} END AS theil_l
    FROM ({sums}) {ordered(*keys("g", by))}
    """  # noqa: S608 - names are quoted


def split_from(
    sums: str, by: tuple[str, ...], groups: tuple[str, ...], index: Literal["t", "l"]
) -> str:
    """Return the query of one Theil between groups and within them, from the one of the sums."""
    if not named(groups, "groups"):
        raise MetricError("groups", "are none; name at least one column")
    g, h = keys("g", by), keys("h", groups)
    sign, lacking = ("", "") if index == "t" else ("-", "AND min(logs) OVER whole > -1e999")
    return f"""
    WITH summed AS ({sums}
    ), shared AS (
        SELECT *, people / sum(people) OVER whole AS population_share,
            total / nullif(sum(total) OVER whole, 0) AS income_share,
            sum(size) OVER whole > 1 AND sum(total) OVER whole > 0 {lacking} AS defined
        FROM summed WINDOW whole AS ({parted(*g)})
    ), parts AS (
        SELECT {listed(*g, *h)} population_share, income_share, {_SHARE[index]} AS share,
            CASE WHEN NOT defined THEN NULL WHEN total > 0 THEN {_THEIL[index]} ELSE 0 END AS theil,
            CASE WHEN NOT defined THEN NULL WHEN total > 0
                THEN {sign}{_SHARE[index]} * ln(income_share / population_share) ELSE 0 END AS apart
        FROM shared
    ), added AS (
        SELECT *, sum(share * theil) OVER whole AS total_within, sum(apart) OVER whole AS rounded,
            CASE WHEN rounded < 0 THEN 0 ELSE rounded END AS total_between
        FROM parts WINDOW whole AS ({parted(*g)})
    )
    SELECT {own("g", by, "by")} {own("h", groups, "groups")} population_share, income_share, theil,
        share * theil AS "within", apart AS "between", total_within + total_between AS total,
        total_within, total_between
    FROM added {ordered(*g, *h)}
    """  # noqa: S608 - names are quoted
