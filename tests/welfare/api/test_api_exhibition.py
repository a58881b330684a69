"""The live screen gives a page, its show and its state; what cannot be shown is told."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.welfare.api.asking import Client
from welfare.exhibition.bundle import player_files

HERE = "/exhibition"


@pytest.fixture(scope="module")
def client(built_warehouse: Path) -> Client:
    return Client(built_warehouse)


@pytest.fixture(autouse=True)
def _served(served_warehouse: Path) -> None:
    """Let the application read the built warehouse."""


def test_the_page_plays_the_show_that_is_asked_for(client: Client) -> None:
    page = client.get(f"{HERE}?playlist=inequality&lang=en")
    assert page.status_code == 200
    assert 'src="/exhibition/show.js?playlist=inequality&amp;lang=en"' in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    script = client.get(f"{HERE}/show.js?playlist=inequality&lang=en").text
    show = json.loads(script.removeprefix("window.SHOW = ").removesuffix(";\n"))
    assert show["languages"] == ["en"]
    state = client.get(f"{HERE}/state.json?playlist=inequality&lang=en").json()
    assert state["show"] == show["version"]
    assert client.get(f"{HERE}/show.json?playlist=inequality&lang=en").json() == show


def test_every_file_of_the_player_is_given(client: Client) -> None:
    for path in player_files():
        answer = client.get(f"{HERE}/player/{path}")
        assert answer.status_code == 200, path
        assert answer.content == player_files()[path]


def test_the_worker_may_keep_the_page(client: Client) -> None:
    answer = client.get(f"{HERE}/worker.js")
    assert answer.headers["service-worker-allowed"] == HERE


def test_the_bundle_is_the_one_of_the_command(client: Client) -> None:
    answer = client.get(f"{HERE}/bundle.zip?playlist=our_province&province=96&lang=th&seconds=9")
    assert "exhibition-our_province-96.zip" in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = set(archive.namelist())
        assert "exhibition-our_province-96/index.html" in names
        assert not {name for name in names if name.endswith(("live.js", "worker.js"))}


def test_the_sheet_for_staff_is_thai(client: Client) -> None:
    sheet = client.get(f"{HERE}/player/setup.html").text
    assert "เสียบ" in sheet
    assert "--kiosk" in sheet


@pytest.mark.parametrize(
    "query",
    [
        "playlist=none",
        "playlist=our_province&province=99",
        "lang=fr",
        "seconds=0",
        "address=javascript:alert(1)",
        "playlist=%00",
        "playlist=<script>alert(1)</script>",
    ],
)
def test_what_cannot_be_shown_is_told_in_both_languages(client: Client, query: str) -> None:
    for path in ("", "/state.json", "/show.js", "/bundle.zip"):
        answer = client.get(f"{HERE}{path}?{query}")
        assert answer.status_code == 400
        assert "<script>alert" not in answer.text
    page = client.get(f"{HERE}?{query}")
    assert 'lang="en"' in page.text


@pytest.mark.parametrize("path", ["../bundle.py", "..%2f__main__.py", "none.js", "fonts/../x"])
def test_no_file_beside_the_player_is_given(client: Client, path: str) -> None:
    assert client.get(f"{HERE}/player/{path}").status_code == 404


def test_the_code_leads_to_the_server_where_its_address_is_known(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = "playlist=inequality&lang=th"
    assert client.get(f"{HERE}/show.json?{query}").json()["qr"] is None
    monkeypatch.setenv("WELFARE_ADDRESS", "https://atlas.example.go.th")
    show = client.get(f"{HERE}/show.json?{query}").json()
    assert show["qr"]["size"] > 20
    assert show["scenes"][-1]["th"]["address"] == f"https://atlas.example.go.th{HERE}?{query}"


def test_a_screen_without_data_asks_again_by_itself(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(tmp_path / "none.duckdb"))
    page = client.get(HERE)
    assert page.status_code == 503
    assert 'http-equiv="refresh"' in page.text
    assert client.get(f"{HERE}/state.json").status_code == 503
