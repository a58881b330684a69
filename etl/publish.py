"""A finished warehouse takes the place of the old one, whole, under a lock."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PARTIAL = ".building-"


class BusyError(Exception):
    """Another build is at work on this warehouse."""


@contextmanager
def building(warehouse: Path) -> Iterator[Path]:
    """Give the path of a new file beside ``warehouse``; swap it in when the block ends well.

    The lock is the operating system's, so a killed build leaves none behind; the next one clears
    away what it had begun. Until ``os.replace`` the old warehouse is untouched.

    Raises
    ------
    BusyError
        Where another build holds the lock.
    """
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    with (warehouse.parent / f".{warehouse.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(f"another build of {warehouse} is at work") from None
        _clear(warehouse)
        partial = warehouse.parent / f"{PARTIAL}{warehouse.name}"
        try:
            yield partial
            _flush(partial)
            os.replace(partial, warehouse)  # noqa: PTH105 - the atomic call is meant
            _flush(warehouse.parent)
        finally:
            _clear(warehouse)


def _clear(warehouse: Path) -> None:
    for leftover in warehouse.parent.glob(f"{PARTIAL}{warehouse.name}*"):
        leftover.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
