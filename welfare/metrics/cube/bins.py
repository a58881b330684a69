"""What the rows of a cube are, and the sums over its bins."""

from dataclasses import dataclass

from welfare.metrics.sample import MetricError
from welfare.metrics.sql.rows import keys, listed, named, quoted

ZERO = -(2**31)
"""The bin of zeros, below every other."""
SUMS = """sum(size)::BIGINT AS size, sum(people) AS people, sum(total) AS total,
            sum(entropy) AS entropy, sum(logs) AS logs"""
ENDS = "min(least) AS least, max(most) AS most"
COLUMNS = frozenset(
    {"resolution", "bin", "size", "people", "total", "entropy", "logs", "least", "most"}
)


@dataclass(frozen=True)
class Cube:
    """A table made by :func:`cube_sql`, and the keys of it that a measure is made by.

    Keys that are left out of ``by`` are added up; without any, all people are together.
    """

    table: str
    by: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be a name.

        Raises
        ------
        MetricError
            A name that is empty, no text or holds a NUL; ``by`` that is no tuple, names a column
            twice or one of the cube's own.
        """
        quoted(self.table, "table")
        check_keys(self.by)


def rolled(cube: Cube) -> str:
    """Return the query of the bins, keys that are not asked for added up."""
    g = keys("g", cube.by)
    return f"""
        SELECT {listed(*g)} bin, {SUMS}, {ENDS}
        FROM ({named_rows(cube.table, cube.by)}) GROUP BY {listed(*g)} bin"""  # noqa: S608 - names are quoted


def summed(cube: Cube, groups: tuple[str, ...] = ()) -> str:
    """Return the query of the sums over all bins, by keys and groups."""
    check_keys(groups, "groups")
    labels = listed(*keys("g", cube.by), *keys("h", groups))
    return f"""
        SELECT {labels} {SUMS} FROM ({named_rows(cube.table, cube.by, groups)}) GROUP BY ALL"""  # noqa: S608 - names are quoted


def named_rows(table: str, by: tuple[str, ...], groups: tuple[str, ...] = ()) -> str:
    """Return the query of the rows of a cube, keys under their short names."""
    short = [
        f"cube.{quoted(name, 'by')} AS {key}"
        for key, name in (
            *zip(keys("g", by), by, strict=True),
            *zip(keys("h", groups), groups, strict=True),
        )
    ]
    return f"""
        SELECT {listed(*short)} resolution, bin, size, people, total, entropy, logs, least, most
        FROM {quoted(table, "table")} AS cube"""  # noqa: S608 - names are quoted


def check_keys(by: tuple[str, ...], argument: str = "by") -> None:
    """Refuse names that keys of a cube cannot have."""
    named(by, argument)
    taken = sorted(COLUMNS & {name.lower() for name in by})
    if taken:
        raise MetricError(argument, f"names {taken[0]}, a column of the cube's own")
