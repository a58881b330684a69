"""Versions of the data, opened when an extract of one is asked for."""

import threading
from collections import OrderedDict

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
                try:
                    known = open_version(self._archive, version)
                except WarehouseError as fault:
                    raise GoneError(version.data_version) from fault
            self._open[version.data_version] = known
            while len(self._open) > MOST_OPEN:
                self._open.popitem(last=False)
        return known


def _served() -> Snapshot | None:
    try:
        return warehouse.current()
    except WarehouseError:
        return None
