"""Theil T and the mean log deviation as queries, also split between groups and within them."""

from welfare.metrics.sql.entropy import split_from, sums_sql, theil_from
from welfare.metrics.sql.rows import Sample


def theil_sql(sample: Sample) -> str:
    r"""Query for Theil T and the mean log deviation of each combination of ``sample.by``.

    Parameters
    ----------
    sample
        The table and its columns.

    Returns
    -------
    str
        A query without parameters. Columns: those of ``by``; ``people``, the sum of weights;
        ``mean``; ``theil_t`` and ``theil_l``, zero or more, null where undefined. A row each,
        ordered by ``by``.

    Raises
    ------
    duckdb.InvalidInputException
        When the query runs, for a number that is negative, not finite or null and for a group that
        is null; the message names the column.

    Notes
    -----
    .. math:: T = \frac{\sum_i w_i y_i \ln y_i}{\sum_i w_i y_i} - \ln \mu

    .. math:: L = \ln \mu - \frac{1}{W} \sum_i w_i \ln y_i

    One pass over the rows, in which nothing is sorted.

    Range: 0 to ln n for T, 0 upwards for L. Both null for one row, or where all have nothing.

    Zeros: each adds nothing to T, since 0 ln 0 = 0; L has no value with a zero and is null.
    Rows of weight zero are as if absent.

    Limits: a difference of two numbers about as large as ln y, so known to some 1e-14 of these:
    values that agree to seven digits have an index of zero or of rounding.

    References
    ----------
    Theil, H. (1967). Economics and Information Theory. North-Holland.

    Examples
    --------
    >>> import duckdb
    >>> run = duckdb.connect().execute
    >>> _ = run("CREATE TABLE t AS SELECT unnest([10, 20, 30, 40, 50]) AS y")
    >>> [round(number, 7) for number in run(theil_sql(Sample("t", "y"))).fetchone()]
    [5.0, 30.0, 0.1196876, 0.1411139]
    """
    return theil_from(sums_sql(sample), sample.by)


def theil_decomposition_sql(sample: Sample, groups: tuple[str, ...]) -> str:
    r"""Query for Theil T split into inequality between groups and within them.

    Parameters
    ----------
    sample
        The table and its columns; each combination of ``by`` is split by itself.
    groups
        The columns of which each combination is a group.

    Returns
    -------
    str
        A query without parameters. A row a group, ordered by ``by`` and ``groups``, of columns:
        those of both; ``population_share`` and ``income_share``, 0 to 1; ``theil``, the index
        inside the group; ``within`` and ``between``, what the group adds to each part;
        ``total``, ``total_within`` and ``total_between``, the same in all rows of one ``by``. The
        indices are null where undefined.

    Raises
    ------
    MetricError
        ``groups`` that are no tuple of names, none, or two of one name.
    duckdb.InvalidInputException
        When the query runs, for a number that is negative, not finite or null and for a group that
        is null; the message names the column.

    Notes
    -----
    .. math:: T = \sum_g s_g \ln \frac{\mu_g}{\mu} + \sum_g s_g T_g, \qquad s_g = \frac{W_g \mu_g}{W \mu}

    One pass over the rows takes three sums a group; the rest is made of these.

    Range: each part 0 to the total. A group's own term between is below 0 where its mean is below
    that of all. Null where there is one row, or all have nothing.

    Zeros: meaningful among other values; a group that has nothing adds nothing to either part.

    Limits: the part between grows with the number of groups and says nothing of why they differ.

    References
    ----------
    Theil, H. (1967). Economics and Information Theory. North-Holland.
    Shorrocks, A. F. (1980). The class of additively decomposable inequality measures. Econometrica 48(3), 613-625.

    Examples
    --------
    >>> import duckdb
    >>> run = duckdb.connect().execute
    >>> _ = run("CREATE TABLE t AS SELECT i // 3 AS part, 10 * (i // 3) AS y FROM range(6) r(i)")
    >>> found = run(theil_decomposition_sql(Sample("t", "y"), ("part",))).fetchall()
    >>> [round(number, 7) for number in found[0][-3:]]
    [0.6931472, 0.0, 0.6931472]
    """  # noqa: E501
    return split_from(sums_sql(sample, groups, logs=False), sample.by, groups, "t")


def mld_decomposition_sql(sample: Sample, groups: tuple[str, ...]) -> str:
    r"""Query for the mean log deviation, Theil's L, split between groups and within them.

    Parameters
    ----------
    sample
        The table and its columns; each combination of ``by`` is split by itself.
    groups
        The columns of which each combination is a group.

    Returns
    -------
    str
        A query without parameters, of the columns and rows of :func:`theil_decomposition_sql`.

    Raises
    ------
    MetricError
        ``groups`` that are no tuple of names, none, or two of one name.
    duckdb.InvalidInputException
        When the query runs, for a number that is negative, not finite or null and for a group that
        is null; the message names the column.

    Notes
    -----
    .. math:: L = \sum_g p_g \ln \frac{\mu}{\mu_g} + \sum_g p_g L_g, \qquad p_g = \frac{W_g}{W}

    Range: each part 0 to the total, which has no bound. Null where there is one row or a zero.

    Zeros: the logarithm has none, so one zero leaves every index of its ``by`` null.

    Limits: a few values that are nearly zero can decide the part within.

    References
    ----------
    Theil, H. (1967). Economics and Information Theory. North-Holland.
    Shorrocks, A. F. (1980). The class of additively decomposable inequality measures. Econometrica 48(3), 613-625.

    Examples
    --------
    >>> import duckdb
    >>> run = duckdb.connect().execute
    >>> _ = run("CREATE TABLE t AS SELECT unnest([1, 1, 2, 2]) AS part, unnest([10, 10, 40, 40]) AS y")
    >>> found = run(mld_decomposition_sql(Sample("t", "y"), ("part",))).fetchall()
    >>> [round(number, 7) for number in found[0][-3:]]
    [0.2231436, 0.0, 0.2231436]
    """  # noqa: E501
    return split_from(sums_sql(sample, groups), sample.by, groups, "l")
