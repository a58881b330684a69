"""Outcome facts as the poverty tables give them, in one shape."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

import pandas as pd

from etl.conform.numbers import number
from etl.issues import Issue, RefusedFile
from etl.reading import Cell, RawFile

THOUSAND = 1_000.0
MILLION = 1_000_000.0


@dataclass(frozen=True)
class OutcomeRow:
    """One cell of a table: an indicator's value for a year, an area and a group.

    A blank cell is kept as a value of None: unknown is shown as unknown.
    """

    indicator_id: str
    year: int
    area_id: str
    value: float | None
    group_id: str = "all"
    method: str = "published"


def cell_value(
    cell: Cell, scale: float, file: RawFile, *, row: int, column: int, sheet: str = ""
) -> float | None:
    """Return a cell's number times ``scale`` (thousands to persons), None where it is blank.

    Raises
    ------
    RefusedFile
        Where the cell holds something that is no number.
    """
    try:
        found = number(cell)
    except ValueError:
        raise RefusedFile(
            Issue(file.name, "bad_number", sheet, row, str(column + 1), str(cell))
        ) from None
    return None if found is None else round(found * scale, 6)


def outcome_frame(rows: Iterable[OutcomeRow], vintage_id: str, source_id: str) -> pd.DataFrame:
    """Return the rows as facts of the table ``outcome``."""
    columns = [field.name for field in fields(OutcomeRow)]
    frame = pd.DataFrame([row.__dict__ for row in rows], columns=columns)
    frame["flag"] = frame["value"].isna().map({True: "missing", False: None})
    return frame.assign(low=None, high=None, vintage_id=vintage_id, source_id=source_id)
