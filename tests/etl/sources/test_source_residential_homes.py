from collections.abc import Callable

import pytest

from etl.issues import Issue
from etl.sources import Reading

CHILDREN = "institutions/child_homes_2554_HTML-as-xls_cp874.xls"
DISABLED = "institutions/disabled_homes_2555_HTML-as-xls_cp874.xls"
LABELS = ("ชื่อหน่วยงาน", "เป้าหมาย", "ยอดยกมา", "รับเข้า", "จำหน่าย", "คงเหลือ", "สะสม")


def page(*homes: tuple[object, ...], group: str = "เด็ก", listed: int | None = None) -> str:
    """Return a page as the department's system exports it: a table in the first row of another."""
    lines = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in home) + "</tr>" for home in (LABELS, *homes)
    )
    return (
        "<html><body><table><tr><td colspan='7'>"
        f"<table><tr><td>จำนวนข้อมูลทั้งหมด {listed or len(homes)} รายการ</td></tr></table>"
        f"<table><tr><td>สถิติผู้รับบริการใน\n {group}<br>ปี พ.ศ. 2556 </td></tr></table>"
        f"</td></tr>{lines}</table></body></html>"
    )


def people(reading: Reading) -> dict[tuple[str, str], float]:
    """Return people served by programme and province; no province is the whole country."""
    facts = reading.facts["beneficiary"]
    places = facts["province_code"].astype("str").fillna("TH")
    return dict(zip(zip(facts["programme_id"], places, strict=True), facts["persons"], strict=True))


@pytest.mark.real_files
def test_people_in_shelters_by_province_and_in_homes_nationally(
    read: Callable[[str], Reading],
) -> None:
    found = people(read(CHILDREN))
    assert found["child_family_shelters", "84"] == 948
    assert found["child_family_shelters", "58"] == 714
    # The shelter of the department itself names no province.
    assert found["child_family_shelters", "TH"] == 803
    assert len(found) == 75 + 1 + 1
    assert sum(found.values()) == 20_860


@pytest.mark.real_files
def test_people_in_homes_for_persons_with_disabilities(read: Callable[[str], Reading]) -> None:
    reading = read(DISABLED)
    assert people(reading) == {("disabled_homes", "TH"): 5_853}
    assert reading.facts["beneficiary"]["fiscal_year"].tolist() == [2012]


@pytest.mark.real_files
@pytest.mark.parametrize(("name", "homes"), [(CHILDREN, 105), (DISABLED, 22)])
def test_every_home_is_read_and_adds_up(
    read: Callable[[str], Reading], name: str, homes: int
) -> None:
    reading = read(name)
    assert (reading.rows_read, reading.rows_loaded) == (homes, homes)
    assert len(reading.totals) == homes + 1
    assert all(total.met for total in reading.totals)


def test_another_year_is_one_of_the_series(read_text: Callable[[str], Reading]) -> None:
    reading = read_text(page(("บ้านพักเด็กและครอบครัวจังหวัดตาก", 40, 39, 142, 124, 40, 181)))
    assert reading.source_ids == ("homes_children_2556",)
    assert people(reading) == {("child_family_shelters", "63"): 181}


def test_a_home_that_does_not_add_up_or_a_list_cut_short_is_not_met(
    read_text: Callable[[str], Reading],
) -> None:
    reading = read_text(page(("บ้านเวียงพิงค์", 1, 5, 5, 0, 0, 11), listed=3))
    assert [(total.kind, total.met) for total in reading.totals] == [
        ("sum_of_parts", False),
        ("grand_total", False),
    ]


def test_a_shelter_of_no_known_province_is_refused_by_itself(
    read_text: Callable[[str], Reading],
) -> None:
    reading = read_text(
        page(
            ("บ้านพักเด็กและครอบครัวจังหวัดตาก", 40, 39, 142, 124, 40, 181),
            ("บ้านพักเด็กและครอบครัวจังหวัดนครสวรค์", 40, 1, 1, 0, 2, 2),
        )
    )
    assert [(issue.reason, issue.detail) for issue in reading.issues] == [
        ("unknown_province", "did you mean นครสวรรค์?")
    ]
    assert (reading.rows_read, reading.rows_loaded) == (2, 1)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (page(("บ้าน", 1, "๑,๒", 1, 1, 1, 1)), "bad_number"),
        (page(("บ้าน", 1, 1, 1, 1, 1, 2), group="นักโทษ"), "unknown_label"),
        (page(), "empty_form"),
    ],
)
def test_a_page_with_a_fault_is_refused_whole(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue], text: str, reason: str
) -> None:
    assert refusal(read_text, text).reason == reason
