"""The memory of a server and the processes that it began, watched while something goes on."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

EVERY_S = 0.05


@dataclass
class Watched:
    """Megabytes before, and the most so far."""

    before: float
    peak: float


@contextmanager
def watching(pid: int) -> Iterator[Watched]:
    """Watch the resident memory of a process and of all below it until the block ends."""
    held = _megabytes(pid)
    watched = Watched(held, held)
    over = threading.Event()

    def watch() -> None:
        while not over.wait(EVERY_S):
            watched.peak = max(watched.peak, _megabytes(pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield watched
    finally:
        over.set()
        watcher.join()


def _megabytes(pid: int) -> float:
    server = psutil.Process(pid)
    held = 0
    for process in (server, *server.children(recursive=True)):
        try:
            held += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return held / 1e6
