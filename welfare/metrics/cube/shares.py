"""The Lorenz curve and shares of equal parts of the population from a cube."""

from welfare.metrics.cube.bins import Cube, rolled
from welfare.metrics.sql.curve import lorenz_from
from welfare.metrics.sql.rows import COUNT, keys, listed, ordered, own, parted


def cube_lorenz_sql(cube: Cube) -> str:
    r"""Query for points of the Lorenz curve from a cube, at the upper end of every bin.

    Parameters
    ----------
    cube
        The table and the keys to measure by.

    Returns
    -------
    str
        A query without parameters. Columns: those of ``by``; ``population`` and ``share``, what so
        many of the poorest have together, 0 to 1, without a unit. Ordered by ``by`` and upwards: a
        row each bin, before them the point (0, 0); no rows where undefined.

    Raises
    ------
    duckdb.CatalogException
        When the query runs, where there is no such table.

    Notes
    -----
    .. math:: L(p_k) = \frac{\sum_{b \le k} S_b}{\sum_b S_b}, \quad p_k = \frac{1}{W} \sum_{b \le k} W_b

    Range: 0 to 1, convex and on or below the diagonal. No points for one row, or where all have
    nothing.

    Zeros: are the first point after (0, 0).

    Limits: the points lie on the curve of the rows; between two of them it hangs lower than the
    straight line.

    References
    ----------
    Lorenz, M. O. (1905). Methods of measuring the concentration of wealth. Publications of the American Statistical Association 9(70), 209-219.

    Examples
    --------
    >>> import duckdb
    >>> from welfare.metrics.cube import cube_sql
    >>> from welfare.metrics.sql import Sample
    >>> run = duckdb.connect().execute
    >>> _ = run("CREATE TABLE t AS SELECT unnest([5, 4, 3, 2, 1]) AS y")
    >>> _ = run("CREATE TABLE c AS " + cube_sql(Sample("t", "y")))
    >>> [round(share, 7) for _, share in run(cube_lorenz_sql(Cube("c"))).fetchall()]
    [0.0, 0.0666667, 0.2, 0.4, 0.6666667, 1.0]
    """  # noqa: E501
    g = keys("g", cube.by)
    return lorenz_from(
        f"SELECT {listed(*g)} bin AS place, size, people, total FROM ({rolled(cube)})",  # noqa: S608 - our own words
        cube.by,
    )


def cube_quantile_shares_sql(cube: Cube) -> str:
    r"""Query for the shares of equal parts of the population from a cube, with their bounds.

    Parameters
    ----------
    cube
        The table and the keys to measure by.

    Returns
    -------
    str
        A query in which ``$count``, the number of parts, is to be bound. Columns: those of ``by``;
        ``part``, 1 to ``$count``; ``share``, an estimate, adding up to 1, and ``share_low`` and
        ``share_high``, between which the share of the rows lies: 0 to 1, null where undefined. A
        row a part, ordered by ``by`` and ``part``.

    Raises
    ------
    duckdb.InvalidInputException
        When the query runs, for a ``$count`` below 1.

    Notes
    -----
    .. math:: s_k = L\!\left( \frac{k}{m} \right) - L\!\left( \frac{k-1}{m} \right)

    L is the Lorenz curve, m the number of parts. Where a boundary falls inside a bin, the curve
    lies at most on the straight line between the ends of the bin, which is the estimate, and at
    least where those below the boundary have the least of the bin or those above it the most.

    Range: 0 to 1 each. Null for one row, or where all have nothing.

    Zeros: meaningful among other values.

    Limits: what is unequal inside a part does not show.

    References
    ----------
    Gastwirth, J. L. (1972). The estimation of the Lorenz curve and Gini index. Review of Economics and Statistics 54(3), 306-316.

    Examples
    --------
    >>> import duckdb
    >>> from welfare.metrics.cube import cube_sql
    >>> from welfare.metrics.sql import Sample
    >>> run = duckdb.connect().execute
    >>> _ = run("CREATE TABLE t AS SELECT unnest(range(1, 11)) AS y")
    >>> _ = run("CREATE TABLE c AS " + cube_sql(Sample("t", "y")))
    >>> found = run(cube_quantile_shares_sql(Cube("c")), {"count": 5}).fetchall()
    >>> [round(share, 4) for _, share, _, _ in found]
    [0.0545, 0.1273, 0.2, 0.2727, 0.3455]
    """  # noqa: E501
    g = keys("g", cube.by)
    same = "".join(f"edges.{key} = curve.{key} AND " for key in g)
    return f"""
    WITH curve AS (
        SELECT *, sum(people) OVER rising AS upto, sum(total) OVER rising AS held
        FROM ({rolled(cube)})
        WINDOW rising AS ({parted(*g)} ORDER BY bin ROWS UNBOUNDED PRECEDING)
    ), whole AS (
        SELECT {listed(*g)} max(upto) AS everybody, max(held) AS everything,
            sum(size) > 1 AND max(held) > 0 AS defined, {COUNT} AS parts
        FROM curve GROUP BY ALL
    ), edges AS (
        SELECT *, unnest(range(1, parts + 1)) AS part,
            least(everybody, everybody * part / parts) AS edge
        FROM whole
    ), met AS (
        SELECT edges.*, held - total AS before, total, least, most, people,
            greatest(0, edge - (upto - people)) AS below
        FROM edges ASOF JOIN curve ON {same} edges.edge <= curve.upto
    ), held AS (
        SELECT {listed(*g)} part, defined, part = parts AS last, everything,
            before + total * below / people AS straight,
            before + greatest(below * least, total - (people - below) * most) AS bent
        FROM met
    ), points AS (
        SELECT {listed(*g)} part, CASE WHEN last THEN 1 ELSE straight / everything END AS high,
            CASE WHEN last THEN 1 ELSE least(straight, bent) / everything END AS low, defined
        FROM held
    ), stepped AS (
        SELECT *, lag(high, 1, 0) OVER rising AS high_before,
            lag(low, 1, 0) OVER rising AS low_before
        FROM points WINDOW rising AS ({parted(*g)} ORDER BY part)
    )
    SELECT {own("g", cube.by, "by")} part, CASE WHEN defined THEN high - high_before END AS share,
        CASE WHEN defined THEN greatest(0, low - high_before) END AS share_low,
        CASE WHEN defined THEN least(1, high - low_before) END AS share_high
    FROM stepped {ordered(*g, "part")}
    """  # noqa: S608 - names are quoted
