import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from etl.gather import Gathered, take
from etl.isolate import read_one
from etl.issues import Issue
from etl.reading import RawFile
from etl.recognise import read_raw
from etl.sources import Reading
from etl.sources.household_labels import CLASSES
from welfare.catalog import Catalogue

INCOME = "household-income/ses_income_region_source_class.csv"
SPENDING = "household-income/ses_expense_region_type_class.csv"
PROVINCES = "recent/nso-ses-spb0802-66-clean.csv"
HEAD = "year,region,source_income,soc_eco_class,value,unit,source\n"
TRANSFERS = "รายได้ประจำที่เป็นตัวเงิน (เงินได้รับเป็นการช่วยเหลือ)"
BLOCK = {
    "รายได้ทั้งสิ้น (รวม)": 10_001,
    "รายได้ประจำ (รวม)": 9_500,
    "รายได้ประจำที่เป็นตัวเงิน (รวม)": 8_000,
    "รายได้ประจำที่เป็นตัวเงิน (รายได้จากการทำงาน)": 6_000,
    TRANSFERS: 1_500,
    "รายได้ประจำที่เป็นตัวเงิน (รายได้จากทรัพย์สิน)": 500,
    "รายได้ประจำที่ไม่เป็นตัวเงิน (รวม)": 1_500,
    "รายได้ไม่ประจำ (รายได้ที่เป็นตัวเงิน)": 500,
}

ReadText = Callable[[str], Reading]


def lines(block: dict[str, float] = BLOCK, area: str = "ภาคเหนือ", group: str = "รวม") -> str:
    return "".join(
        f"2564,{area},{part},{group},{value},บาทต่อเดือน,สสช.\n" for part, value in block.items()
    )


def value(reading: Reading, area: str, year: int, group: str, item: str | None) -> float:
    facts = reading.facts["outcome"]
    items = facts["item_id"].isna() if item is None else facts["item_id"] == item
    chosen = facts[
        (facts["area_id"] == area) & (facts["year"] == year) & (facts["group_id"] == group) & items
    ]
    return float(chosen["value"].item())


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("file", "place", "printed"),
    [
        (INCOME, ("TH", 2011, "all", None), 23236),
        (INCOME, ("region_north", 2019, "all", "income_transfers"), 3564),
        (INCOME, ("region_northeast", 2011, "class_own_business", "income_in_kind"), 3096),
        (INCOME, ("region_south", 2013, "class_inactive", None), 15967),
        (SPENDING, ("TH", 2013, "class_farm_worker", None), 12384.19),
        (SPENDING, ("region_north", 2017, "all", "expenditure_other"), 1952.31),
        (SPENDING, ("region_south", 2019, "all", "expenditure_education"), 269),
        (PROVINCES, ("58", 2023, "class_farm_owner", None), 12227),
        (PROVINCES, ("58", 2023, "class_farm_owner", "income_transfers"), 794),
        (PROVINCES, ("58", 2023, "class_inactive", "income_transfers"), 6074),
    ],
)
def test_values_as_printed(
    read: Callable[[str], Reading],
    file: str,
    place: tuple[str, int, str, str | None],
    printed: float,
) -> None:
    assert value(read(file), *place) == printed


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("file", "counts", "source"),
    [
        # 2 of 6 regions, and 2 of 8 parts, or 1 of 14, which are sums between.
        (INCOME, (2640, 880 + 440), "nso_income_class_2562"),
        (SPENDING, (4620, 1540 + 220), "nso_expenditure_class_2562"),
        (PROVINCES, (7700, 1540), "nso_income_class_province_2566"),
    ],
)
def test_every_row_is_accounted_for(
    read: Callable[[str], Reading],
    real_files: Path,
    file: str,
    counts: tuple[int, int],
    source: str,
) -> None:
    with (real_files / file).open(encoding="utf-8-sig", newline="") as text:
        assert sum(bool(row) for row in csv.reader(text)) - 1 == counts[0]
    reading = read(file)
    assert (reading.rows_read, reading.rows_set_aside) == counts
    assert reading.rows_refused == 0
    assert reading.rows_loaded == len(reading.facts["outcome"])
    assert reading.source_ids == (source,)


