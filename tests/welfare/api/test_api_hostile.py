"""Ten thousand odd questions: each is answered clearly, and none brings the server down."""

import asyncio
import json
import random
import time
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.welfare.api.asking import NO_LIMIT, Client, Raw, ask_raw
from tests.welfare.extracts.copied import copied_warehouse
from welfare.api import own_application
from welfare.api.problems import TITLES
from welfare.catalog import catalogue
from welfare.extracts.request import columns_of, filters_of

COUNT = 10_000
LONGEST_S = 90
NASTY = [
    "",
    " ",
    ",",
    ",,,",
    "none",
    "null",
    "' OR 1=1 --",
    "'; DROP TABLE published.indicators; --",
    '" UNION SELECT * FROM information_schema.tables --',
    "$f0",
    "{0}{value}",
    "%s%s%n",
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/etc/passwd\x00.csv",
    "\x00",
    "\r\nSet-Cookie: a=b",
    "<script>alert(1)</script>",
    "${jndi:ldap://example.org/a}",
    "=1+1",
    "ก" * 50,
    "๒๕๖๕",
    "２０２２",
    "\u202e2565",
    "\U0001f418",
    "\ufeff",
    "\ud83d".encode("utf-8", "surrogatepass").decode("latin-1"),
    "-1",
    "0",
    "1e9",
    "NaN",
    "Infinity",
    "9" * 18,
    "9" * 5_000,
    "0" * 5_000 + "7",
    "2565",
    "2565..",
    "..",
    "2565..2560",
    "1..9999",
    "1960..2060,2503..2603",
    "a" * 30_000,
    ",".join(str(n) for n in range(3_000)),
    "-value",
    "value,value,value",
    "true",
    "json",
    "csv",
    "parquet",
    "xlsx",
    "TH,10,50",
]
HEADERS = {
    b"accept": ["*/*", "text/csv", "text/*;q=x", "image/png", ",;,;=", "*/*;q=nan", "a/b;q=1e999"],
    b"if-none-match": ["*", 'W/"x"', '"' + "a" * 9_000, ",,,", "\x00"],
    b"if-modified-since": [
        "yesterday",
        "Mon, 01 Jan 2024 00:00:00 GMT",
        "Mon, 01 Jan 2024 00:00:00 +99999999999999999999",
        "Mon, 99 Zzz 99999 99:99:99 GMT",
        "-1",
    ],
    b"range": [
        "bytes=0-9",
        "bytes=-5",
        "bytes=5-2",
        "bytes=9999999999-",
        "bytes=" + ",".join(f"{n}-{n}" for n in range(200)),
        "bytes=" + "9" * 5_000 + "-",
        "lines=1-2",
        "bytes=\xb2-",
        "=",
    ],
    b"if-range": ['"x"', "W/", "Mon, 01 Jan 2024 00:00:00 GMT"],
    b"host": ["", "[", "[::1", "a b", "x:99999999", "example.org:port", "\xff"],
    b"content-type": ["application/json", "text/plain", "application/json;;;", "\xff"],
    b"x-forwarded-for": ["1.2.3.4", "'; --", "::ffff:1", "\xff"],
    b"content-length": ["-1", "99999999999"],
}
METHODS = ["GET"] * 12 + ["HEAD", "POST", "POST", "POST", "DELETE", "PUT", "PATCH", "OPTIONS", "X"]
BODIES = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"\xff\xfe",
    b'{"table": 1}',
    b'{"table": "\\ud800"}',
    b"[" * 50_000,
    b'{"table":' * 5_000,
    b'{"table": "jumps", "filters": {"year": [{}]}}',
    b'{"table": "jumps", "filters": {"year": 1e400}}',
    b'{"table": "jumps", "filters": {"year": 99999999999999999999999}}',
    b'{"table": "jumps", "filters": [1]}',
    b'{"table": "jumps", "filters": {"columns": "year", "table": 1}}',
    b'{"table": "jumps", "columns": [null, true, 7]}',
    b'{"table": "jumps", "format": "exe"}',
    b'{"table": "jumps", "\\u0000": 1}',
    b'{"table": "jumps", "filters": {"year": "2565"}, "columns": ["year"], "format": "csv"}',
    b'{"table": "jumps", "filters": {"\xe0\xb8\x81": "2565"}}',
    b'{"table": "jumps", "labels": ["th", "en"]}',
    b" " * 70_000,
]
PATHS = [
    "/api/v1",
    "/api/v1/",
    "/api/v1/tables",
    "/api/v1/tables/",
    "/api/v1/indicators",
    "/api/v1/health",
    "/api/v1/openapi.json",
    "/api/v1/docs",
    "/api/v2/tables",
    "/api/",
    "/api/v1/extracts",
    "/datasets",
    "/datasets/",
    "/catalog.jsonld",
    "/sitemap.xml",
    "/robots.txt",
]


