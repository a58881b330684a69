"""Years of quarters: what a row that the survey leaves out makes of the year's value."""

from itertools import product
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from etl.load import load
from welfare.catalog import Catalogue

BUILD = {"data_version": "made", "built_at": "2000-01-01T00:00:00+00:00", "facts": 1}
PERSONS = {"employed_persons": 900.0, "unemployed_persons": 100.0}


def survey(year: int = 2020) -> pd.DataFrame:
    """Men and women in four quarters: 900 employed, 100 unemployed, each of both sexes."""
    rows = [
        {"indicator_id": name, "quarter": quarter, "group_id": sex, "value": persons}
        for (name, persons), quarter, sex in product(
            PERSONS.items(), (1, 2, 3, 4), ("male", "female")
        )
    ]
    return pd.DataFrame(rows).assign(
        year=year,
        area_id="52",
        vintage_id="nso_lfs",
        method="published",
        source_id=f"nso_lfs_{year + 543}",
    )


def value(
    facts: dict[str, pd.DataFrame], indicator: str, area: str, folder: Path, declared: Catalogue
) -> float | None:
    load(folder / "w", facts, [], BUILD, declared)
    with duckdb.connect(str(folder / "w"), read_only=True) as connection:
        rows = connection.execute(
            "SELECT value FROM indicator_value WHERE indicator_id = $indicator AND area_id = $area",
            {"indicator": indicator, "area": area},
        ).fetchall()
    return float(rows[0][0]) if rows and rows[0][0] is not None else None


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [("employed_persons", 1_800), ("unemployed_persons", 200), ("unemployment_rate_pct", 10)],
)
def test_a_year_of_four_quarters_is_of_men_and_women(
    declared: Catalogue, tmp_path: Path, indicator: str, expected: float
) -> None:
    assert value({"outcome": survey()}, indicator, "52", tmp_path, declared) == expected


@pytest.mark.parametrize("gone", ["row", "value", "quarter"])
@pytest.mark.parametrize("indicator", ["unemployed_persons", "unemployment_rate_pct"])
def test_what_is_left_out_is_not_taken_for_zero(
    declared: Catalogue, tmp_path: Path, indicator: str, gone: str
) -> None:
    rows = survey()
    one = (rows["indicator_id"] == "unemployed_persons") & (rows["quarter"] == 2)
    if gone == "quarter":
        rows = rows[rows["quarter"] != 2]
    elif gone == "value":
        rows.loc[one & (rows["group_id"] == "male"), "value"] = None
    else:
        rows = rows[~(one & (rows["group_id"] == "male"))]
    assert value({"outcome": rows}, indicator, "52", tmp_path, declared) is None


def test_a_figure_of_everybody_stands_for_men_and_women(
    declared: Catalogue, tmp_path: Path
) -> None:
    rows = survey()
    everybody = rows[rows["group_id"] == "male"].assign(group_id="all")
    facts = {"outcome": pd.concat([rows, everybody], ignore_index=True)}
    assert value(facts, "employed_persons", "52", tmp_path, declared) == 900


def test_the_country_of_a_national_register_has_its_share_of_older_persons(
    declared: Catalogue, tmp_path: Path
) -> None:
    rows = pd.DataFrame(
        {
            "year": 2022,
            "age_band": ["0-14", "15-59", "60+"],
            "life_course_id": [None, None, "older_persons"],
            "sex": "male",
            "persons": [10.0, 65.0, 25.0],
            "source_id": "nso_registered_age3_2565",
        }
    )
    share = value({"population": rows}, "national_older_persons_pct", "TH", tmp_path, declared)
    assert share == 25
