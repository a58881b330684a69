"""A bundle is small, whole, the same each time, and takes the place of nothing but a bundle."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.welfare.exhibition.shown import shown
from welfare.exhibition.__main__ import main
from welfare.exhibition.bundle import BundleError, archive_bytes, bundle_files, write_bundle
from welfare.warehouse import Snapshot

LARGEST = 15_000_000


@pytest.fixture(scope="module")
def files(snapshot: Snapshot) -> dict[str, bytes]:
    return bundle_files(shown(snapshot, "twenty_years"))


def test_a_bundle_is_small_and_names_nothing_outside(files: dict[str, bytes]) -> None:
    assert sum(map(len, files.values())) < LARGEST
    for path, content in files.items():
        if path.endswith((".css", ".js", "index.html")):
            named = set(re.findall(rb"https?://([\w.]+)", content))
            assert named <= {b"www.w3.org", b"atlas.example.go.th"}, path


def test_every_file_that_the_page_names_is_there(files: dict[str, bytes]) -> None:
    page = files["index.html"].decode()
    for part in page.split('src="')[1:] + page.split('href="')[1:]:
        name = part.split('"', 1)[0]
        assert name.startswith("data:") or name in files
    for part in files["fonts.css"].decode().split('url("')[1:]:
        assert part.split('"', 1)[0] in files


def test_the_same_show_is_the_same_archive(files: dict[str, bytes]) -> None:
    made = archive_bytes(files, "screen")
    assert made == archive_bytes(dict(reversed(files.items())), "screen")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {f"screen/{path}" for path in files} == set(archive.namelist())


def test_a_bundle_takes_the_place_of_the_one_before(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "screen"
    write_bundle({**files, "old.txt": b"old"}, out)
    folder, archive = write_bundle(files, out)
    assert {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} == set(
        files
    )
    assert sorted(p.name for p in tmp_path.iterdir()) == ["screen", archive.name]


def test_a_folder_with_other_files_is_left_alone(files: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(BundleError, match="ไม่ใช่ชุดนิทรรศการ"):
        write_bundle(files, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_the_command_writes_a_bundle(served_warehouse: Path, tmp_path: Path) -> None:
    out = tmp_path / "usb"
    command = ["build", "--playlist", "our_province", "--province", "96", "--language", "th"]
    assert main([*command, "--out", str(out)]) == 0
    script = (out / "show.js").read_text(encoding="utf-8")
    show = json.loads(script.removeprefix("window.SHOW = ").removesuffix(";\n"))
    assert show["languages"] == ["th"]
    assert "นราธิวาส" in show["title"]["th"]
    assert show["qr"] is None


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--playlist", "none"], "twenty_years"),
        (["--playlist", "our_province"], "96"),
        (["--playlist", "our_province", "--province", "99"], "96"),
        (["--playlist", "inequality", "--seconds", "1"], "120"),
        (["--playlist", "inequality", "--address", "javascript:alert(1)"], "https://"),
    ],
)
def test_a_wrong_wish_is_told_with_what_can_be_had(
    served_warehouse: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    told: str,
) -> None:
    assert main(["build", *options, "--out", str(tmp_path / "x")]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_the_list_names_every_playlist(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 0
    out = capsys.readouterr().out
    for name in ("twenty_years", "our_province --province CODE", "inequality"):
        assert name in out
