"""A large answer waits for its reader, and nobody waits for somebody else's reader."""

import asyncio
import time
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import pytest
from starlette.requests import ClientDisconnect

from tests.welfare.api.asking import Client, ask_raw
from welfare.api import streaming
from welfare.api.streaming import attachment

LARGE = "/api/v1/data/beneficiaries"


def scope_of(path: str, query: bytes) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "root_path": "",
        "headers": [],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 80),
    }


class Stalled:
    """A reader that takes the beginning of an answer and then nothing, until it is let go."""

    def __init__(self, taking: int) -> None:
        self.taken: list[bytes] = []
        self.stands = asyncio.Event()
        self._taking = taking
        self._go_on = asyncio.Event()

    def go_on(self) -> None:
        self._go_on.set()

    async def receive(self) -> dict[str, Any]:
        await asyncio.Event().wait()
        return {}

    async def send(self, message: dict[str, Any]) -> None:
        self.taken.append(message.get("body", b""))
        if len(self.taken) >= self._taking:
            self.stands.set()
            await self._go_on.wait()


def test_readers_that_stall_hold_nobody_up(beside: Client) -> None:
    async def ask() -> tuple[float, list[bytes], bytes]:
        readers = [Stalled(3) for _ in range(10)]
        scope = scope_of(LARGE, b"format=csv")
        tasks = [asyncio.create_task(beside.app(scope, r.receive, r.send)) for r in readers]
        await asyncio.gather(*(reader.stands.wait() for reader in readers))
        began = time.monotonic()
        page = await ask_raw(beside.app, "GET", LARGE, b"limit=7", [])
        whole = await ask_raw(beside.app, "GET", LARGE, b"format=csv", [])
        assert page.status == whole.status == 200
        took = time.monotonic() - began
        for reader in readers:
            reader.go_on()
        await asyncio.gather(*tasks)
        return took, [b"".join(reader.taken) for reader in readers], whole.body

    took, bodies, whole = asyncio.run(ask())
    assert took < 20
    assert whole.count(b"\n") == 70_438
    # Those who stalled get the rest as soon as they read on.
    assert all(body == whole for body in bodies)


def test_a_reader_that_takes_nothing_for_long_is_let_go(
    beside: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "PATIENCE_S", 0.2)

    async def ask() -> int:
        reader = Stalled(3)
        with pytest.raises(ClientDisconnect):
            await beside.app(scope_of(LARGE, b"format=csv"), reader.receive, reader.send)
        return len(reader.taken)

    assert asyncio.run(ask()) == 3


def test_a_file_is_removed_also_where_its_reader_left(beside: Client) -> None:
    async def gone(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.body":
            raise OSError("the client is gone")

    async def ask() -> None:
        with pytest.raises(OSError, match="gone"):
            await beside.app(scope_of(LARGE, b"format=parquet"), Stalled(1).receive, gone)

    before = set(Path(gettempdir()).glob("*.parquet"))
    asyncio.run(ask())
    assert set(Path(gettempdir()).glob("*.parquet")) <= before


def test_a_stream_comes_in_parts(beside: Client) -> None:
    async def ask() -> list[bytes]:
        reader = Stalled(10_000)
        await beside.app(scope_of(LARGE, b"format=csv"), reader.receive, reader.send)
        return [part for part in reader.taken if part]

    parts = asyncio.run(ask())
    assert len(parts) >= 70_437 / 5_000
    assert max(map(len, parts)) < 4_000_000


def test_names_of_files_are_as_rfc_6266_wants_them() -> None:
    assert attachment("a_1.csv") == {"Content-Disposition": 'attachment; filename="a_1.csv"'}
    (both,) = attachment("a_1.csv", "ข้อมูล 1.csv").values()
    assert both == (
        'attachment; filename="a_1.csv"; '
        "filename*=UTF-8''%E0%B8%82%E0%B9%89%E0%B8%AD%E0%B8%A1%E0%B8%B9%E0%B8%A5%201.csv"
    )
    assert both.isascii()
