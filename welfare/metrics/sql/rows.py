"""The rows of a table that a measure in SQL is made of: names quoted, faults refused by DuckDB."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

from welfare.metrics.sample import MetricError

INFINITY = "CAST('Infinity' AS DOUBLE)"
SMALLEST = "2.2250738585072014e-308"
"""Added to an amount before its logarithm is taken: changes none but zero, which then has one."""

COUNT = """CASE WHEN CAST($count AS BIGINT) >= 1 THEN CAST($count AS BIGINT)
    ELSE error('count: must be a whole number above zero') END"""
"""The number of parts, which the caller binds."""


@dataclass(frozen=True)
class Sample:
    """Columns of a table of which a row is a person, a household or an area.

    ``value`` is what is had, ``weight`` how many a row stands for (None is one each), ``by`` the
    columns of which each combination is measured by itself (none is all rows together).
    """

    table: str
    value: str
    weight: str | None = None
    by: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be a name.

        Raises
        ------
        MetricError
            A name that is empty, no text or holds a NUL; ``by`` that is no tuple or names a column
            twice.
        """
        quoted(self.table, "table")
        quoted(self.value, "value")
        if self.weight is not None:
            quoted(self.weight, "weight")
        named(self.by, "by")


def quoted(name: str, argument: str) -> str:
    """Return a name as SQL writes it, whatever characters it holds."""
    if not isinstance(name, str):
        raise MetricError(argument, f"must be a name, is {name!r}")
    if not name or "\0" in name:
        raise MetricError(argument, f"must be a name without NUL, is {name!r}")
    return '"' + name.replace('"', '""') + '"'


def named(columns: Sequence[str], argument: str) -> list[str]:
    """Return names of columns, each quoted, none twice."""
    if not isinstance(columns, tuple):
        raise MetricError(argument, f"must be a tuple of names, is {columns!r}")
    names = [quoted(column, argument) for column in columns]
    if len({name.lower() for name in names}) < len(names):
        raise MetricError(argument, "names a column twice")
    return names


def keys(letter: str, columns: Sequence[str]) -> list[str]:
    """Return a short name for each column, with which no name of the caller's can clash."""
    return [f"{letter}{place}" for place, _ in enumerate(columns)]


def listed(*names: str) -> str:
    """Return names for the head of a list: each with a comma after it."""
    return "".join(f"{name}, " for name in names)


def parted(*names: str) -> str:
    """Return the clause that parts a window by columns, nothing where there are none."""
    return f"PARTITION BY {', '.join(names)}" if names else ""


def ordered(*names: str) -> str:
    """Return the clause that orders rows by columns, nothing where there are none."""
    return f"ORDER BY {', '.join(names)}" if names else ""


def own(letter: str, columns: Sequence[str], argument: str) -> str:
    """Return columns under their own names again, for the head of a list."""
    names = [quoted(column, argument) for column in columns]
    return listed(
        *(f"{key} AS {name}" for key, name in zip(keys(letter, names), names, strict=True))
    )


def rows(
    sample: Sample,
    groups: tuple[str, ...] = (),
    *,
    household: str | None = None,
    welfare: str | None = None,
) -> str:
    """Return the query of the rows that count: value y, weight w, by g0…, groups h0….

    Rows of weight zero are as if absent. Another row with a number that is null, not finite or
    negative, or with a label that is null, makes DuckDB raise an error that names the column. Where
    the table's statistics show that there is none, DuckDB drops the condition and nothing is lost.
    """
    value, weight, absent = _number(sample.value, "value"), "CAST(1 AS DOUBLE)", ""
    faults = [(f"{value} >= 0 AND {value} < {INFINITY}", _amount("value", sample.value))]
    if sample.weight is not None:
        weight = _number(sample.weight, "weight")
        absent = f"WHEN {weight} = 0 THEN false"
        faults.append((f"{weight} > 0 AND {weight} < {INFINITY}", _amount("weight", sample.weight)))
    chosen = [f"{value} AS y", f"{weight} AS w"]
    if welfare is not None:
        rank = _number(welfare, "welfare")
        chosen.append(f"{rank} AS welfare")
        faults.append(
            (f"{rank} > -{INFINITY} AND {rank} < {INFINITY}", _number_fault("welfare", welfare))
        )
    for key, argument, name in (
        *zip(keys("g", sample.by), repeat("by"), sample.by),
        *zip(keys("h", groups), repeat("groups"), groups),
        *((("home", "household", household),) if household is not None else ()),
    ):
        label = f"source.{quoted(name, argument)}"
        chosen.append(f"{label} AS {key}")
        faults.append((f"{label} IS NOT NULL", _label(argument, name)))
    sound = " AND ".join(condition for condition, _ in faults)
    named_fault = " ".join(f"WHEN ({sound}) IS NOT true THEN {said}" for sound, said in faults)
    return f"""
        SELECT {", ".join(chosen)} FROM {quoted(sample.table, "table")} AS source
        WHERE ({sound}) OR CASE {absent} WHEN {sound} THEN true
            ELSE error(CASE {named_fault} END) END"""  # noqa: S608 - names are quoted


def text(words: str) -> str:
    """Return words as a literal of SQL."""
    return "'" + words.replace("'", "''") + "'"


def _number(name: str, argument: str) -> str:
    return f"CAST(source.{quoted(name, argument)} AS DOUBLE)"


def _amount(argument: str, name: str) -> str:
    return text(f"{argument}: {name} holds a number that is negative, not finite or null")


def _number_fault(argument: str, name: str) -> str:
    return text(f"{argument}: {name} holds a number that is not finite or null")


def _label(argument: str, name: str) -> str:
    return text(f"{argument}: {name} holds a label that is null")
