"""Asks the application beside the pages as a server hands requests to it."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from starlette.types import ASGIApp

from welfare.api import own_application
from welfare.api.limits import Limit

SERVER = "https://welfare.example.org"
NO_LIMIT = Limit(0, 1)
Asked = dict[str, Any]


class AppClient:
    """Asks one application, each question on a loop of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._transport = httpx.ASGITransport(app)  # type: ignore[arg-type]  # narrower scope

    def request(self, method: str, path: str, **asked: Any) -> httpx.Response:
        """Ask one question."""
        return asyncio.run(self._ask([(method, path, asked)]))[0]

    def get(self, path: str, **asked: Any) -> httpx.Response:
        """Ask with GET."""
        return self.request("GET", path, **asked)

    def post(self, path: str, **asked: Any) -> httpx.Response:
        """Ask with POST."""
        return self.request("POST", path, **asked)

    def many(self, questions: list[tuple[str, str, Asked]]) -> list[httpx.Response]:
        """Ask many questions one after the other, on one loop."""
        return asyncio.run(self._ask(questions))

    async def _ask(self, questions: list[tuple[str, str, Asked]]) -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=self._transport, base_url=SERVER) as client:
            return [
                await client.request(method, path, **asked) for method, path, asked in questions
            ]


class Client(AppClient):
    """Asks the application of a warehouse."""

    def __init__(self, warehouse: Path, limit: Limit = NO_LIMIT) -> None:
        self.warehouse = warehouse
        super().__init__(own_application(warehouse, limit))


@dataclass(frozen=True)
class Raw:
    """An answer as it goes to a server: what a client library would refuse to ask for goes too."""

    status: int
    headers: dict[str, str]
    body: bytes


async def ask_raw(app: Any, method: str, path: str, query: bytes, headers: list[Any]) -> Raw:
    """Ask with any bytes, as a server may pass them on; the header ``:body`` stands for a body."""
    body = b"".join(value for name, value in headers if name == b":body")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode("utf-8", "replace"),
        "query_string": query,
        "root_path": "",
        "headers": [(name, value) for name, value in headers if name != b":body"],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 80),
    }
    waiting = [{"type": "http.request", "body": body, "more_body": False}]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return waiting.pop() if waiting else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    started = next(message for message in sent if message["type"] == "http.response.start")
    parts = [message.get("body", b"") for message in sent if message["type"].endswith("body")]
    decoded = {k.decode("latin-1"): v.decode("latin-1") for k, v in started["headers"]}
    return Raw(started["status"], decoded, b"".join(parts))
