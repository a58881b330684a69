import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.issues import Issue
from etl.sources import Reading
from welfare.catalog import Catalogue

pytestmark = pytest.mark.real_files

VOLUME = "budget-fy2565/2022-3-2.csv"
TOTAL = 24_664_136_400


@pytest.fixture(scope="module")
def volume(read: Callable[[str], Reading]) -> Reading:
    return read(VOLUME)


@pytest.fixture
def lines(real_files: Path) -> list[dict[str, str]]:
    """The ministry's lines alone."""
    with (real_files / VOLUME).open(encoding="utf-8-sig", newline="") as file:
        return [line for line in csv.DictReader(file) if "ความมั่นคงของมนุษย์" in line["MINISTRY"]]


def as_csv(lines: list[dict[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(lines[0]))
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue()


def test_the_ministrys_730_lines_add_up(volume: Reading) -> None:
    facts = volume.facts["budget"]
    assert facts["budget_lines"].sum() == 730 == volume.rows_loaded
    assert facts["amount_thb"].sum() == TOTAL
    assert set(facts["fiscal_year"]) == {2022}
    assert set(facts["stage"]) == {"proposed"}


def test_other_ministries_and_other_years_are_set_aside(volume: Reading) -> None:
    assert (volume.rows_read, volume.rows_set_aside, volume.rows_refused) == (2_409, 1_679, 0)


def test_baht_and_lines_by_unit_with_the_spelling_put_right(volume: Reading) -> None:
    by_unit = volume.facts["budget"].groupby("agency")[["budget_lines", "amount_thb"]].sum()
    assert {unit: tuple(row) for unit, row in by_unit.iterrows()} == {
        "สำนักงานปลัดกระทรวงการพัฒนาสังคมและความมั่นคงของมนุษย์": (134, 1_515_264_800),
        "กรมกิจการเด็กและเยาวชน": (102, 18_185_592_400),
        "กรมกิจการผู้สูงอายุ": (111, 691_195_100),
        "กรมกิจการสตรีและสถาบันครอบครัว": (108, 531_019_800),
        "กรมพัฒนาสังคมและสวัสดิการ": (139, 1_725_191_500),
        "กรมส่งเสริมและพัฒนาคุณภาพชีวิตคนพิการ": (128, 711_631_900),
        "สถาบันพัฒนาองค์กรชุมชน": (8, 1_304_240_900),
    }


def test_the_systems_and_what_serves_them_all_add_up(volume: Reading, declared: Catalogue) -> None:
    by_system = volume.facts["budget"].groupby("system_id", dropna=False)["amount_thb"].sum()
    assert by_system.sum() == TOTAL
    assert set(by_system.index.dropna()) <= set(declared.systems)
    assert by_system["assistance"] > by_system.drop("assistance").sum()


def test_every_unit_plan_and_project_has_its_place(volume: Reading, declared: Catalogue) -> None:
    placed = {(p.unit, p.plan, p.project): p for p in declared.budget_placings}
    facts = volume.facts["budget"].astype(object).where(lambda rows: rows.notna(), None)
    for row in facts.itertuples():
        placing = placed[row.agency, row.plan, row.project]
        allowed = {placing.system, *(item.system for item in placing.items)}
        assert row.system_id in allowed
    keys = set(facts[["agency", "plan", "project"]].itertuples(index=False, name=None))
    assert keys == set(placed)


@pytest.mark.parametrize(
    "name", ["2022-3-1", "2022-3-9", "2022-3-13(1)", "2022-3-16(1)", "2022-3-3(2)-bug"]
)
def test_a_volume_without_the_ministry_is_refused(
    read: Callable[[str], Reading], refusal: Callable[..., Issue], name: str
) -> None:
    issue = refusal(read, f"budget-fy2565/{name}.csv")
    assert (issue.reason, issue.detail) == ("not_recognised", "no line of the ministry")


def test_a_project_without_a_place_and_a_broken_amount_are_refused_by_line(
    lines: list[dict[str, str]], read_text: Callable[[str], Reading]
) -> None:
    lines[0]["BUDGET_PLAN"], lines[1]["AMOUNT"] = "แผนงานใหม่", "1,00"
    reading = read_text(as_csv(lines))
    assert (reading.rows_read, reading.rows_loaded, reading.rows_set_aside) == (735, 728, 5)
    assert [(i.reason, i.row) for i in reading.issues] == [("no_placing", 2), ("bad_number", 3)]
    assert "แผนงานใหม่" in reading.issues[0].value
    assert reading.issues[1].value == "1,00"


def test_a_draft_of_another_year_is_refused(
    lines: list[dict[str, str]],
    read_text: Callable[[str], Reading],
    refusal: Callable[..., Issue],
) -> None:
    for line in lines:
        line["REF_DOC"] = line["REF_DOC"].replace("2022", "2023")
    issue = refusal(read_text, as_csv(lines))
    assert (issue.reason, issue.value) == ("edition_not_declared", "budget_draft_2566")
