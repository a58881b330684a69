"""The page What changed tells of every publishing, the newest first."""

import pytest

from tests.app.opening import faultless, opened, said
from tests.twice import Twice


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
