"""Limits of the intervals of rates as expressions, to be put into a query of one's own."""

from statistics import NormalDist

from welfare.metrics.sample import fraction
from welfare.metrics.sql.rows import INFINITY, quoted, text


def wilson_low_sql(successes: str, trials: str, *, confidence: float = 0.95) -> str:
    r"""Expression of the low limit of Wilson's score interval of a proportion.

    Parameters
    ----------
    successes, trials
        Columns of those counted and of those out of whom; need not be whole.
    confidence
        How often, between 0 and 1, such intervals hold the true proportion.

    Returns
    -------
    str
        An expression of a number from 0 to 1; null where either column is null or both are zero.

    Raises
    ------
    MetricError
        What cannot be a name; ``confidence`` not between 0 and 1.
    duckdb.InvalidInputException
        When the query runs, for ``successes`` that are negative or more than ``trials``, and for
        numbers that are not finite.

    Notes
    -----
    .. math:: \frac{x^2 / n}{x + z^2/2 + z \sqrt{x (n - x) / n + z^2/4}}

    The smaller root, by way of the larger, which loses no digits near zero.

    Range: 0 to 1.

    Zeros: none of n gives 0.

    Limits: those of :func:`welfare.metrics.intervals.wilson`.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal of the American Statistical Association 22(158), 209-212.

    Examples
    --------
    >>> import duckdb
    >>> low = wilson_low_sql("x", "n")
    >>> round(duckdb.connect().execute(f"SELECT {low} FROM (SELECT 81 AS x, 263 AS n)").fetchone()[0], 4)
    0.2553
    """  # noqa: E501
    x, n = _number(successes, "successes"), _number(trials, "trials")
    return _proportion(successes, trials, _smaller_root(x, n, _score(confidence)))


def wilson_high_sql(successes: str, trials: str, *, confidence: float = 0.95) -> str:
    r"""Expression of the high limit of Wilson's score interval of a proportion.

    Parameters
    ----------
    successes, trials
        Columns of those counted and of those out of whom; need not be whole.
    confidence
        How often, between 0 and 1, such intervals hold the true proportion.

    Returns
    -------
    str
        An expression of a number from 0 to 1; null where either column is null or both are zero.

    Raises
    ------
    MetricError
        What cannot be a name; ``confidence`` not between 0 and 1.
    duckdb.InvalidInputException
        When the query runs, for ``successes`` that are negative or more than ``trials``, and for
        numbers that are not finite.

    Notes
    -----
    .. math:: \frac{x + z^2/2}{n + z^2} + \frac{z}{n + z^2} \sqrt{\frac{x (n - x)}{n} + \frac{z^2}{4}}

    Computed as 1 less the low limit of those not counted.

    Range: 0 to 1.

    Zeros: none of n gives a limit above 0.

    Limits: those of :func:`welfare.metrics.intervals.wilson`.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal of the American Statistical Association 22(158), 209-212.

    Examples
    --------
    >>> import duckdb
    >>> high = wilson_high_sql("x", "n")
    >>> round(duckdb.connect().execute(f"SELECT {high} FROM (SELECT 81 AS x, 263 AS n)").fetchone()[0], 4)
    0.3662
    """  # noqa: E501
    x, n = _number(successes, "successes"), _number(trials, "trials")
    return _proportion(
        successes, trials, f"1 - {_smaller_root(f'({n} - {x})', n, _score(confidence))}"
    )


def byar_low_sql(count: str, exposure: str, *, confidence: float = 0.95) -> str:
    r"""Expression of the low limit of Byar's interval of a rate of events.

    Parameters
    ----------
    count, exposure
        Columns of the events and of what they occurred in, such as person-years.
    confidence
        How often, between 0 and 1, such intervals hold the true rate.

    Returns
    -------
    str
        An expression in events a unit of exposure, zero or more; null where either column is null
        or the exposure is zero.

    Raises
    ------
    MetricError
        What cannot be a name; ``confidence`` not between 0 and 1.
    duckdb.InvalidInputException
        When the query runs, for a number that is negative or not finite.

    Notes
    -----
    .. math:: \frac{x}{e} \left( 1 - \frac{1}{9 x} - \frac{z}{3 \sqrt{x}} \right)^3

    Range: 0 and more.

    Zeros: no events give 0.

    Limits: those of :func:`welfare.metrics.intervals.byar`.

    References
    ----------
    Breslow, N. E. and Day, N. E. (1987). Statistical Methods in Cancer Research II: The Design and Analysis of Cohort Studies. International Agency for Research on Cancer.

    Examples
    --------
    >>> import duckdb
    >>> low = byar_low_sql("x", "e")
    >>> round(duckdb.connect().execute(f"SELECT {low} FROM (SELECT 10 AS x, 1000 AS e)").fetchone()[0], 5)
    0.00479
    """  # noqa: E501
    x, z = _number(count, "count"), _score(confidence)
    below = f"greatest(0, 1 - 1 / (9 * {x}) - {z} / (3 * sqrt({x})))"
    return _rate(count, exposure, f"CASE WHEN {x} = 0 THEN 0 ELSE {x} * pow({below}, 3) END")