@pytest.mark.real_files
def test_parts_add_up_but_for_five_slips_of_the_publisher(read: Callable[[str], Reading]) -> None:
    assert len(read(SPENDING).totals) == 2 * 330
    assert len(read(PROVINCES).totals) == 3 * 770
    assert all(total.met for file in (SPENDING, PROVINCES) for total in read(file).totals)
    broken = [(t.item, t.printed, t.summed) for t in read(INCOME).totals if not t.met]
    assert sorted(broken) == [
        ("cash", 20483, 50482),
        ("cash", 30119, 30083),
        ("cash", 64342, 65070),
        ("regular", 55811, 25811),
        ("whole", 33882, 33832),
    ]


@pytest.mark.real_files
def test_the_file_of_the_slips_is_accepted_and_the_slips_are_noticed(
    real_files: Path, declared: Catalogue
) -> None:
    found = Gathered()
    take(read_one(real_files / INCOME, INCOME), found, declared)
    assert found.files[0]["verdict"] == "loaded"
    reasons = [issue.reason for issue in found.issues]
    assert reasons.count("suspect_value") == 5
    assert reasons.count("total_accepted") == 1


@pytest.mark.real_files
def test_two_regions_are_cut_otherwise_and_set_aside(read: Callable[[str], Reading]) -> None:
    for file in (INCOME, SPENDING):
        areas = set(read(file).facts["outcome"]["area_id"])
        assert areas == {"TH", "region_north", "region_northeast", "region_south"}
        notices = [i.value for i in read(file).issues if i.reason == "other_region_scheme"]
        assert len(notices) == 2
        assert "ภาคกลาง" in notices


@pytest.mark.real_files
def test_provinces_have_classes_and_no_average_of_all(read: Callable[[str], Reading]) -> None:
    facts = read(PROVINCES).facts["outcome"]
    assert facts["area_id"].nunique() == 77
    assert set(facts["group_id"]) == set(CLASSES) - {"all"}


@pytest.mark.real_files
def test_zeros_of_the_sample_rounded_zeros_and_classes_not_interviewed(
    read: Callable[[str], Reading],
) -> None:
    facts = read(PROVINCES).facts["outcome"]
    flags = facts["flag"].fillna("none").value_counts().to_dict()
    # 25 classes of a province, eight figures each, were not interviewed.
    assert (flags["missing"], flags["zero_rounded"]) == (25 * 8, 23)
    assert facts.loc[facts["flag"] == "missing", "value"].isna().all()
    assert ((facts["value"] == 0) & facts["flag"].isna()).sum() == 762 - 25 * 8
    unseen = facts[(facts["area_id"] == "10") & (facts["group_id"] == "class_fishing_forestry")]
    assert unseen["value"].isna().all()


@pytest.mark.real_files
def test_losses_are_kept(read: Callable[[str], Reading]) -> None:
    facts = read(PROVINCES).facts["outcome"]
    losses = facts[facts["value"] < 0]
    assert losses["item_id"].fillna("whole").value_counts().to_dict() == {
        "income_farm": 32,
        "whole": 1,
    }


@pytest.mark.real_files
def test_duckdb_and_a_workbook_give_the_same(
    real_files: Path, read: Callable[[str], Reading], declared: Catalogue
) -> None:
    with (real_files / PROVINCES).open(encoding="utf-8-sig", newline="") as text:
        rows = [row for row in csv.reader(text) if row]
    file = RawFile(Path("made.xlsx"), "made.xlsx")
    file.__dict__["head"], file.__dict__["sheets"] = b"PK\x03\x04", {"ตาราง": [["SPB0802"], *rows]}
    again = read_raw(file, declared)[1]
    pd.testing.assert_frame_equal(again.facts["outcome"], read(PROVINCES).facts["outcome"])
    assert again.sheet == "ตาราง"


