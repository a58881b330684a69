"""Gini, Theil T and the mean log deviation from a cube."""

from welfare.metrics.cube.bins import Cube, rolled, summed
from welfare.metrics.sql.entropy import split_from, theil_from
from welfare.metrics.sql.rows import keys, listed, ordered, own, parted


def cube_gini_sql(cube: Cube) -> str:
    r"""Query for the Gini index from a cube, with the least and the greatest that it can be.

    Parameters
    ----------
    cube
        The table and the keys to measure by.

    Returns
    -------
    str
        A query without parameters. Columns: those of ``by``; ``people``; ``mean``; ``gini``, an
        estimate, and ``gini_low`` and ``gini_high``, between which the index of the rows lies
        whatever they are: 0 to 1, null where undefined. A row each, ordered by ``by``.

    Raises
    ------
    duckdb.CatalogException
        When the query runs, where there is no such table.

    Notes
    -----
    .. math:: G_L = \frac{1}{W S} \sum_b S_b (2 C_b - W_b) - 1

    .. math:: G_H = G_L + \frac{1}{W S} \sum_b \frac{(S_b - a_b W_b)(m_b W_b - S_b)}{m_b - a_b}

    Bin b has W people with S in all, from a, the least, to m, the most; C are the people up to its
    end. At the lower bound all in a bin have its mean, at the upper one they stand at its two ends,
    in numbers that keep the mean. The estimate adds two thirds of the difference, right where
    people spread evenly over a bin. With r the resolution, p and s a bin's shares of people and of
    the total,

    .. math:: G_H - G_L \le \tanh \frac{1}{4 r} \sum_b p_b s_b \le \frac{1}{4 r} \max_b p_b

    since two amounts in a bin differ at most by the factor exp(1/r). At the usual resolution that
    is below a thousandth whatever the incomes; below a millionth where no bin has more than a
    thousandth of the people.

    Range: 0 to 1. Null for one row, or where all have nothing.

    Zeros: meaningful among other values; all in their bin have the same.

    Ties: a bin in which all have the same adds nothing to the difference.

    Limits: where a group is so small that a bin holds a person or two, its rows cost no more and
    give the index itself.

    References
    ----------
    Gastwirth, J. L. (1972). The estimation of the Lorenz curve and Gini index. Review of Economics and Statistics 54(3), 306-316.
    Cowell, F. A. and Mehta, F. (1982). The estimation and interpolation of inequality measures. Review of Economic Studies 49(2), 273-290.

    Examples
    --------
    >>> import duckdb
    >>> from welfare.metrics.cube import cube_sql
    >>> from welfare.metrics.sql import Sample
    >>> run = duckdb.connect().execute
    >>> _ = run("CREATE TABLE t AS SELECT unnest([3, 1, 6, 2, 1]) AS y, unnest([4, 2, 2, 10, 1]) AS w")
    >>> _ = run("CREATE TABLE c AS " + cube_sql(Sample("t", "y", "w")))
    >>> [round(number, 4) for number in run(cube_gini_sql(Cube("c"))).fetchone()[2:]]
    [0.2553, 0.2553, 0.2553]
    """  # noqa: E501
    g = keys("g", cube.by)
    return f"""
    WITH ranked AS (
        SELECT *, sum(people) OVER rising AS upto
        FROM ({rolled(cube)})
        WINDOW rising AS ({parted(*g)} ORDER BY bin ROWS UNBOUNDED PRECEDING)
    ), summed AS (
        SELECT {listed(*g)} sum(people) AS people, sum(total) AS total,
            sum(size) > 1 AND sum(total) > 0 AS defined,
            sum(total * (2 * upto - people)) AS turned,
            sum(CASE WHEN most > least THEN greatest(0, total - least * people)
                * greatest(0, most * people - total) / (most - least) ELSE 0 END) AS spread
        FROM ranked GROUP BY ALL
    ), bounded AS (
        SELECT {listed(*g)} people, total / people AS mean,
            CASE WHEN defined THEN greatest(0, turned / (people * total) - 1) END AS low,
            CASE WHEN defined THEN spread / (people * total) END AS room
        FROM summed
    )
    SELECT {own("g", cube.by, "by")} people, mean, low + room * 2 / 3 AS gini, low AS gini_low,
        low + room AS gini_high
    FROM bounded {ordered(*g)}
    """  # noqa: S608 - names are quoted


