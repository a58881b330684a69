"""What the figures of a class of households add up to, and which of them are not known."""

import pandas as pd

from etl.issues import Issue
from etl.sources.family import Total
from etl.sources.household_labels import SUMS, WHOLE
from etl.sources.long_table import LINE, LongTable

HALF = 0.5
"""A baht's rounding of each figure of a sum."""


def flagged(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with flags, and no value where no household of the class was interviewed."""
    block = ["year", "area", "group_id"]
    whole = rows["value"].where((rows["item"] == WHOLE) & ~rows["rounded"])
    unseen = whole.groupby([rows[name] for name in block]).transform("max") == 0
    rounded = rows["rounded"] & (rows["value"] == 0)
    value = rows["value"].mask(unseen & ~rounded)
    flag = pd.Series(None, index=rows.index, dtype="object")
    flag = flag.mask(rounded, "zero_rounded").mask(value.isna(), "missing")
    return rows.assign(value=value, flag=flag)


def totals_of(table: LongTable, rows: pd.DataFrame) -> list[Total]:
    """Set each sum beside its parts, in every block that holds them all."""
    block = ["year", "area", "group_id"]
    values = rows.pivot(index=block, columns="item", values="value")
    lines = rows.pivot(index=block, columns="item", values=LINE)
    totals: list[Total] = []
    for whole, of in SUMS:
        parts = list(of)
        if not {whole, *parts} <= set(values):
            continue
        there = lines[[whole, *parts]].notna().all(axis=1) & values[whole].notna()
        summed = values.loc[there, parts].sum(axis=1, skipna=False)
        within = HALF * (len(parts) + 1)
        totals += [
            Total("sum_of_parts", whole, printed, parts_, within, table.sheet, int(line))
            for printed, parts_, line in zip(
                values.loc[there, whole], summed, lines.loc[there, whole], strict=True
            )
        ]
    return totals


def suspect(table: LongTable, total: Total) -> Issue:
    """Return what a steward who accepts the file should see beside the facts of that block."""
    return Issue(
        table.file.name,
        "suspect_value",
        table.sheet,
        total.row,
        table.labels["value"],
        f"{total.printed:g}",
        f"{total.item}: the parts add up to {total.summed:g}",
        severity="notice",
    )
