"""Shows of the built warehouse, each made once."""

from functools import lru_cache
from typing import Any

from welfare.catalog.playlists import playlists
from welfare.exhibition.show import make_show
from welfare.warehouse import Snapshot

SERVER = "https://atlas.example.go.th"
Show = dict[str, Any]


@lru_cache(maxsize=8)
def shown(snapshot: Snapshot, name: str, province: str | None = None) -> Show:
    """Return a show in both languages."""
    return make_show(
        playlists().found[name],
        snapshot,
        ("th", "en"),
        province=province,
        address=f"{SERVER}/exhibition",
        server=SERVER,
    )


def scene(show: Show, name: str) -> Show:
    """Return one scene of a show."""
    found: Show = next(scene for scene in show["scenes"] if scene["id"] == name)
    return found
