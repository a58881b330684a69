"""A finished warehouse takes the place of the old one, whole, under a lock; the last ones are kept.

Beside ``welfare.duckdb`` stand its last builds, ``welfare.duckdb.builds/000012-3f2a….duckdb``, the
newest with the highest number, as hard links where the disk knows these. A rollback puts an older
one in the warehouse's place and a pin beside it, so that no server builds it away again by itself.
"""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from etl.archive import record_publishing

PARTIAL = ".building-"
KEPT = 5
NAME = re.compile(r"(\d{6})-([0-9a-z]+)\.duckdb")


class BusyError(Exception):
    """Another build is at work on this warehouse."""


class NoBuildError(Exception):
    """There is no build to go back to."""


@dataclass(frozen=True)
class Kept:
    """A build that is kept: its number, its data version, its file, and whether it is served."""

    number: int
    data_version: str
    file: Path
    current: bool


@contextmanager
def building(warehouse: Path) -> Iterator["Partial"]:
    """Give a new file beside ``warehouse``; swap it in when the block ends well.

    The lock is the operating system's, so a killed build leaves none behind; the next one clears
    away what it had begun. Until ``os.replace`` the old warehouse is untouched.

    Raises
    ------
    BusyError
        Where another build holds the lock.
    """
    with locked(warehouse):
        partial = Partial(warehouse.parent / f"{PARTIAL}{warehouse.name}")
        try:
            yield partial
            _flush(partial.file)
            _swap(partial.file, warehouse, partial.data_version)
            _pin(warehouse).unlink(missing_ok=True)
            record_publishing(warehouse, partial.data_version)
        finally:
            _clear(warehouse)


@dataclass
class Partial:
    """The file to be built, and the data version that it will be kept under."""

    file: Path
    data_version: str = "0"


def kept_builds(warehouse: Path) -> list[Kept]:
    """Return the builds that are kept, newest first."""
    served = _identity(warehouse)
    found = []
    for file in _folder(warehouse).glob("*.duckdb"):
        if named := NAME.fullmatch(file.name):
            current = served is not None and _identity(file) == served
            found.append(Kept(int(named[1]), named[2], file, current))
    return sorted(found, key=lambda kept: -kept.number)


def rollback(warehouse: Path, data_version: str | None = None) -> Kept:
    """Serve an older build again: the one before the current, or the named one; pin it.

    Raises
    ------
    BusyError
        Where a build is at work.
    NoBuildError
        Where there is none to go back to.
    """
    with locked(warehouse):
        builds = kept_builds(warehouse)
        place = next((n for n, kept in enumerate(builds) if kept.current), -1)
        older = (
            builds[place + 1 :]
            if data_version is None
            else [kept for kept in builds if kept.data_version == data_version]
        )
        if not older:
            raise NoBuildError(data_version or "-")
        target = warehouse.parent / f"{PARTIAL}{warehouse.name}"
        try:
            _link(older[0].file, target)
            _pin(warehouse).write_text(older[0].data_version + "\n", encoding="utf-8")
            os.replace(target, warehouse)  # noqa: PTH105 - the atomic call is meant
            _flush(warehouse.parent)
            record_publishing(warehouse, older[0].data_version)
        finally:
            _clear(warehouse)
        return older[0]


def is_pinned(warehouse: Path) -> bool:
    """Tell whether a steward went back to the build that is served; only a build undoes it."""
    return _pin(warehouse).is_file()


@contextmanager
def locked(warehouse: Path) -> Iterator[None]:
    """Hold the lock of builds: nobody else builds, rolls back or changes the archive meanwhile.

    Raises
    ------
    BusyError
        Where another holds it.
    """
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    with (warehouse.parent / f".{warehouse.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(f"another build of {warehouse} is at work") from None
        _clear(warehouse)
        yield


def _swap(built: Path, warehouse: Path, data_version: str) -> None:
    """Keep the new build, then serve it; one killed in between is kept and not yet served."""
    folder = _folder(warehouse)
    folder.mkdir(exist_ok=True)
    builds = kept_builds(warehouse)
    number = 1 + max((kept.number for kept in builds), default=0)
    _link(built, folder / f"{number:06d}-{data_version}.duckdb")
    os.replace(built, warehouse)  # noqa: PTH105 - the atomic call is meant
    _flush(warehouse.parent)
    for old in kept_builds(warehouse)[KEPT:]:
        old.file.unlink(missing_ok=True)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a disk without hard links
        shutil.copy2(source, target)


def _identity(file: Path) -> tuple[int, int] | None:
    """Return size and time of the last change, which a link and a copy share with their source."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _folder(warehouse: Path) -> Path:
    return warehouse.with_name(f"{warehouse.name}.builds")


def _pin(warehouse: Path) -> Path:
    return warehouse.with_name(f"{warehouse.name}.pinned")


def _clear(warehouse: Path) -> None:
    """Clear away what a killed build began, and a build that it kept and did not come to serve."""
    for leftover in warehouse.parent.glob(f"{PARTIAL}{warehouse.name}*"):
        leftover.unlink(missing_ok=True)
    builds = kept_builds(warehouse)
    if not is_pinned(warehouse) and any(kept.current for kept in builds):
        while not builds[0].current:
            builds.pop(0).file.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
