"""A press for briefs: one at a time, beside the pages; those asked for last are kept."""

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from welfare.catalog import Language
from welfare.extracts.workshop import BusyError

MOST_KEPT = 80
"""Briefs that are kept: 160 KB each."""
MOST_WAITING = 16
"""Briefs that may be waited for; one is made in half a second."""
Key = tuple[str, str, str, Language]
Make = Callable[[], bytes]


class Press:
    """Makes briefs, known by data version, public address, what they are of, and language."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, bytes] = OrderedDict()
        self._lock = threading.Lock()
        self._waiting = 0
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="briefs")

    async def brief(self, key: Key, make: Make) -> bytes:
        """Return the brief of ``key``, made where it is not kept.

        Raises
        ------
        BusyError
            Where too many are waiting.
        """
        kept = self._get(key)
        if kept is not None:
            return kept
        with self._lock:
            if self._waiting >= MOST_WAITING:
                raise BusyError(key)
            self._waiting += 1
        running = asyncio.get_running_loop().run_in_executor(self._worker, self._made, key, make)
        return await asyncio.shield(running)

    def _made(self, key: Key, make: Make) -> bytes:
        try:
            kept = self._get(key)
            if kept is not None:
                return kept
            made = make()
            with self._lock:
                self._kept[key] = made
                while len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
            return made
        finally:
            with self._lock:
                self._waiting -= 1

    def _get(self, key: Key) -> bytes | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
        return kept
