"""Whom transfers reach, and which groups have them, as queries."""

from dataclasses import dataclass

from welfare.metrics.sample import MetricError
from welfare.metrics.sql.rows import (
    COUNT,
    Sample,
    keys,
    listed,
    named,
    ordered,
    own,
    parted,
    quoted,
    rows,
)


@dataclass(frozen=True)
class Quantiles:
    """Equal parts of the population by a column of welfare: groups 1 (poorest) to ``$count``."""

    welfare: str

    def __post_init__(self) -> None:
        """Refuse what cannot be a name.

        Raises
        ------
        MetricError
            ``welfare`` that is empty, no text or holds a NUL.
        """
        quoted(self.welfare, "welfare")


def coverage_sql(sample: Sample, *, household: str | None) -> str:
    r"""Query for the share of people whom a transfer reaches, of each combination of ``sample.by``.

    Parameters
    ----------
    sample
        The table and its columns; ``value`` is what each person receives.
    household
        The column of the household: everybody in whose household somebody receives is reached. None
        counts direct recipients only.

    Returns
    -------
    str
        A query without parameters. Columns: those of ``by``; ``people`` and ``beneficiaries``, sums
        of weights; ``coverage``, 0 to 1. A row each, ordered by ``by``.

    Raises
    ------
    MetricError
        A ``household`` that cannot be a name.
    duckdb.InvalidInputException
        When the query runs, for a number that is negative, not finite or null and for a group or
        household that is null; the message names the column.

    Notes
    -----
    .. math:: \frac{\sum_{i \in g} w_i b_i}{\sum_{i \in g} w_i}

    b is 1 for a beneficiary, else 0. A household is one wherever it stands in the table.

    Range: 0 to 1; 0 where nobody receives.

    Limits: not how much is received, nor whether people were entitled to it. Registers know direct
    recipients only and so give less than surveys, which count the household.

    References
    ----------
    World Bank. The Atlas of Social Protection: Indicators of Resilience and Equity (ASPIRE).

    Examples
    --------
    >>> import duckdb
    >>> run = duckdb.connect().execute
    >>> _ = run("CREATE TABLE t AS SELECT unnest([50, 30, 0, 20, 0]) AS benefit")
    >>> run(coverage_sql(Sample("t", "benefit"), household=None)).fetchone()
    (5.0, 3.0, 0.6)
    """
    g = keys("g", sample.by)
    return f"""
    WITH {_counted(sample, (), household)}, summed AS (
        SELECT {listed(*g)} sum(w) AS people, sum(CASE WHEN reached THEN w ELSE 0 END) AS found
        FROM counted GROUP BY ALL
    )
    SELECT {own("g", sample.by, "by")} people, found AS beneficiaries, found / people AS coverage
    FROM summed {ordered(*g)}
    """  # noqa: S608 - names are quoted


