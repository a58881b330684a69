"""Years, sizes, cells and citations in sentences."""

from datetime import date

import pytest

from welfare.api.dataset import Years, read_dataset
from welfare.api.wording import areas_text, cell_text, citation, size_text, years_text
from welfare.archive import Version
from welfare.warehouse import Snapshot

VERSION = Version("d3e282867529", "2026-11-27", {})


def test_years_that_all_have_data_need_no_count() -> None:
    years = (Years(False, 2000, 2003, 4), Years(True, 2010, 2010, 1))
    assert years_text(years, "en") == "CE 2000-2003 · fiscal 2010"
    assert years_text(years, "th") == "พ.ศ. 2543-2546 · ปีงบประมาณ 2553"
    gaps = (Years(False, 2000, 2003, 2),)
    assert years_text(gaps, "en") == "CE 2000-2003 (2 of these years have data)"


def test_a_fiscal_year_begins_in_the_october_before() -> None:
    years = Years(True, 2022, 2022, 1)
    assert (years.first_day, years.last_day) == (date(2021, 10, 1), date(2022, 9, 30))


def test_the_smallest_areas_stand_first() -> None:
    text = areas_text({"country": 1, "region": 5, "province": 77}, "th")
    assert text == "77 จังหวัด · 5 ภาค · ทั้งประเทศ"


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "1 kB"), (999_499, "999 kB"), (1_260_000, "1.3 MB"), (28_118_328, "28 MB")],
)
def test_a_size_has_no_more_digits_than_help(count: int, text: str) -> None:
    assert size_text(count, "en") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (True, "true"), (7142.25, "7142.25"), (5.0, "5"), (0, "0"), ("ก", "ก")],
)
def test_a_cell_is_as_csv_has_it(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_a_citation_names_version_day_address_and_publishers(snapshot: Snapshot) -> None:
    budgets = read_dataset(snapshot, "budgets")
    text = citation(budgets, VERSION, "https://e.org/datasets/budgets", "en")
    assert text.startswith("Thai Welfare Atlas contributors (2026). Budgets by agency, plan")
    assert "Data version d3e282867529, 27 November 2026. https://e.org/datasets/budgets" in text
    assert all(source.publisher_en in text for source in budgets.sources)
    assert "(2569)" in citation(budgets, VERSION, "https://e.org/", "th")
    own = citation(read_dataset(snapshot, "area_list"), VERSION, "https://e.org/x", "en")
    assert own.endswith("https://e.org/x")
