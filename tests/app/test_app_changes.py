"""The page What changed tells of every publishing, the newest first."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.app.opening import faultless, opened, said
from tests.twice import Twice
from tests.welfare.extracts.copied import copied_warehouse
from welfare.archive import Withdrawal, archive_of


@pytest.mark.parametrize(
    ("language", "removed", "first"),
    [
        ("en", "16 rows removed", "The first version that is kept"),
        ("th", "นำออก 16 แถว", "รุ่นแรกที่เก็บไว้"),
    ],
)
def test_each_version_is_told_with_what_it_changed(
    published_twice: Twice,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    removed: str,
    first: str,
) -> None:
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(published_twice.warehouse))
    at = opened("changes", lang=language)
    assert faultless(at)
    words = said(at)
    assert removed in words
    assert words.index(removed) < words.index(first)
    assert published_twice.after in words
    assert published_twice.before in words


def test_a_version_that_is_withdrawn_says_so_before_the_next_is_published(
    published_twice: Twice, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    warehouse = copied_warehouse(published_twice.warehouse, tmp_path)
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(warehouse))
    assert "Printed twice" not in said(opened("changes", lang="en"))
    archive = archive_of(warehouse)
    version = archive.version(published_twice.before)
    assert version is not None
    reason = Withdrawal("2026-11-27", "พิมพ์ซ้ำ", "Printed twice")
    archive.write_version(replace(version, withdrawn=reason))
    assert "Printed twice" in said(opened("changes", lang="en"))
