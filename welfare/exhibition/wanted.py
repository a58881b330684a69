"""What a screen is set up to show: a playlist, a province, languages and seconds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from welfare.catalog import Language, catalogue
from welfare.catalog.playlists import Playlists
from welfare.language import message

Languages = Literal["th", "en", "both"]
LANGUAGES: Mapping[str, tuple[Language, ...]] = {
    "th": ("th",),
    "en": ("en",),
    "both": ("th", "en"),
}
FASTEST, SLOWEST = 5, 120
"""Seconds that a scene may stand."""


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
    """A playlist with what it is made for; ``seconds`` None keeps those that scenes declare."""

    playlist: str
    province: str | None
    language: Languages
    seconds: int | None

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
        }
        return {name: value for name, value in given.items() if value is not None}


def wanted(
    playlists: Playlists,
    playlist: str | None,
    province: str | None = None,
    language: str | None = None,
    seconds: str | None = None,
) -> Wanted:
    """Return what is asked for, or raise :class:`WantedError` that says what can be.

    Without a playlist it is the first one; a province is kept only by a playlist of a province.
    """
    known = playlists.found
    chosen = playlist or next(iter(known), "")
    if chosen not in known:
        raise WantedError("playlist", tuple(known))
    of_province = known[chosen].head.of == "province"
    if of_province and province not in catalogue().provinces:
        raise WantedError("province", tuple(catalogue().provinces))
    in_language = language or "both"
    if in_language not in get_args(Languages):
        raise WantedError("language", get_args(Languages))
    if seconds and not (seconds.isascii() and seconds.isdigit() and len(seconds) <= 3):
        raise WantedError("seconds", (str(FASTEST), str(SLOWEST)))
    stands = int(seconds) if seconds else None
    if stands is not None and not FASTEST <= stands <= SLOWEST:
        raise WantedError("seconds", (str(FASTEST), str(SLOWEST)))
    return Wanted(
        chosen,
        province if of_province else None,
        next(each for each in get_args(Languages) if each == in_language),
        stands,
    )
