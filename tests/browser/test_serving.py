"""The server: first view, a new warehouse while it runs, and warehouses that cannot be used."""

import gzip
import json
import shutil
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import duckdb
import pytest
import streamlit
from playwright.sync_api import Browser, expect
from visitor import Visit, build_into, visiting

from benchmarks.server import serving
from welfare.language.messages import messages
from welfare.paths import ROOT

pytestmark = pytest.mark.browser


def health(port: int) -> tuple[int, dict[str, str | None]]:
    try:
        with urlopen(f"http://localhost:{port}/api/v1/health", timeout=5) as answer:
            return answer.status, json.load(answer)
    except HTTPError as refused:
        return refused.code, json.load(refused)


def test_health_names_the_data_version(served: int) -> None:
    status, body = health(served)
    assert (status, body["status"]) == (200, "ok")
    assert len(str(body["data_version"])) == 12


def test_answers_carry_the_policy_that_keeps_pages_at_home(served: int) -> None:
    with urlopen(f"http://localhost:{served}/provinces", timeout=5) as answer:
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "<title>แผนที่สวัสดิการไทย</title>" in answer.read().decode()


def test_the_browsers_part_comes_compressed_and_whole(served: int) -> None:
    folder = Path(streamlit.__file__).parent / "static"
    script = next((folder / "static" / "js").glob("PlotlyChart.*.js"))
    address = f"http://localhost:{served}/{script.relative_to(folder)}"
    for _ in range(2):
        asked = Request(address, headers={"Accept-Encoding": "gzip"})
        with urlopen(asked, timeout=20) as answer:  # noqa: S310 - our own address
            sent = answer.read()
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert len(sent) < script.stat().st_size / 3
        assert gzip.decompress(sent) == script.read_bytes()


def test_a_new_warehouse_is_served_without_restart(
    chromium: Browser, tmp_path: Path, built_warehouse: Path
) -> None:
    file = tmp_path / "welfare.duckdb"
    build_into(file)
    with (
        serving(ROOT / "app.py", {"WELFARE_WAREHOUSE": str(file)}) as server,
        visiting(chromium, port := server.port) as visit,
    ):
        visit.open("")
        before = health(port)[1]["data_version"]
        assert str(before) in visit.page.locator("[data-testid=stMain]").inner_text()
        with duckdb.connect(shutil.copyfile(file, tmp_path / "next.duckdb")) as changed:
            changed.execute("UPDATE build SET data_version = 'newer0000000'")
        (tmp_path / "next.duckdb").replace(file)
        assert health(port)[1]["data_version"] == "newer0000000"
        visit.page.get_by_text("English").click()
        visit.page.wait_for_url(lambda url: "lang=en" in url)
        visit.settle()
        assert "newer0000000" in visit.page.locator("[data-testid=stMain]").inner_text()


FAULTS = {
    "missing": lambda file, good: file.unlink(),
    "empty": lambda file, good: file.write_bytes(b""),
    "unreadable": lambda file, good: file.write_bytes(good.read_bytes()[:20_000]),
    "foreign": lambda file, good: _foreign(file),
}


def _foreign(file: Path) -> None:
    file.unlink()
    with duckdb.connect(str(file)) as other:
        other.execute("CREATE TABLE something AS SELECT 1 AS n")


def test_a_warehouse_that_cannot_be_used_says_what_to_run(
    chromium: Browser, tmp_path: Path, built_warehouse: Path
) -> None:
    file = tmp_path / "welfare.duckdb"
    build_into(file)
    with serving(ROOT / "app.py", {"WELFARE_WAREHOUSE": str(file)}) as server:
        port = server.port
        for reason, damage in FAULTS.items():
            damage(file, built_warehouse)
            assert health(port)[0] == 503
            assert health(port)[1]["status"] == reason
            with visiting(chromium, port) as visit:
                visit.page.goto(f"http://localhost:{port}/provinces")
                shown = visit.page.locator("[data-testid=stMain]")
                for language in ("th", "en"):
                    expect(shown).to_contain_text(messages()[f"fault.{reason}"][language])
                expect(shown).to_contain_text("python -m etl build")
                _rebuild_and_reload(visit, file)


def _rebuild_and_reload(visit: Visit, file: Path) -> None:
    build_into(file)
    visit.page.reload()
    visit.settle()
    assert visit.question == messages()["provinces.question"]["th"]
