"""The Gini index as a query."""

from welfare.metrics.sql.rows import Sample, keys, listed, ordered, own, parted, rows


def gini_sql(sample: Sample) -> str:
    r"""Query for the Gini index, exact, of each combination of ``sample.by``.

    Parameters
    ----------
    sample
        The table and its columns.

    Returns
    -------
    str
        A query without parameters. Columns: those of ``by``; ``people``, the sum of weights;
        ``mean``; ``gini``, 0 to nearly 1, null where it is undefined. A row each, ordered by ``by``.

    Raises
    ------
    duckdb.InvalidInputException
        When the query runs, for a number that is negative, not finite or null and for a group that
        is null; the message names the column.

    Notes
    -----
    .. math:: G = \frac{\sum_i w_i (y_i - y_{\min}) (2 W_i - w_i) - W \sum_i w_i (y_i - y_{\min})}{W \sum_i w_i y_i}

    The values stand in rising order, W with an index is the sum of the weights so far, W of all:
    the same as :func:`welfare.metrics.inequality.gini`, moved to the lowest of the table, which
    keeps the digits of values that differ little.

    Range: 0 to 1 - 1/n among n people. Null for one row, or where all have nothing.

    Zeros: meaningful among other values. Rows of weight zero are as if absent.

    Ties: the order of equal values cannot show.

    Limits: sorts every row. What is asked often, or of groups that are many, is cheaper of a cube.

    References
    ----------
    Lerman, R. I. and Yitzhaki, S. (1989). Improving the accuracy of estimates of Gini coefficients. Journal of Econometrics 42(1), 43-47.

    Examples
    --------
    >>> import duckdb
    >>> run = duckdb.connect().execute
    >>> _ = run("CREATE TABLE t AS SELECT unnest([3, 1, 6, 2, 1]) AS y, unnest([4, 2, 2, 10, 1]) AS w")
    >>> people, _, gini = run(gini_sql(Sample("t", "y", "w"))).fetchone()
    >>> people, round(gini, 4)
    (19.0, 0.2553)
    """  # noqa: E501
    g = keys("g", sample.by)
    upto = "count(*)" if sample.weight is None else "sum(w)"
    return f"""
    WITH lowest AS (
        SELECT min(y) AS least FROM ({rows(sample)})
    ), ranked AS (
        SELECT {listed(*g)} d, w, {upto} OVER rising AS upto
        FROM (SELECT {listed(*g)} y - least AS d, w FROM ({rows(sample)}), lowest)
        WINDOW rising AS ({parted(*g)} ORDER BY d ROWS UNBOUNDED PRECEDING)
    ), summed AS (
        SELECT {listed(*g)} count(*) AS size, sum(w) AS people, sum(w * d) AS above,
            sum(w * d * (2 * upto - w)) AS turned
        FROM ranked GROUP BY ALL
    ), measured AS (
        SELECT *, above + people * least AS total FROM summed, lowest
    )
    SELECT {own("g", sample.by, "by")} people, total / people AS mean,
        CASE WHEN size > 1 AND total > 0
            THEN greatest(0, (turned - people * above) / (people * total)) END AS gini
    FROM measured {ordered(*g)}
    """  # noqa: S608 - names are quoted