def cube_theil_sql(cube: Cube) -> str:
    r"""Query for Theil T and the mean log deviation from a cube, exact.

    Parameters
    ----------
    cube
        The table and the keys to measure by.

    Returns
    -------
    str
        A query without parameters, of the columns and rows of
        :func:`welfare.metrics.sql.theil.theil_sql`.

    Raises
    ------
    duckdb.CatalogException
        When the query runs, where there is no such table.

    Notes
    -----
    .. math:: T = \frac{\sum_b E_b}{\sum_b S_b} - \ln \mu, \qquad L = \ln \mu - \frac{\sum_b V_b}{\sum_b W_b}

    A bin has W people with S in all; E is the sum of w y ln y over them, V that of w ln y.

    Range: 0 to ln n for T, 0 upwards for L. Both null for one row, or where all have nothing.

    Zeros: each adds nothing to T; L has no value with a zero and is null.

    Limits: those of the measures; bins take nothing away.

    References
    ----------
    Theil, H. (1967). Economics and Information Theory. North-Holland.

    Examples
    --------
    >>> import duckdb
    >>> from welfare.metrics.cube import cube_sql
    >>> from welfare.metrics.sql import Sample
    >>> run = duckdb.connect().execute
    >>> _ = run("CREATE TABLE t AS SELECT unnest([10, 20, 30, 40, 50]) AS y")
    >>> _ = run("CREATE TABLE c AS " + cube_sql(Sample("t", "y")))
    >>> [round(number, 7) for number in run(cube_theil_sql(Cube("c"))).fetchone()]
    [5.0, 30.0, 0.1196876, 0.1411139]
    """  # noqa: E501
    return theil_from(summed(cube), cube.by)


def cube_theil_decomposition_sql(cube: Cube, groups: tuple[str, ...]) -> str:
    r"""Query for Theil T between groups and within them from a cube, exact.

    Parameters
    ----------
    cube
        The table and the keys of which each combination is split by itself.
    groups
        The keys of which each combination is a group.

    Returns
    -------
    str
        A query without parameters, of the columns and rows of
        :func:`welfare.metrics.sql.theil.theil_decomposition_sql`.

    Raises
    ------
    MetricError
        ``groups`` that are no tuple of names, none, two of one name or one of the cube's own
        columns.

    Notes
    -----
    .. math:: T = \sum_g s_g \ln \frac{\mu_g}{\mu} + \sum_g s_g T_g, \qquad s_g = \frac{W_g \mu_g}{W \mu}

    Range: each part 0 to the total; null where there is one row, or all have nothing.

    Zeros: meaningful among other values; a group that has nothing adds nothing to either part.

    Limits: those of the measure; bins take nothing away.

    References
    ----------
    Shorrocks, A. F. (1980). The class of additively decomposable inequality measures. Econometrica 48(3), 613-625.

    Examples
    --------
    >>> import duckdb
    >>> from welfare.metrics.cube import cube_sql
    >>> from welfare.metrics.sql import Sample
    >>> run = duckdb.connect().execute
    >>> _ = run("CREATE TABLE t AS SELECT i // 3 AS part, 10 * (i // 3) AS y FROM range(6) r(i)")
    >>> _ = run("CREATE TABLE c AS " + cube_sql(Sample("t", "y", by=("part",))))
    >>> found = run(cube_theil_decomposition_sql(Cube("c"), ("part",))).fetchall()
    >>> [round(number, 7) for number in found[0][-3:]]
    [0.6931472, 0.0, 0.6931472]
    """  # noqa: E501
    return split_from(summed(cube, groups), cube.by, groups, "t")


def cube_mld_decomposition_sql(cube: Cube, groups: tuple[str, ...]) -> str:
    r"""Query for the mean log deviation between groups and within them from a cube, exact.

    Parameters
    ----------
    cube
        The table and the keys of which each combination is split by itself.
    groups
        The keys of which each combination is a group.

    Returns
    -------
    str
        A query without parameters, of the columns and rows of
        :func:`welfare.metrics.sql.theil.mld_decomposition_sql`.

    Raises
    ------
    MetricError
        ``groups`` that are no tuple of names, none, two of one name or one of the cube's own
        columns.

    Notes
    -----
    .. math:: L = \sum_g p_g \ln \frac{\mu}{\mu_g} + \sum_g p_g L_g, \qquad p_g = \frac{W_g}{W}

    Range: each part 0 to the total, which has no bound. Null where there is one row or a zero.

    Zeros: the logarithm has none, so one zero leaves every index of its ``by`` null.

    Limits: those of the measure; bins take nothing away.

    References
    ----------
    Shorrocks, A. F. (1980). The class of additively decomposable inequality measures. Econometrica 48(3), 613-625.

    Examples
    --------
    >>> import duckdb
    >>> from welfare.metrics.cube import cube_sql
    >>> from welfare.metrics.sql import Sample
    >>> run = duckdb.connect().execute
    >>> _ = run("CREATE TABLE t AS SELECT unnest([1, 1, 2, 2]) AS part, unnest([10, 10, 40, 40]) AS y")
    >>> _ = run("CREATE TABLE c AS " + cube_sql(Sample("t", "y", by=("part",))))
    >>> found = run(cube_mld_decomposition_sql(Cube("c"), ("part",))).fetchall()
    >>> [round(number, 7) for number in found[0][-3:]]
    [0.2231436, 0.0, 0.2231436]
    """  # noqa: E501
    return split_from(summed(cube, groups), cube.by, groups, "l")
