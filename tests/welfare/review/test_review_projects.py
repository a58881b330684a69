"""Funded projects: their numbers against what ships, and the words that are sought in names."""

import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfare.catalog import Catalogue
from welfare.charts.fund_projects import class_names
from welfare.paths import OPEN_DATA
from welfare.queries.indicators import areas_in_year
from welfare.review import projects as review
from welfare.warehouse import Snapshot

NAMES = ("โครงการ 100% (ก)", "ชมรม_ผู้สูงอายุ", "a*b", "O'Brien; DROP TABLE project")


def shipped() -> pd.DataFrame:
    return pd.read_csv(OPEN_DATA / "project_promotion_fund.csv", dtype={"province_code": str})


def of_names(names: list[str]) -> pd.DataFrame:
    sought = [unicodedata.normalize("NFKC", name).casefold() for name in names]
    return pd.DataFrame({"sought": pd.Series(sought, dtype="str")})


def test_the_funds_begin_with_the_promotion_fund(snapshot: Snapshot) -> None:
    assert review.funds(snapshot) == ["promotion_fund", "older_persons_fund"]


def test_the_sentence_adds_up_what_ships(snapshot: Snapshot) -> None:
    rows = review.granted(snapshot, "promotion_fund")
    complete = rows[rows["fiscal_year"] != 2014]
    told = review.fund_finding(rows, complete, "promotion_fund", "en")
    own = shipped()
    peak = own.groupby("fiscal_year")[["projects", "amount_thb"]].sum().loc[2008]
    assert f"{own['projects'].sum():,} projects" in told
    assert "756 million baht" in told
    assert "highest in FY 2008, 261 million baht" in told
    assert f"({peak['projects']:,.0f} projects)" in told


def test_average_sizes_leave_out_projects_without_an_amount(snapshot: Snapshot) -> None:
    sizes = review.sizes_by_kind(review.granted(snapshot, "promotion_fund"))
    sizes = sizes.set_index("organisation_kind")
    own = shipped().groupby("organisation_kind").sum(numeric_only=True)
    for kind, row in own.iterrows():
        recorded = row["projects"] - row["projects_amount_zero"] - row["projects_amount_missing"]
        assert sizes["mean"][kind] == pytest.approx(row["amount_thb"] / recorded)


def test_a_fund_that_does_not_tell_how_many_record_none_has_no_average(
    snapshot: Snapshot,
) -> None:
    sizes = review.sizes_by_kind(review.granted(snapshot, "older_persons_fund"))
    assert int(sizes["projects"].sum()) == 94
    assert sizes["mean"].isna().all()


def test_a_rate_is_told_without_a_rank(snapshot: Snapshot) -> None:
    rate = review.rate_of("promotion_fund", snapshot)
    assert rate is not None
    areas = areas_in_year(snapshot, rate.id, 2012)
    country = float(areas.set_index("area_id")["value"]["TH"])
    provinces = areas[(areas["area_kind"] == "province") & areas["value"].notna()]
    above = int((provinces["low"] > country).sum())
    below = int((provinces["high"] < country).sum())
    told = review.rate_finding(areas, rate, 2012, "en")
    assert f"surely above it {above} provinces, surely below {below};" in told
    assert f"{len(provinces) - above - below} cannot be told apart" in told
    assert review.rate_of("older_persons_fund", snapshot) is None


def test_sizes_of_counts_are_not_known(snapshot: Snapshot) -> None:
    assert review.size_classes(review.granted(snapshot, "promotion_fund")) is None


def test_sizes_are_those_of_single_projects() -> None:
    rows = pd.DataFrame(
        {
            "project_name": ["a", "b", "c", "d", None],
            "projects": [1, 1, 1, 2, 1],
            "amount_thb": [5_000.0, 10_000.0, 900_000.0, 7.0, 8.0],
        }
    )
    classes = review.size_classes(rows)
    assert classes is not None
    assert classes["projects"].tolist() == [1, 1, 0, 0, 0, 1]
    assert class_names(classes, "en")[0] == "0–9,999"
    assert class_names(classes, "en")[-1] == "300,000 and more"


@pytest.mark.parametrize("words", ["%", "_", "*", "'; DROP", "100% ก", "O'BRIEN project"])
def test_signs_mean_themselves(words: str) -> None:
    found = review.search(of_names(list(NAMES)), words, None)
    expected = [n for n in NAMES if all(w.casefold() in n.casefold() for w in words.split())]
    assert found.rows["sought"].tolist() == [name.casefold() for name in expected]
    assert found.count == len(expected)


@given(st.lists(st.text(max_size=12), max_size=60), st.text(max_size=10), st.integers(1, 9))
def test_what_is_found_holds_every_word(names: list[str], words: str, page: int) -> None:
    rows = of_names(names)
    found = review.search(rows, words, page)
    assert found.count <= len(rows)
    assert 1 <= found.page <= found.pages
    assert len(found.rows) <= review.A_PAGE
    together = [review.search(rows, words, number + 1).rows for number in range(found.pages)]
    assert sum(map(len, together)) == found.count


def test_a_page_beyond_the_last_is_the_last() -> None:
    found = review.search(of_names(["a"] * 45), None, 99)
    assert (found.page, found.pages, len(found.rows), found.first) == (3, 3, 5, 41)


@pytest.mark.parametrize(
    ("words", "count"),
    [("กุ้งฝอย", 1), ("shrimp", 1), ("Amnat Charoen", 1), ("อำนาจเจริญ", 1), ("มูลนิธิ", 1), ("zzz", 0)],
)
def test_names_and_places_are_found_in_both_languages(
    snapshot: Snapshot, words: str, count: int
) -> None:
    assert review.search(review.named_projects(snapshot), words, None).count == count


def test_regions_leave_out_what_names_no_province(snapshot: Snapshot, declared: Catalogue) -> None:
    rows = review.granted(snapshot, "promotion_fund")
    own = shipped()
    unknown = int(own.loc[own["province_code"] == "00", "projects"].sum())
    assert unknown == 862
    nso = {p.region for p in declared.provinces.values()}
    kept = sum(int(review.kept(rows, region=r)["projects"].sum()) for r in nso)
    assert kept == int(own["projects"].sum()) - unknown
