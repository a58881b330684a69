from collections.abc import Callable

import pytest

from etl.issues import Issue
from etl.sources import Reading

POOR = "tpmap-2561/61_province_11111.csv"
SURVEYED = "tpmap-2561/61_province_common.csv"
JOINED = "tpmap-2561/dataset_transformed.csv"
HEADER = "HOUSEMEMBER_CNT,DISABLED_CNT,household.CNT,province_ID,ELDERLY_CNT\n"


def value(reading: Reading, indicator: str, area: str, item: str | None = None) -> float:
    """Return one figure; no item is the whole."""
    facts = reading.facts["outcome"].query("indicator_id == @indicator and area_id == @area")
    if "item_id" in facts:
        facts = facts[facts["item_id"].isna() if item is None else facts["item_id"] == item]
    return float(facts["value"].item())


@pytest.mark.real_files
def test_poor_people_rates_and_dimensions(read: Callable[[str], Reading]) -> None:
    reading = read(POOR)
    assert value(reading, "tpmap_poor_persons", "11") == 7_436
    assert value(reading, "tpmap_poor_pct", "11") == 1.369028
    assert value(reading, "tpmap_poor_persons", "96", "poverty_education") == 7_437
    assert value(reading, "tpmap_poor_persons", "95", "poverty_accessibility") == 36


@pytest.mark.real_files
def test_people_surveyed(read: Callable[[str], Reading]) -> None:
    reading = read(SURVEYED)
    assert value(reading, "tpmap_surveyed_persons", "11") == 543_159
    assert value(reading, "tpmap_households", "12") == 151_103
    assert value(reading, "tpmap_older_persons", "96") == 61_944
    assert value(reading, "tpmap_disabled_persons", "95") == 3_204


@pytest.mark.real_files
def test_the_rate_is_poor_over_surveyed_in_every_province(read: Callable[[str], Reading]) -> None:
    poor, surveyed = read(POOR), read(SURVEYED)
    places = [area for area in surveyed.facts["outcome"]["area_id"].unique() if area.isdigit()]
    assert len(places) == 76
    for area in places:
        people = value(surveyed, "tpmap_surveyed_persons", area)
        rate = 100 * value(poor, "tpmap_poor_persons", area) / people
        assert value(poor, "tpmap_poor_pct", area) == pytest.approx(rate, abs=1e-5)


@pytest.mark.real_files
@pytest.mark.parametrize("name", [POOR, SURVEYED])
def test_counts_have_a_national_sum_without_bangkok_and_rates_none(
    read: Callable[[str], Reading], name: str
) -> None:
    reading = read(name)
    assert (reading.rows_read, reading.rows_loaded) == (76, 76)
    facts = reading.facts["outcome"]
    assert "10" not in set(facts["area_id"])
    country = facts[facts["area_id"] == "TH"]
    assert country["value"].notna().all()
    assert "tpmap_poor_pct" not in set(country["indicator_id"])


@pytest.mark.real_files
def test_a_copy_joined_from_both_is_refused(
    read: Callable[[str], Reading], refusal: Callable[..., Issue]
) -> None:
    assert refusal(read, JOINED).reason == "superseded_copy"


def test_columns_in_any_order_and_some_provinces(read_text: Callable[[str], Reading]) -> None:
    reading = read_text(HEADER + "90,5,30,63,7\n80,4,20,55,6\n")
    assert value(reading, "tpmap_older_persons", "63") == 7
    country = reading.facts["outcome"].query("area_id == 'TH'")
    assert set(country["flag"]) == {"incomplete"}
    assert [issue.reason for issue in reading.issues] == ["years_unverified"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HEADER + "90,5,30,99,7\n", "unknown_province"),
        (HEADER + "90,5,30,63,x\n", "bad_number"),
        (HEADER + "90,5,30,63,\n", "bad_number"),
        (HEADER + "90,5,30,63,-7\n", "out_of_range"),
        (HEADER.replace(",ELDERLY_CNT", "") + "90,5,30,63\n", "bad_columns"),
        (HEADER, "empty_form"),
    ],
)
def test_a_file_with_a_fault_is_refused_whole(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue], text: str, reason: str
) -> None:
    assert refusal(read_text, text).reason == reason
