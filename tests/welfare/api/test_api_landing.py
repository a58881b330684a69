"""The pages of published tables, asked for as browsers and harvesters ask."""

import asyncio
import json
import re
import shutil
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as Xml

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from welfare.api import ASSET_ROUTES
from welfare.api.landing import LANDING_ROUTES
from welfare.archive import Stored, Withdrawal, archive_of
from welfare.catalog import Catalogue, Language, catalogue
from welfare.language import message
from welfare.warehouse import Snapshot

SERVER = "https://welfare.example.org"
LANGUAGES = get_args(Language)
IDS = list(catalogue().publications)
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Read(HTMLParser):
    """A page as a reader has it: elements, texts, links, and whether every element is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.documents: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        (self.documents if self.open[-1:] == ["script"] else self.texts).append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def values(self, attribute: str) -> list[str]:
        return [str(a[attribute]) for _, a in self.elements if attribute in a]


class Client:
    """Asks the routes as a server hands requests to them."""

    def __init__(self, *routes: BaseRoute) -> None:
        self._transport = httpx.ASGITransport(Starlette(routes=routes))

    def request(self, method: str, path: str, **asked: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(transport=self._transport, base_url=SERVER) as client:
                return await client.request(method, path, **asked)

        return asyncio.run(ask())

    def get(self, path: str, **asked: Any) -> httpx.Response:
        return self.request("GET", path, **asked)


@pytest.fixture
def client(served_warehouse: Path) -> Client:
    assert served_warehouse.is_file()
    return Client(*ASSET_ROUTES, *LANDING_ROUTES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_has_every_table_by_its_question_under_its_theme(
    client: Client, declared: Catalogue, language: Language
) -> None:
    read = Read(client.get(f"/datasets?lang={language}").text)
    assert set(read.values("id")) >= {f"theme-{p.theme}" for p in declared.publications.values()}
    for publication in declared.publications.values():
        assert publication.question(language) in read.text
        assert publication.name(language) in read.text
        assert f"/datasets/{publication.id}?lang={language}" in read.values("href")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", IDS)
def test_a_page_tells_what_a_table_is(
    client: Client, declared: Catalogue, snapshot: Snapshot, name: str, language: Language
) -> None:
    answer = client.get(f"/datasets/{name}?lang={language}")
    assert answer.status_code == 200
    read = Read(answer.text)
    publication = declared.publications[name]
    rows = int(snapshot.rows(f'SELECT count(*) FROM published."{name}"')[0][0])  # noqa: S608
    said = (
        publication.name(language),
        publication.question(language),
        " ".join(publication.about(language).split()),
        message("dataset.rows_count", language, count=f"{rows:,}"),
        snapshot.data_version,
    )
    for text in said:
        assert text in read.text
    columns = snapshot.rows(
        f"SELECT column_id, label_{language}, unit_{language} FROM about.column"  # noqa: S608
        " WHERE publication_id = $id",
        {"id": name},
    )
    assert len(columns) > 3
    for words in columns:
        assert all(str(word) in read.text for word in words if word)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_names_sources_with_publisher_link_and_caveats(
    client: Client, snapshot: Snapshot, language: Language
) -> None:
    read = Read(client.get(f"/datasets/beneficiaries?lang={language}").text)
    sources = snapshot.rows(
        f"SELECT title_{language}, publisher_{language}, caveats_{language}, link"  # noqa: S608
        " FROM published.source_list WHERE source_id IN"
        " (SELECT source_id FROM published.beneficiaries)"
    )
    assert len(sources) > 5
    for title, publisher, caveats, link in sources:
        assert all(" ".join(str(t).split()) in read.text for t in (title, publisher, caveats))
        assert link in read.values("href")


def test_codes_stand_with_both_names(client: Client, snapshot: Snapshot) -> None:
    read = Read(client.get("/datasets/projects?lang=en").text)
    for list_id in ("provinces_or_unknown", "organisation_kinds", "flags", "marks"):
        codes = snapshot.rows(
            "SELECT code, name_th, name_en FROM about.code WHERE list_id = $id", {"id": list_id}
        )
        assert codes
        assert all(str(text) in read.text for code in codes for text in code)


def test_the_first_rows_are_shown_as_they_are(client: Client, snapshot: Snapshot) -> None:
    html = client.get("/datasets/projects?lang=th").text
    shown = html.split('<table class="plain">')[1].split("</table>")[0]
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in shown.split("<tr>")[2:]]
    known = snapshot.rows("SELECT * FROM published.projects LIMIT 10")
    assert len(rows) == len(known) == 10
    for cells, row in zip(rows, known, strict=True):
        assert [cell == "" for cell in cells] == [value is None for value in row]
        assert cells[0] == str(row[0])


def test_years_are_told_by_calendar_and_era(client: Client, snapshot: Snapshot) -> None:
    first, last = snapshot.rows(
        "SELECT min(fiscal_year), max(fiscal_year) FROM published.beneficiaries"
    )[0]
    thai = Read(client.get("/datasets/beneficiaries").text).text
    english = Read(client.get("/datasets/beneficiaries?lang=en").text).text
    assert f"ปีงบประมาณ {first + 543}-{last + 543}" in thai
    assert f"fiscal {first}-{last}" in english
    assert "77 จังหวัด · ทั้งประเทศ" in thai


@pytest.mark.parametrize("path", ["/datasets", *(f"/datasets/{name}" for name in IDS)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_whole_and_needs_no_script(client: Client, path: str, language: Language) -> None:
    answer = client.get(f"{path}?lang={language}")
    read = Read(answer.text)
    assert read.open == []
    assert [name for name, count in Counter(read.values("id")).items() if count > 1] == []
    assert {s.get("type") for s in read.all("script")} == {"application/ld+json"}
    assert not [name for _, a in read.elements for name in a if name.startswith("on")]
    assert read.values("style") == []
    assert len(read.all("h1")) == 1
    loaded = [str(e["href"]) for e in read.all("link") if e["rel"] in {"stylesheet", "icon"}]
    assert all(client.get(address).status_code == 200 for address in loaded)
    anchors = {href[1:] for href in read.values("href") if href.startswith("#")}
    assert anchors <= set(read.values("id"))


@pytest.mark.parametrize("path", ["/datasets", "/datasets/outcomes"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_its_language_and_where_the_other_is(
    client: Client, path: str, language: Language
) -> None:
    answer = client.get(f"{path}?lang={language}")
    read = Read(answer.text)
    assert answer.headers["content-language"] == language
    assert read.all("html") == [{"lang": language}]
    links = {e.get("hreflang") or e["rel"]: e["href"] for e in read.all("link")}
    assert links["canonical"] == f"{SERVER}{path}?lang={language}"
    assert links["x-default"] == f"{SERVER}{path}"
    assert {links[each] for each in LANGUAGES} == {f"{SERVER}{path}?lang={e}" for e in LANGUAGES}


def test_a_language_that_is_not_spoken_is_thai(client: Client) -> None:
    for asked in ("", "?lang=de", '?lang="><script>', "?lang="):
        assert client.get(f"/datasets{asked}").headers["content-language"] == "th"


@pytest.mark.parametrize("name", IDS)
def test_links_to_pages_of_this_part_lead_somewhere(client: Client, name: str) -> None:
    path = f"/datasets/{name}"
    links = {
        urljoin(path, href).partition("#")[0] for href in Read(client.get(path).text).values("href")
    }
    inside = [link for link in links if link.startswith(("/datasets", "/catalog", "/assets"))]
    assert len(inside) > 4
    assert all(client.get(link).status_code == 200 for link in inside)


@pytest.mark.parametrize(
    "path",
    [
        "/datasets/nothing",
        "/datasets/../../etc/passwd",
        "/datasets/..%2f..%2fetc%2fpasswd",
        "/datasets/beneficiaries/",
        "/datasets/beneficiaries%00",
        "/datasets/BENEFICIARIES",
        "/datasets/ผู้ได้รับสวัสดิการ",
        "/datasets/%F0%9F%90%98%E2%80%AE",
        "/datasets/%ff%fe",
        '/datasets/"><script>alert(1)</script>',
        "/datasets/beneficiaries; DROP TABLE published.beneficiaries",
        "/datasets/" + "a" * 10_000,
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_another_id_is_not_found_and_says_so_in_both_languages(
    client: Client, path: str, language: Language
) -> None:
    answer = client.get(path, params={"lang": language})
    assert answer.status_code == 404
    if not answer.headers["content-type"].startswith("text/html"):
        assert urlsplit(str(answer.url)).path.startswith("/etc")
        return
    read = Read(answer.text)
    assert read.open == []
    assert read.all("script") == []
    assert "alert(1)" not in answer.text
    assert all(message("dataset.not_found", each) in read.text for each in LANGUAGES)
    assert {f"/datasets/{name}?lang={language}" for name in IDS} <= set(read.values("href"))
    assert "noindex" in read.values("content")
    assert answer.headers["cache-control"] == "no-store"


def test_a_slash_at_the_end_leads_to_the_list(client: Client) -> None:
    answer = client.get("/datasets/?lang=en")
    assert (answer.status_code, answer.headers["location"]) == (308, f"{SERVER}/datasets?lang=en")


@pytest.mark.parametrize(
    "path", ["/datasets", "/datasets/budgets", "/catalog.jsonld", "/sitemap.xml"]
)
def test_without_a_warehouse_the_page_says_when_to_come_again(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(tmp_path / "welfare.duckdb"))
    answer = Client(*LANDING_ROUTES).get(path)
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["cache-control"] == "no-store"
    text = Read(answer.text).text
    assert all(message("dataset.unavailable", each) in text for each in LANGUAGES)


@pytest.mark.parametrize(
    "path", ["/datasets", "/datasets/budgets?lang=en", "/catalog.jsonld", "/sitemap.xml"]
)
def test_what_a_client_has_is_not_sent_again(client: Client, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    since = {"If-Modified-Since": first.headers["last-modified"]}
    assert client.get(path, headers=since).status_code == 304
    other = client.get(path, headers={"If-None-Match": '"another"'})
    assert (other.status_code, other.content) == (200, first.content)


def test_languages_and_tables_are_known_apart(client: Client) -> None:
    paths = ("/datasets/budgets?lang=th", "/datasets/budgets?lang=en", "/datasets/jumps?lang=en")
    assert len({client.get(path).headers["etag"] for path in paths}) == 3


@pytest.mark.parametrize(
    "path",
    ["/datasets", "/datasets/budgets", "/datasets/no", "/catalog.jsonld", "/sitemap.xml"],
)
def test_pages_of_other_origins_may_read(client: Client, path: str) -> None:
    for method in ("GET", "HEAD"):
        answer = client.request(method, path, headers={"Origin": "https://portal.example"})
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert client.request("POST", path).status_code == 405


def test_the_address_is_the_one_the_server_is_known_under(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WELFARE_ADDRESS", "https://data.example.go.th/")
    for path in ("/datasets/budgets", "/catalog.jsonld", "/sitemap.xml", "/robots.txt"):
        text = client.get(path).text
        assert "https://data.example.go.th/" in text
        assert SERVER not in text


def test_a_hostile_host_is_no_part_of_the_page(client: Client) -> None:
    for path in ("/datasets/budgets", "/datasets", "/datasets/no", "/sitemap.xml"):
        answer = client.get(path, headers={"Host": 'x"></script><script>alert(1)</script>'})
        assert "<script>alert" not in answer.text
        if path != "/sitemap.xml":
            assert Read(answer.text).open == []


def test_kept_and_withdrawn_versions_are_told(
    built_warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / built_warehouse.name
    shutil.copy(built_warehouse, file)
    shutil.copytree(archive_of(built_warehouse).folder, archive_of(file).folder)
    archive = archive_of(file)
    current = archive.versions()[0]
    reason = Withdrawal("2026-02-03", "คำนวณผิด <b>", "worked out <wrongly>")
    fewer = {"published.budgets": Stored("0" * 64, 400, 9_000)}
    archive.write_version(
        replace(current, data_version="aaaa", published_at="2026-01-02T08:00:00+00:00")
    )
    archive.write_version(
        replace(
            current,
            data_version="bbbb",
            published_at="2025-05-06T08:00:00+00:00",
            tables=fewer,
            withdrawn=reason,
        )
    )
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(file))
    client = Client(*LANDING_ROUTES)
    text = Read(client.get("/datasets/budgets?lang=en").text).text
    table = text.split("Stored size Status")[1]
    assert re.search(rf"{current.data_version} .* current aaaa 2 January 2026 .* kept bbbb", table)
    assert "400 9 kB withdrawn Withdrawn on 3 February 2026: worked out <wrongly>" in table
    assert "This table last changed 2 January 2026" in text
    thai = Read(client.get("/datasets/budgets").text).text
    assert "ถอนเมื่อ 3 กุมภาพันธ์ 2569: คำนวณผิด <b>" in thai
    assert "bbbb" not in client.get("/datasets/jumps").text


def test_the_sitemap_has_every_page_in_both_languages(client: Client) -> None:
    answer = client.get("/sitemap.xml")
    assert answer.headers["content-type"].startswith("application/xml")
    names = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "x": "http://www.w3.org/1999/xhtml",
    }
    entries = Xml.fromstring(answer.text).findall("s:url", names)  # noqa: S314 - our own
    places = [entry.findtext("s:loc", "", names) for entry in entries]
    assert len(places) == len(set(places))
    paths = ["/", "/provinces", "/datasets", "/api/v1/docs", *(f"/datasets/{i}" for i in IDS)]
    assert {f"{SERVER}{p}?lang={e}" for p in paths for e in LANGUAGES} <= set(places)
    for entry in entries:
        others = {link.get("hreflang"): link.get("href") for link in entry.findall("x:link", names)}
        assert set(others) == set(LANGUAGES)
        assert entry.findtext("s:loc", "", names) in others.values()
    pages = [place for place in places if f"{SERVER}/datasets" in place]
    assert all(client.get(place).status_code == 200 for place in pages)


def test_robots_may_read_all_and_find_the_sitemap(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer.headers["content-type"].startswith("text/plain")
    lines = answer.text.splitlines()
    assert lines[:2] == ["User-agent: *", "Allow: /"]
    assert f"Sitemap: {SERVER}/sitemap.xml" in lines
    assert "Disallow" not in answer.text


def test_the_document_in_a_page_is_the_one_that_is_described(client: Client) -> None:
    read = Read(client.get("/datasets/budgets?lang=en").text)
    (document,) = (json.loads(text) for text in read.documents if text.strip())
    assert document["@type"] == "Dataset"
    assert document["url"] == f"{SERVER}/datasets/budgets?lang=en"
    (listed,) = (json.loads(t) for t in Read(client.get("/datasets").text).documents if t.strip())
    assert listed["@type"] == "DataCatalog"
    assert [d["@id"] for d in listed["dataset"]] == [f"{SERVER}/datasets/{name}" for name in IDS]