def byar_high_sql(count: str, exposure: str, *, confidence: float = 0.95) -> str:
    r"""Expression of the high limit of Byar's interval of a rate of events.

    Parameters
    ----------
    count, exposure
        Columns of the events and of what they occurred in, such as person-years.
    confidence
        How often, between 0 and 1, such intervals hold the true rate.

    Returns
    -------
    str
        An expression in events a unit of exposure, above zero; null where either column is null or
        the exposure is zero.

    Raises
    ------
    MetricError
        What cannot be a name; ``confidence`` not between 0 and 1.
    duckdb.InvalidInputException
        When the query runs, for a number that is negative or not finite.

    Notes
    -----
    .. math:: \frac{x + 1}{e} \left( 1 - \frac{1}{9 (x + 1)} + \frac{z}{3 \sqrt{x + 1}} \right)^3

    Range: above 0, without upper bound.

    Zeros: no events give a limit above 0.

    Limits: those of :func:`welfare.metrics.intervals.byar`.

    References
    ----------
    Breslow, N. E. and Day, N. E. (1987). Statistical Methods in Cancer Research II: The Design and Analysis of Cohort Studies. International Agency for Research on Cancer.

    Examples
    --------
    >>> import duckdb
    >>> high = byar_high_sql("x", "e")
    >>> round(duckdb.connect().execute(f"SELECT {high} FROM (SELECT 10 AS x, 1000 AS e)").fetchone()[0], 5)
    0.01839
    """  # noqa: E501
    more, z = f"({_number(count, 'count')} + 1)", _score(confidence)
    above = f"1 - 1 / (9 * {more}) + {z} / (3 * sqrt({more}))"
    return _rate(count, exposure, f"{more} * pow({above}, 3)")


def _number(name: str, argument: str) -> str:
    return f"CAST({quoted(name, argument)} AS DOUBLE)"


def _score(confidence: float) -> str:
    """Return the normal score as a literal, a double by its exponent."""
    return f"{NormalDist().inv_cdf(0.5 + fraction(confidence, 'confidence') / 2):.17e}"


def _smaller_root(x: str, n: str, z: str) -> str:
    root = f"sqrt({x} * ({n} - {x}) / {n} + {z} * {z} / 4)"
    return f"{x} * ({x} / {n}) / ({x} + {z} * {z} / 2 + {z} * {root})"


def _proportion(successes: str, trials: str, limit: str) -> str:
    x, n = _number(successes, "successes"), _number(trials, "trials")
    return _checked(
        f"{x} >= 0 AND {x} <= {n} AND {n} < {INFINITY}",
        f"{n} = 0",
        f"successes: {successes} holds a number that is negative, not finite or above {trials}",
        limit,
    )


def _rate(count: str, exposure: str, limit: str) -> str:
    x, over = _number(count, "count"), _number(exposure, "exposure")
    return _checked(
        f"{x} >= 0 AND {x} < {INFINITY} AND {over} >= 0 AND {over} < {INFINITY}",
        f"{over} = 0",
        f"count: {count} or {exposure} holds a number that is negative or not finite",
        f"({limit}) / {over}",
    )


def _checked(sound: str, undefined: str, fault: str, limit: str) -> str:
    """Return the limit where numbers are sound, null where they are null or nothing is known."""
    return (
        f"CASE WHEN NOT ({sound}) THEN CAST(error({text(fault)}) AS DOUBLE)"
        f" WHEN ({undefined}) IS NOT false THEN NULL WHEN {sound} THEN {limit} END"
    )
