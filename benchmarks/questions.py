"""A small question, the provinces by one indicator in one year: against a bare route and Datasette.

Every question differs from all before it, so that none is answered from memory; then one question
is asked again and again, and the bare route answers from memory too.
"""

import statistics
from collections.abc import Iterator, Sequence
from itertools import count, islice
from typing import Any
from urllib.request import urlopen

import orjson

from benchmarks.load import Load, load
from benchmarks.peer import address, datasette
from benchmarks.rows import Row
from benchmarks.server import running, serving
from welfare import warehouse
from welfare.extracts.asked import DATA
from welfare.paths import ROOT

CLIENTS = (1, 10, 30)
ROUNDS = 3
AGAIN = 1_500
"""How often the one question is asked in a round."""
ALLOWED = 1.5
PROVINCES = 77
OURS = f"{DATA}/indicators"
BARE = ("uvicorn", "benchmarks.bare_route:app", "--no-access-log", "--port")
UNLIMITED = {"WELFARE_REQUESTS_PER_MINUTE": "0"}

Pair = tuple[str, int]


def question_table() -> list[Row]:
    """Return rows (what, floor, ours, ratio) for 1, 10 and 30 clients."""
    pairs = _pairs()
    questions = _questions(pairs)
    with (
        running(BARE, f"/rows?{next(questions)}") as bare,
        serving(ROOT / "app.py", UNLIMITED) as ours,
        datasette() as peer,
    ):
        ports = (bare.port, ours.port, peer.port)
        _agree(ports, next(questions), pairs[1])
        return [row for clients in CLIENTS for row in _measured(ports, clients, pairs, questions)]


def _pairs() -> list[Pair]:
    """Return indicators with the years in which every province has a row."""
    found = warehouse.current().rows(
        "SELECT indicator_id, year FROM published.indicators"
        " WHERE area_kind = 'province' AND is_current GROUP BY ALL HAVING count(*) = $provinces"
        " ORDER BY ALL",
        {"provinces": PROVINCES},
    )
    return [(str(indicator), int(str(year))) for indicator, year in found]


def _questions(pairs: Sequence[Pair]) -> Iterator[str]:
    """Yield questions without end; the limit, of more rows than there are, makes each another."""
    for limit in count(PROVINCES + 1):
        for indicator, year in pairs:
            chosen = f"indicator_id={indicator}&year={year}&area_kind=province&is_current=true"
            yield f"{chosen}&limit={limit}"


def _agree(ports: tuple[int, int, int], question: str, pair: Pair) -> None:
    """Ask all three the same, and refuse to measure where they answer differently."""
    bare, ours, peer = ports
    expected = _answer(bare, f"/rows?{question}")
    if len(expected) != PROVINCES or _answer(ours, f"{OURS}?{question}")["data"] != expected:
        raise RuntimeError("the bare route and the server give different rows")
    told = {row["area_id"]: row["value"] for row in _answer(peer, address(*pair))}
    if told != {row["area_id"]: row["value"] for row in expected}:
        raise RuntimeError("Datasette and the server give different rows")


def _answer(port: int, path: str) -> Any:
    with urlopen(f"http://localhost:{port}{path}", timeout=10) as answer:
        return orjson.loads(answer.read())


def _measured(
    ports: tuple[int, int, int], clients: int, pairs: Sequence[Pair], questions: Iterator[str]
) -> Iterator[Row]:
    bare, ours, peer = ports
    turns = []
    # By turns, so that a noisy minute meets all.
    for _ in range(ROUNDS):
        new = list(islice(questions, len(pairs)))
        again = [new[0]] * AGAIN
        turns.append(
            (
                load(bare, clients, [f"/rows?{each}" for each in new]),
                load(ours, clients, [f"{OURS}?{each}" for each in new]),
                load(peer, clients, [address(*pair) for pair in pairs]),
                load(bare, clients, [f"/ready?{each}" for each in again]),
                load(ours, clients, [f"{OURS}?{each}" for each in again]),
            )
        )
    floor, full, datasette, ready, remembered = (
        _middle(loads) for loads in zip(*turns, strict=True)
    )
    visitors = f"{clients} client{'s' if clients > 1 else ''}"
    rows = f"{PROVINCES} rows as JSON, {visitors}"
    again_rows = f"the same asked again, {visitors}"
    yield from _compared(rows, f"floor: a bare route, allowed: {ALLOWED}", floor, full)
    yield from _compared(rows, "against Datasette", datasette, full)
    yield from _compared(again_rows, f"floor: memory, allowed: {ALLOWED}", ready, remembered)


def _middle(turns: Sequence[Load]) -> Load:
    return Load(
        statistics.median(turn.seconds for turn in turns),
        statistics.median(turn.per_second for turn in turns),
    )


def _compared(what: str, against: str, floor: Load, full: Load) -> Iterator[Row]:
    yield (
        f"{what}, median ({against})",
        f"{floor.seconds * 1000:.1f} ms",
        f"{full.seconds * 1000:.1f} ms",
        f"{full.seconds / floor.seconds:.2f}",
    )
    yield (
        f"{what}, answers a second",
        f"{floor.per_second:,.0f}",
        f"{full.per_second:,.0f}",
        f"{full.per_second / floor.per_second:.2f}",
    )
