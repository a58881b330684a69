"""The files of the browser's part, compressed once and answered from memory.

Streamlit sends its scripts as they are, since compressing them anew for every visitor costs more
than it saves. Their names carry a hash of what is in them and they never change while a server
runs, so what was compressed for the first visitor answers all others.
"""

import gzip

from anyio.to_thread import run_sync
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FOLDER = "/static/"
TEXT = ("text/", "application/javascript", "application/json")
LEVEL = 9
BODY = "http.response.body"

Answers = tuple[Message, ...]


class ClientFiles:
    """ASGI middleware that keeps each answer below :data:`FOLDER` that never changes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: dict[str, Answers] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory; the first time take the answer, and keep it where it lasts."""
        if not _may_be_compressed(scope):
            await self._app(scope, receive, send)
            return
        answers = self._kept.get(scope["path"])
        if answers is None:
            answers = await self._taken(scope, receive)
        for answer in answers:
            await send(answer)

    async def _taken(self, scope: Scope, receive: Receive) -> Answers:
        answers: list[Message] = []

        async def take(answer: Message) -> None:
            answers.append(answer)

        await self._app(scope, receive, take)
        start, *bodies = answers
        if not _lasting(start) or any(each["type"] != BODY for each in bodies):
            return tuple(answers)
        body = b"".join(each.get("body", b"") for each in bodies)
        self._kept[scope["path"]] = await run_sync(_compressed, start, body)
        return self._kept[scope["path"]]


def _may_be_compressed(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    asked = Headers(scope=scope)
    accepted = {each.split(";")[0].strip() for each in asked.get("accept-encoding", "").split(",")}
    return scope["path"].startswith(FOLDER) and "gzip" in accepted and "range" not in asked


def _lasting(start: Message) -> bool:
    told = Headers(raw=start["headers"])
    return (
        start["status"] == 200
        and "content-encoding" not in told
        and "immutable" in told.get("cache-control", "")
        and told.get("content-type", "").startswith(TEXT)
    )


def _compressed(start: Message, body: bytes) -> Answers:
    small = gzip.compress(body, LEVEL, mtime=0)
    headers = MutableHeaders(raw=list(start["headers"]))
    headers["content-encoding"] = "gzip"
    headers["content-length"] = str(len(small))
    headers.add_vary_header("accept-encoding")
    return {**start, "headers": headers.raw}, {"type": BODY, "body": small}
