"""Briefs over HTTP: a PDF, known again, refused in words, made once and beside everything else."""

import asyncio
import threading
from functools import partial

import pytest

from tests.welfare.api.asking import Client
from tests.welfare.briefs.reading import Read, bare
from welfare.api.press import MOST_KEPT, MOST_WAITING, Key, Press
from welfare.briefs.made import BRIEFS, comparison_address, comparison_name
from welfare.extracts.workshop import BusyError
from welfare.review.compare import comparison
from welfare.review.compare_words import finding
from welfare.warehouse import Snapshot

HERE = f"{BRIEFS}/58.pdf"
COMPARE = f"{BRIEFS}/compare.pdf"


def key(code: str) -> Key:
    return ("version", "", code, "th")


def test_a_brief_is_a_pdf_that_is_known_again(beside: Client, snapshot: Snapshot) -> None:
    answer = beside.get(f"{HERE}?lang=en")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["data-version"] == snapshot.data_version
    assert answer.headers["content-language"] == "en"
    assert 'filename="welfare-brief-58-en.pdf"' in answer.headers["content-disposition"]
    assert answer.headers["access-control-allow-origin"] == "*"
    tag = answer.headers["etag"]
    same = beside.get(f"{HERE}?lang=en", headers={"If-None-Match": tag})
    assert (same.status_code, same.content) == (304, b"")
    head = beside.request("HEAD", f"{HERE}?lang=en")
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", tag)
    assert beside.request("HEAD", HERE).headers["etag"] != tag


def test_a_comparison_is_given_as_the_page_has_it(beside: Client, snapshot: Snapshot) -> None:
    shown = comparison(
        snapshot, "years", members=("2006", "2011"), indicators=("poverty_rate_pct",)
    )
    answer = beside.get(comparison_address(shown, "en"))
    assert answer.status_code == 200
    name = 'filename="welfare-brief-compare-2006-2011-en.pdf"'
    assert name in answer.headers["content-disposition"]
    text = Read(answer.content).pages[0]
    assert bare(finding(shown, shown.multiples[0], "en")) in text
    same = beside.get(
        comparison_address(shown, "en"), headers={"If-None-Match": answer.headers["etag"]}
    )
    assert same.status_code == 304


def test_a_comparison_without_a_word_is_that_of_the_page(
    beside: Client, snapshot: Snapshot
) -> None:
    answer = beside.get(f"{BRIEFS}/compare.pdf")
    name = comparison_name(comparison(snapshot), "th")
    assert f'filename="{name}"' in answer.headers["content-disposition"]


@pytest.mark.parametrize(
    ("path", "status", "parameter"),
    [
        (f"{COMPARE}?by=planets", 400, "by"),
        (f"{COMPARE}?beside=50,99", 400, "beside"),
        (f"{COMPARE}?beside=", 400, "beside"),
        (f"{COMPARE}?by=years&beside=50", 400, "beside"),
        (f"{COMPARE}?beside=10,11,12,13,14,15,16,17,18", 400, "beside"),
        (f"{COMPARE}?shown=happiness", 400, "shown"),
        (f"{COMPARE}?by=ages&province=99", 400, "province"),
        (f"{COMPARE}?scale=log", 400, "scale"),
        (f"{COMPARE}?year=2011", 400, "year"),
        (f"{BRIEFS}/99.pdf", 404, "province"),
        (f"{BRIEFS}/%E0%B9%80.pdf", 404, "province"),
        (f"{HERE}?lang=fr", 400, "lang"),
        (f"{HERE}?year=2011", 400, "year"),
    ],
)
def test_what_is_not_there_is_refused_in_both_languages(
    beside: Client, path: str, status: int, parameter: str
) -> None:
    answer = beside.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    (error,) = answer.json()["errors"]
    assert error["parameter"] == parameter
    assert error["detail"]
    assert error["detail_th"]


def test_only_reading_is_allowed(beside: Client) -> None:
    assert beside.post(HERE).status_code == 405


def test_one_brief_is_made_once_and_kept() -> None:
    press, made = Press(), []

    def make() -> bytes:
        made.append(1)
        return b"PDF"

    async def ask(times: int) -> list[bytes]:
        return await asyncio.gather(*(press.brief(key("10"), make) for _ in range(times)))

    assert asyncio.run(ask(5)) == [b"PDF"] * 5
    assert asyncio.run(ask(2)) == [b"PDF"] * 2
    assert made == [1]


def test_no_more_are_kept_than_have_room() -> None:
    press, made = Press(), []

    def make(name: str) -> bytes:
        made.append(name)
        return name.encode()

    async def ask() -> None:
        for name in [*map(str, range(MOST_KEPT + 1)), str(MOST_KEPT), "0"]:
            await press.brief(key(name), partial(make, name))

    asyncio.run(ask())
    assert made == [*map(str, range(MOST_KEPT + 1)), "0"]


def test_where_too_many_wait_no_more_are_taken_and_the_loop_goes_on() -> None:
    press, gate = Press(), threading.Event()

    def slow() -> bytes:
        gate.wait(10)
        return b"PDF"

    async def ask() -> None:
        waiting = [
            asyncio.ensure_future(press.brief(key(str(place)), slow))
            for place in range(MOST_WAITING)
        ]
        await asyncio.sleep(0)
        with pytest.raises(BusyError):
            await press.brief(key("one more"), slow)
        gate.set()
        assert await asyncio.gather(*waiting) == [b"PDF"] * MOST_WAITING
        assert await press.brief(key("one more"), slow) == b"PDF"

    asyncio.run(ask())


def test_a_fault_in_one_leaves_room_for_others() -> None:
    press = Press()

    def broken() -> bytes:
        raise ValueError("no paper")

    async def ask() -> bytes:
        for _ in range(MOST_WAITING + 1):
            with pytest.raises(ValueError, match="no paper"):
                await press.brief(key("10"), broken)
        return await press.brief(key("10"), lambda: b"PDF")

    assert asyncio.run(ask()) == b"PDF"
