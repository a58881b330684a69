import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.gather import Gathered, gather_open, gather_raw, superseded
from etl.issues import RefusedFile, reasons
from etl.reading import Row
from etl.recognise import read_raw
from etl.sources import Reading
from tests.etl.conftest import workbook
from welfare.catalog import Catalogue, catalogue
from welfare.paths import OPEN_DATA, ROOT

ONE_YEAR = "poverty/poor_province_2013_06_03_17_49_57.xls"
TABLE_1_2 = "poverty/nesdc_t1.2_poverty_rate_region_urban_rural_2531-2567.csv"
ALLOWANCES = "poverty/allowance_national_2557-2560.csv"
CELLS = st.one_of(
    st.sampled_from(["", "--", "รวม", "ชาย", "2560", "เชียงใหม่", "91,41"]), st.integers()
)


def silent(_: str) -> None:
    """Show no progress."""


@pytest.mark.real_files
def test_a_release_dropped_in_twice_counts_once(
    real_files: Path, tmp_path: Path, declared: Catalogue
) -> None:
    shutil.copy(real_files / ALLOWANCES, tmp_path / "a.csv")
    shutil.copy(real_files / ALLOWANCES, tmp_path / "ข้อมูล copy.csv")
    gathered = gather_raw(tmp_path, declared, silent)
    assert len(gathered.facts["beneficiary"]) == 8
    assert [account["rows_loaded"] for account in gathered.files] == [4, 4]
    assert {issue.value for issue in gathered.issues} == {"91,41"}


@pytest.mark.real_files
def test_two_copies_that_disagree_are_named_and_the_first_is_kept(
    real_files: Path, tmp_path: Path, declared: Catalogue
) -> None:
    text = (real_files / ALLOWANCES).read_text(encoding="utf-8")
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    (tmp_path / "b.csv").write_text(text.replace("64770.36", "64770.37"), encoding="utf-8")
    gathered = gather_raw(tmp_path, declared, silent)
    (issue,) = [issue for issue in gathered.issues if issue.reason == "conflicting_copy"]
    assert "older_persons_allowance" in issue.value
    kept = gathered.facts["beneficiary"].query("fiscal_year == 2017")["amount_thb"]
    assert 64_770_360_000 in set(kept)
    assert len(gathered.facts["beneficiary"]) == 8


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut short",
        b"PK\x03\x04 no workbook",
        b"<html><table><tr><td>1</td></tr></table>",
        "ตาราง".encode(),
        "ไทย,2555\n".encode("cp874"),
        b"item,unit,2557\n",
        b'"' + b"x" * 200_000,
        "item,unit,ปี\nจำนวนผู้พิการที่ได้รับเบี้ยยังชีพ,คน,1\n".encode(),
    ],
)
def test_whatever_a_file_holds_it_is_refused_and_the_others_are_read(
    tmp_path: Path, declared: Catalogue, content: bytes
) -> None:
    (tmp_path / "a").write_bytes(content)
    (tmp_path / "b.csv").write_text(
        "item,unit,2557\nจำนวนผู้พิการที่ได้รับเบี้ยยังชีพ,คน,1\n", encoding="utf-8"
    )
    gathered = gather_raw(tmp_path, declared, silent)
    assert [issue.file for issue in gathered.issues] == ["a"]
    assert gathered.issues[0].reason in {
        "empty",
        "bad_encoding",
        "not_recognised",
        "not_readable",
    }
    assert len(gathered.facts["beneficiary"]) == 1


@pytest.mark.real_files
def test_a_damaged_workbook_on_which_the_reader_panics_is_refused(
    real_files: Path, tmp_path: Path, declared: Catalogue
) -> None:
    content = bytearray((real_files / "poverty/poor_province_49.xls").read_bytes())
    content[21291] = 104
    (tmp_path / "damaged.xls").write_bytes(content)
    gathered = gather_raw(tmp_path, declared, silent)
    assert [issue.reason for issue in gathered.issues] == ["not_readable"]


