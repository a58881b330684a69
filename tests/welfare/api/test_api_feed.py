"""The feed tells of each publishing what it changed; a reader of feeds can follow it."""

from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from tests.twice import Twice
from welfare.api.beside import own_application
from welfare.api.limits import Limit

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def client(published_twice: Twice, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(published_twice.warehouse))
    return TestClient(own_application(published_twice.warehouse, Limit(0, 1)))


def entries(client: TestClient, language: str) -> list[dict[str, str]]:
    answer = client.get(f"/changes.atom?lang={language}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)  # noqa: S314 - our own feed
    assert feed.tag == f"{ATOM}feed"
    return [
        {child.tag.removeprefix(ATOM): child.text or "" for child in entry}
        for entry in feed.iter(f"{ATOM}entry")
    ]


def test_the_newest_version_comes_first_with_what_it_changed(
    client: TestClient, published_twice: Twice
) -> None:
    newest, first = entries(client, "en")
    assert published_twice.after in newest["title"]
    assert "12 rows removed" in newest["content"]
    assert "Outcomes as the sources publish them" in newest["content"]
    assert published_twice.before in first["title"]
    assert first["content"] == "The first version that is kept; there is none before it to compare."


def test_the_feed_speaks_thai_without_being_asked(client: TestClient) -> None:
    newest, first = entries(client, "th")
    assert "นำออก 12 แถว" in newest["content"]
    assert first["content"].startswith("รุ่นแรกที่เก็บไว้")
    assert client.get("/changes.atom").headers["content-language"] == "th"


def test_every_entry_has_what_the_format_demands(client: TestClient) -> None:
    told = entries(client, "th")
    assert len({entry["id"] for entry in told}) == len(told)
    assert all(entry["title"] and entry["updated"] and entry["id"] for entry in told)


def test_a_feed_that_is_known_is_not_sent_again(client: TestClient) -> None:
    tag = client.get("/changes.atom").headers["etag"]
    assert client.get("/changes.atom", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/changes.atom?lang=en").headers["etag"] != tag
