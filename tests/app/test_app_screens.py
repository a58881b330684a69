"""The page Screens lets staff set a screen up, and names what is wrong in a playlist."""

from pathlib import Path

import pytest

from tests.app.opening import faultless, opened, said


@pytest.fixture(autouse=True)
def _served(served_warehouse: Path) -> None:
    """Let the page read the built warehouse."""


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_link_sets_a_screen_up(language: str) -> None:
    query = {"playlist": "our_province", "province": "57", "speaks": "th", "seconds": "20"}
    at = opened("screens", lang=language, **query)
    assert faultless(at)
    wish = "playlist=our_province&amp;province=57&amp;lang=th&amp;seconds=20"
    assert any(f"/exhibition/bundle.zip?{wish}" in element.body for element in at.html)
    assert "--province 57 --language th --seconds 20" in at.code[0].value


def test_without_a_link_the_first_playlist_is_shown() -> None:
    at = opened("screens")
    assert faultless(at)
    assert at.selectbox(key="filter_playlist").value == "twenty_years"
    assert "playlist=twenty_years" in "".join(element.body for element in at.html)


def test_an_address_that_no_phone_opens_is_not_taken() -> None:
    at = opened("screens")
    at.text_input(key="filter_address").set_value("atlas").run()
    assert any("https://" in fault.value for fault in at.error)
    assert "address=" not in "".join(element.body for element in at.html)
    at.text_input(key="filter_address").set_value("https://atlas.example.go.th").run()
    assert faultless(at)
    assert "address=https" in "".join(element.body for element in at.html)


def test_a_playlist_at_fault_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "playlists"
    folder.mkdir()
    (folder / "mine.yml").write_text("playlist: {id: mine}\nscenes: []\n", encoding="utf-8")
    monkeypatch.setattr("welfare.catalog.playlists.REFERENCE", tmp_path)
    at = opened("screens", lang="en")
    assert not at.exception
    assert "playlists/mine.yml · playlist · " in said(at)
