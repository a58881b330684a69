"""Regions and the country as sums of their provinces, for counts and amounts that are additive."""

import pandas as pd

from welfare.catalog import COUNTRY, Catalogue

SUMMED_BY = ["indicator_id", "year", "group_id"]


def with_area_sums(facts: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Return outcomes of provinces with those of regions and the country, computed, below them.

    A sum is made only where every province of that year has a value: a part is no whole. A province
    of the year it was founded in may still be counted in the one it was cut from.
    """
    regions = {code: f"region_{p.region}" for code, p in catalogue.provinces.items()}
    founded = {c: p.valid_from.year if p.valid_from else 0 for c, p in catalogue.provinces.items()}
    by_province = facts[facts["area_id"].isin(regions) & facts["value"].notna()]
    made: list[pd.DataFrame] = []
    for area in (*dict.fromkeys(regions.values()), COUNTRY):
        within = {code for code, region in regions.items() if area in (region, COUNTRY)}
        inside = by_province[by_province["area_id"].isin(within)]
        for (_, year, _), group in inside.groupby(SUMMED_BY):
            needed = {code for code in within if founded[code] < year}
            if needed <= set(group["area_id"]):
                total = group.iloc[[0]].assign(
                    area_id=area, value=round(group["value"].sum(), 6), method="computed"
                )
                made.append(total)
    return pd.concat([facts, *made], ignore_index=True)
