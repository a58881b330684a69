"""Answers that are given again: the same bytes, of the same data, in bounded memory."""

import tracemalloc
from pathlib import Path

import pytest

from tests.welfare.api.asking import Client
from tests.welfare.extracts.copied import copied_warehouse
from welfare import warehouse
from welfare.api.answers import HEADERS, LARGEST, MOST_BYTES, Answer, AnswerCache, answers_of
from welfare.api.conditional import validators
from welfare.api.problems import OPEN

PATH = "/api/v1/data/disparities"
TOLD = {**validators("2026-11-27T00:00:00", "one"), "Data-Version": "0" * 12, "Vary": "Accept"}


def answer(size: int = 100) -> Answer:
    return Answer(b"x" * size, dict(TOLD), "application/json")


def kept(cache: AnswerCache, count: int, pad: int = 0) -> int:
    """Return how many of the numbered questions are answered from memory."""
    return sum(cache.get((PATH, b"%d" % n, b"a" * pad)) is not None for n in range(count))


def test_a_question_is_answered_again_from_memory_until_the_data_change(
    built_warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = copied_warehouse(built_warehouse, tmp_path)
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(file))
    client = Client(file)
    key = (PATH, b"year=2563..", b"*/*")
    first = client.get(f"{PATH}?year=2563..")
    remembered = answers_of(warehouse.current()).get(key)
    assert remembered is not None
    assert remembered.answer.body == first.content
    again = client.get(f"{PATH}?year=2563..")
    assert again.content == first.content
    for name in (*remembered.answer.headers, *OPEN, "Content-Type", "Content-Length"):
        assert again.headers[name] == first.headers[name]
    file.touch()
    assert answers_of(warehouse.current()).get(key) is None
    assert client.get(f"{PATH}?year=2563..").content == first.content


def test_what_was_refused_is_not_kept(beside: Client) -> None:
    assert beside.get(f"{PATH}?year=22").status_code == 400
    key = (PATH, b"year=22", b"*/*")
    assert answers_of(warehouse.current()).get(key) is None


def test_the_answers_not_asked_for_longest_are_let_go() -> None:
    cache = AnswerCache()
    held = MOST_BYTES // LARGEST + 1
    body = LARGEST - HEADERS - 200
    cache.put((PATH, b"first", b""), answer(body))
    for n in range(held):
        cache.put((PATH, b"%d" % n, b""), answer(body))
        assert cache.get((PATH, b"first", b"")) is not None
    assert 0 < kept(cache, held) < held
    assert cache.get((PATH, b"0", b"")) is None


def test_a_large_answer_pushes_nothing_out() -> None:
    cache = AnswerCache()
    cache.put((PATH, b"0", b""), answer())
    cache.put((PATH, b"1", b""), answer(LARGEST + 1))
    cache.put((PATH, b"2", b"a" * LARGEST), answer())
    assert kept(cache, 3) == 1


def test_an_answer_that_is_made_anew_counts_once() -> None:
    cache = AnswerCache()
    cache.put((PATH, b"0", b""), answer())
    for _ in range(2 * MOST_BYTES // LARGEST):
        cache.put((PATH, b"1", b""), answer(LARGEST - HEADERS - 200))
    assert kept(cache, 2) == 2


@pytest.mark.parametrize("pad", [0, 60_000])
def test_short_answers_to_long_questions_take_no_more_memory(pad: int) -> None:
    """A question may be sixty kilobytes long and its answer a hundred bytes."""
    cache = AnswerCache()
    count = MOST_BYTES // 2_000 if pad == 0 else MOST_BYTES // 20_000
    tracemalloc.start()
    try:
        for n in range(count):
            accept = bytes(bytearray(b"a" * pad))  # a header of its own for each, as servers have
            cache.put((PATH, b"%d" % n, accept), answer())
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert 0 < kept(cache, count, pad) < count
    assert held < MOST_BYTES * 1.3
