"""Counts of projects, where a steward's file names some of what was counted."""

import pandas as pd

from welfare.catalog import Catalogue

PROJECTS = "project"
NAME = "project_name"
ADDED = ("projects", "amount_thb", "projects_amount_zero", "projects_amount_missing")


def without_named(shipped: pd.DataFrame, raw: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Return the shipped projects without those that ``raw`` names, so that none counts twice.

    A count is of the same fiscal year, province, programme, organisation kind and source as what it
    is made smaller by, baht included; one of which nothing is left goes. A name that ships already
    was never in a count.
    """
    key = list(catalogue.tables[PROJECTS].key)
    cell = [name for name in key if name != NAME]
    named = raw[raw[NAME].notna()]
    known = named[key].merge(shipped[key], how="left", on=key, indicator=True)["_merge"] == "both"
    fresh = named[~known.to_numpy()].groupby(cell, as_index=False)[list(ADDED)].sum()
    if fresh.empty:
        return shipped
    beside = shipped[cell].merge(fresh, how="left", on=cell)
    counts = shipped[NAME].isna() & beside["projects"].notna().to_numpy()
    kept = shipped.copy()
    for column in ADDED:
        left = (shipped[column] - beside[column].set_axis(shipped.index)).clip(lower=0)
        kept[column] = shipped[column].where(~counts, left.astype(shipped[column].dtype))
    return kept[~counts | (kept["projects"] > 0)].reset_index(drop=True)
