"""The page of the documentation: whole, in both languages, and its examples work."""

import json
import re
import shlex
import subprocess
import sys
from typing import get_args

import httpx
import pytest

from tests.welfare.api.asking import SERVER, Client
from tests.welfare.api.test_api_landing import Read
from welfare.api.data import MOST_PAGE_ROWS
from welfare.api.docs_examples import ID, Example, examples
from welfare.api.openapi import document
from welfare.api.problems import TITLES
from welfare.catalog import Language
from welfare.language import message

DOCS = "/api/v1/docs"
LANGUAGES = get_args(Language)


def asked_by(command: str) -> tuple[str, str, dict[str, str], str | None]:
    """Return method, address, headers and body that a command of curl asks with."""
    words = iter(shlex.split(command.replace("\\\n", " "))[1:])
    method, headers, body, address = "GET", {}, None, ""
    for word in words:
        if word == "-X":
            method = next(words)
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = next(words)
        elif word.startswith("--etag"):
            assert next(words) == "etag.txt"
        elif word != "-OJ":
            address = word
    return method, address.removeprefix(SERVER), headers, body


def run(client: Client, command: str) -> httpx.Response:
    method, address, headers, body = asked_by(command)
    return client.request(method, address, headers=headers, content=body)


def of_curl() -> list[Example]:
    return [each for each in examples(SERVER, "en") if each.program == "curl"]


@pytest.mark.parametrize("example", of_curl(), ids=lambda example: example.title)
def test_an_example_of_curl_works_as_it_stands(beside: Client, example: Example) -> None:
    issued = run(beside, next(e.code for e in of_curl() if "-X POST" in e.code))
    assert issued.status_code == 201
    for command in example.code.replace(ID, issued.json()["id"]).split("\ncurl"):
        answer = run(beside, command if command.startswith("curl") else f"curl{command}")
        assert answer.status_code in {200, 201}, command
        kind = answer.headers["content-type"]
        if kind == "application/json" and "data" in answer.json():
            assert len(answer.json()["data"]) > 5
        else:
            assert len(answer.content) > 100


def test_the_example_in_python_reads_every_page(beside: Client) -> None:
    code = next(e.code for e in examples(SERVER, "en") if e.program == "Python")
    played = (
        "import io, json, sys, urllib.request\n"
        "pages = json.loads(sys.stdin.read())\n"
        f"urllib.request.urlopen = lambda a: io.StringIO(pages[a.removeprefix({SERVER!r})])\n"
    )
    address: str | None = re.findall(r'address = "([^"]+)"', code)[0]
    pages: dict[str, str] = {}
    while address:
        pages[address] = beside.get(address).text
        address = json.loads(pages[address])["next"]
    assert len(pages) > 3
    done = subprocess.run(
        [sys.executable, "-c", f"{played}{code}\nprint(len(rows))"],
        input=json.dumps(pages),
        capture_output=True,
        text=True,
        check=True,
    )
    first = json.loads(next(iter(pages.values())))
    assert int(done.stdout) == first["rows_total"] > 1_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_and_needs_no_script(beside: Client, language: Language) -> None:
    answer = beside.get(f"{DOCS}?lang={language}")
    assert answer.status_code == 200
    assert answer.headers["content-language"] == language
    read = Read(answer.text)
    assert read.open == []
    assert read.all("script") == []
    assert read.values("style") == []
    ids = read.values("id")
    assert len(ids) == len(set(ids))
    assert len(read.all("h1")) == 1
    anchors = {href[1:] for href in read.values("href") if href.startswith("#")}
    assert anchors <= set(ids)
    assert len(anchors) >= 9


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_address_with_its_parameters_stands_there(beside: Client, language: Language) -> None:
    text = Read(beside.get(f"{DOCS}?lang={language}").text).text
    described = document((language,))
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            assert f"{method.upper()} {path} · {operation['summary']}" in text
            names = [p["name"] for p in operation.get("parameters", []) if "name" in p]
            assert all(name in text for name in names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_problem_links_to_its_words(beside: Client, language: Language) -> None:
    read = Read(beside.get(f"{DOCS}?lang={language}").text)
    for status, kind in TITLES.items():
        assert kind in read.values("id")
        assert f"{status} · {kind}" in read.text
    for path in ("/api/v1/data/none", "/api/v1/data/indicators?x=1", "/api/v1/nothing"):
        page, _, anchor = beside.get(path).json()["type"].partition("#")
        assert page == DOCS
        assert anchor in read.values("id")


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_are_listed_where_the_page_says(beside: Client, language: Language) -> None:
    read = Read(beside.get(f"{DOCS}?lang={language}").text)
    places = {h for h in read.values("href") if h.startswith("/datasets/")}
    assert len(places) > 50
    pages: dict[str, set[str]] = {}
    for place in places:
        page, _, anchor = place.partition("#")
        if page not in pages:
            pages[page] = set(Read(beside.get(page).text).values("id"))
        if anchor:
            assert anchor in pages[page], place


@pytest.mark.parametrize("language", LANGUAGES)
def test_limits_stand_there_as_they_are(
    beside: Client, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WELFARE_REQUESTS_PER_MINUTE", "4321")
    text = Read(beside.get(f"{DOCS}?lang={language}").text).text
    assert f"{message('api.docs.limit_requests', language)} 4,321" in text
    assert f"{message('api.docs.limit_page', language)} {MOST_PAGE_ROWS:,}" in text
    monkeypatch.setenv("WELFARE_REQUESTS_PER_MINUTE", "0")
    unlimited = Read(beside.get(f"{DOCS}?lang={language}").text).text
    assert message("api.docs.limit_requests", language) not in unlimited


def test_examples_name_the_server_that_shows_them(
    beside: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert f"curl &#39;{SERVER}/api/v1/data" in beside.get(DOCS).text
    monkeypatch.setenv("WELFARE_ADDRESS", "https://data.example.go.th")
    assert "curl &#39;https://data.example.go.th/api/v1/data" in beside.get(DOCS).text