def test_hidden_files_and_an_absent_folder_give_nothing(
    tmp_path: Path, declared: Catalogue
) -> None:
    (tmp_path / ".gitkeep").touch()
    assert gather_raw(tmp_path, declared, silent).files == []
    assert gather_raw(tmp_path / "none", declared, silent).facts == {}
    assert gather_raw(None, declared, silent).facts == {}


def test_raw_facts_come_before_shipped_ones_and_lose_none_of_them(declared: Catalogue) -> None:
    shipped = gather_open(OPEN_DATA, declared, silent)
    allowances = shipped.facts["beneficiary"]
    one = allowances[allowances["source_id"] == "nso_allowance_2560"].head(1)
    raw = Gathered(facts={"beneficiary": one.assign(persons=one["persons"] + 1)})
    together = superseded(shipped, raw, declared)
    assert len(together.facts["beneficiary"]) == len(allowances)
    changed = together.facts["beneficiary"]["persons"].sum() - allowances["persons"].sum()
    assert changed == pytest.approx(1)
    assert together.sources == shipped.sources


@pytest.mark.real_files
def test_one_raw_year_of_a_source_leaves_its_other_years_as_shipped(
    real_files: Path, tmp_path: Path, declared: Catalogue
) -> None:
    shutil.copy(real_files / "poverty/poor_province_2013_05_30_12_36_31.xls", tmp_path)
    shipped = gather_open(OPEN_DATA, declared, silent)
    together = superseded(shipped, gather_raw(tmp_path, declared, silent), declared)
    assert len(together.facts["outcome"]) == len(shipped.facts["outcome"])


@pytest.mark.real_files
def test_a_file_that_names_a_province_twice_is_refused_and_the_others_stay(
    real_files: Path, tmp_path: Path, declared: Catalogue
) -> None:
    lines = (real_files / TABLE_1_2).read_text(encoding="utf-8-sig").splitlines()
    twice = [*lines[:5], lines[3], *lines[5:]]
    (tmp_path / "twice.csv").write_text("\n".join(twice), encoding="utf-8")
    shutil.copy(real_files / ALLOWANCES, tmp_path)
    gathered = gather_raw(tmp_path, declared, silent)
    refused = {issue.file: issue.reason for issue in gathered.issues}
    assert refused["twice.csv"] == "duplicate_key"
    assert gathered.sources == {"nso_allowance_2560"}


def test_every_reason_is_worded_in_both_languages() -> None:
    assert all(words["th"].strip() and words["en"].strip() for words in reasons().values())


def test_every_reason_is_given_somewhere_and_every_one_given_is_worded() -> None:
    code = "".join(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "etl").rglob("*.py"))
    )
    assert {name for name in reasons() if f'"{name}"' not in code} == set()


def read_or_refused(rows: list[Row]) -> Reading | None:
    try:
        return read_raw(workbook(rows), catalogue())[1]
    except RefusedFile:
        return None


@pytest.mark.real_files
@settings(
    deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    changes=st.lists(st.tuples(st.integers(0, 83), st.integers(0, 4), CELLS), max_size=4),
    dropped=st.sets(st.integers(0, 83), max_size=3),
)
def test_however_a_workbook_is_broken_it_is_refused_or_its_rows_are_accounted_for(
    rows_of: Callable[[str], list[Row]],
    changes: list[tuple[int, int, object]],
    dropped: set[int],
) -> None:
    rows = rows_of(ONE_YEAR)
    for line, column, cell in changes:
        rows[line][column] = cell
    reading = read_or_refused([row for line, row in enumerate(rows) if line not in dropped])
    if reading is None:
        return
    assert reading.rows_loaded + reading.rows_set_aside + reading.rows_refused == (
        reading.rows_read
    )
    refusals = [issue for issue in reading.issues if issue.severity == "refused"]
    assert len(refusals) == reading.rows_refused
    assert len(reading.facts["outcome"]) == 3 * reading.rows_loaded
