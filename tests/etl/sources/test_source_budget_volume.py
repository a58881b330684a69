import csv
import io
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from etl.issues import Issue
from etl.reading import RawFile
from etl.recognise import read_raw
from etl.sources import Reading, budget_volume
from tests.etl.conftest import workbook
from welfare.catalog import Catalogue

VOLUME = "budget-fy2565/2022-3-2.csv"
LOCAL = "budget-fy2565/2022-3-16(1).csv"
TOTAL = 24_664_136_400
HEADER = (
    "REF_DOC,MINISTRY,BUDGETARY_UNIT,BUDGET_PLAN,OUTPUT,PROJECT,CATEGORY_LV1,CATEGORY_LV2,"
    "ITEM_DESCRIPTION,FISCAL_YEAR,AMOUNT"
)
BANGKOK = "องค์กรปกครองส่วนท้องถิ่น,กรุงเทพมหานคร,แผนงานยุทธศาสตร์,การจัดบริการสาธารณะ,,งบเงินอุดหนุน,ทั่วไป"

Line = dict[str, str]
Read = Callable[[str], Reading]
Make = Callable[..., Reading]


@pytest.fixture(scope="module")
def volume(read: Read) -> Reading:
    return read(VOLUME)


@pytest.fixture
def made(tmp_path: Path, declared: Catalogue) -> Make:
    """Return a reader of text as a file; a volume is read from where it stands."""

    def reader(text: str, encoding: str = "utf-8") -> Reading:
        path = tmp_path / "made.csv"
        path.write_bytes(text.encode(encoding, errors="replace"))
        return read_raw(RawFile(path, "made.csv"), declared)[1]

    return reader


