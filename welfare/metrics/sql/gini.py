"""The Gini index as a query."""

from welfare.metrics.sql.rows import Sample, keys, listed, ordered, own, rows


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
    .. math:: G = \frac{1}{\mu} \sum_i p_i (y_i - y_{\min}) (2 P_i - p_i - 1), \qquad p_i = \frac{w_i}{W}

    The values stand in rising order, P is the sum of the shares p so far: the same as
    :func:`welfare.metrics.inequality.gini`, moved to the lowest value, which keeps the digits of
    values that differ little. The rows are sorted once, and the shares added up in the order in
    which they come; should DuckDB ever give them in another, the query stops.

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
    join = f"JOIN whole USING ({', '.join(g)})" if g else "CROSS JOIN whole"
    same = " AND ".join(f"{key} = {key}_before" for key in g) or "true"
    begun = f"count(*) FILTER (({same}) IS NOT true) = 1 AND" if g else ""
    return f"""
    WITH whole AS (
        SELECT {listed(*g)} count(*) AS size, sum(w) AS people, min(y) AS least
        FROM ({rows(sample)}) GROUP BY ALL
    ), rising AS (
        SELECT {listed(*g)} w / people AS p, y - least AS d
        FROM ({rows(sample)}) {join} ORDER BY {listed(*g)} d
    ), ranked AS (
        SELECT {listed(*g, *(f"lag({key}) OVER () AS {key}_before" for key in g))} p, d,
            lag(d) OVER () AS d_before, sum(p) OVER (ROWS UNBOUNDED PRECEDING) AS upto
        FROM rising
    ), summed AS (
        SELECT {listed(*g)} {begun} count(*) FILTER (d < d_before AND {same}) = 0 AS in_order,
            sum(p) AS all_p, sum(p * d) AS above, sum(p * d * (2 * upto - p)) AS turned,
            min(upto - p) AS start
        FROM ranked GROUP BY ALL
    ), measured AS (
        SELECT *, (turned - (2 * start + all_p) * above) / all_p AS difference,
            above / all_p + least AS mean
        FROM summed {join}
    )
    SELECT {own("g", sample.by, "by")} people, mean,
        CASE WHEN NOT in_order THEN error('the rows came out of order')
            WHEN size > 1 AND mean > 0 THEN greatest(0, difference / mean) END AS gini
    FROM measured {ordered(*g)}
    """  # noqa: S608 - names are quoted
