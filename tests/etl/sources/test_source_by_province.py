import pandas as pd
import pytest

from etl.sources.by_province import province_within, with_sums
from welfare.catalog import Catalogue


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดปัตตานี", "94"),
        ("ศูนย์บริการบุคคลออทิสติก จ.ขอนแก่น", "40"),
        ("สถานสงเคราะห์เด็กชายบ้านเชียงใหม่", None),
        ("บ้านพักเด็กและครอบครัวจังหวัดนครสวรค์", None),
    ],
)
def test_the_province_in_an_offices_name(declared: Catalogue, name: str, code: str | None) -> None:
    assert province_within(name, declared) == code


def figures(areas: dict[str, float], year: int = 2018) -> pd.DataFrame:
    """Return one indicator's figures of the areas."""
    return pd.DataFrame(
        {"indicator_id": "x", "year": year, "group_id": "all", "area_id": areas, "value": areas}
    ).assign(area_id=list(areas), value=list(areas.values()))


def summed(rows: pd.DataFrame, area: str) -> list[object]:
    """Return value and flag of an area."""
    found = rows[rows["area_id"] == area].iloc[0]
    return [None if pd.isna(found["value"]) else found["value"], found["flag"]]


def test_a_region_is_summed_only_from_all_of_its_provinces(declared: Catalogue) -> None:
    everywhere = dict.fromkeys(declared.provinces, 1.0)
    whole = with_sums(figures(everywhere), declared)
    assert summed(whole, "TH") == [77.0, None]
    north = sum(province.region == "north" for province in declared.provinces.values())
    assert summed(whole, "region_north") == [north, None]
    short = with_sums(figures({c: 1.0 for c in everywhere if c != "50"}), declared)
    assert summed(short, "region_north") == [None, "incomplete"]
    assert summed(short, "region_south")[1] is None


def test_no_sum_waits_for_a_province_outside_or_not_yet_founded(declared: Catalogue) -> None:
    without = {code: 1.0 for code in declared.provinces if code not in {"10", "38"}}
    rows = with_sums(figures(without, 2009), declared, outside={"10"})
    assert summed(rows, "TH") == [75.0, None]


def test_what_names_no_province_counts_for_the_country_alone(declared: Catalogue) -> None:
    rows = with_sums(figures({**dict.fromkeys(declared.provinces, 1.0), "00": 6.0}), declared)
    assert summed(rows, "TH") == [83.0, None]
    assert "00" not in set(rows["area_id"])
