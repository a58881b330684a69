"""What a mapping may say. Every key is declared here; one that is not is a fault."""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

TableId = Literal["outcome", "beneficiary", "population", "project", "budget"]
ROWS = re.compile(r"(\d+)\s*(?:-|–|ถึง|to)\s*(\d+)")


class Entry(BaseModel):
    """A part of a mapping; a key that is not declared is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def _row_numbers(given: Any) -> Any:
    """Return row numbers of ``2``, ``2-4``, ``[2, 3]`` or ``none``."""
    if isinstance(given, str):
        if given.strip().lower() in {"none", "0"}:
            return ()
        if between := ROWS.fullmatch(given.strip()):
            return tuple(range(int(between[1]), int(between[2]) + 1))
        return (given,)
    return given


def _texts(given: Any) -> Any:
    return (given,) if isinstance(given, str) else given


RowNumber = Annotated[int, Field(ge=1)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]


class Where(Entry):
    """Rows, by the text of one column; of the first cell that is filled where none is named."""

    column: str | None = None
    equals: Texts = Field((), alias="is")
    starts: Texts = ()
    contains: Texts = ()
    pattern: str | None = None

    @model_validator(mode="after")
    def _one_test(self) -> "Where":
        given = [bool(self.equals), bool(self.starts), bool(self.contains), bool(self.pattern)]
        if sum(given) != 1:
            raise ValueError(
                "ให้ระบุอย่างใดอย่างหนึ่ง · give exactly one of: is, starts, contains, pattern"
            )
        try:
            re.compile(self.pattern or "")
        except re.error as fault:
            raise ValueError(f"pattern ไม่ถูกต้อง · not a regular expression: {fault}") from None
        return self


class Column(Entry):
    """What a column of the file holds; the field alone may stand for the whole entry.

    ``set`` gives the fields that every number of the column shares (``sex: male``).
    """

    field: str
    unit: str | None = None
    set: dict[str, str] = {}
    values: dict[str, str] = {}
    fill_down: bool = False
    written_as: Literal["year", "short_be", "date"] = "year"
    header_unit_is_wrong: bool = False

    @model_validator(mode="before")
    @classmethod
    def _field_alone(cls, given: Any) -> Any:
        return {"field": given} if isinstance(given, str) else given


class Melt(Entry):
    """Columns side by side whose headers say a field: years, sexes, ages, provinces.

    ``columns`` is a template of headers (``{year}``, ``{sex}_{age}``), or a list or range of
    columns with the ``field`` that their headers hold.
    """

    columns: Texts
    field: str | None = None
    values: dict[str, dict[str, str]] = {}
    measure: str
    unit: str | None = None
    set: dict[str, str] = {}
    header_unit_is_wrong: bool = False


class Total(Entry):
    """A total that the file prints.

    ``rows`` are total rows, each the sum of its ``parts``; or ``column`` is the sum ``of`` others
    in every row; or all rows of ``column`` add up to the number ``printed``.
    """

    rows: Where | None = None
    parts: Literal["all", "above", "below", "region"] = "all"
    by: Texts | None = None
    columns: Texts | None = None
    column: str | None = None
    of: Texts | None = None
    printed: float | None = None
    tolerance: Annotated[float, Field(ge=0)] = 0.0

    @model_validator(mode="after")
    def _one_kind(self) -> "Total":
        of_rows = self.rows is not None
        of_column = self.column is not None
        if of_rows == of_column or (of_column and (self.of is None) == (self.printed is None)):
            raise ValueError(
                "ให้ระบุ rows, หรือ column กับ of, หรือ column กับ printed · "
                "give rows, or column with of, or column with printed"
            )
        return self


class Mapping(Entry):
    """One table of a file, and what each of its columns is."""

    source: str
    table: TableId
    sheet: str | None = None
    sheets: dict[str, dict[str, str]] = {}
    header_rows: Annotated[tuple[RowNumber, ...], BeforeValidator(_row_numbers)] = (1,)
    data_from: RowNumber | None = None
    data_to: RowNumber | None = None
    delimiter: Annotated[str, Field(min_length=1, max_length=3)] | None = None
    columns: dict[str, Column] = {}
    melt: tuple[Melt, ...] = ()
    fixed: dict[str, str] = {}
    ignore: Texts = ()
    only: tuple[Where, ...] = ()
    skip: tuple[Where, ...] = ()
    missing: dict[str, str] = {}
    repeats: Literal["refuse", "add_up"] = "refuse"
    totals: tuple[Total, ...] = ()