@pytest.fixture
def lines_of(real_files: Path) -> Callable[[str], list[Line]]:
    def opened(name: str) -> list[Line]:
        with (real_files / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    return opened


@pytest.fixture
def lines(lines_of: Callable[[str], list[Line]]) -> list[Line]:
    """The ministry's lines alone."""
    return [line for line in lines_of(VOLUME) if "ความมั่นคงของมนุษย์" in line["MINISTRY"]]


def as_csv(lines: list[Line]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(lines[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue()


def item(description: str, amount: str, year: str = "2022", where: str = BANGKOK) -> str:
    return f'2022.3.16(1),{where},{description},{year},"{amount}"'


def small(*rows: str) -> str:
    return "\n".join([HEADER, *rows]) + "\n"


def baht(reading: Reading, *keys: str) -> dict[object, float]:
    facts = reading.facts["budget"]
    by = list(keys) if len(keys) > 1 else keys[0]
    return facts.groupby(by, dropna=False)["amount_thb"].sum().to_dict()


def same(one: Reading, other: Reading) -> bool:
    return one.facts["budget"].equals(other.facts["budget"])


@pytest.mark.real_files
def test_the_ministrys_730_lines_add_up(volume: Reading) -> None:
    facts = volume.facts["budget"]
    assert facts["budget_lines"].sum() == 730 == volume.rows_loaded
    assert facts["amount_thb"].sum() == TOTAL
    assert set(facts["fiscal_year"]) == {2022}
    assert set(facts["stage"]) == {"proposed"}
    assert facts["province_code"].isna().all()


@pytest.mark.real_files
def test_other_ministries_and_other_years_are_set_aside(volume: Reading) -> None:
    assert (volume.rows_read, volume.rows_set_aside, volume.rows_refused) == (2_409, 1_679, 0)


@pytest.mark.real_files
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


@pytest.mark.real_files
def test_the_systems_and_what_serves_them_all_add_up(volume: Reading, declared: Catalogue) -> None:
    by_system = volume.facts["budget"].groupby("system_id", dropna=False)["amount_thb"].sum()
    assert by_system.sum() == TOTAL
    assert set(by_system.index.dropna()) <= set(declared.systems)
    assert by_system["assistance"] > by_system.drop("assistance").sum()


@pytest.mark.real_files
def test_every_unit_plan_and_project_has_its_place(volume: Reading, declared: Catalogue) -> None:
    placed = {(p.unit, p.plan, p.project): p for p in declared.budget_placings}
    facts = volume.facts["budget"].astype(object).where(lambda rows: rows.notna(), None)
    for row in facts.itertuples():
        placing = placed[row.agency, row.plan, row.project]
        allowed = {placing.system, *(item.system for item in placing.items)}
        assert row.system_id in allowed
    keys = set(facts[["agency", "plan", "project"]].itertuples(index=False, name=None))
    assert keys == set(placed)


@pytest.mark.real_files
def test_allowances_and_homes_of_local_government(read: Read) -> None:
    reading = read(LOCAL)
    by_project = baht(reading, "project", "province_code")
    older = "เงินอุดหนุนการสงเคราะห์เบี้ยยังชีพผู้สูงอายุ"
    disability = "เงินอุดหนุนการสงเคราะห์เบี้ยยังชีพความพิการ"
    # Printed "การส่งเคราะห์เบียยังชีพผู้สูงอายุ 4" and "เบี้ยยังชีพความพิการ 6 สี".
    assert (by_project[older, "10"], by_project[older, "20"]) == (6_810_692_400, 92_199_600)
    assert (by_project[disability, "10"], by_project[disability, "20"]) == (918_470_400, 13_308_000)
    # Printed "เบี้ยยังชีผู้ป่วยเอดส์".
    assert by_project["เงินอุดหนุนการสงเคราะห์เบี้ยยังชีพผู้ป่วยเอดส์", "20"] == 1_938_000
    homes = {
        code: b for (name, code), b in by_project.items() if name == "เงินอุดหนุนสถานสงเคราะห์คนชรา"
    }
    assert homes["30"] == 16_549_400
    assert homes["60"] == 7_943_000 + 2_633_000
    assert homes["10"] == 9_931_600
    assert len(homes) == 11
    assert (reading.rows_read, reading.rows_loaded, reading.rows_refused) == (1_285, 210, 0)


@pytest.mark.real_files
def test_the_states_contribution_is_not_what_agencies_pay_as_employers(read: Read) -> None:
    reading = read("budget-fy2565/2022-3-9.csv")
    by_system = baht(reading, "system_id")
    assert by_system["insurance"] == 42_790_000_000 + 1_301_076_000
    assert sum(by_system.values()) == 45_000_097_800
    assert (reading.rows_loaded, reading.rows_set_aside) == (14, 1_939)


@pytest.mark.real_files
def test_the_central_fund_holds_protection_of_state_employees_and_disaster_relief(
    read: Read,
) -> None:
    reading = read("budget-fy2565/2022-3-1.csv")
    by_project = baht(reading, "project")
    assert by_project["ค่าใช้จ่ายในการรักษาพยาบาลข้าราชการ ลูกจ้าง และพนักงานของรัฐ"] == 74_000_000_000
    assert by_project["เงินเบี้ยหวัด บำเหน็จ บำนาญ"] == 310_600_000_000
    assert baht(reading, "system_id") == {"assistance": 5e9, "insurance": 461_900_000_000}
    assert (reading.rows_read, reading.rows_loaded) == (2_598, 6)


@pytest.mark.real_files
def test_of_provinces_only_running_costs_of_social_projects_are_taken(read: Read) -> None:
    reading = read("budget-fy2565/2022-3-13(1).csv")
    by_province = baht(reading, "province_code")
    assert by_province["80"] == 2_689_800 + 7_533_700  # without 10 million of administration
    assert by_province["12"] == 214_200 + 8_208_900 + 2_647_400 + 24_200 + 108_000  # nor a road
    assert reading.facts["budget"]["system_id"].isna().all()
    assert "14" not in by_province  # embankments, bridges and roads alone


@pytest.mark.real_files
def test_a_list_of_known_bad_rows_is_refused(read: Read, refusal: Callable[..., Issue]) -> None:
    issue = refusal(read, "budget-fy2565/2022-3-3(2)-bug.csv")
    assert issue.reason == "known_bad_rows"
    assert issue.detail.startswith("8 lines")


@pytest.mark.real_files
@pytest.mark.parametrize("name", [VOLUME, LOCAL])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp874"])
def test_another_extraction_gives_the_same(
    read: Read,
    made: Make,
    lines_of: Callable[[str], list[Line]],
    name: str,
    encoding: str,
) -> None:
    """Columns the other way round and without the index, numbers and years written otherwise."""
    kept = [
        field for field in reversed(lines_of(name)[0]) if field not in {"", "ITEM_ID", "DEBUG_LOG"}
    ]
    other = [
        {field: line[field] for field in kept}
        | {
            "AMOUNT": f"{float(line['AMOUNT'].replace(',', '')):.2f}",
            "FISCAL_YEAR": str(int(line["FISCAL_YEAR"]) + 543),
            "BUDGET_PLAN": line["BUDGET_PLAN"].replace(" ", ""),
        }
        for line in lines_of(name)
    ]
    title = "ร่างงบประมาณ พ.ศ. 2565" + "," * (len(kept) - 1) + "\n"
    reading = made(title + as_csv(other), encoding)
    assert same(reading, read(name))
    assert (reading.rows_read, reading.rows_refused) == (len(other), 0)


@pytest.mark.real_files
def test_a_workbook_gives_the_same(
    read: Read, lines_of: Callable[[str], list[Line]], declared: Catalogue
) -> None:
    lines = lines_of(LOCAL)
    cells = [
        [float(c.replace(",", "")) if f == "AMOUNT" else c for f, c in line.items()]
        for line in lines
    ]
    file = workbook([[], list(lines[0]), *cells])
    assert same(budget_volume.read(file, declared), read(LOCAL))


@pytest.mark.real_files
def test_a_project_without_a_place_and_a_broken_amount_are_refused_by_line(
    lines: list[Line], made: Make
) -> None:
    lines[0]["BUDGET_PLAN"], lines[1]["AMOUNT"] = "แผนงานใหม่", "1,00"
    reading = made(as_csv(lines))
    assert (reading.rows_read, reading.rows_loaded, reading.rows_set_aside) == (735, 728, 5)
    assert [(i.reason, i.row) for i in reading.issues] == [("no_placing", 2), ("bad_number", 3)]
    assert "แผนงานใหม่" in reading.issues[0].value
    assert (reading.issues[1].column, reading.issues[1].value) == ("AMOUNT", "1,00")


@pytest.mark.real_files
def test_a_draft_of_another_year_is_refused(
    lines: list[Line], made: Make, refusal: Callable[..., Issue]
) -> None:
    for line in lines:
        line["REF_DOC"] = line["REF_DOC"].replace("2022", "2023")
        line["FISCAL_YEAR"] = line["FISCAL_YEAR"].replace("2022", "2023")
    issue = refusal(made, as_csv(lines))
    assert (issue.reason, issue.value) == ("edition_not_declared", "budget_draft_2566")


@pytest.mark.real_files
def test_volumes_in_one_file_are_the_volumes(
    read: Read, made: Make, lines_of: Callable[[str], list[Line]]
) -> None:
    reading = made(as_csv([*lines_of(VOLUME), *lines_of(LOCAL)]))
    parts = [read(name).facts["budget"] for name in (VOLUME, LOCAL)]
    assert set(reading.source_ids) == {"budget_draft_2565", "budget_local_2565"}
    assert reading.facts["budget"]["amount_thb"].sum() == sum(p["amount_thb"].sum() for p in parts)


@pytest.mark.real_files
def test_a_line_that_repeats_another_with_its_number_counts_once(
    read: Read, made: Make, lines_of: Callable[[str], list[Line]]
) -> None:
    lines = lines_of(LOCAL)
    reading = made(as_csv([*lines, *lines]))
    assert same(reading, read(LOCAL))
    assert (reading.rows_read, reading.rows_loaded) == (2 * len(lines), 210)
    (notice,) = reading.issues
    assert (notice.reason, notice.severity) == ("duplicate_key", "notice")


def test_lines_without_a_number_of_their_own_all_count(made: Make) -> None:
    centre = item("เงินอุดหนุนศูนย์บริการทางสังคมผู้สูงอายุดินแดง", "1,000")
    reading = made(small(centre, centre, "", item("เงินอุดหนุนโครงการอาหารกลางวัน", "5")))
    assert baht(reading, "province_code") == {"10": 2_000}
    assert reading.facts["budget"]["budget_lines"].tolist() == [2]
    assert (reading.rows_read, reading.rows_set_aside) == (3, 1)


@pytest.mark.parametrize(
    "description",
    [
        "เงินอุดหนุนการสงเคราะห์เบี้ยยังชีพผู้สูงอายุ",
        "เงินคุดหนุน การส่งเคราะห์เบียยัง ชีพผู้สูงอายุ 4",
        "AA เบี้ยยังชีพผู้สู่งอายุ",
    ],
)
def test_misread_tones_spaces_and_stray_signs_do_not_matter(made: Make, description: str) -> None:
    facts = made(small(item(description, "๑,๐๐๐"))).facts["budget"]
    assert facts[["project", "system_id", "amount_thb"]].to_numpy().tolist() == [
        ["เงินอุดหนุนการสงเคราะห์เบี้ยยังชีพผู้สูงอายุ", "assistance", 1_000]
    ]


def test_a_line_that_sounds_like_welfare_waits_for_a_steward(made: Make) -> None:
    known = item("เงินอุดหนุนศูนย์เด็กเล็ก", "1")
    reading = made(small(known, item("เงินอุดหนุนสนับสนุนผู้สูงอายุติดเตียง", "9")))
    (issue,) = reading.issues
    assert (issue.reason, issue.row, issue.column) == ("no_placing", 3, "ITEM_DESCRIPTION")
    assert (reading.rows_loaded, reading.rows_refused) == (1, 1)


def test_a_province_that_is_none_is_refused_with_what_it_may_mean(made: Make) -> None:
    home = "องค์กรปกครองส่วนท้องถิ่น,องค์การบริหารส่วนจังหวัด{},แผน,ผลผลิต,,งบเงินอุดหนุน,ทั่วไป"
    reading = made(
        small(
            item("เงินอุดหนุนสถานสงเคราะห์คนชรา", "7", where=home.format("ลพบุรี")),
            item("เงินอุดหนุนสถานสงเคราะห์คนชรา", "8", where=home.format("ลพบุรรรี")),
        )
    )
    assert baht(reading, "province_code") == {"16": 7}
    (issue,) = reading.issues
    assert (issue.reason, issue.row) == ("unknown_province", 3)
    assert issue.detail == "did you mean ลพบุรี?"


@pytest.mark.parametrize(
    ("year", "amount", "reason", "value"),
    [
        ("ปีใหม่", "5", "bad_year", "ปีใหม่"),
        ("2022", "91,41", "bad_number", "91,41"),
        ("2022", "", "bad_number", ""),
        ("2022", "-5", "out_of_range", "-5"),
    ],
)
def test_a_bad_cell_refuses_its_line(
    made: Make, year: str, amount: str, reason: str, value: str
) -> None:
    known = item("เงินอุดหนุนศูนย์เด็กเล็ก", "1")
    reading = made(small(known, item("เงินอุดหนุนศูนย์เด็กเล็ก", amount, year)))
    (issue,) = reading.issues
    assert (issue.reason, issue.row, issue.value) == (reason, 3, value)
    assert (reading.rows_loaded, reading.rows_refused) == (1, 1)


def test_obligations_of_other_years_are_set_aside(made: Make) -> None:
    years = [item("เงินอุดหนุนศูนย์เด็กเล็ก", "1", str(year)) for year in (1967, 2021, 2022, 2565, 2066)]
    reading = made(small(*years))
    assert reading.facts["budget"]["amount_thb"].tolist() == [2]
    assert (reading.rows_loaded, reading.rows_set_aside, reading.rows_refused) == (2, 3, 0)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (small(), "empty"),
        (
            small(item("ปูนขาว", "5", where="กระทรวงกลาโหม,กองทัพบก,แผน,,,งบลงทุน,")),
            "no_welfare_lines",
        ),
        (small(item("เงินอุดหนุนโครงการอาหารกลางวัน", "5")), "no_welfare_lines"),
        (small(item("เงินอุดหนุนศูนย์เด็กเล็ก", "5")).replace("REF_DOC", "DOCUMENT"), "no_year"),
        (small(item("เงินอุดหนุนศูนย์เด็กเล็ก", "5")).replace("ITEM_D", "D"), "bad_columns"),
        (small(item("เงินอุดหนุนศูนย์เด็กเล็ก", "x")), "bad_number"),
        (small(item("เงินอุดหนุนศูนย์เด็กเล็ก", "5")) + "one,cell\n", "not_readable"),
    ],
)
def test_a_file_without_what_is_needed_is_refused(
    made: Make, refusal: Callable[..., Issue], text: str, reason: str
) -> None:
    assert refusal(made, text).reason == reason


def test_more_bad_lines_than_a_steward_can_read_refuse_the_file(
    made: Make, refusal: Callable[..., Issue]
) -> None:
    bad = [item("เงินอุดหนุนศูนย์เด็กเล็ก", f"{n},1") for n in range(budget_volume.MOST_REFUSED + 1)]
    issue = refusal(made, small(item("เงินอุดหนุนศูนย์เด็กเล็ก", "1"), *bad))
    assert (issue.reason, issue.row) == ("bad_number", 3)
    assert issue.detail == "1001 of 1002 lines cannot be taken"


@pytest.mark.parametrize("text", ["a,b\n1,2\n", '{"MINISTRY": 1}', "MINISTRY,AMOUNT\n1,2\n"])
def test_other_files_are_no_volumes(tmp_path: Path, text: str) -> None:
    path = tmp_path / "made.csv"
    path.write_text(text, encoding="utf-8")
    assert not budget_volume.recognises(RawFile(path, "made.csv"))


def test_facts_are_of_the_tables_columns(made: Make, declared: Catalogue) -> None:
    facts = made(small(item("เงินอุดหนุนศูนย์เด็กเล็ก", "1"))).facts["budget"]
    columns = {column.name for column in declared.tables["budget"].columns}
    assert isinstance(facts, pd.DataFrame)
    assert set(facts) == columns - {"origin_id"}
