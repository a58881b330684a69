"""`GET /api/v1/briefs/{province}.pdf`: a province on two pages, made when first asked for."""

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from welfare import warehouse
from welfare.api.answering import answering
from welfare.api.conditional import unchanged, validators
from welfare.api.data import version_of
from welfare.api.problems import OPEN, problem
from welfare.briefs.made import BRIEFS, file_name, province_brief, rules
from welfare.catalog import Language, catalogue
from welfare.extracts.faults import Fault, RequestError, shown
from welfare.extracts.identity import public_address
from welfare.extracts.workshop import BusyError
from welfare.warehouse import Snapshot

MEDIA_TYPE = "application/pdf"
LANGUAGES: tuple[Language, ...] = ("th", "en")
MOST_KEPT = 80
"""Briefs that are kept: 160 KB each."""
MOST_WAITING = 16
"""Briefs that may be waited for; one is made in half a second."""
Key = tuple[str, str, str, Language]
Make = Callable[[], bytes]


class Press:
    """Makes briefs one at a time, beside the pages, and keeps those asked for last."""

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


def brief_routes(press: Press) -> list[BaseRoute]:
    """Return the route of the briefs."""

    @answering
    async def brief(request: Request) -> Response:
        return await _brief(press, request)

    return [Route(f"{BRIEFS}/{{province}}.pdf", brief)]


async def _brief(press: Press, request: Request) -> Response:
    """Give the brief of a province, or 304 where the client has it."""
    code = request.path_params["province"]
    if code not in catalogue().provinces:
        allowed = tuple(catalogue().provinces)
        return problem(404, [Fault("unknown_code", "province", shown(code), allowed)])
    language = _language(request)
    snapshot = warehouse.current()
    headers = _headers(snapshot, code, language)
    if (same := unchanged(request.headers, headers)) is not None:
        return same
    key = (snapshot.data_version, public_address(), code, language)
    body = await press.brief(key, lambda: province_brief(snapshot, code, language))
    return Response(body, 200, {**headers, **OPEN}, MEDIA_TYPE)


def _language(request: Request) -> Language:
    """Return the language asked for, Thai where none is; refuse any other parameter."""
    faults = [
        Fault("unknown_parameter", shown(name), "", ("lang",))
        for name in request.query_params
        if name != "lang"
    ]
    asked = request.query_params.get("lang", "th")
    found = next((language for language in LANGUAGES if language == asked), None)
    if found is None:
        faults.append(Fault("unknown_code", "lang", shown(asked), LANGUAGES))
    if faults or found is None:
        raise RequestError(faults)
    return found


def _headers(snapshot: Snapshot, code: str, language: Language) -> dict[str, str]:
    parts = (snapshot.data_version, rules(), public_address(), code, language)
    return {
        **validators(version_of(snapshot).published_at, *parts),
        "Data-Version": snapshot.data_version,
        "Content-Language": language,
        "Content-Disposition": f'inline; filename="{file_name(code, language)}"',
        "Access-Control-Expose-Headers": "Data-Version, ETag",
    }