def question(
    chance: random.Random, issued: list[str]
) -> tuple[str, str, bytes, list[tuple[bytes, bytes]]]:
    """Return method, path, query and headers of a question that nobody should ask."""
    nasty = [*NASTY, "".join(chr(chance.randrange(1, 0x2FFF)) for _ in range(12))]
    tables = list(catalogue().publications)
    table = chance.choice(tables)
    # Small tables and small pages: what is tried here is what is odd, not what is large.
    pairs = [("limit", str(chance.randrange(1, 9)))] if chance.random() < 0.8 else []
    kind = chance.random()
    if kind < 0.6:
        path = f"/api/v1/data/{table}" if chance.random() < 0.93 else "/api/v1/data/{}"
        path = path.replace("{}", chance.choice(nasty))
        own = ["columns", "order", "limit", "cursor", "format", "bom", "labels"]
        names = [*filters_of(table), *columns_of(table), *own, *own, chance.choice(nasty)]
        pairs += [(chance.choice(names), chance.choice(nasty)) for _ in range(chance.randrange(4))]
    elif kind < 0.8:
        one = chance.choice([*nasty, *issued, *issued * 9, "0" * 20, "F" * 20])
        path = chance.choice(
            [f"/api/v1/extracts/{one}", f"/api/v1/extracts/{one}/about",
             f"/api/v1/extracts/{one}/job", f"/api/v1/jobs/{one}", f"/extracts/{one}",
             "/api/v1/extracts"]
        )  # fmt: skip
    else:
        path = chance.choice([*PATHS, *(f"/api/v1/{n}" for n in nasty), f"/datasets/{nasty[-1]}"])
        pairs += [(chance.choice(["lang", "x", "cursor"]), chance.choice(nasty))]
    query = "&".join(
        f"{quote(name)}={value if chance.random() < 0.1 else quote(value)}" for name, value in pairs
    )
    headers = [
        (name, chance.choice(values).encode("latin-1"))
        for name, values in HEADERS.items()
        if chance.random() < (0.3 if name == b"range" else 0.1)
    ]
    method = chance.choice(METHODS)
    if method == "POST":
        headers.append((b"content-type", b"application/json"))
        headers.append((b":body", chance.choice(BODIES)))
        path = "/api/v1/extracts" if chance.random() < 0.7 else path
    return method, path, query.encode("utf-8", "replace"), headers


def issue(client: Client, form: str) -> str:
    """Return the id of an extract, so that odd questions about one that is there are asked too."""
    asked = {"table": "jumps", "columns": ["year"], "format": form}
    return str(client.post("/api/v1/extracts", json=asked).json()["id"])


def fault_of(method: str, path: str, answer: Raw) -> str | None:
    """Return what is wrong with an answer, or None."""
    if answer.status in {204, 304}:
        return "content" if answer.body else None
    if answer.status in {307, 308}:
        return None if path.endswith("/") else "leads elsewhere"
    if answer.status in {200, 201, 202, 206}:
        return None
    if not 400 <= answer.status < 500:
        return "an odd status"
    return fault_of_problem(method, answer) if path.startswith("/api/") else None


def fault_of_problem(method: str, answer: Raw) -> str | None:
    """Return what is wrong with a problem, or None."""
    if answer.headers.get("content-type") != "application/problem+json":
        return "no problem+json"
    if answer.headers.get("access-control-allow-origin") != "*":
        return "closed to other origins"
    if method == "HEAD" and not answer.body:
        return None
    told = json.loads(answer.body)
    kind = f"/api/v1/docs#{TITLES[answer.status]}"
    whole = (
        told["title"]
        and told["title_th"]
        and (told["status"], told["type"])
        == (
            answer.status,
            kind,
        )
    )
    return None if whole else "another problem"


def test_ten_thousand_hostile_questions(
    built_warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse = copied_warehouse(built_warehouse, tmp_path)
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(warehouse))
    app = own_application(warehouse, NO_LIMIT)
    issued = [issue(Client(warehouse), form) for form in ("csv", "parquet")]
    chance = random.Random(20261127)  # noqa: S311 - the same questions each time
    met: Counter[int] = Counter()
    faults: list[object] = []

    async def ask_all() -> None:
        for _ in range(COUNT):
            method, path, query, headers = question(chance, issued)
            try:
                answer = await ask_raw(app, method, path, query, headers)
            except Exception as fault:  # noqa: BLE001 - a server would answer 500
                faults.append((repr(fault)[:200], method, path[:80], query[:200], headers))
                continue
            met[answer.status] += 1
            if (wrong := fault_of(method, path, answer)) is not None:
                faults.append((wrong, answer.status, method, path[:80], query[:200], headers))

    began = time.monotonic()
    asyncio.run(ask_all())
    assert faults[:5] == [], len(faults)
    assert sum(met.values()) == COUNT
    # The questions reach what they are meant to reach.
    assert {200, 201, 202, 206, 304, 400, 404, 405, 406, 413, 415, 416} <= set(met), met
    assert met[200] > COUNT / 20
    assert time.monotonic() - began < LONGEST_S
