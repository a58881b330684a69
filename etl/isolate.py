"""Files are read in a process of their own: one that hangs or eats the memory takes no build along.

A damaged workbook can make a reader ask for a hundred gigabytes and abort. Such a file is refused;
the next one is read by a fresh process.
"""

import os
import resource
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from pathlib import Path

from etl.issues import Issue, RefusedFile
from etl.reading import RawFile
from etl.recognise import family_of, read_by
from etl.sources import Reading
from welfare.catalog import catalogue

MEMORY_LIMIT = 8 * 1024**3
"""Bytes of address space that a reader may ask for; libraries reserve more than they use."""
TIME_LIMIT = 300.0
"""Seconds that one file may take."""


@dataclass(frozen=True)
class Read:
    """What came of reading one file: a reading by a family, or the issue it was refused for."""

    name: str
    sha256: str
    family: str | None = None
    reading: Reading | None = None
    refusal: Issue | None = None


class Reader:
    """A process that reads one file after another; one that breaks it is refused by a fresh one."""

    def __init__(self, time_limit: float = TIME_LIMIT) -> None:
        self._time_limit = time_limit
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self._end(killed=False)

    def read(self, path: Path, name: str) -> Read:
        """Return what came of reading a file; nothing is raised for one."""
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                max_workers=1, mp_context=get_context("spawn"), initializer=_begin
            )
        try:
            return self._pool.submit(read_one, path, name).result(timeout=self._time_limit)
        except (BrokenProcessPool, TimeoutError) as fault:
            self._end(killed=True)
            return _failed(path, name, fault)

    def _end(self, *, killed: bool) -> None:
        if self._pool is None:
            return
        if killed:
            for process in list((self._pool._processes or {}).values()):
                process.kill()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = None


def read_files(files: Iterable[tuple[Path, str]]) -> Iterator[Read]:
    """Give, for each (path, name) in order, what came of reading it."""
    with Reader() as reader:
        for path, name in files:
            yield reader.read(path, name)


def read_one(path: Path, name: str) -> Read:
    """Read one file; a verdict is a value here, so that it can travel between processes."""
    file = RawFile(path, name)
    known: str | None = None
    try:
        family = family_of(file)
        known = family.id
        return Read(name, file.sha256, known, read_by(family, file, catalogue()))
    except RefusedFile as refusal:
        return Read(name, file.sha256, known, refusal=refusal.issue)
    except MemoryError as fault:
        return _failed(path, name, fault)


def _failed(path: Path, name: str, fault: BaseException) -> Read:
    why = "time" if isinstance(fault, TimeoutError) else "memory or crash"
    return Read(name, RawFile(path, name).sha256, refusal=Issue(name, "reader_failed", detail=why))


def _begin() -> None:
    """Limit the reader's memory, and let it end with the process that started it."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # A reader that aborts writes a page of addresses; the verdict says what a steward must know.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
