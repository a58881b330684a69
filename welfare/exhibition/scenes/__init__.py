"""Every kind of scene, by the name under which playlists declare it.

Each module makes one kind: ``draw(scene, making)`` returns what is drawn, or None where the data
hold nothing to show, so that the scene is left out.
"""

from collections.abc import Callable, Mapping
from typing import Any

from welfare.exhibition.making import Drawn, Making
from welfare.exhibition.scenes import (
    closing,
    columns,
    flows,
    maps,
    need,
    number,
    province,
    pyramid,
    race,
    story,
    wall,
)

DRAW: Mapping[str, Callable[[Any, Making], Drawn | None]] = {
    "number": number.draw,
    "map": maps.draw,
    "race": race.draw,
    "columns": columns.draw,
    "pyramid": pyramid.draw,
    "flows": flows.draw,
    "need": need.draw,
    "province": province.draw,
    "wall": wall.draw,
    "story": story.draw,
    "closing": closing.draw,
}
"""How each kind is drawn; a scene comes as the model of its kind."""
