"""The routes beside the pages, driven as a server drives them (ASGI), with their middleware."""

import asyncio
import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from welfare.api import ASSET_ROUTES, OwnDocument, SecurityHeaders
from welfare.api.document import own_document
from welfare.api.health import health
from welfare.charts.theme import BOUNDARIES_URL, TOPOLOGY_URL

STREAMLIT_PAGE = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
PROTECTING = {
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "permissions-policy",
}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


async def page(request: Request) -> HTMLResponse:
    """Answer like Streamlit: its page, with headers that no longer hold once it is rewritten."""
    encodings = request.headers.get("accept-encoding", "none")
    return HTMLResponse(STREAMLIT_PAGE, headers={"etag": '"old"', "x-encodings": encodings})


async def other_html(_: Request) -> HTMLResponse:
    return HTMLResponse("<html lang='en'><title>Another</title></html>")


async def refusing(_: Request) -> PlainTextResponse:
    return PlainTextResponse("no", headers={"Content-Security-Policy": "default-src 'none'"})


APP = Starlette(
    routes=[
        Route("/api/v1/health", health),
        *ASSET_ROUTES,
        Route("/", page),
        Route("/other", other_html),
        Route("/refusing", refusing),
    ],
    middleware=[Middleware(SecurityHeaders), Middleware(OwnDocument)],
)


def ask(path: str, method: str = "GET", accept: str = "*/*") -> Answer:
    """Return the answer to one request."""
    sent: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"accept", accept.encode()), (b"accept-encoding", b"gzip")],
        "scheme": "http",
        "server": ("localhost", 8501),
        "client": ("127.0.0.1", 1),
    }
    asyncio.run(APP(scope, receive, send))
    start = next(m for m in sent if m["type"] == "http.response.start")
    body = b"".join(m.get("body", b"") for m in sent if m["type"] == "http.response.body")
    headers = {k.decode().lower(): v.decode() for k, v in start["headers"]}
    return Answer(start["status"], headers, body)


def test_health_names_the_version_of_the_data(served_warehouse: Path) -> None:
    answer = ask("/api/v1/health")
    told = json.loads(answer.body)
    assert (answer.status, told["status"]) == (200, "ok")
    assert re.fullmatch(r"[0-9a-f]{12}", told["data_version"])
    assert answer.headers["cache-control"] == "no-store"


def test_health_names_the_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "welfare.duckdb"
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(file))
    answer = ask("/api/v1/health")
    assert answer.status == 503
    assert json.loads(answer.body) == {"status": "missing", "data_version": None}
    file.touch()
    assert json.loads(ask("/api/v1/health").body)["status"] == "empty"
    file.write_text("no warehouse", encoding="utf-8")
    assert json.loads(ask("/api/v1/health").body)["status"] == "unreadable"


@pytest.mark.parametrize("weight", ["Regular", "SemiBold", "Bold"])
def test_a_font_in_use(weight: str) -> None:
    answer = ask(f"/assets/fonts/Sarabun-{weight}.ttf")
    assert (answer.status, answer.headers["content-type"]) == (200, "font/ttf")
    assert answer.body.startswith(b"\x00\x01\x00\x00")


@pytest.mark.parametrize(
    "path",
    [
        "/assets/fonts/Sarabun-Thin.ttf",
        "/assets/fonts/",
        "/assets/fonts/..%2f__init__.py",
        "/assets/fonts/../__init__.py",
        "/assets/fonts/../../../../etc/passwd",
        "/assets/fonts/..\\__init__.py",
        "/assets/../app.py",
        "/assets/welfare.css/../../app.py",
        "/assets/provinces.csv",
    ],
)
def test_nothing_else_is_served(path: str) -> None:
    assert ask(path).status == 404


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/assets/welfare.css", "text/css"),
        ("/assets/icon.png", "image/png"),
        (BOUNDARIES_URL, "application/geo+json"),
    ],
)
def test_an_asset(path: str, kind: str) -> None:
    answer = ask(path)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith(kind)
    assert len(answer.body) > 100


def test_the_style_sheet_fetches_from_this_machine_alone() -> None:
    sheet = ask("/assets/welfare.css").body.decode()
    addresses = re.findall(r"url\(\s*[\"']?([^\"')]+)", sheet)
    assert addresses
    assert all(a.startswith(("/assets/", "data:")) for a in addresses)
    assert all(ask(a).status == 200 for a in addresses if a.startswith("/"))


def test_the_shapes_are_those_of_77_provinces() -> None:
    shapes = json.loads(ask(BOUNDARIES_URL).body)["features"]
    assert len({shape["id"] for shape in shapes}) == 77


def test_the_world_is_empty() -> None:
    world = json.loads(ask(f"{TOPOLOGY_URL}world_110m.json").body)
    assert world["type"] == "Topology"
    assert world["arcs"] == []
    assert all(layer["geometries"] == [] for layer in world["objects"].values())


def test_streamlits_page_becomes_ours() -> None:
    answer = ask("/", accept="text/html")
    html = answer.body.decode()
    assert '<html lang="th">' in html
    assert "<title>แผนที่สวัสดิการไทย</title>" in html
    assert "<title>Streamlit</title>" not in html
    assert 'href="/assets/icon.png"' in html
    assert "favicon.png" not in html
    assert "window.__streamlit = {BACKEND_BASE_URL: window.location.origin}" in html
    assert '<link rel="stylesheet" href="/assets/welfare.css">' in html
    assert html.index("BACKEND_BASE_URL") < html.index('type="module"')
    assert 'as="font"' not in html
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert "etag" not in answer.headers
    assert answer.headers["x-encodings"] == "none"


def test_only_the_named_parts_of_the_page_change() -> None:
    scripts = re.compile(r'(?:src|href)="\./static/[^"]+\.(?:js|css)"')
    assert scripts.findall(own_document(STREAMLIT_PAGE)) == scripts.findall(STREAMLIT_PAGE)
    assert scripts.findall(STREAMLIT_PAGE)


def test_other_html_and_other_files_pass_unchanged() -> None:
    assert ask("/other", accept="text/html").body == (
        b"<html lang='en'><title>Another</title></html>"
    )
    assert own_document("<p>no title</p>") == "<p>no title</p>"


def test_the_head_of_a_page_has_no_body() -> None:
    answer = ask("/assets/welfare.css", method="HEAD")
    assert (answer.status, answer.body) == (200, b"")


@pytest.mark.parametrize(
    "path", ["/", "/other", "/assets/welfare.css", "/assets/fonts/x", "/nowhere", "/api/v1/health"]
)
def test_every_answer_keeps_the_page_to_this_machine(path: str, served_warehouse: Path) -> None:
    headers = ask(path, accept="text/html").headers
    assert set(headers) >= PROTECTING
    assert "http" not in headers["content-security-policy"]
    assert "default-src 'self'" in headers["content-security-policy"]


def test_a_stricter_answer_keeps_its_own_policy() -> None:
    assert ask("/refusing").headers["content-security-policy"] == "default-src 'none'"
