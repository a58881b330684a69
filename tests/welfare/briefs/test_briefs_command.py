"""The command that writes briefs: files whole, faults in both languages, codes that tell."""

from pathlib import Path

import pytest
import typst

from welfare.briefs import __main__ as command
from welfare.briefs.made import file_name, rules
from welfare.catalog import Language, catalogue
from welfare.warehouse import Snapshot


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, served_warehouse: Path) -> list[tuple[str, Language]]:
    """Let briefs be made in no time; return what is asked for. Chai Nat (18) cannot be made."""
    asked: list[tuple[str, Language]] = []

    def make(_: Snapshot, code: str, language: Language) -> bytes:
        asked.append((code, language))
        if code == "18":
            raise typst.TypstError("no room", "")
        return b"%PDF"

    monkeypatch.setattr(command, "province_brief", make)
    return asked


def test_all_provinces_in_both_languages_without_a_choice(
    quick: list[tuple[str, Language]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["--out", str(tmp_path / "new")]) == command.FAULTY
    assert quick == [
        (code, language) for code in catalogue().provinces for language in ("th", "en")
    ]
    names = {file.name for file in (tmp_path / "new").iterdir()}
    assert names == {file_name(c, each) for c, each in quick if c != "18"}
    told = capsys.readouterr().err
    assert "77/77" in told
    assert "no room" in told
    assert "ชัยนาท" in told


def test_chosen_provinces_and_language(
    quick: list[tuple[str, Language]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ["--province", "58", "10", "58", "--language", "en", "--out", str(tmp_path)]
    assert command.main(wanted) == command.DONE
    assert quick == [("58", "en"), ("10", "en")]
    assert capsys.readouterr().out.splitlines() == [
        str(tmp_path / "welfare-brief-58-en.pdf"),
        str(tmp_path / "welfare-brief-10-en.pdf"),
    ]


def test_a_code_that_is_none_is_refused_before_anything_is_written(
    quick: list[tuple[str, Language]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "none"
    assert command.main(["--province", "10", "99", "--out", str(out)]) == command.UNUSABLE
    assert not out.exists()
    assert quick == []
    told = capsys.readouterr().err
    assert "No province has the code 99" in told
    assert "ไม่รู้จักรหัสจังหวัด 99" in told


def test_a_folder_that_cannot_be_written_is_told(
    quick: list[tuple[str, Language]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    chosen = ["--province", "10", "--out", str(tmp_path / "file")]
    assert command.main(chosen) == command.UNUSABLE
    assert "Cannot write to the folder" in capsys.readouterr().err


def test_a_comparison_is_one_file_a_language(
    monkeypatch: pytest.MonkeyPatch,
    served_warehouse: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(command, "comparison_brief", lambda *_: b"%PDF")
    chosen = ["--compare", "50", "TH", "--language", "th", "--out", str(tmp_path)]
    assert command.main(chosen) == command.DONE
    assert [file.name for file in tmp_path.iterdir()] == ["welfare-brief-compare-50-TH-th.pdf"]
    assert command.main(["--compare", "50", "99", "--out", str(tmp_path)]) == command.UNUSABLE
    told = capsys.readouterr().err
    assert "Cannot compare 99" in told
    assert "เปรียบเทียบไม่ได้: 99" in told


def test_without_a_warehouse_nothing_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(tmp_path / "none.duckdb"))
    assert command.main(["--province", "10", "--out", str(tmp_path)]) == command.UNUSABLE
    told = capsys.readouterr().err
    assert "There is no data warehouse yet" in told
    assert "ยังไม่มีคลังข้อมูล" in told


def test_the_rules_are_a_short_digest() -> None:
    assert len(rules()) == 12
    assert int(rules(), 16) > 0
