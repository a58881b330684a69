"""Answers that were given, ready to be given again while the data stay the same."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from welfare import warehouse
from welfare.api.conditional import unchanged
from welfare.api.problems import OPEN
from welfare.warehouse import Snapshot, WarehouseError

MOST_BYTES = 32_000_000
LARGEST = 1_000_000
"""Larger answers are made anew; they would push out many small ones."""
HEADERS = 3_000
"""Bytes, about, that the headers of an answer take in memory, and what holds it."""
Key = tuple[str, bytes, bytes]


@dataclass(frozen=True)
class Answer:
    """A body with its headers, among them those by which it is known again."""

    body: bytes
    headers: dict[str, str]
    media_type: str

    def response(self, headers: Headers) -> Response:
        """Return the answer, or 304 where the client has it."""
        if (same := unchanged(headers, self.headers)) is not None:
            return same
        return Response(self.body, 200, {**self.headers, **OPEN}, self.media_type)


class AnswerCache:
    """Answers by what was asked, the ones not asked for longest let go first."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Key, Ready] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: Key) -> "Ready | None":
        """Return the answer that was given to the same question."""
        with self._lock:
            found = self._answers.get(key)
            if found is not None:
                self._answers.move_to_end(key)
        return found

    def put(self, key: Key, answer: Answer) -> None:
        """Keep an answer, letting others go where there are too many."""
        if _weight(key, answer) > LARGEST:
            return
        whole = Response(answer.body, 200, {**answer.headers, **OPEN}, answer.media_type)
        with self._lock:
            known = self._answers.get(key)
            if known is not None:
                self._bytes -= _weight(key, known.answer)
            self._answers[key] = Ready(answer, whole)
            self._bytes += _weight(key, answer)
            while self._bytes > MOST_BYTES:
                other, let_go = self._answers.popitem(last=False)
                self._bytes -= _weight(other, let_go.answer)


def _weight(key: Key, answer: Answer) -> int:
    """Return the bytes that an answer takes; a long question weighs as much as a long answer."""
    path, query, accept = key
    return len(path) + len(query) + len(accept) + len(answer.body) + HEADERS


@dataclass(frozen=True)
class Ready:
    """An answer, and the response that gives it whole."""

    answer: Answer
    whole: Response

    def response(self, scope: Scope) -> Response:
        """Return the answer, or 304 where the client has it."""
        conditional = any(name.startswith(b"if-") for name, _ in scope["headers"])
        return self.answer.response(Headers(scope=scope)) if conditional else self.whole


class Remembered:
    """ASGI middleware that gives an answer again that was given to the same question."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what was asked before; pass everything else on."""
        found = None
        if scope["type"] == "http" and scope["method"] == "GET":
            try:
                found = answers_of(warehouse.current()).get(asked(scope))
            except WarehouseError:
                found = None
        await (self._app if found is None else found.response(scope))(scope, receive, send)


def answers_of(snapshot: Snapshot) -> AnswerCache:
    """Return the answers that were given of one version of the data; they go with it."""
    return snapshot.remember(("answers",), AnswerCache)


def asked(scope: Scope) -> Key:
    """Return by what an answer is found again: path, query as it was written, media types."""
    accept = next((value for name, value in scope["headers"] if name == b"accept"), b"")
    return scope["path"], scope["query_string"], accept
