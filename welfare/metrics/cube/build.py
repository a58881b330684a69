"""Making a cube, and merging cubes."""

from typing import SupportsIndex

from welfare.metrics.cube.bins import ENDS, SUMS, ZERO, check_keys, named_rows
from welfare.metrics.sample import MetricError, whole
from welfare.metrics.sql.rows import SMALLEST, Sample, keys, listed, named, ordered, own, rows

RESOLUTION = 256
"""Bins a unit of the natural logarithm: amounts in one bin differ by at most 0.4 per cent."""
FINEST = 65_536


def cube_sql(sample: Sample, *, resolution: SupportsIndex = RESOLUTION) -> str:
    r"""Query for a cube of a table, by bins of the logarithm of the value.

    Parameters
    ----------
    sample
        The table and its columns; ``by`` are the keys of the cube.
    resolution
        Bins a unit of the natural logarithm, 1 to 65536.

    Returns
    -------
    str
        A query without parameters, to be stored as a table. Columns: those of ``by``;
        ``resolution``, ``bin``, ``size``, ``people``, ``total``, ``entropy``, ``logs``, ``least``
        and ``most``. A row each combination of ``by`` and ``bin`` that has people.

    Raises
    ------
    MetricError
        ``by`` that names one of the cube's own columns; a ``resolution`` that is not a whole number
        from 1 to 65536.
    duckdb.InvalidInputException
        When the query runs, for a number that is negative, not finite or null and for a key that is
        null; the message names the column.

    Notes
    -----
    .. math:: b_i = \lfloor r \ln y_i \rfloor

    r is the resolution. Two amounts of one bin differ by at most the factor exp(1/r).

    Range: about 2 r bins for each factor of seven between the lowest and the highest amount.

    Zeros: have the bin -2147483648, and minus infinity as ``logs``.

    Limits: amounts that can be negative, such as net wealth, have no logarithm and are refused. A
    finer cube bounds the Gini index more closely and is larger; about as many rows as the table has
    gain nothing.

    References
    ----------
    Gastwirth, J. L. (1972). The estimation of the Lorenz curve and Gini index. Review of Economics and Statistics 54(3), 306-316.

    Examples
    --------
    >>> import duckdb
    >>> run = duckdb.connect().execute
    >>> _ = run("CREATE TABLE t AS SELECT unnest([0, 1, 1, 20]) AS y")
    >>> run("SELECT bin, people, total FROM (" + cube_sql(Sample("t", "y")) + ")").fetchall()
    [(-2147483648, 1.0, 0.0), (0, 2.0, 2.0), (766, 1.0, 20.0)]
    """  # noqa: E501
    check_keys(sample.by)
    fine = whole(resolution, "resolution", fewest=1)
    if fine > FINEST:
        raise MetricError("resolution", f"must be at most {FINEST}, is {fine}")
    g = keys("g", sample.by)
    return f"""
    SELECT {own("g", sample.by, "by")} {fine} AS resolution, bin, size, people, total, entropy,
        CASE WHEN bin > {ZERO} THEN logs ELSE -1e999 END AS logs, least, most
    FROM (
        SELECT {listed(*g)}
            CASE WHEN y > 0 THEN CAST(floor({fine} * logarithm) AS INTEGER) ELSE {ZERO} END AS bin,
            count(*) AS size, sum(w) AS people, sum(w * y) AS total,
            sum(w * y * logarithm) AS entropy, sum(w * logarithm) AS logs,
            min(y) AS least, max(y) AS most
        FROM (SELECT *, ln(y + {SMALLEST}) AS logarithm FROM ({rows(sample)})) GROUP BY ALL
    ) {ordered(*g, "bin")}
    """  # noqa: S608 - names are quoted


def merged_cube_sql(tables: tuple[str, ...], by: tuple[str, ...]) -> str:
    r"""Query for one cube of several, or for a cube with fewer keys.

    Parameters
    ----------
    tables
        Tables that :func:`cube_sql` gave, of one resolution; their people are added up.
    by
        The keys to keep, which every table has.

    Returns
    -------
    str
        A query without parameters, of the columns and rows of :func:`cube_sql`.

    Raises
    ------
    MetricError
        ``tables`` that are no tuple of names, none, or two of one name; ``by`` likewise, or one of
        the cube's own columns.
    duckdb.InvalidInputException
        When the query runs, for cubes of unlike resolution.

    Notes
    -----
    .. math:: W_b = \sum_c W_{b,c}, \qquad S_b = \sum_c S_{b,c}

    c are the cubes: every column is added up but the lowest and the highest amount.

    Range: as many rows as there are combinations of ``by`` and bin.

    Limits: a person who is in two of the cubes is counted twice.

    References
    ----------
    Gray, J. et al. (1997). Data cube: a relational aggregation operator generalizing group-by, cross-tab, and sub-totals. Data Mining and Knowledge Discovery 1(1), 29-53.

    Examples
    --------
    >>> import duckdb
    >>> run = duckdb.connect().execute
    >>> for table, amounts in (("north", "[1, 2]"), ("south", "[2, 9]")):
    ...     _ = run(f"CREATE TABLE t AS SELECT unnest({amounts}) AS y")
    ...     _ = run(f"CREATE TABLE {table} AS {cube_sql(Sample('t', 'y'))}; DROP TABLE t")
    >>> run("SELECT bin, total FROM (" + merged_cube_sql(("north", "south"), ()) + ")").fetchall()
    [(0, 1.0), (177, 4.0), (562, 9.0)]
    """  # noqa: E501
    if not named(tables, "tables"):
        raise MetricError("tables", "are none; name at least one cube")
    check_keys(by)
    together = " UNION ALL ".join(named_rows(table, by) for table in tables)
    g = keys("g", by)
    return f"""
    WITH bins AS (
        SELECT {listed(*g)} bin, {SUMS}, {ENDS}, min(resolution) AS coarse,
            max(resolution) AS fine
        FROM ({together}) GROUP BY {listed(*g)} bin
    )
    SELECT {own("g", by, "by")}
        CASE WHEN min(coarse) OVER () = max(fine) OVER () THEN fine
            ELSE error('tables: are cubes of unlike resolution') END AS resolution,
        bin, size, people, total, entropy, logs, least, most
    FROM bins {ordered(*g, "bin")}
    """  # noqa: S608 - names are quoted
