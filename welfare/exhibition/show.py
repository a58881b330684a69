"""A playlist made into a show: what the player plays, all words and lengths in it."""

import hashlib
import logging
from collections.abc import Mapping
from datetime import datetime

import orjson

from welfare.catalog import COUNTRY, Language, catalogue
from welfare.catalog.playlists import FIGURE, AnyScene, Playlist
from welfare.charts.findings import shown_year
from welfare.charts.map_shapes import shapes
from welfare.charts.sourced import source_line
from welfare.charts.theme import LIGHT
from welfare.exhibition.explore import explore
from welfare.exhibition.making import Making, Node, area_series
from welfare.exhibition.qr import qr
from welfare.exhibition.scenes import DRAW
from welfare.language import format_value, message
from welfare.language.dates import format_day
from welfare.queries.build import built_at
from welfare.warehouse import Snapshot

WORDS = (
    "touch",
    "still_here",
    "leaving",
    "yes",
    "home",
    "province",
    "age",
    "system",
    "pause",
    "go_on",
    "phone",
    "pick_province",
)
"""What the player itself says, as ``exhibition.word.…`` in the messages."""

OTHER_LANGUAGE: Mapping[Language, str] = {"th": "English", "en": "ไทย"}
"""What the button says that changes the language, in the language it changes to."""


def make_show(
    playlist: Playlist,
    snapshot: Snapshot,
    languages: tuple[Language, ...],
    *,
    province: str | None = None,
    address: str | None = None,
    server: str | None = None,
    seconds: int | None = None,
) -> Node:
    """Return the show of a playlist.

    Parameters
    ----------
    playlist
        What is played, in order.
    languages
        Those that are made; with both, scenes alternate.
    province
        The province that a playlist of a province is made for.
    address
        Where a phone finds the same view; None leaves the code out.
    server
        Under which address phones find the pages; None leaves their codes out.
    seconds
        How long every scene stands, in place of what each declares.
    """
    making = Making(snapshot, languages, province)
    made = [_scene(scene, making, seconds, address) for scene in playlist.scenes]
    show: Node = {
        "playlist": playlist.head.id,
        "languages": list(languages),
        "title": {each: _title(playlist, province, each) for each in languages},
        "data": _data(snapshot, languages),
        "whole": list(catalogue().thai_words.whole),
        "colours": _colours(),
        "shapes": shapes(),
        "words": making.each(
            lambda language: {
                "language": OTHER_LANGUAGE[language],
                **{word: message(f"exhibition.word.{word}", language) for word in WORDS},
            }
        ),
        "qr": qr(address) if address else None,
        "scenes": [scene for scene in made if scene is not None],
        "explore": explore(making, server),
    }
    return {**show, "version": hashlib.sha256(orjson.dumps(show)).hexdigest()[:12]}


def _scene(
    scene: AnyScene, making: Making, seconds: int | None, address: str | None
) -> Node | None:
    """Return a scene with its words; None where there is nothing to show, or it cannot be made."""
    try:
        drawn = DRAW[scene.kind](scene, making)
    except (ArithmeticError, LookupError, ValueError):
        # A screen runs on for days: one scene that cannot be made must not take the others along.
        logging.getLogger(__name__).exception("scene %s cannot be made", scene.id)
        return None
    if drawn is None:
        return None
    colour = LIGHT.system(scene.colour) if scene.colour else LIGHT.accent
    return {
        "id": scene.id,
        "kind": scene.kind,
        "seconds": seconds or scene.seconds,
        "colour": colour,
        **drawn.picture,
        **making.each(
            lambda language: {
                "eyebrow": scene.eyebrow(language),
                "title": captioned(scene.title(language), making, language)
                or drawn.title(language),
                "text": captioned(scene.text(language), making, language),
                "source": source_line(drawn.sources, language) if drawn.sources else "",
                "year": drawn.year(language),
                "address": address or "",
                **drawn.words(language),
            }
        ),
    }


def captioned(text: str | None, making: Making, language: Language) -> str:
    """Return a caption with its figures put in: the latest of the country, and their years."""

    def figure(name: str, of_year: bool) -> str:
        indicator = catalogue().indicators[name]
        known = area_series(making, indicator, COUNTRY).dropna(subset="value")
        last = known.iloc[-1]
        if of_year:
            return shown_year(int(last["year"]), indicator, language)
        return format_value(float(last["value"]), indicator, language, compact=True)

    return FIGURE.sub(lambda found: figure(found[1], bool(found[2])), text or "")


def _title(playlist: Playlist, province: str | None, language: Language) -> str:
    name = playlist.head.name(language)
    if playlist.head.of == "province" and province:
        return f"{name} · {catalogue().provinces[province].name(language)}"
    return name


def _data(snapshot: Snapshot, languages: tuple[Language, ...]) -> Node:
    """Return which data the show is made of; a screen shows their date at all times."""
    day = datetime.fromisoformat(built_at(snapshot))
    said: Node = {
        each: message("exhibition.data_of", each, day=format_day(day, each)) for each in languages
    }
    return {"version": snapshot.data_version, **said}


def _colours() -> Node:
    return {
        "ink": LIGHT.ink,
        "muted": LIGHT.muted,
        "grid": LIGHT.grid,
        "surface": LIGHT.surface,
        "accent": LIGHT.accent,
        "highlight": LIGHT.highlight,
        "second": LIGHT.second,
        "missing": LIGHT.missing,
        "zero": LIGHT.zero,
        "outside": LIGHT.outside,
        "ramp": list(LIGHT.sequential),
        "systems": {system.id: system.colour for system in catalogue().systems.values()},
    }
