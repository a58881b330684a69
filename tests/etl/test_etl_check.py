import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.check import conformed, faults, typed, unreconciled
from welfare.catalog import Catalogue, catalogue

GRANT = {
    "fiscal_year": "2008",
    "province_code": "50",
    "programme_id": "promotion_fund",
    "organisation_kind": "unknown",
    "recognised": "false",
    "project_name": "",
    "organisation": "",
    "projects": "1",
    "amount_thb": "2.5",
    "projects_amount_zero": "0",
    "projects_amount_missing": "0",
    "source_id": "swpf_grants_2557",
    "origin_id": "",
}
POPULATION = {
    "year": "",
    "fiscal_year": "2008",
    "province_code": "50",
    "age_band": "0-4",
    "life_course_id": "",
    "sex": "male",
    "persons": "1",
    "source_id": "nhso_coverage_2551",
    "origin_id": "",
}


def found(declared: Catalogue, table: str, *rows: dict[str, str]) -> list[tuple[object, ...]]:
    """Faults of hand-made text rows, the first of which stands on line 2."""
    text = pd.DataFrame(rows, dtype="str").assign(line=range(2, 2 + len(rows)))
    contract = declared.tables[table]
    ready, issues = typed(text, contract, "made.csv")
    issues = issues or faults(ready, contract, declared, "made.csv", text["line"])
    return [(i.reason, i.row, i.column, i.value) for i in issues]


def test_whole_rows_have_no_fault(declared: Catalogue) -> None:
    assert found(declared, "project", GRANT, GRANT | {"province_code": "00"}) == []
    assert found(declared, "population", POPULATION) == []


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("projects", "two", "bad_type"),
        ("projects", "1.5", "bad_type"),
        ("amount_thb", "1,000", "bad_type"),
        ("amount_thb", "inf", "bad_type"),
        ("recognised", "yes", "bad_type"),
        ("recognised", "", "missing_value"),
        ("projects", "", "missing_value"),
        ("projects", "0", "out_of_range"),
        ("amount_thb", "-1", "out_of_range"),
        ("fiscal_year", "2551", "out_of_range"),
        ("province_code", "99", "not_in_list"),
        ("organisation_kind", "club", "not_in_list"),
        ("source_id", "hearsay", "not_in_list"),
    ],
)
def test_a_broken_cell_is_named_by_line_column_and_value(
    declared: Catalogue, column: str, value: str, reason: str
) -> None:
    issues = found(declared, "project", GRANT, GRANT | {"fiscal_year": "2009", column: value})
    assert [issue[:3] for issue in issues] == [(reason, 3, column)]
    assert issues[0][3] in {value, f"{value}.0"}


def test_a_key_may_stand_once(declared: Catalogue) -> None:
    issues = found(declared, "project", GRANT, GRANT | {"amount_thb": "3"})
    assert [(reason, line) for reason, line, *_ in issues] == [("duplicate_key", 3)]
    assert "2008 · 50 · promotion_fund" in issues[0][3]


@pytest.mark.parametrize("years", [("2008", "2008"), ("", "")])
def test_a_population_has_a_calendar_or_a_fiscal_year(
    declared: Catalogue, years: tuple[str, str]
) -> None:
    row = POPULATION | {"year": years[0], "fiscal_year": years[1]}
    assert found(declared, "population", row) == [("exactly_one", 2, "year, fiscal_year", "")]


def test_columns_come_in_the_declared_order_and_absent_ones_are_null(declared: Catalogue) -> None:
    table = declared.tables["beneficiary"]
    ready = conformed(pd.DataFrame({"sex": ["male"], "fiscal_year": [2008], "spare": [1]}), table)
    assert list(ready.columns) == [column.name for column in table.columns]
    assert ready.loc[0, "fiscal_year"] == 2008
    assert pd.isna(ready.loc[0, "amount_thb"])


def facts(persons: list[float], printed: float) -> dict[str, pd.DataFrame]:
    control = {
        "table_id": "beneficiary",
        "measure": "persons",
        "source_id": "made",
        "year": 2008,
        "area_id": "50",
        "item": "scheme",
        "sex": "all",
        "printed": printed,
        "tolerance": 0.01,
    }
    people = pd.DataFrame({"persons": persons}).assign(
        source_id="made", fiscal_year=2008, province_code="50", programme_id="scheme"
    )
    return {"control_total": pd.DataFrame([control]), "beneficiary": people}


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=20), st.integers(-3, 3))
def test_a_printed_total_is_met_or_named(persons: list[int], off: int) -> None:
    issues = unreconciled(facts([float(p) for p in persons], float(sum(persons) + off)))
    assert [issue.reason for issue in issues] == (["total_mismatch"] if off else [])


def test_a_total_whose_rows_are_gone_is_not_met() -> None:
    made = facts([1.0], 1.0)
    made["beneficiary"]["programme_id"] = "another"
    (issue,) = unreconciled(made)
    assert (issue.reason, issue.file, issue.value) == ("total_mismatch", "made", "1.0")
    assert unreconciled({}) == []


def test_the_catalogue_of_these_tests_is_the_projects(declared: Catalogue) -> None:
    assert declared == catalogue()


def test_a_total_of_the_country_is_that_of_the_provinces_budgets() -> None:
    control = facts([1.0], 30.0)["control_total"].assign(
        table_id="budget", measure="amount_thb", area_id="TH", item="plan", year=2022
    )
    budget = pd.DataFrame({"amount_thb": [10.0, 20.0], "province_code": ["50", "51"]}).assign(
        source_id="made", fiscal_year=2022, plan="plan"
    )
    assert unreconciled({"control_total": control, "budget": budget}) == []
    (issue,) = unreconciled({"control_total": control, "budget": budget[:1]})
    assert issue.detail == "TH plan 2022: ours 10.0"


def test_a_total_that_stands_alone_is_not_judged() -> None:
    alone = facts([1.0], 2.0)
    assert unreconciled({"control_total": alone["control_total"]}) == []
    other = alone["beneficiary"].assign(source_id="another")
    assert unreconciled({**alone, "beneficiary": other}) == []
