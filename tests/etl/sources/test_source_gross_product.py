from collections.abc import Callable
from pathlib import Path

import pytest

from etl.issues import Issue
from etl.recognise import read_raw
from etl.sources import Reading
from tests.etl.conftest import delimited
from welfare.catalog import Catalogue

REAL = "household-income/gpp_province_2556-2563.csv"
MADE = "จังหวัด,2562,2563\nขอนแก่น,214769.775,208472.3574\nน่าน,{}\n"

ReadText = Callable[[str], Reading]


def series(reading: Reading, area: str) -> dict[int, float]:
    facts = reading.facts["outcome"]
    chosen = facts[facts["area_id"] == area]
    return dict(zip(chosen["year"], chosen["value"], strict=True))


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("area", "year", "million"),
    [
        ("40", 2013, 185231.8853),
        ("58", 2013, 10358.24702),
        ("83", 2020, 134615.7454),
        ("12", 2020, 344981.6597),
    ],
)
def test_millions_become_baht(
    read: Callable[[str], Reading], area: str, year: int, million: float
) -> None:
    assert series(read(REAL), area)[year] == pytest.approx(million * 1e6)


@pytest.mark.real_files
def test_all_77_provinces_of_eight_years_are_taken(
    read: Callable[[str], Reading], declared: Catalogue
) -> None:
    reading = read(REAL)
    assert (reading.rows_read, reading.rows_loaded) == (77, 77)
    facts = reading.facts["outcome"]
    printed = facts[facts["method"] == "published"]
    assert set(printed["area_id"]) == set(declared.provinces)
    assert len(printed) == 77 * 8


@pytest.mark.real_files
def test_the_country_is_the_sum_and_of_the_size_of_gdp_at_current_prices(
    read: Callable[[str], Reading],
) -> None:
    facts = read(REAL).facts["outcome"]
    computed = facts[facts["method"] == "computed"]
    assert set(computed["area_id"]) == {
        "TH",
        *(f"region_{name}" for name in ("bangkok", "central", "north", "northeast", "south")),
    }
    country = series(read(REAL), "TH")
    assert country[2013] == pytest.approx(12.915e12, rel=1e-4)
    assert country[2020] == pytest.approx(15.637e12, rel=1e-4)
    regions = computed[computed["area_id"] != "TH"].groupby("year")["value"].sum()
    assert regions.to_dict() == pytest.approx(country)


def test_an_untitled_table_is_known_by_figures_of_one_province(read_text: ReadText) -> None:
    reading = read_text(MADE.format("34000.5,34500"))
    assert series(reading, "55") == {2019: 34_000_500_000, 2020: 34_500_000_000}
    assert "TH" not in set(reading.facts["outcome"]["area_id"])


def test_what_is_not_known_is_told_by_its_name_or_not_at_all(
    declared: Catalogue, refusal: Callable[..., Issue]
) -> None:
    def read_named(name: str) -> Reading:
        text = "จังหวัด,2562,2563\nน่าน,34000,34500\nแพร่,29000,30000\n"
        return read_raw(delimited(text.encode(), name), declared)[1]

    assert len(read_named("gpp_2563.csv").facts["outcome"]) == 4
    assert refusal(read_named, "table.csv").reason == "not_recognised"


def test_a_title_gives_the_unit(read_text: ReadText) -> None:
    title = "ผลิตภัณฑ์มวลรวมจังหวัด (พันล้านบาท),,\n"
    reading = read_text(title + "จังหวัด,2562,2563\nน่าน,34,34.5\n")
    assert series(reading, "55") == {2019: 34e9, 2020: 34.5e9}


def test_regions_of_another_grouping_are_set_aside_and_a_name_refused(read_text: ReadText) -> None:
    reading = read_text(
        MADE.format("34000,34500") + "ภาคตะวันตก,589000,570000\nขอนเก่น,1000,1000\nที่มา : สศช.,,\n"
    )
    assert (reading.rows_read, reading.rows_set_aside, reading.rows_refused) == (5, 2, 1)
    assert [(i.reason, i.row) for i in reading.issues] == [("unknown_province", 5)]


@pytest.mark.real_files
def test_a_printed_country_must_be_the_sum_of_all_provinces(
    real_files: Path, read: Callable[[str], Reading], declared: Catalogue
) -> None:
    text = (real_files / REAL).read_text(encoding="utf-8-sig")
    sums = [f"{series(read(REAL), 'TH')[year] / 1e6:.0f}" for year in range(2013, 2021)]

    def met(cells: list[str]) -> list[bool]:
        table = delimited((text + "\nรวม," + ",".join(cells)).encode())
        return [total.met for total in read_raw(table, declared)[1].totals]

    assert met(sums) == [True] * 8
    assert met([*sums[:7], "15637000"]) == [True] * 7 + [False]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [('"91,41",34500', "bad_number"), ("34,34500", "out_of_range"), ("34000", "bad_row")],
)
def test_a_cell_that_cannot_be_refuses_the_file(
    read_text: ReadText, refusal: Callable[..., Issue], cells: str, reason: str
) -> None:
    names = ("เลย", "ตาก", "แพร่", "พะเยา", "ยโสธร", "ระนอง", "สตูล", "ตราด", "พังงา", "ลำพูน")
    more = "".join(f"{name},45000,46000\n" for name in names)
    issue = refusal(read_text, MADE.format(cells) + more)
    assert (issue.reason, issue.row) == (reason, 3)


def test_years_of_an_edition_that_is_not_declared_are_refused(
    read_text: ReadText, refusal: Callable[..., Issue]
) -> None:
    later = "ผลิตภัณฑ์จังหวัด,,\n" + MADE.format("34000,34500").replace("2563", "2564")
    assert refusal(read_text, later).reason == "edition_not_declared"
