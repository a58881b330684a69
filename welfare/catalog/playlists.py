"""What exhibition screens play: scenes that are declared, in playlists that name their faults."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, ClassVar, Literal, TypeAlias, get_args

from pydantic import Field

from welfare.catalog.loader import Catalogue, catalogue
from welfare.catalog.models import COUNTRY, Identifier, Language, Named, Record, Text
from welfare.catalog.reading import CatalogueError, entry_name, need_known, read_file, read_record
from welfare.paths import REFERENCE

FOLDER = "playlists"
CHOSEN = "chosen"
"""Stands for the province that a screen is set up for."""
FIGURE = re.compile(r"{([a-z][a-z0-9_]*)(?:\.(year))?}")
"""A figure in a caption: ``{poverty_rate_pct}`` the latest of the country, ``.year`` its year."""
Year = Annotated[int, Field(ge=1980, le=2100)]


class Scene(Record):
    """What every scene declares; a title of its own stands where the rule's sentence would."""

    id: Identifier
    seconds: Annotated[int, Field(ge=5, le=120)]
    colour: Literal["assistance", "services", "insurance", "partnership"] | None = None
    eyebrow_th: Text
    eyebrow_en: Text
    title_th: Text | None = None
    title_en: Text | None = None
    text_th: Text | None = None
    text_en: Text | None = None
    asks_for: ClassVar[frozenset[str]] = frozenset()

    def eyebrow(self, language: Language) -> str:
        """Return the few words above the title."""
        return self.eyebrow_th if language == "th" else self.eyebrow_en

    def title(self, language: Language) -> str | None:
        """Return the title with its figures still in braces; None where a rule makes it."""
        return self.title_th if language == "th" else self.title_en

    def text(self, language: Language) -> str | None:
        """Return the sentences below the title, figures in braces."""
        return self.text_th if language == "th" else self.text_en


class NumberScene(Scene):
    """One big number with its change."""

    kind: Literal["number"]
    indicator: Identifier
    area: Text = COUNTRY


class MapScene(Scene):
    """The provinces of one indicator, year after year."""

    kind: Literal["map"]
    indicator: Identifier
    first_year: Year | None = None
    last_year: Year | None = None


class RaceScene(Scene):
    """Provinces in the order of one indicator, changing places over the years."""

    kind: Literal["race"]
    indicator: Identifier
    count: Annotated[int, Field(ge=3, le=10)] = 8
    first_year: Year | None = None
    last_year: Year | None = None


class ColumnsScene(Scene):
    """One area over the years, a column a year."""

    kind: Literal["columns"]
    indicator: Identifier
    area: Text = COUNTRY
    first_year: Year | None = None


class PyramidScene(Scene):
    """Registered people by age and sex, year after year."""

    kind: Literal["pyramid"]
    area: Text = COUNTRY


class FlowsScene(Scene):
    """The ministry's budget as it flows into the four systems."""

    kind: Literal["flows"]
    largest: Annotated[int, Field(ge=3, le=8)] = 5


class NeedScene(Scene):
    """Need against reach: provinces in groups from the neediest on, and what reaches each."""

    kind: Literal["need"]
    money: Identifier
    groups: Annotated[int, Field(ge=3, le=7)] = 5


class ProvinceScene(Scene):
    """One province among all others."""

    kind: Literal["province"]
    indicators: Annotated[tuple[Identifier, ...], Field(min_length=2, max_length=5)]


class WallScene(Scene):
    """The recognised projects, one light each."""

    kind: Literal["wall"]


class StoryScene(Scene):
    """Sentences with a picture drawn from data."""

    kind: Literal["story"]
    picture: Literal["systems", "ages", "series"]
    indicators: tuple[Identifier, ...] = ()
    asks_for = frozenset({"title", "text"})


class ClosingScene(Scene):
    """The last card, with the code that leads a phone to the same view."""

    kind: Literal["closing"]
    asks_for = frozenset({"title", "text"})


AnyScene: TypeAlias = (
    NumberScene
    | MapScene
    | RaceScene
    | ColumnsScene
    | PyramidScene
    | FlowsScene
    | NeedScene
    | ProvinceScene
    | WallScene
    | StoryScene
    | ClosingScene
)
KINDS: dict[str, type[AnyScene]] = {
    get_args(model.model_fields["kind"].annotation)[0]: model for model in get_args(AnyScene)
}
"""The model of every kind of scene."""


class Head(Named):
    """What a playlist is.

    ``place`` is where it stands among the others, ``of`` whether it is made for one province or for
    the country.
    """

    id: Identifier
    place: Annotated[int, Field(ge=1)]
    of: Literal["country", "province"]
    about_th: Text
    about_en: Text

    def about(self, language: Language) -> str:
        """Return what the playlist tells, for the staff who choose one."""
        return self.about_th if language == "th" else self.about_en


@dataclass(frozen=True)
class Playlist:
    """A playlist with the scenes of it that are without fault."""

    head: Head
    scenes: tuple[AnyScene, ...]


