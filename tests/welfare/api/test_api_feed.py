"""The feed tells of each publishing what it changed; a reader of feeds can follow it."""

import re
from xml.etree import ElementTree

import pytest

from tests.twice import Twice
from tests.welfare.api.asking import Client

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def client(published_twice: Twice, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(published_twice.warehouse))
    return Client(published_twice.warehouse)


def entries(client: Client, language: str) -> list[dict[str, str]]:
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
    client: Client, published_twice: Twice
) -> None:
    newest, first = entries(client, "en")
    assert published_twice.after in newest["title"]
    assert "12 rows removed" in newest["content"]
    assert "Outcomes as the sources publish them" in newest["content"]
    assert published_twice.before in first["title"]
    assert first["content"] == "The first version that is kept; there is none before it to compare."


def test_the_feed_speaks_thai_without_being_asked(client: Client) -> None:
    newest, first = entries(client, "th")
    assert "นำออก 12 แถว" in newest["content"]
    assert first["content"].startswith("รุ่นแรกที่เก็บไว้")
    assert client.get("/changes.atom").headers["content-language"] == "th"


def test_every_entry_has_what_the_format_demands(client: Client) -> None:
    told = entries(client, "th")
    assert len({entry["id"] for entry in told}) == len(told)
    assert all(entry["title"] and entry["updated"] and entry["id"] for entry in told)


def test_a_feed_that_is_known_is_not_sent_again(client: Client) -> None:
    tag = client.get("/changes.atom").headers["etag"]
    assert client.get("/changes.atom", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/changes.atom?lang=en").headers["etag"] != tag


def test_entries_keep_their_ids_by_whatever_address_the_server_is_reached(client: Client) -> None:
    here = client.get("/changes.atom?lang=en")
    there = client.get("/changes.atom?lang=en", headers={"Host": "mirror.example.org"})
    assert here.text != there.text
    ids = [re.findall("<id>(.*?)</id>", answer.text) for answer in (here, there)]
    assert ids[0] == ids[1]
    assert all(each.startswith("urn:uuid:") for each in ids[0])
