"""Who asks too often waits; others do not. Time is that of a clock that is passed in."""

import asyncio
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from tests.welfare.api.asking import Client, ask_raw
from welfare.api.limits import UNLIMITED, Limit, Limits, address_of, limit_of_environment
from welfare.language import message

LIMIT = Limit(per_minute=60, burst=3)


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


SCOPE = {"type": "http", "method": "GET", "path": "/x", "query_string": b"", "headers": []}


async def status_of(app: Limits, scope: dict[str, Any]) -> int:
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return int(sent[0]["status"])


async def said(_: Request) -> PlainTextResponse:
    return PlainTextResponse("yes")


def limited(limit: Limit, clock: Clock) -> Limits:
    return Limits(Starlette(routes=[Route("/{path:path}", said)]), limit, clock)


def asked(app: Limits, path: str = "/x", *headers: tuple[bytes, bytes]) -> tuple[int, str | None]:
    answer = asyncio.run(ask_raw(app, "GET", path, b"", list(headers)))
    return answer.status, answer.headers.get("retry-after")


def test_who_asks_too_often_waits_as_long_as_is_said() -> None:
    clock = Clock()
    app = limited(LIMIT, clock)
    assert [asked(app)[0] for _ in range(4)] == [200, 200, 200, 429]
    status, wait = asked(app)
    assert (status, wait) == (429, "2")
    clock.now += 0.5
    assert asked(app)[0] == 429
    clock.now += float(str(wait))
    assert asked(app)[0] == 200


def test_in_the_long_run_it_is_so_many_a_minute() -> None:
    clock = Clock()
    app = limited(LIMIT, clock)
    answers = []
    for _ in range(1_200):
        answers.append(asked(app)[0])
        clock.now += 0.1
    assert answers.count(200) == pytest.approx(120 + LIMIT.burst, abs=2)


def test_one_address_takes_nobody_elses_turn() -> None:
    app = limited(Limit(60, 2, trust_proxy=True), Clock())
    one, other = (b"x-forwarded-for", b"203.0.113.1"), (b"x-forwarded-for", b"203.0.113.2")
    assert [asked(app, "/x", one)[0] for _ in range(3)] == [200, 200, 429]
    assert asked(app, "/x", other)[0] == 200


def test_a_proxy_is_believed_only_where_it_is_said_to_be_one() -> None:
    app = limited(Limit(60, 2), Clock())
    said_to_be = [(b"x-forwarded-for", f"203.0.113.{n}".encode()) for n in range(3)]
    assert [asked(app, "/x", header)[0] for header in said_to_be] == [200, 200, 429]
    trusting = limited(Limit(60, 2, trust_proxy=True), Clock())
    made_up = [(b"x-forwarded-for", f"10.0.0.{n}, 203.0.113.9".encode()) for n in range(3)]
    assert [asked(trusting, "/x", header)[0] for header in made_up] == [200, 200, 429]


def test_a_network_of_ipv6_counts_as_one() -> None:
    def counted(text: str) -> str:
        return address_of({"client": (text, 1), "headers": []}, trust_proxy=False)

    assert counted("2001:db8:1:2::1") == counted("2001:db8:1:2:ffff::9")
    assert counted("2001:db8:1:2::1") != counted("2001:db8:1:3::1")
    assert counted("not an address") == "not an address"


def test_visitors_by_ipv4_are_not_one_network_to_a_server_that_listens_to_both() -> None:
    def asks(address: str) -> int:
        scope = {**SCOPE, "client": (address, 1)}
        return asyncio.run(status_of(app, scope))

    app = limited(Limit(60, 2), Clock())
    assert [asks("::ffff:203.0.113.1") for _ in range(3)] == [200, 200, 429]
    assert asks("::ffff:203.0.113.2") == 200
    assert asks("203.0.113.1") == 429


def test_zero_is_no_limit_and_health_has_none() -> None:
    app = limited(Limit(0, 1), Clock())
    assert {asked(app)[0] for _ in range(50)} == {200}
    strict = limited(Limit(1, 1), Clock())
    assert {asked(strict, path)[0] for path in UNLIMITED for _ in range(5)} == {200}


def test_the_limit_is_that_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WELFARE_REQUESTS_PER_MINUTE", "100")
    monkeypatch.setenv("WELFARE_TRUST_PROXY", "1")
    assert limit_of_environment() == Limit(100, 20, trust_proxy=True)


def test_the_application_says_so_in_both_languages(beside: Client) -> None:
    client = Client(beside.warehouse, Limit(per_minute=1, burst=1))
    assert client.get("/api/v1").status_code == 200
    answer = client.get("/api/v1")
    assert answer.status_code == 429
    seconds = answer.headers["retry-after"]
    assert 50 <= int(seconds) <= 61
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["title"] == message("problem.too_many_requests", "en", seconds=seconds)
    assert told["title_th"] == message("problem.too_many_requests", "th", seconds=seconds)
    assert client.get("/api/v1/health").status_code == 200
