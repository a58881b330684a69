"""Contracts of the fact tables: columns, types, ranges, closed lists, keys and printed totals."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from etl.issues import Issue
from welfare.catalog import Catalogue
from welfare.catalog.models import Column, Table

LINE = "line"
"""Column that carries the line of the file a row came from, where it came from a file."""


def conformed(rows: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return ``rows`` with exactly the table's columns, in order and of their types.

    Missing columns are filled with nulls; :func:`faults` says whether they may be null.
    """
    out = pd.DataFrame(index=rows.index)
    for column in table.columns:
        values = rows[column.name] if column.name in rows else pd.Series(None, index=rows.index)
        out[column.name] = values.astype(PANDAS_TYPES[column.type])
    return out


PANDAS_TYPES = {"text": "str", "integer": "Int64", "number": "Float64", "boolean": "boolean"}


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


def faults(
    rows: pd.DataFrame, table: Table, catalogue: Catalogue, file: str, lines: pd.Series
) -> list[Issue]:
    """Return every breach of the table's contract by typed ``rows``; ``lines`` says where."""
    found = [
        Issue(file, reason, row=int(lines[index]), column=column, value=value)
        for reason, column, index, value in _breaches(rows, table, catalogue)
    ]
    return sorted(found, key=lambda issue: (issue.row or 0, issue.column))


def _breaches(
    rows: pd.DataFrame, table: Table, catalogue: Catalogue
) -> Iterator[tuple[str, str, int, str]]:
    for column in table.columns:
        values = rows[column.name]
        known = values.notna()
        if not column.nullable:
            for index in rows.index[~known]:
                yield "missing_value", column.name, index, ""
        outside = pd.Series(False, index=rows.index)
        if column.min is not None:
            outside |= (known & (values < column.min)).astype(bool)
        if column.max is not None:
            outside |= (known & (values > column.max)).astype(bool)
        for index in rows.index[outside]:
            yield "out_of_range", column.name, index, str(values[index])
        if column.one_of is not None:
            strange = known & ~values.isin(catalogue.allowed(column.one_of))
            for index in rows.index[strange]:
                yield "not_in_list", column.name, index, str(values[index])
    if table.exactly_one_of:
        filled = rows[list(table.exactly_one_of)].notna().sum(axis=1)
        for index in rows.index[filled != 1]:
            yield "exactly_one", ", ".join(table.exactly_one_of), index, ""
    for index in rows.index[rows.duplicated(list(table.key))]:
        key = " · ".join(str(rows.at[index, name]) for name in table.key)
        yield "duplicate_key", ", ".join(table.key), index, key


def unreconciled(facts: dict[str, pd.DataFrame]) -> list[Issue]:
    """Return an issue for each printed total that the facts of its source do not add up to."""
    controls = facts.get("control_total")
    if controls is None or controls.empty:
        return []
    people = facts["beneficiary"]
    summed = (
        people.groupby(["source_id", "fiscal_year", "province_code", "programme_id"])["persons"]
        .sum()
        .rename("summed")
    )
    keys = ["source_id", "year", "area_id", "item"]
    joined = controls.join(summed.rename_axis(keys), on=keys)
    gap = (joined["summed"].fillna(0) - joined["printed"]).abs()
    return [
        Issue(
            str(row["source_id"]),
            "total_mismatch",
            column=f"{row['table_id']}.{row['measure']}",
            value=str(row["printed"]),
            detail=f"{row['area_id']} {row['item']} {row['year']}: ours {row['summed']}",
        )
        for _, row in joined[gap > joined["tolerance"]].iterrows()
    ]
