import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from etl.check import unreconciled
from etl.gather import Gathered, take
from etl.isolate import Read as ReadFile
from etl.issues import Issue
from etl.reading import RawFile
from etl.recognise import read_raw
from etl.sources import Reading, pao_budget
from tests.etl.conftest import delimited
from welfare.catalog import Catalogue

FOLDER = "recent/pao-budget-2565"
NATION = f"{FOLDER}/nation-wide.json"

Read = Callable[[str], Reading]
Document = dict[str, Any]
Make = Callable[..., Reading]


def budget(**changed: object) -> Document:
    """A budget of 100 baht: 60 of social work in two tasks, 30 of roads, 10 of communities."""
    social, roads, communities = "สังคมสงเคราะห์", "อุตสาหกรรม\nและการโยธา", "สร้างความเข้มแข็งของชุมชน "
    area, economy = "ด้านบริการชุมชนและสังคม", "ด้านการเศรษฐกิจ"
    return {
        "total": 100,
        "groupedByArea": [
            {
                "area": area,
                "total": 70,
                "plans": [{"plan": social, "total": 60}, {"plan": communities, "total": 10}],
            },
            {"area": economy, "total": 30, "plans": [{"plan": roads, "total": 30}]},
        ],
        "groupedByType": [{"type": "งบบุคลากร", "total": 40}, {"type": "งบลงทุน", "total": 60}],
        "tasks": [
            {"task": "ก", "area": area, "plan": social, "type": "งบบุคลากร", "total": 40},
            {"task": "ข", "area": area, "plan": social, "type": "งบลงทุน", "total": 20},
            {"task": "ค", "area": area, "plan": communities, "type": "งบลงทุน", "total": 10},
            {"task": "ง", "area": economy, "plan": roads, "type": "งบลงทุน", "total": 30},
        ],
        "pao": {"name": "ลำปาง", "population": 1},
    } | changed


@pytest.fixture
def made(declared: Catalogue) -> Make:
    """Return a reader of a document as a file of a name."""

    def reader(document: Document, name: str = "pao-budget-2565/pao.json") -> Reading:
        text = json.dumps(document, ensure_ascii=False)
        return read_raw(delimited(text.encode(), name), declared)[1]

    return reader


def baht(reading: Reading) -> dict[tuple[str, str], float]:
    return reading.facts["budget"].set_index(["province_code", "plan"])["amount_thb"].to_dict()


@pytest.fixture(scope="module")
def provinces(read: Read, real_files: Path) -> dict[str, Reading]:
    """Readings of the 76 provinces' files."""
    names = sorted(path.name for path in (real_files / FOLDER).glob("pao-*.json"))
    return {name: read(f"{FOLDER}/{name}") for name in names}


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("name", "code", "plans"),
    [
        ("เชียงใหม่", "50", {"สังคมสงเคราะห์": 18_734_380, "สร้างความเข้มแข็งของชุมชน": 69_100_000}),
        ("นครราชสีมา", "30", {"สังคมสงเคราะห์": 66_029_950}),
        ("กระบี่", "81", {"สังคมสงเคราะห์": 2_300_000}),
    ],
)
def test_baht_by_plan(read: Read, name: str, code: str, plans: dict[str, float]) -> None:
    found = baht(read(f"{FOLDER}/pao-{name}.json"))
    assert {plan: found[code, plan] for plan in plans} == plans


@pytest.mark.real_files
def test_every_province_but_bangkok_gives_its_own(
    provinces: dict[str, Reading], declared: Catalogue
) -> None:
    facts = pd.concat(reading.facts["budget"] for reading in provinces.values())
    assert set(facts["province_code"]) == set(declared.provinces) - {"10"}
    assert set(facts["stage"]) == {"approved"}
    assert facts.groupby("plan")["system_id"].agg(lambda s: list(set(s))).to_dict() == {
        "สร้างความเข้มแข็งของชุมชน": ["partnership"],
        "สังคมสงเคราะห์": ["services"],
        "สาธารณสุข": ["services"],
    }
    assert facts.groupby("plan").size()["สังคมสงเคราะห์"] == 68
    for reading in provinces.values():
        assert reading.rows_read == reading.rows_loaded + reading.rows_set_aside
        assert reading.rows_loaded == reading.facts["budget"]["budget_lines"].sum()
        assert not reading.issues


@pytest.mark.real_files
def test_every_total_of_every_file_is_met_to_the_baht(
    provinces: dict[str, Reading], read: Read
) -> None:
    totals = [t for reading in (*provinces.values(), read(NATION)) for t in reading.totals]
    assert len(totals) > 1_700
    assert all(total.gap == 0 for total in totals)


@pytest.mark.real_files
def test_the_provinces_add_up_to_the_nation_wide_file(
    provinces: dict[str, Reading], read: Read
) -> None:
    nation = read(NATION)
    assert (nation.rows_loaded, nation.rows_set_aside) == (0, nation.rows_read)
    facts = pd.concat(reading.facts["budget"] for reading in provinces.values())
    both = {"budget": facts, "control_total": nation.facts["control_total"]}
    assert unreconciled(both) == []
    short = {**both, "budget": facts[facts["province_code"] != "50"]}
    (first, *_) = unreconciled(short)
    assert (first.reason, first.file) == ("total_mismatch", "pao_budget_2565")
    assert len(unreconciled(short)) == 3