@dataclass(frozen=True)
class Playlists:
    """The playlists by id, and every fault found; what is at fault is left out, the rest plays."""

    found: Mapping[str, Playlist]
    faults: tuple[CatalogueError, ...]


def playlists() -> Playlists:
    """Return the project's playlists as their files are now; read again when one has changed."""
    files = sorted((REFERENCE / FOLDER).glob("*.yml"))
    return _as_of(tuple((file.name, file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=1)
def _as_of(stamp: tuple[tuple[str, int], ...]) -> Playlists:
    """Return the playlists; ``stamp`` tells one state of their files from another."""
    return read_playlists(REFERENCE, catalogue())


def read_playlists(folder: Path, catalogue: Catalogue) -> Playlists:
    """Read every playlist in ``folder``; a fault is told by file, scene and field."""
    found: dict[str, Playlist] = {}
    faults: list[CatalogueError] = []
    for path in sorted((folder / FOLDER).glob("*.yml")):
        name = f"{FOLDER}/{path.name}"
        try:
            playlist = _playlist(folder, name, catalogue, faults)
            if playlist.head.id in found:
                raise CatalogueError(name, playlist.head.id, "id", "declared twice")
        except CatalogueError as fault:
            faults.append(fault)
        else:
            found[playlist.head.id] = playlist
    in_place = sorted(found.values(), key=lambda playlist: playlist.head.place)
    return Playlists({playlist.head.id: playlist for playlist in in_place}, tuple(faults))


def _playlist(
    folder: Path, name: str, catalogue: Catalogue, faults: list[CatalogueError]
) -> Playlist:
    content = read_file(folder, name)
    head = read_record(name, "playlist", content.get("playlist"), Head)
    entries = content.get("scenes")
    if not isinstance(entries, list):
        raise CatalogueError(name, "scenes", "-", "expected a list of scenes")
    scenes: dict[str, AnyScene] = {}
    for number, entry in enumerate(entries, 1):
        try:
            scene = _scene(name, entry_name("scenes", number, entry), entry)
            _check(name, scene, head, catalogue)
            if scene.id in scenes:
                raise CatalogueError(name, scene.id, "id", "declared twice")
        except CatalogueError as fault:
            faults.append(fault)
        else:
            scenes[scene.id] = scene
    if not scenes:
        raise CatalogueError(name, "scenes", "-", "no scene is without fault")
    return Playlist(head, tuple(scenes.values()))


def _scene(file: str, entry: str, content: object) -> AnyScene:
    kind = content.get("kind") if isinstance(content, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        raise CatalogueError(file, entry, "kind", f"{kind!r} is none of {', '.join(KINDS)}")
    return read_record(file, entry, content, KINDS[kind])


def _check(file: str, scene: AnyScene, head: Head, catalogue: Catalogue) -> None:
    """Refuse a scene that names what is not declared, or lacks what its kind needs."""
    for field in ("title", "text"):
        words = {language: getattr(scene, f"{field}_{language}") for language in ("th", "en")}
        if field in scene.asks_for and None in words.values():
            raise CatalogueError(file, scene.id, field, "both languages are needed")
        if (words["th"] is None) != (words["en"] is None):
            raise CatalogueError(file, scene.id, field, "it stands in one language only")
        for language, text in words.items():
            _check_figures(file, scene, f"{field}_{language}", text or "", catalogue)
    for field in ("indicator", "money"):
        need_known(file, scene.id, field, getattr(scene, field, None), catalogue.indicators)
    for name in getattr(scene, "indicators", ()):
        need_known(file, scene.id, "indicators", name, catalogue.indicators)
    area = getattr(scene, "area", None)
    need_known(file, scene.id, "area", area, (CHOSEN, *catalogue.areas))
    if head.of == "country" and (area == CHOSEN or scene.kind == "province"):
        raise CatalogueError(file, scene.id, "area", "the playlist is of no province")
    if isinstance(scene, RaceScene) and catalogue.indicators[scene.indicator].basis == "survey":
        fault = "provinces of a survey have no order that the data can carry"
        raise CatalogueError(file, scene.id, "indicator", fault)
    if isinstance(scene, NeedScene):
        need_known(file, scene.id, "money", scene.money, catalogue.followed.money)
    years = (getattr(scene, "first_year", None), getattr(scene, "last_year", None))
    if years[0] is not None and years[1] is not None and years[0] > years[1]:
        raise CatalogueError(file, scene.id, "first_year", "it lies after last_year")


def _check_figures(file: str, scene: AnyScene, field: str, text: str, catalogue: Catalogue) -> None:
    """Refuse braces that hold no indicator."""
    for found in FIGURE.finditer(text):
        need_known(file, scene.id, field, found[1], catalogue.indicators)
    if set("{}") & set(FIGURE.sub("", text)):
        raise CatalogueError(file, scene.id, field, "braces hold the name of an indicator")
