"""check, trace, diff and rollback as a steward runs them."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from etl.__main__ import main
from etl.build import build
from welfare.paths import OPEN_DATA

ALLOWANCES = "item,unit,2557\nจำนวนผู้พิการที่ได้รับเบี้ยยังชีพ,คน,1\n"
CHIANG_MAI_2009 = ["indicator_id=poverty_rate_pct", "year=2009", "area_id=50", "group_id=male"]


def silent(_: str) -> None:
    """Show no progress."""


@pytest.fixture
def other_warehouse(small_open_data: Path, tmp_path: Path) -> Path:
    """Return a warehouse in which one shipped fact is gone, one new and one changed."""
    event = small_open_data / "outcome_event.csv"
    header, first, second, *rest = event.read_text(encoding="utf-8").splitlines()
    changed = first.replace(",430,", ",431,")
    added = second.replace(",2022,", ",2021,")
    event.write_text("\n".join([header, changed, added, *rest]) + "\n", encoding="utf-8")
    file = tmp_path / "other.duckdb"
    build(small_open_data, None, file, silent)
    return file


def test_check_ends_with_0_for_clean_files_and_loads_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "สถิติ.csv"
    file.write_text(ALLOWANCES, encoding="utf-8")
    assert main(["check", str(file)]) == 0
    shown = capsys.readouterr().out
    assert "allowances" in shown
    assert "loaded" in shown
    assert [path.name for path in tmp_path.iterdir()] == ["สถิติ.csv"]


def test_check_ends_with_1_and_names_what_it_refuses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.csv").write_text(ALLOWANCES, encoding="utf-8")
    (tmp_path / "bad.csv").write_text(ALLOWANCES.replace(",1\n", ',"91,41"\n'), encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert "bad.csv, line 2" in told.out
    assert "91,41" in told.out
    assert "อ่านเป็นตัวเลขไม่ได้" in told.out


@pytest.mark.parametrize("path", ["nowhere", "."])
def test_check_ends_with_2_where_there_is_no_file(
    tmp_path: Path, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path / path)]) == 2
    assert "ไม่พบไฟล์" in capsys.readouterr().err


def test_check_gives_programs_one_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text(ALLOWANCES, encoding="utf-8")
    (tmp_path / "letter.txt").write_text("สวัสดี", encoding="utf-8")
    assert main(["check", "--json", str(tmp_path)]) == 1
    document = json.loads(capsys.readouterr().out)
    assert [(f["file"], f["verdict"]) for f in document["files"]] == [
        ("raw/a.csv", "loaded"),
        ("raw/letter.txt", "refused"),
    ]
    (issue,) = document["issues"]
    assert (issue["file"], issue["reason"]) == ("letter.txt", "not_recognised")
    assert issue["text_th"]
    assert issue["text_en"]


def test_trace_leads_to_file_checksum_and_sheet(
    built_warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["trace", "--warehouse", str(built_warehouse), "outcome", *CHIANG_MAI_2009]
    assert main(arguments) == 0
    shown = capsys.readouterr().out
    with duckdb.connect(str(built_warehouse), read_only=True) as connection:
        ((file, sha256, sheet),) = connection.execute(
            "SELECT file, sha256, sheet FROM outcome JOIN origin USING (origin_id)"
            " WHERE indicator_id = 'poverty_rate_pct' AND year = 2009 AND area_id = '50'"
            " AND group_id = 'male'"
        ).fetchall()
    assert f"{file}, sheet {sheet}" in shown
    assert sha256 in shown
    assert "data/open/outcome_poverty_province.csv" in shown
    assert "nesdc_poverty_2554" in shown


def test_trace_of_an_indicator_names_the_facts_it_is_made_of(
    built_warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = ["indicator_id=social_security_pct", "year=2012", "area_id=TH"]
    assert main(["trace", "--warehouse", str(built_warehouse), "indicator_value", *key]) == 0
    shown = capsys.readouterr().out
    assert "rows of beneficiary" in shown
    assert "rows of population" in shown
    assert "FY2555.xls" in shown


def test_trace_of_money_per_poor_person_names_the_poor_of_an_earlier_year(
    built_warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = ["indicator_id=relief_thb_per_poor_person", "year=2012", "area_id=58"]
    assert main(["trace", "--warehouse", str(built_warehouse), "indicator_value", *key]) == 0
    told = capsys.readouterr().out
    assert "recipient_assistance_by_office_FY2555-2556.xls" in told
    assert "read as poverty_by_sex" in told


def test_trace_of_what_was_typed_from_a_text_says_so(
    built_warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = ["indicator_id=event_participants"]
    assert main(["trace", "--warehouse", str(built_warehouse), "outcome", *key]) == 0
    assert "typed from the text" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["outcomes", "year=2009"], "beneficiary"),
        (["build", "data_version=x"], "beneficiary"),
        (["outcome", "jahr=2009"], "area_id"),
        (["outcome", "2009"], "COLUMN=VALUE"),
        (["outcome", "year=1066"], "no row"),
        (["outcome", "area_id=50' OR 1=1 --"], "no row"),
    ],
)
def test_trace_of_what_is_not_there_says_what_is(
    built_warehouse: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    told: str,
) -> None:
    assert main(["trace", "--warehouse", str(built_warehouse), *arguments]) == 2
    assert told in capsys.readouterr().err


def test_diff_of_a_warehouse_and_itself_is_empty(
    built_warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", str(built_warehouse), str(built_warehouse)]) == 0
    assert "outcome" in capsys.readouterr().out


def test_diff_names_what_is_added_removed_and_changed(
    small_open_data: Path,
    other_warehouse: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copy(OPEN_DATA / "outcome_event.csv", small_open_data)
    build(small_open_data, None, tmp_path / "one.duckdb", silent)
    assert main(["diff", "--json", str(tmp_path / "one.duckdb"), str(other_warehouse)]) == 1
    outcome = json.loads(capsys.readouterr().out)["outcome"]
    assert (outcome["added"], outcome["removed"], outcome["changed"]) == (1, 1, 1)
    (changed,) = [row for row in outcome["rows"] if row["change"] == "changed"]
    assert (changed["indicator_id"], changed["value_old"], changed["value_new"]) == (
        "event_participants",
        430,
        431,
    )
    assert main(["diff", str(tmp_path / "one.duckdb"), str(other_warehouse)]) == 1
    assert "value 430.0 → 431.0" in capsys.readouterr().out


def test_diff_of_what_is_no_warehouse_ends_with_2(
    built_warehouse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter").write_text("no database", encoding="utf-8")
    for other in ("letter", "nowhere"):
        assert main(["diff", str(built_warehouse), str(tmp_path / other)]) == 2
    assert capsys.readouterr().err


def test_rollback_serves_the_build_before_and_no_server_builds_it_away(
    small_open_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw, warehouse = tmp_path / "raw", tmp_path / "w" / "w.duckdb"
    raw.mkdir()
    command = ["build", "--open", str(small_open_data), "--raw", str(raw)]
    command += ["--warehouse", str(warehouse)]
    assert main(command) == 0
    before = version(warehouse)
    (raw / "letter.txt").write_text("สวัสดี", encoding="utf-8")
    assert main(command) == 0
    assert version(warehouse) != before
    assert main(["rollback", "--warehouse", str(warehouse)]) == 0
    assert version(warehouse) == before
    assert main([*command, "--if-stale"]) == 0
    assert version(warehouse) == before
    assert "rollback" in capsys.readouterr().err
    assert main(command) == 0
    assert version(warehouse) != before
    assert main(["rollback", "--list", "--warehouse", str(warehouse)]) == 0
    assert before in capsys.readouterr().out
    assert main(["rollback", "--to", "unknown", "--warehouse", str(warehouse)]) == 2


def version(warehouse: Path) -> str:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        ((found,),) = connection.execute("SELECT data_version FROM build").fetchall()
    return str(found)
