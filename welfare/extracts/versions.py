"""Versions of the data, opened when an extract of one is asked for."""

import hashlib
import threading
from collections import OrderedDict
from pathlib import Path

from welfare import warehouse
from welfare.archive import Archive, Version, Withdrawal
from welfare.warehouse import Snapshot, WarehouseError, open_version

MOST_OPEN = 4


class GoneError(Exception):
    """A version is not given; ``withdrawn`` says why, where a steward took it back."""

    def __init__(self, data_version: str, withdrawn: Withdrawal | None = None) -> None:
        self.withdrawn = withdrawn
        super().__init__(data_version)


class Versions:
    """Opens versions of one archive, and keeps the few that were asked for last."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._open: OrderedDict[str, Snapshot] = OrderedDict()
        self._lock = threading.Lock()

    def open(self, data_version: str) -> tuple[Version, Snapshot]:
        """Return a version and its published tables.

        Raises
        ------
        GoneError
            Where it was withdrawn, is not kept, or is damaged.
        """
        version = self._archive.version(data_version)
        if version is None:
            raise GoneError(data_version)
        if version.withdrawn is not None:
            raise GoneError(data_version, version.withdrawn)
        return version, self.snapshot_of(version)

    def snapshot_of(self, version: Version) -> Snapshot:
        """Return the published tables of a version, from the warehouse where it is served."""
        served = _served()
        if served is not None and served.data_version == version.data_version:
            return served
        with self._lock:
            known = self._open.pop(version.data_version, None)
            if known is None:
                known = _opened(self._archive, version)
            self._open[version.data_version] = known
            while len(self._open) > MOST_OPEN:
                self._open.popitem(last=False)
        return known


def damaged(archive: Archive, version: Version) -> list[str]:
    """Return the tables of a version whose objects are missing, or do not hold what they held."""
    return [
        name
        for name, stored in version.tables.items()
        if _digest(archive.object_file(stored.sha256)) != stored.sha256
    ]


def _digest(file: Path) -> str | None:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return None


def _opened(archive: Archive, version: Version) -> Snapshot:
    """Return a version once its every byte was checked: no wrong figure is given for a kept one."""
    if damaged(archive, version):
        raise GoneError(version.data_version)
    try:
        return open_version(archive, version)
    except WarehouseError as fault:
        raise GoneError(version.data_version) from fault


def _served() -> Snapshot | None:
    try:
        return warehouse.current()
    except WarehouseError:
        return None