def test_a_plan_that_is_not_shown_is_unknown_and_not_zero(made: Make) -> None:
    assert baht(made(budget())) == {
        ("52", "สังคมสงเคราะห์"): 60,
        ("52", "สร้างความเข้มแข็งของชุมชน"): 10,
    }


def test_rows_are_tasks_and_totals(made: Make) -> None:
    reading = made(budget())
    assert reading.rows_read == 4 + 1 + 2 + 3 + 2
    assert (reading.rows_loaded, reading.rows_refused) == (3, 0)
    lines = reading.facts["budget"].set_index("plan")["budget_lines"].to_dict()
    assert lines == {"สังคมสงเคราะห์": 2, "สร้างความเข้มแข็งของชุมชน": 1}


def test_without_tasks_its_plans_are_taken(made: Make) -> None:
    document = budget()
    del document["tasks"]
    assert baht(made(document)) == baht(made(budget()))


@pytest.mark.parametrize("name", ["pao-ลำปาง.json", "อบจ. ลำปาง.json", "2565/จังหวัดลำปาง.json"])
def test_the_files_name_tells_the_province_where_the_content_does_not(
    made: Make, name: str
) -> None:
    document = budget()
    del document["pao"]
    assert ("52", "สังคมสงเคราะห์") in baht(made(document, name))


@pytest.mark.parametrize(
    ("inside", "name", "said"),
    [
        (None, "budget.json", ("unknown_province", "")),
        ("ลำปางง", "budget.json", ("unknown_province", "did you mean ลำปาง?")),
        ("ลำปาง", "pao-ลำพูน.json", ("province_conflict", "")),
    ],
)
def test_a_file_without_its_province_is_refused(
    made: Make,
    refusal: Callable[..., Issue],
    inside: str | None,
    name: str,
    said: tuple[str, str],
) -> None:
    issue = refusal(made, budget(pao={"name": inside}), name)
    assert (issue.reason, issue.detail) == said


def test_the_year_is_that_of_the_folder_and_another_is_not_declared(
    made: Make, refusal: Callable[..., Issue]
) -> None:
    assert set(made(budget()).facts["budget"]["fiscal_year"]) == {2022}
    issue = refusal(made, budget(), "pao-budget-2566/pao-ลำปาง.json")
    assert (issue.reason, issue.value) == ("edition_not_declared", "pao_budget 2566")
    (notice,) = made(budget(), "pao-ลำปาง.json").issues
    assert (notice.reason, notice.severity) == ("years_unverified", "notice")


@pytest.mark.parametrize(
    ("total", "reason"), [("91,41", "bad_number"), (None, "bad_number"), (-1, "out_of_range")]
)
def test_a_bad_figure_refuses_the_file(
    made: Make, refusal: Callable[..., Issue], total: object, reason: str
) -> None:
    document = budget()
    document["tasks"][0]["total"] = total
    issue = refusal(made, document)
    assert (issue.reason, issue.column) == (reason, "ก")


@pytest.mark.parametrize(
    "path",
    [
        ("total",),
        ("groupedByArea", 0, "total"),
        ("groupedByType", 0, "total"),
        ("tasks", 2, "total"),
    ],
)
def test_a_total_that_is_not_met_refuses_the_file(
    made: Make, declared: Catalogue, path: tuple[str | int, ...]
) -> None:
    document = budget()
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    place["total"] += 1
    found = Gathered()
    take(ReadFile("pao.json", "0" * 64, "pao_budget", made(document), None), found, declared)
    assert {issue.reason for issue in found.issues} == {"total_mismatch"}
    assert not found.facts


def test_a_plan_that_no_entry_knows_is_refused_by_row(made: Make) -> None:
    document = json.loads(
        json.dumps(budget()).replace("\\u0e2d\\u0e38\\u0e15", "\\u0e2d\\u0e34\\u0e15")
    )
    reading = made(document)
    (issue,) = reading.issues
    assert (issue.reason, issue.column, issue.value) == (
        "no_placing",
        "plan",
        "อิตสาหกรรม และการโยธา",
    )
    assert (reading.rows_loaded, reading.rows_refused) == (3, 1)


@pytest.mark.parametrize(
    "text", ["[]", "{}", '{"total": 1, "groupedByArea": [], "groupedByType": []}', "a,b\n1,2\n"]
)
def test_other_files_are_no_ordinances(text: str) -> None:
    assert not pao_budget.recognises(delimited(text.encode(), "made.json"))


@pytest.mark.real_files
def test_no_person_of_the_files_is_read(read: Read, real_files: Path) -> None:
    name = f"{FOLDER}/pao-กระบี่.json"
    executive = RawFile(real_files / name, name).document["pao"]["chiefExecutives"][0]["name"]
    reading = read(name)
    assert executive not in str(reading) + reading.facts["budget"].to_csv()
