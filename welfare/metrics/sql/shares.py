"""The Lorenz curve, shares of equal parts of the population and their ratios as queries."""

from welfare.metrics.sql.curve import lorenz_from
from welfare.metrics.sql.rows import COUNT, Sample, keys, listed, ordered, own, parted, rows

EPSILON = "2.220446049250313e-16"


def lorenz_sql(sample: Sample) -> str:
    r"""Query for the Lorenz curve of each combination of ``sample.by``, a point each amount.

    Parameters
    ----------
    sample
        The table and its columns.

    Returns
    -------
    str
        A query without parameters. Columns: those of ``by``; ``population`` and ``share``, what so
        many of the poorest have together, 0 to 1, without a unit. Ordered by ``by`` and upwards: a
        row each distinct amount, before them the point (0, 0); no rows where undefined.

    Raises
    ------
    duckdb.InvalidInputException
        When the query runs, for a number that is negative, not finite or null and for a group that
        is null; the message names the column.

    Notes
    -----
    .. math:: L(p_k) = \frac{\sum_{i \le k} w_i y_i}{\sum_i w_i y_i}, \quad p_k = \frac{1}{W} \sum_{i \le k} w_i

    Range: 0 to 1, convex and on or below the diagonal. No points for one row, or where all have
    nothing.

    Zeros: meaningful among other values. Rows of weight zero are as if absent.

    Ties: equal values are one point; between two points the curve is straight.

    Limits: of a large table as long as the table; :func:`lorenz_parts_sql` is what a chart needs.

    References
    ----------
    Lorenz, M. O. (1905). Methods of measuring the concentration of wealth. Publications of the American Statistical Association 9(70), 209-219.

    Examples
    --------
    >>> import duckdb
    >>> run = duckdb.connect().execute
    >>> _ = run("CREATE TABLE t AS SELECT unnest([5, 4, 3, 2, 1]) AS y")
    >>> [round(share, 7) for _, share in run(lorenz_sql(Sample("t", "y"))).fetchall()]
    [0.0, 0.0666667, 0.2, 0.4, 0.6666667, 1.0]
    """  # noqa: E501
    g = keys("g", sample.by)
    return lorenz_from(
        f"""
        SELECT {listed(*g)} y AS place, count(*) AS size, sum(w) AS people, sum(w * y) AS total
        FROM ({rows(sample)}) GROUP BY ALL""",  # noqa: S608 - names are quoted
        sample.by,
    )


def quantile_shares_sql(sample: Sample) -> str:
    r"""Query for the shares that equal parts of the population have, from the poorest part up.

    Parameters
    ----------
    sample
        The table and its columns.

    Returns
    -------
    str
        A query in which ``$count``, the number of parts, is to be bound: 5 for fifths, 10 for
        tenths. Columns: those of ``by``; ``part``, 1 to ``$count``; ``share``, 0 to 1, adding up to
        1, null where undefined. A row a part, ordered by ``by`` and ``part``.

    Raises
    ------
    duckdb.InvalidInputException
        When the query runs, for a number that is negative, not finite or null, for a group that is
        null, and for a ``$count`` below 1; the message names the column.

    Notes
    -----
    .. math:: s_k = L\!\left( \frac{k}{m} \right) - L\!\left( \frac{k-1}{m} \right)

    L is the Lorenz curve, m the number of parts. A row on a boundary is split in proportion.

    Range: 0 to 1 each; all equal, each is 1/m. Null for one row, or where all have nothing.

    Zeros: meaningful among other values. Rows of weight zero are as if absent.

    Ties: the order of equal values cannot show.

    Limits: what is unequal inside a part does not show. Sorts every row.

    References
    ----------
    Lorenz, M. O. (1905). Methods of measuring the concentration of wealth. Publications of the American Statistical Association 9(70), 209-219.

    Examples
    --------
    >>> import duckdb
    >>> run = duckdb.connect().execute
    >>> _ = run("CREATE TABLE t AS SELECT unnest(range(1, 11)) AS y")
    >>> found = run(quantile_shares_sql(Sample("t", "y")), {"count": 5}).fetchall()
    >>> [round(share, 4) for _, share in found]
    [0.0545, 0.1273, 0.2, 0.2727, 0.3455]
    """  # noqa: E501
    g = keys("g", sample.by)
    return f"""
    WITH {_held(sample, COUNT)}
    SELECT {own("g", sample.by, "by")} part, share FROM held {ordered(*g, "part")}
    """  # noqa: S608 - names are quoted