def incidence_sql(
    sample: Sample, groups: tuple[str, ...] | Quantiles, *, household: str | None
) -> str:
    r"""Query for each group's share of a transfer and of its beneficiaries.

    Parameters
    ----------
    sample
        The table and its columns; ``value`` is what each person receives. Each combination of
        ``by``, such as a year, is shared out, and ranked, by itself.
    groups
        The columns of which each combination is a group, or :class:`Quantiles` for fifths and the
        like.
    household
        The column of the household: everybody in whose household somebody receives is a
        beneficiary. None counts direct recipients only.

    Returns
    -------
    str
        A query in which, with :class:`Quantiles` only, ``$count`` is to be bound. A row a group that
        has people, ordered by ``by`` and group, of columns: those of ``by``; those of ``groups`` or
        ``part``, 1 to ``$count``; ``population_share``; ``coverage``; ``beneficiary_incidence`` and
        ``benefit_incidence``, null where nobody receives. All 0 to 1.

    Raises
    ------
    MetricError
        ``groups`` that are no tuple of names, none, or two of one name; a ``household`` that cannot
        be a name.
    duckdb.InvalidInputException
        When the query runs, for a number that is negative (welfare may be), not finite or null, for
        a group or household that is null, and for a ``$count`` below 1; the message names the
        column.

    Notes
    -----
    .. math:: \frac{\sum_{i \in g} w_i t_i}{\sum_i w_i t_i}, \qquad \frac{\sum_{i \in g} w_i b_i}{\sum_i w_i b_i}

    t is the transfer, b is 1 for a beneficiary, else 0. The part of a person is that of
    :func:`welfare.metrics.social_protection.quintiles`: with R the fractional rank it is the
    smallest whole number not below R times ``$count``.

    Range: 0 to 1; each incidence adds up to 1 over the groups.

    Ties: people of one welfare are in one part, that of the middle of their ranks.

    Limits: a person is never split, so where one stands for many, or many are equal, the parts hold
    unequal numbers and one may be missing. A group may have a great share because it is large.

    References
    ----------
    World Bank. The Atlas of Social Protection: Indicators of Resilience and Equity (ASPIRE).
    O'Donnell, O., van Doorslaer, E., Wagstaff, A. and Lindelow, M. (2008). Analyzing Health Equity Using Household Survey Data. World Bank.

    Examples
    --------
    >>> import duckdb
    >>> run = duckdb.connect().execute
    >>> _ = run("CREATE TABLE t AS SELECT unnest([0, 40, 60, 100, 200]) < 80 AS poor,"
    ...         " unnest([50, 30, 0, 20, 0]) AS benefit")
    >>> found = run(incidence_sql(Sample("t", "benefit"), ("poor",), household=None)).fetchall()
    >>> [round(share, 4) for share in found[1][1:]]
    [0.6, 0.6667, 0.6667, 0.8]
    """  # noqa: E501
    g = keys("g", sample.by)
    if isinstance(groups, Quantiles):
        counted = f"{_counted(sample, (), household, groups.welfare)}, {_parts(g)}"
        source, h, names = "ranked", ["part"], "part, "
    else:
        if not named(groups, "groups"):
            raise MetricError("groups", "are none; name at least one column")
        counted = _counted(sample, groups, household)
        source, h, names = "counted", keys("h", groups), own("h", groups, "groups")
    return f"""
    WITH {counted}, summed AS (
        SELECT {listed(*g, *h)} sum(w) AS people, sum(w * y) AS benefit,
            sum(CASE WHEN reached THEN w ELSE 0 END) AS found
        FROM {source} GROUP BY ALL
    )
    SELECT {own("g", sample.by, "by")} {names}
        people / sum(people) OVER whole AS population_share, found / people AS coverage,
        found / nullif(sum(found) OVER whole, 0) AS beneficiary_incidence,
        benefit / nullif(sum(benefit) OVER whole, 0) AS benefit_incidence
    FROM summed WINDOW whole AS ({parted(*g)}) {ordered(*g, *h)}
    """  # noqa: S608 - names are quoted


def _counted(
    sample: Sample, groups: tuple[str, ...], household: str | None, welfare: str | None = None
) -> str:
    """Return the table ``counted``: the rows that count, and whether each is ``reached``."""
    reached = "y > 0" if household is None else "max(y) OVER (PARTITION BY home) > 0"
    return f"""counted AS (
        SELECT *, {reached} AS reached
        FROM ({rows(sample, groups, household=household, welfare=welfare)})
    )"""  # noqa: S608 - names are quoted


def _parts(g: list[str]) -> str:
    """Return the table ``ranked``: the same, and the part of the population that each is in."""
    return f"""placed AS (
        SELECT *, sum(w) OVER (
                {parted(*g)} ORDER BY welfare RANGE UNBOUNDED PRECEDING) AS upto,
            sum(w) OVER ({parted(*g, "welfare")}) AS tied, sum(w) OVER ({parted(*g)}) AS everybody,
            {COUNT} AS parts
        FROM counted
    ), ranked AS (
        SELECT *, CAST(least(parts, greatest(1, ceil(round(
            parts * (upto - tied / 2) / everybody, 9)))) AS BIGINT) AS part
        FROM placed
    )"""  # noqa: S608 - names are quoted
