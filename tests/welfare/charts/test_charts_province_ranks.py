"""Who can be told apart, and between which ranks a province may stand."""

import pandas as pd

from welfare.catalog import Catalogue
from welfare.charts.province_ranks import comparison_table, told_apart
from welfare.metrics import Proportion, tell_apart
from welfare.queries.indicators import areas_in_year
from welfare.warehouse import Snapshot

MAE_HONG_SON = "58"


def test_a_province_is_told_apart_by_the_people_behind_its_share(
    snapshot: Snapshot, declared: Catalogue
) -> None:
    areas = areas_in_year(snapshot, "tpmap_poor_pct", 2018)
    apart = told_apart(areas, declared.indicators["tpmap_poor_pct"], MAE_HONG_SON)
    assert apart is not None
    assert len(apart) == 75
    rows = areas.set_index("area_id")
    own, other = (
        Proportion(rows.at[c, "value"] / 100 * rows.at[c, "n"], rows.at[c, "n"])
        for c in (MAE_HONG_SON, "50")
    )
    assert apart["50"] == tell_apart(own, other).apart


def test_nothing_is_told_where_no_chance_is_known(snapshot: Snapshot, declared: Catalogue) -> None:
    areas = areas_in_year(snapshot, "poverty_rate_pct", 2011)
    indicator = declared.indicators["poverty_rate_pct"]
    assert told_apart(areas, indicator, MAE_HONG_SON) is None
    assert "Possible ranks" not in comparison_table(areas, indicator, "en", MAE_HONG_SON)


def test_ranks_are_ranges_where_counts_are_small(snapshot: Snapshot, declared: Catalogue) -> None:
    areas = areas_in_year(snapshot, "grants_projects_per_100k", 2012)
    table = comparison_table(areas, declared.indicators["grants_projects_per_100k"], "en", "50")
    ranks = table["Possible ranks"][table["Possible ranks"] != ""]
    wide = [range(*map(int, r.split("-"))) for r in ranks if "-" in r]
    assert len(wide) > 70
    assert set(table["Apart from Chiang Mai"]) == {"Yes", "No", ""}


def test_a_province_without_a_value_says_why(snapshot: Snapshot, declared: Catalogue) -> None:
    areas = areas_in_year(snapshot, "tpmap_poor_pct", 2018)
    table = comparison_table(areas, declared.indicators["tpmap_poor_pct"], "th")
    bangkok = table[table["จังหวัด"] == "กรุงเทพมหานคร"].iloc[0]
    assert pd.isna(bangkok.iloc[2])
    assert bangkok.iloc[-1]