def lorenz_parts_sql(sample: Sample) -> str:
    r"""Query for the Lorenz curve of each combination of ``sample.by`` at equal steps.

    Parameters
    ----------
    sample
        The table and its columns.

    Returns
    -------
    str
        A query in which ``$count``, the number of steps, is to be bound. Columns: those of ``by``;
        ``population``, from 0 to 1 in steps of 1 / ``$count``; ``share``, 0 to 1, null where
        undefined. Ordered by ``by`` and ``population``.

    Raises
    ------
    duckdb.InvalidInputException
        When the query runs, for a number that is negative, not finite or null, for a group that is
        null, and for a ``$count`` below 1; the message names the column.

    Notes
    -----
    .. math:: L\!\left( \frac{k}{m} \right), \quad k = 0, \dots, m

    Range: 0 to 1, convex and on or below the diagonal. Null for one row, or where all have nothing.

    Zeros: meaningful among other values. Rows of weight zero are as if absent.

    Ties: the order of equal values cannot show; a row on a step is split in proportion.

    Limits: straight between two steps, where the curve itself hangs lower. Sorts every row.

    References
    ----------
    Lorenz, M. O. (1905). Methods of measuring the concentration of wealth. Publications of the American Statistical Association 9(70), 209-219.

    Examples
    --------
    >>> import duckdb
    >>> run = duckdb.connect().execute
    >>> _ = run("CREATE TABLE t AS SELECT unnest(range(1, 11)) AS y")
    >>> [share for _, share in run(lorenz_parts_sql(Sample("t", "y")), {"count": 2}).fetchall()]
    [0.0, 0.2727272727272727, 1.0]
    """  # noqa: E501
    g = keys("g", sample.by)
    return f"""
    WITH {_held(sample, COUNT)}, points AS (
        SELECT {listed(*g)} part, part = parts AS last,
            sum(share) OVER ({parted(*g)} ORDER BY part) AS share, part / parts AS population
        FROM held
        UNION ALL
        SELECT {listed(*g)} 0, false, 0 * share, 0 FROM held WHERE part = 1
    )
    SELECT {own("g", sample.by, "by")} population,
        CASE WHEN last AND share IS NOT NULL THEN 1 ELSE share END AS share
    FROM points {ordered(*g, "part")}
    """  # noqa: S608 - names are quoted


def share_ratios_sql(sample: Sample) -> str:
    r"""Query for the ratios of the top to the bottom of each combination of ``sample.by``.

    Parameters
    ----------
    sample
        The table and its columns.

    Returns
    -------
    str
        A query without parameters. Columns: those of ``by``; ``palma``, the richest tenth over the
        poorest four tenths; ``s80s20``, the richest fifth over the poorest; null where undefined. A
        row each, ordered by ``by``.

    Raises
    ------
    duckdb.InvalidInputException
        When the query runs, for a number that is negative, not finite or null and for a group that
        is null; the message names the column.

    Notes
    -----
    .. math:: \text{Palma} = \frac{1 - L(0.9)}{L(0.4)}, \qquad \text{S80/S20} = \frac{1 - L(0.8)}{L(0.2)}

    L is the Lorenz curve. A row on a boundary is split in proportion.

    Range: Palma from 0.25, S80/S20 from 1 upwards. Null for one row, or where the bottom has
    nothing.

    Zeros: meaningful, unless the whole bottom has nothing. Rows of weight zero are as if absent.

    Ties: the order of equal values cannot show.

    Limits: blind to what lies between top and bottom and to what passes inside them. Sorts every
    row.

    References
    ----------
    Cobham, A., Schlögl, L. and Sumner, A. (2016). Inequality and the tails: the Palma proposition and ratio. Global Policy 7(1), 25-36.
    Eurostat (2021). Glossary: Income quintile share ratio. Statistics Explained.

    Examples
    --------
    >>> import duckdb
    >>> run = duckdb.connect().execute
    >>> _ = run("CREATE TABLE t AS SELECT unnest(range(1, 11)) AS y")
    >>> [round(ratio, 5) for ratio in run(share_ratios_sql(Sample("t", "y"))).fetchone()]
    [1.0, 6.33333]
    """  # noqa: E501
    g = keys("g", sample.by)

    def over(top: int, bottom: int) -> str:
        return f"sum(share) FILTER (part > {top}) / nullif(sum(share) FILTER (part <= {bottom}), 0)"

    return f"""
    WITH {_held(sample, "10")}
    SELECT {own("g", sample.by, "by")} {over(9, 4)} AS palma, {over(8, 2)} AS s80s20
    FROM held GROUP BY ALL {ordered(*g)}
    """  # noqa: S608 - names are quoted


def _held(sample: Sample, parts: str) -> str:
    """Return tables of which ``held`` is the last: by, part, parts, share.

    Each row takes the stretch of the population from ``low`` to ``high``, counted in parts. A
    stretch that reaches over a boundary by no more than rounding does not.
    """
    g = keys("g", sample.by)
    return f"""ranked AS (
        SELECT {listed(*g)} y, w, sum(w) OVER rising AS upto, sum(w) OVER whole AS people,
            sum(w * y) OVER whole AS total, count(*) OVER whole AS size, {parts} AS parts
        FROM ({rows(sample)})
        WINDOW whole AS ({parted(*g)}), rising AS ({parted(*g)} ORDER BY y ROWS UNBOUNDED PRECEDING)
    ), placed AS (
        SELECT *, parts * (upto - w) / people AS low, parts * upto / people AS high,
            parts * (size + 2) * {EPSILON} AS slack
        FROM ranked
    ), spanned AS (
        SELECT *, least(parts, floor(low + slack) + 1)::BIGINT AS first,
            greatest(first, least(parts, ceil(high - slack)))::BIGINT AS last
        FROM placed
    ), split AS (
        SELECT *, unnest(range(first, last + 1)) AS part FROM spanned
    ), held AS (
        SELECT {listed(*g)} part, any_value(parts) AS parts,
            CASE WHEN any_value(size) > 1 AND any_value(total) > 0 THEN sum(
                CASE WHEN first = last THEN w * y
                    ELSE (least(high, part) - greatest(low, part - 1)) / parts * people * y END
            ) / any_value(total) END AS share
        FROM split GROUP BY {listed(*g)} part
    )"""  # noqa: S608 - names are quoted
