from pathlib import Path

import duckdb
import pandas as pd
import pytest

from welfare.catalog import Catalogue, Indicator
from welfare.paths import OPEN_DATA

KEYS = ["year", "area_id"]


def opened(name: str) -> pd.DataFrame:
    codes = {"province_code": str, "area_id": str}
    frame = pd.read_csv(OPEN_DATA / name, dtype=codes)
    frame["year"] = frame["fiscal_year"]
    return frame.rename(columns={"province_code": "area_id"})


@pytest.fixture(scope="module")
def values(built_warehouse: Path) -> pd.DataFrame:
    with duckdb.connect(str(built_warehouse), read_only=True) as connection:
        return connection.execute("SELECT * FROM indicator_value").df()


@pytest.fixture(scope="module")
def covered() -> pd.DataFrame:
    return opened("beneficiary_health_coverage.csv")


@pytest.fixture(scope="module")
def population() -> pd.DataFrame:
    return opened("population_health_coverage.csv")


def of(values: pd.DataFrame, indicator: str) -> pd.Series:
    chosen = values[(values["indicator_id"] == indicator) & values["is_current"]]
    return chosen.set_index(KEYS)["value"]


def in_group(rows: pd.DataFrame, group: str | None) -> pd.DataFrame:
    return rows if group is None else rows[rows["life_course_id"] == group]


def levelled(rows: pd.DataFrame, declared: Catalogue, column: str = "persons") -> pd.Series:
    """Sums of a column by year for provinces, regions and the country."""
    regions = {c: f"region_{p.region}" for c, p in declared.provinces.items()}
    parts = [
        rows[rows["area_id"].isin(declared.provinces)],
        rows.assign(area_id=rows["area_id"].map(regions)),
        rows.assign(area_id="TH"),
    ]
    return pd.concat(parts).dropna(subset="area_id").groupby(KEYS)[column].sum()


def agree(found: pd.Series, recomputed: pd.Series) -> None:
    known = found.dropna()
    assert set(known.index) == set(recomputed.dropna().index)
    # DuckDB's sums keep six decimals.
    assert (known - recomputed.reindex(known.index)).abs().max() <= 1e-5


def kind(declared: Catalogue, *kinds: str) -> list[Indicator]:
    return [i for i in declared.indicators.values() if i.measure.kind in kinds]


def test_shares_are_persons_over_population(
    values: pd.DataFrame, covered: pd.DataFrame, population: pd.DataFrame, declared: Catalogue
) -> None:
    shares = kind(declared, "share")
    assert len(shares) >= 5
    for indicator in shares:
        measure = indicator.measure
        people = covered[covered["programme_id"].isin(measure.programmes)]
        whole = levelled(in_group(population, measure.life_course), declared)
        part = levelled(in_group(people, measure.life_course), declared).reindex(whole.index)
        agree(of(values, indicator.id), 100 * part.fillna(0) / whole)


def test_an_age_groups_share_leaves_out_those_of_unknown_age(
    values: pd.DataFrame, population: pd.DataFrame, declared: Catalogue
) -> None:
    known = levelled(population[population["life_course_id"] != "unknown"], declared)
    older = levelled(in_group(population, "older_persons"), declared)
    agree(of(values, "older_persons_pct"), 100 * older / known)


def test_persons_and_population_are_sums(
    values: pd.DataFrame, covered: pd.DataFrame, population: pd.DataFrame, declared: Catalogue
) -> None:
    agree(of(values, "registered_persons"), levelled(population, declared))
    for programme in ("universal_coverage", "social_security"):
        people = covered[covered["programme_id"] == programme]
        agree(of(values, f"{programme}_persons"), levelled(people, declared))


def test_grants_of_no_known_province_count_for_the_country_alone(
    values: pd.DataFrame, declared: Catalogue
) -> None:
    grants = opened("project_promotion_fund.csv")
    agree(of(values, "grants_thb"), levelled(grants, declared, "amount_thb"))
    agree(of(values, "grants_projects"), levelled(grants, declared, "projects"))
    projects = of(values, "grants_projects")
    country = projects[projects.index.get_level_values("area_id") == "TH"].sum()
    provinces = projects[projects.index.get_level_values("area_id").isin(declared.provinces)].sum()
    assert (country, country - provinces) == (8_358, 862)


def test_grants_a_head_are_over_everybody(
    values: pd.DataFrame, population: pd.DataFrame, declared: Catalogue
) -> None:
    grants = levelled(opened("project_promotion_fund.csv"), declared, "amount_thb")
    # The register has the projects of fiscal 2554 in Bueng Kan under Nong Khai.
    still_within = (population["area_id"] == "38") & (population["year"] == 2011)
    people = levelled(
        population.assign(area_id=population["area_id"].mask(still_within, "43")), declared
    )
    agree(of(values, "grants_thb_per_head"), (grants / people).dropna())


# By hand from the FY2555 workbook's own rows.
@pytest.mark.parametrize(
    ("indicator", "area", "value"),
    [
        ("universal_coverage_pct", "50", 68.373985),
        ("universal_coverage_pct", "38", 92.908448),
        ("universal_coverage_pct", "TH", 74.124506),
        ("older_persons_pct", "50", 13.874551),
        ("older_persons_pct", "38", 12.151694),
        ("social_security_working_age_pct", "50", 25.139330),
        ("social_security_persons", "TH", 10_295_838),
        ("registered_persons", "TH", 65_256_826.1667),
    ],
)
def test_values_of_2555(values: pd.DataFrame, indicator: str, area: str, value: float) -> None:
    found = of(values, indicator)[2012, area]
    assert found == pytest.approx(value, rel=1e-6)


