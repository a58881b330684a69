"""What a screen is asked to show is known, or told with what can be had."""

import pytest

from welfare.catalog.playlists import playlists
from welfare.exhibition.wanted import Wanted, WantedError, is_address, wanted


def test_the_first_playlist_is_shown_where_none_is_named() -> None:
    assert wanted(playlists().found, {}) == Wanted("twenty_years", None, "both", None)


def test_an_address_asks_for_the_same_again() -> None:
    given = {
        "playlist": "our_province",
        "province": "50",
        "lang": "th",
        "seconds": "20",
        "address": "https://a.go.th",
    }
    found = wanted(playlists().found, given)
    assert found.query == given
    assert wanted(playlists().found, found.query) == found


def test_a_playlist_of_the_country_takes_no_province() -> None:
    assert wanted(playlists().found, {"playlist": "inequality", "province": "50"}).province is None


@pytest.mark.parametrize(
    ("given", "parameter"),
    [
        ({"playlist": "../../etc"}, "playlist"),
        ({"playlist": "our_province"}, "province"),
        ({"playlist": "our_province", "province": "99"}, "province"),
        ({"lang": "fr"}, "language"),
        ({"seconds": "4"}, "seconds"),
        ({"seconds": "121"}, "seconds"),
        ({"seconds": "1e2"}, "seconds"),
        ({"seconds": "๑๒"}, "seconds"),
        ({"address": "ftp://a.go.th"}, "address"),
    ],
)
def test_what_cannot_be_shown_is_told_by_parameter(given: dict[str, str], parameter: str) -> None:
    with pytest.raises(WantedError) as told:
        wanted(playlists().found, given)
    assert told.value.parameter == parameter
    assert all(allowed in told.value.text("th") for allowed in told.value.allowed)


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("https://atlas.example.go.th/exhibition?playlist=a&lang=th", True),
        ("http://10.0.0.5:8501/exhibition", True),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://user:secret@a.go.th", False),
        ("https://a.go.th/ก", False),
        ("https://a.go.th/ a", False),
        ("https://[", False),
        ("https://a.go.th/" + "a" * 200, False),
    ],
)
def test_an_address_is_one_that_a_phone_opens(text: str, opens: bool) -> None:
    assert is_address(text) is opens