def test_the_whole_and_its_smallest_parts_are_taken(read_text: ReadText) -> None:
    reading = read_text(HEAD + lines())
    assert (reading.rows_loaded, reading.rows_set_aside) == (6, 2)
    assert value(reading, "region_north", 2021, "all", None) == 10_001
    assert value(reading, "region_north", 2021, "all", "income_transfers") == 1_500
    assert reading.source_ids == ("nso_income_class_2564",)
    assert [(total.item, total.met) for total in reading.totals] == [
        ("whole", True),
        ("regular", True),
        ("cash", True),
    ]


@pytest.mark.parametrize(("off", "met"), [(1, True), (2, False)])
def test_a_sum_may_be_off_by_rounding_alone(read_text: ReadText, off: int, met: bool) -> None:
    block = BLOCK | {"รายได้ทั้งสิ้น (รวม)": 10_000 + off}
    assert read_text(HEAD + lines(block)).totals[0].met is met


def test_a_block_cut_short_is_not_reconciled(read_text: ReadText) -> None:
    reading = read_text(HEAD + "".join(lines().splitlines(keepends=True)[:5]))
    assert reading.totals == ()
    assert reading.rows_loaded == 3


def test_labels_in_another_order_below_a_title_in_cp874(declared: Catalogue) -> None:
    rows = [line.split(",") for line in (HEAD + lines()).splitlines()]
    text = "รายได้ของครัวเรือน" + "," * 6 + "\n"
    text += "\n".join(",".join(reversed(row)) for row in rows)
    file = RawFile(Path("made.csv"), "made.csv")
    file.__dict__["head"] = file.__dict__["content"] = text.encode("cp874")
    reading = read_raw(file, declared)[1]
    assert value(reading, "region_north", 2021, "all", "income_work") == 6_000


@pytest.mark.parametrize(
    ("old", "new", "reason", "column"),
    [
        ("ภาคเหนือ", "ภาคเหนื่อย", "unknown_province", "region"),
        (TRANSFERS, "เงินกู้", "unknown_label", "source_income"),
        (f"{TRANSFERS},รวม", f"{TRANSFERS},นักบิน", "unknown_label", "soc_eco_class"),
    ],
)
def test_a_label_that_is_not_known_refuses_its_row(
    read_text: ReadText, old: str, new: str, reason: str, column: str
) -> None:
    row = f"2564,ภาคเหนือ,{TRANSFERS},รวม,1500,บาทต่อเดือน,สสช.\n"
    more = lines(area="ภาคใต้")
    reading = read_text(HEAD + row.replace(old, new) + more)
    (issue,) = reading.issues
    assert (issue.reason, issue.row, issue.column) == (reason, 2, column)
    assert (reading.rows_loaded, reading.rows_refused) == (6, 1)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (",8000,", ',"91,41",', "bad_number"),
        (",8000,", ",8000000,", "out_of_range"),
        (",8000,บาทต่อเดือน", ",8000,ดอลลาร์", "unknown_label"),
        ("2564,ภาคเหนือ,รายได้ประจำที่เป็นตัวเงิน (รวม)", "x,ภาคเหนือ,รายได้ประจำ (รวม)", "bad_year"),
        ("รายได้ประจำที่เป็นตัวเงิน (รวม)", "รายได้ประจำ (รวม)", "duplicate_key"),
    ],
)
def test_what_cannot_be_refuses_the_file(
    read_text: ReadText, refusal: Callable[..., Issue], old: str, new: str, reason: str
) -> None:
    text = HEAD + lines().replace(old, new)
    issue = refusal(read_text, text)
    assert (issue.reason, issue.row) == (reason, 4)


def test_rows_without_their_header_are_known_and_refused(
    read_text: ReadText, refusal: Callable[..., Issue]
) -> None:
    classes = [labels[0] for code, labels in CLASSES.items() if code != "all"]
    rows = [f"2564,ภาคเหนือ,x,{name},1\n" for name in classes]
    assert refusal(read_text, "".join(rows)).reason == "no_header"
