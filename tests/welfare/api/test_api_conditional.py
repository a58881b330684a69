"""What a client has is not sent again, and HEAD tells the same as GET."""

from email.utils import parsedate_to_datetime

import pytest

from tests.welfare.api.asking import Client
from welfare.archive import archive_of
from welfare.warehouse import Snapshot

DATA = "/api/v1/data/disparities"
KNOWN_AGAIN = [
    DATA,
    f"{DATA}?year=2563..",
    f"{DATA}?format=csv",
    f"{DATA}?format=parquet",
    "/api/v1",
    "/api/v1/tables",
    "/api/v1/indicators",
    "/api/v1/sources",
    "/api/v1/provinces",
    "/api/v1/openapi.json",
    "/api/v1/docs",
]


@pytest.mark.parametrize("path", KNOWN_AGAIN)
def test_an_answer_is_known_again(beside: Client, path: str) -> None:
    first = beside.get(path)
    assert first.status_code == 200
    tag = first.headers["etag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = beside.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers["access-control-allow-origin"] == "*"
    since = {"If-Modified-Since": first.headers["last-modified"]}
    assert beside.get(path, headers=since).status_code == 304


@pytest.mark.parametrize("path", KNOWN_AGAIN)
@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": '"other"'},
        {"If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
        {"If-Modified-Since": "Mon, 01 Jan 2024 00:00:00 +99999999999999999999"},
        {"If-None-Match": '"other"', "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    ],
)
def test_what_a_client_has_not_is_sent(beside: Client, path: str, headers: dict[str, str]) -> None:
    assert beside.get(path, headers=headers).status_code == 200


@pytest.mark.parametrize("path", KNOWN_AGAIN)
def test_head_tells_what_get_tells(beside: Client, path: str) -> None:
    given, told = beside.get(path), beside.request("HEAD", path)
    assert told.status_code == 200
    for name in ("etag", "last-modified", "content-type", "data-version"):
        assert told.headers.get(name) == given.headers.get(name)
    known = {"If-None-Match": given.headers["etag"]}
    assert beside.request("HEAD", path, headers=known).status_code == 304


def test_an_answer_tells_its_version_and_the_day_it_was_published(
    beside: Client, snapshot: Snapshot
) -> None:
    version = archive_of(beside.warehouse).version(snapshot.data_version)
    assert version is not None
    for path in (DATA, f"{DATA}?format=csv", "/api/v1/tables"):
        headers = beside.get(path).headers
        assert headers["data-version"] == snapshot.data_version
        moment = parsedate_to_datetime(headers["last-modified"])
        assert moment.date().isoformat() == version.published_on


def test_questions_and_shapes_are_known_apart(beside: Client) -> None:
    paths = [DATA, f"{DATA}?limit=10", f"{DATA}?year=2563", f"{DATA}?columns=value"]
    paths += [f"{DATA}?format=csv", f"{DATA}?format=parquet", f"{DATA}?format=csv&bom=true"]
    assert len({beside.get(path).headers["etag"] for path in paths}) == len(paths)
