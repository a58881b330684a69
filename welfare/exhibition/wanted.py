"""What a screen is set up to show: a playlist, a province, languages and seconds."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from welfare.catalog import Language, catalogue
from welfare.catalog.playlists import Playlist
from welfare.language import message

LANGUAGES: Mapping[str, tuple[Language, ...]] = {
    "th": ("th",),
    "en": ("en",),
    "both": ("th", "en"),
}
FASTEST, SLOWEST = 5, 120
"""Seconds that a scene may stand."""
LONGEST_ADDRESS = 200
"""Letters of an address whose code is still coarse enough to be read from a distance."""


class WantedError(Exception):
    """What was asked for is not there, in words a person can act on."""

    def __init__(self, parameter: str, allowed: tuple[str, ...] = ()) -> None:
        self.parameter, self.allowed = parameter, allowed
        super().__init__(f"{self.text('en')} · {self.text('th')}")

    def text(self, language: Language) -> str:
        """Return what is wrong and what would be right."""
        return message(
            f"exhibition.fault.{self.parameter}", language, allowed=", ".join(self.allowed)
        )


@dataclass(frozen=True)
class Wanted:
    """A playlist with what it is made for.

    ``seconds`` None keeps those that scenes declare; ``address`` is where the code on the last card
    leads, None leaves that to the server.
    """

    playlist: str
    province: str | None
    language: str
    seconds: int | None
    address: str | None = None

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages to make, the first one first."""
        return LANGUAGES[self.language]

    @property
    def query(self) -> dict[str, str]:
        """The parameters of an address that ask for the same."""
        given = {
            "playlist": self.playlist,
            "province": self.province,
            "lang": self.language,
            "seconds": None if self.seconds is None else str(self.seconds),
            "address": self.address,
        }
        return {name: value for name, value in given.items() if value is not None}


def wanted(known: Mapping[str, Playlist], given: Mapping[str, str]) -> Wanted:
    """Return what is asked for, or raise :class:`WantedError` that says what can be.

    ``known`` are the playlists by id. ``given`` has parameters as an address has them: playlist
    (without it the first one), province (kept only by a playlist of a province), lang, seconds,
    address.
    """
    playlist = given.get("playlist") or next(iter(known), "")
    if playlist not in known:
        raise WantedError("playlist", tuple(known))
    province = given.get("province")
    of_province = known[playlist].head.of == "province"
    if of_province and province not in catalogue().provinces:
        raise WantedError("province", tuple(catalogue().provinces))
    language = given.get("lang") or "both"
    if language not in LANGUAGES:
        raise WantedError("language", tuple(LANGUAGES))
    seconds = given.get("seconds") or None
    if seconds is not None and not is_seconds(seconds):
        raise WantedError("seconds", (str(FASTEST), str(SLOWEST)))
    address = given.get("address") or None
    if address is not None and not is_address(address):
        raise WantedError("address")
    return Wanted(
        playlist,
        province if of_province else None,
        language,
        None if seconds is None else int(seconds),
        address,
    )


def is_seconds(text: str) -> bool:
    """Tell whether a scene may stand for so many seconds."""
    whole = text.isascii() and text.isdigit() and len(text) <= 3
    return whole and FASTEST <= int(text) <= SLOWEST


def is_address(text: str) -> bool:
    """Tell whether a phone can open ``text``: a web address that names nobody's password."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    plain = text.isascii() and text.isprintable() and " " not in text
    return (
        plain
        and len(text) <= LONGEST_ADDRESS
        and parts.scheme in {"http", "https"}
        and bool(host)
        and "@" not in parts.netloc
    )
