"""Contracts of the fact tables: columns, types, ranges, closed lists, keys and printed totals."""

from functools import lru_cache

import numpy as np
import pandas as pd
import pandera.pandas as pa

from etl.issues import Issue
from welfare.catalog import COUNTRY, Catalogue
from welfare.catalog.models import Column, Table

LINE = "line"
"""Column that carries the line of the file a row came from, where it came from a file."""
PANDAS_TYPES = {"text": "str", "integer": "Int64", "number": "Float64", "boolean": "boolean"}
REASONS = {
    "not_nullable": "missing_value",
    "in_range": "out_of_range",
    "isin": "not_in_list",
    "exactly_one": "exactly_one",
    "key": "duplicate_key",
}
"""The reason code for each check of a contract."""


def conformed(rows: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return ``rows`` with exactly the table's columns, in order and of their types.

    Missing columns are filled with nulls; :func:`faults` says whether they may be null.
    """
    out = pd.DataFrame(index=rows.index)
    for column in table.columns:
        values = rows[column.name] if column.name in rows else pd.Series(None, index=rows.index)
        out[column.name] = values.astype(PANDAS_TYPES[column.type])
    return out


def typed(rows: pd.DataFrame, table: Table, file: str) -> tuple[pd.DataFrame, list[Issue]]:
    """Turn the text cells of a CSV into the table's types.

    Parameters
    ----------
    rows
        Text cells, empty where blank, with the column ``line``.
    table
        The contract.
    file
        Name for the report.

    Returns
    -------
    The rows whose every cell could be turned, and an issue for each cell that could not.
    """
    issues: list[Issue] = []
    out = pd.DataFrame(index=rows.index)
    for column in table.columns:
        text = rows[column.name].replace("", None)
        values, bad = _as_type(text, column)
        out[column.name] = values
        issues += [
            Issue(
                file, "bad_type", row=int(rows.at[i, LINE]), column=column.name, value=str(text[i])
            )
            for i in rows.index[bad]
        ]
    return out, issues


def _as_type(text: pd.Series, column: Column) -> tuple[pd.Series, pd.Series]:
    if column.type == "text":
        return text.astype("str"), pd.Series(False, index=text.index)
    if column.type == "boolean":
        values = text.map({"true": True, "false": False}).astype("boolean")
    else:
        numeric = pd.to_numeric(text, errors="coerce").astype(float)
        numeric = numeric.where(np.isfinite(numeric))
        if column.type == "integer":
            numeric = numeric.where(numeric == numeric.round())
        values = numeric.astype(PANDAS_TYPES[column.type])
    return values, values.isna() & text.notna()


@lru_cache(maxsize=32)
def contract(table: Table, catalogue: Catalogue) -> pa.DataFrameSchema:
    """Return the contract of ``table``: its columns with their types, ranges and closed lists."""
    checks = [
        pa.Check(
            lambda rows: rows[list(table.exactly_one_of)].notna().sum(axis=1) == 1,
            name="exactly_one",
        )
    ]
    return pa.DataFrameSchema(
        {column.name: _column(column, catalogue) for column in table.columns},
        checks=checks if table.exactly_one_of else [],
        strict=True,
        ordered=True,
    )


def _column(column: Column, catalogue: Catalogue) -> pa.Column:
    checks = []
    if column.min is not None or column.max is not None:
        low = -np.inf if column.min is None else column.min
        high = np.inf if column.max is None else column.max
        checks.append(
            pa.Check(
                lambda values: (values >= low) & (values <= high) & (values.abs() < np.inf),
                name="in_range",
                ignore_na=True,
            )
        )
    if column.one_of is not None:
        allowed = catalogue.allowed(column.one_of)
        checks.append(pa.Check(lambda values: values.isin(allowed), name="isin", ignore_na=True))
    return pa.Column(PANDAS_TYPES[column.type], checks, nullable=column.nullable)


def faults(
    rows: pd.DataFrame, table: Table, catalogue: Catalogue, file: str, lines: pd.Series | None
) -> list[Issue]:
    """Return every breach of the table's contract by typed ``rows``; ``lines`` says where."""
    found: list[Issue] = []

    def add(reason: str, column: str, index: int | None, value: object) -> None:
        line = None if lines is None or index is None else int(lines[index])
        shown = "" if reason in {"missing_value", "exactly_one"} else str(value)
        found.append(Issue(file, reason, row=line, column=column, value=shown))

    try:
        contract(table, catalogue).validate(rows, lazy=True)
    except pa.errors.SchemaErrors as broken:
        seen: set[tuple[str, object, object]] = set()
        for case in broken.failure_cases.itertuples():
            reason = REASONS[str(case.check)]
            of_row = reason == "exactly_one"
            place = (reason, "" if of_row else case.column, case.index)
            if place not in seen:
                seen.add(place)
                column = ", ".join(table.exactly_one_of) if of_row else str(case.column)
                add(reason, column, case.index, case.failure_case)
    for index in rows.index[rows.duplicated(list(table.key))] if table.key else ():
        key = " · ".join(str(rows.at[index, name]) for name in table.key)
        add("duplicate_key", ", ".join(table.key), index, key)
    return sorted(found, key=lambda issue: (issue.row or 0, issue.column))


ADDED = {
    "beneficiary": ("province_code", "programme_id", "persons"),
    "budget": (None, "plan", "amount_thb"),
}
"""What a control total adds up in each table: area (none is the country), item and measure."""


def unreconciled(facts: dict[str, pd.DataFrame]) -> list[Issue]:
    """Return an issue for each printed total that the facts of its source do not add up to.

    A total whose source gives no fact of its table here (only its totals were found) is not judged.
    """
    controls = facts.get("control_total")
    if controls is None or controls.empty:
        return []
    found: list[Issue] = []
    for table_id, printed in controls.groupby("table_id"):
        given = facts.get(str(table_id))
        if given is None:
            continue
        area, item, measure = ADDED[str(table_id)]
        known = given.assign(area_id=given[area] if area else COUNTRY)
        summed = known.groupby(["source_id", "fiscal_year", "area_id", item])[measure].sum()
        keys = ["source_id", "year", "area_id", "item"]
        joined = printed.join(summed.rename("summed").rename_axis(keys), on=keys)
        joined = joined[joined["source_id"].isin(given["source_id"])]
        gap = (joined["summed"].fillna(0) - joined["printed"]).abs()
        found += [
            Issue(
                str(row["source_id"]),
                "total_mismatch",
                column=f"{row['table_id']}.{row['measure']}",
                value=str(row["printed"]),
                detail=f"{row['area_id']} {row['item']} {row['year']}: ours {row['summed']}",
            )
            for _, row in joined[gap > joined["tolerance"]].iterrows()
        ]
    return found
