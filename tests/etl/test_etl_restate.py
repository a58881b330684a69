import shutil
from pathlib import Path

import pytest
import yaml

from etl.issues import BuildError
from etl.open_data import ORIGINS, datasets
from etl.restate import TRANSCRIBED, restate
from welfare.paths import OPEN_DATA

ALLOWANCES = "beneficiary_allowances.csv"


def silent(_: str) -> None:
    """Show no progress."""


@pytest.fixture
def only_allowances(open_data: Path) -> Path:
    """Return what ships, of which only the allowances and the event are declared."""
    declared = yaml.safe_load((open_data / "datasets.yml").read_text(encoding="utf-8"))
    kept = [e for e in declared["datasets"] if e["made_by"] in {"allowances", TRANSCRIBED}]
    for name in {e["file"] for e in declared["datasets"]} - {e["file"] for e in kept}:
        (open_data / name).unlink()
    text = yaml.safe_dump({"datasets": kept}, allow_unicode=True)
    (open_data / "datasets.yml").write_text(text, encoding="utf-8")
    return open_data


@pytest.fixture
def raw(real_files: Path, tmp_path: Path) -> Path:
    """Return a folder with the file of the allowances alone."""
    folder = tmp_path / "raw"
    folder.mkdir()
    shutil.copy(real_files / "poverty/allowance_national_2557-2560.csv", folder)
    return folder


@pytest.mark.real_files
def test_what_ships_is_what_the_agencies_files_give_byte_for_byte(
    real_files: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    shutil.copy(OPEN_DATA / "datasets.yml", folder)
    written = restate(real_files, folder, silent)
    restated = [dataset for dataset in datasets(folder) if dataset.made_by != TRANSCRIBED]
    assert list(written) == [dataset.file for dataset in restated]
    assert {path.name for path in folder.iterdir()} == {"datasets.yml", ORIGINS, *written}
    assert (folder / ORIGINS).read_bytes() == (OPEN_DATA / ORIGINS).read_bytes()
    for name, rows in written.items():
        shipped = (OPEN_DATA / name).read_bytes()
        assert (folder / name).read_bytes() == shipped, name
        assert rows == shipped.count(b"\n") - 1


@pytest.mark.real_files
def test_a_transcribed_dataset_is_left_as_it_is(only_allowances: Path, raw: Path) -> None:
    event = (only_allowances / "outcome_event.csv").read_bytes()
    (only_allowances / ALLOWANCES).write_bytes(b"")
    assert restate(raw, only_allowances, silent) == {ALLOWANCES: 8}
    assert (only_allowances / "outcome_event.csv").read_bytes() == event
    assert (only_allowances / ALLOWANCES).read_bytes() == (OPEN_DATA / ALLOWANCES).read_bytes()


def test_a_source_that_is_not_there_is_named(only_allowances: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(BuildError) as caught:
        restate(tmp_path / "empty", only_allowances, silent)
    assert [(i.file, i.value) for i in caught.value.issues] == [(ALLOWANCES, "nso_allowance_2560")]
    assert (only_allowances / ALLOWANCES).read_bytes() == (OPEN_DATA / ALLOWANCES).read_bytes()


@pytest.mark.real_files
def test_two_copies_that_disagree_are_not_restated(only_allowances: Path, raw: Path) -> None:
    (original,) = raw.iterdir()
    text = original.read_text(encoding="utf-8")
    (raw / "copy.csv").write_text(text.replace("64770.36", "64770.37"), encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        restate(raw, only_allowances, silent)
    assert {issue.reason for issue in caught.value.issues} == {"conflicting_copy"}
    assert (only_allowances / ALLOWANCES).read_bytes() == (OPEN_DATA / ALLOWANCES).read_bytes()