def test_every_percentage_lies_between_0_and_100(values: pd.DataFrame, declared: Catalogue) -> None:
    percentages = [i.id for i in declared.indicators.values() if i.unit == "percent"]
    known = values[values["indicator_id"].isin(percentages)]["value"].dropna()
    assert len(known) > 1_000
    assert known.between(0, 100).all()


def test_the_country_is_the_sum_of_its_provinces_where_the_unit_adds_up(
    values: pd.DataFrame, declared: Catalogue
) -> None:
    for indicator in kind(declared, "persons", "population"):
        assert declared.units[indicator.unit].additive
        found = of(values, indicator.id).unstack("area_id")
        provinces = found.reindex(columns=list(declared.provinces))
        if provinces.isna().all(axis=None):
            continue
        complete = found["TH"].notna()
        regions = found.reindex(columns=[f"region_{region}" for region in declared.regions])
        for parts in (provinces, regions):
            known = parts[complete & parts.notna().any(axis=1)]
            gaps = (known.sum(axis=1) - found["TH"].reindex(known.index)).abs()
            assert (gaps <= 0.001).all(), indicator.id


def test_every_province_has_a_row_in_each_year_and_edition(
    values: pd.DataFrame, declared: Catalogue
) -> None:
    provinces = values[values["area_kind"] == "province"]
    editions = provinces.groupby(["indicator_id", "year", "vintage_id"], dropna=False)["area_id"]
    assert (editions.nunique() == len(declared.provinces)).all()
    assert (editions.size() == len(declared.provinces)).all()


def test_a_value_is_null_exactly_where_a_flag_says_why(values: pd.DataFrame) -> None:
    assert (values["value"].isna() == values["flag"].notna()).all()
    assert set(values["flag"].dropna()) == {
        "missing",
        "in_predecessor",
        "incomplete",
        "not_applicable",
    }


def test_bueng_kan_lies_in_nong_khai_before_its_founding(values: pd.DataFrame) -> None:
    bueng_kan = values[values["area_id"] == "38"]
    before = bueng_kan[bueng_kan["year"] < 2011]
    assert len(before) > 0
    assert before["value"].isna().all()
    assert set(before["flag"]) == {"in_predecessor"}
    registered = bueng_kan[bueng_kan["indicator_id"] == "registered_persons"].set_index("year")
    assert registered["value"].notna().to_dict() == {
        2008: False,
        2009: False,
        2011: True,
        2012: True,
    }
    assert set(values.loc[values["flag"] == "in_predecessor", "area_id"]) == {"38"}


def test_one_value_is_current_for_each_indicator_year_and_area(values: pd.DataFrame) -> None:
    current = values.groupby(["indicator_id", "year", "area_id"])["is_current"].sum()
    assert (current == 1).all()


@pytest.mark.parametrize(
    ("year", "area", "vintage", "value"),
    [
        (2006, "58", "line_revised", 72.03),
        (2009, "TH", "edition_2568", 17.88),
        (2009, "region_north", "edition_2568", 23.38),
        (2004, "58", "line_earlier", 33.40),
    ],
)
def test_the_newest_edition_is_current(
    values: pd.DataFrame, year: int, area: str, vintage: str, value: float
) -> None:
    row = values.query(
        "indicator_id == 'poverty_rate_pct' and year == @year and area_id == @area and is_current"
    )
    assert row[["vintage_id", "value"]].to_numpy().tolist() == [[vintage, value]]


def test_a_published_rate_stands_before_a_computed_one(values: pd.DataFrame) -> None:
    rates = values.query("indicator_id == 'poverty_rate_pct' and area_id == '58' and is_current")
    methods = rates.set_index("year")["method"].to_dict()
    # Published for 2549 and 2550; for later years only the sexes were.
    assert (methods[2006], methods[2007]) == ("published", "published")
    assert (methods[2008], methods[2011]) == ("computed", "computed")


def test_the_budget_is_the_sum_of_its_lines(values: pd.DataFrame) -> None:
    assert of(values, "budget_thb").to_dict() == {(2022, "TH"): 24_664_136_400}


def test_a_budget_of_named_lines_is_theirs_alone_and_none_of_a_province_unknown(
    values: pd.DataFrame,
) -> None:
    rows = values[values["indicator_id"] == "pao_social_work_budget_thb"].set_index("area_id")
    given = opened("budget_pao_2565.csv")
    own = given[given["plan"] == "สังคมสงเคราะห์"].set_index("area_id")["amount_thb"]
    assert rows.loc[own.index, "value"].to_dict() == own.to_dict()
    assert (rows.loc["10", "flag"], rows.loc["40", "flag"]) == ("not_applicable", "missing")
    assert rows.loc["TH", "flag"] == "incomplete"
    assert pd.notna(rows.loc["region_central", "value"])
    assert pd.isna(rows.loc["TH", "value"])


def test_a_budget_per_head_is_over_the_residents_of_its_provinces(values: pd.DataFrame) -> None:
    given = opened("budget_pao_2565.csv")
    own = given[given["plan"] == "สร้างความเข้มแข็งของชุมชน"].set_index("area_id")["amount_thb"]
    codes = {"province_code": str}
    people = pd.read_csv(OPEN_DATA / "population_residents.csv", dtype=codes)
    residents = people.groupby("province_code")["persons"].sum().drop("10")
    found = of(values, "pao_community_budget_thb_per_head").xs(2022)
    assert found["50"] == pytest.approx(own["50"] / residents["50"], abs=1e-5)
    assert found["TH"] == pytest.approx(own.sum() / residents.sum(), abs=1e-5)
