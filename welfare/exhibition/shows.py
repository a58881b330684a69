"""Shows as a server keeps them: made once for each version of data and playlists."""

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache

import orjson

from welfare.catalog.playlists import playlists
from welfare.exhibition.bundle import player_files, player_page
from welfare.exhibition.making import Node
from welfare.exhibition.show import make_show
from welfare.exhibition.wanted import Wanted
from welfare.warehouse import Snapshot

KEPT = 16
"""Shows that are kept; each takes half a megabyte."""


@dataclass(frozen=True)
class Made:
    """A show, and the text of its JSON."""

    show: Node
    json: bytes

    @property
    def version(self) -> str:
        """What tells this show from any other."""
        return str(self.show["version"])


class Shows:
    """The shows of a server, each made when it is first asked for."""

    def __init__(self) -> None:
        self._made: OrderedDict[tuple[object, ...], Made] = OrderedDict()
        self._lock = threading.Lock()

    def made(
        self, wanted: Wanted, snapshot: Snapshot, address: str | None, server: str | None
    ) -> Made:
        """Return a show, made where it is not kept; one is made at a time."""
        playlist = playlists().found[wanted.playlist]
        key = (snapshot.data_version, playlist, wanted, address, server)
        with self._lock:
            if key not in self._made:
                show = make_show(
                    playlist,
                    snapshot,
                    wanted.languages,
                    province=wanted.province,
                    address=address,
                    server=server,
                    seconds=wanted.seconds,
                )
                self._made[key] = Made(show, orjson.dumps(show))
            self._made.move_to_end(key)
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
            return self._made[key]


@lru_cache(maxsize=1)
def player_version() -> str:
    """Return what tells this player from another; a screen that plays an older one loads anew."""
    digest = hashlib.sha256(player_page().encode())
    for path, content in player_files().items():
        digest.update(path.encode())
        digest.update(content)
    return digest.hexdigest()[:12]
