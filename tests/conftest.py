"""What every test may use: the shipped warehouse, built once, and the agencies' real files."""

import atexit
import os
from pathlib import Path

import pytest

from etl.build import build
from tests.twice import Twice, published_twice_in
from welfare import warehouse
from welfare.catalog import Catalogue, catalogue
from welfare.paths import OPEN_DATA, ROOT

REAL_FILES = ROOT.parent / "shared" / "real-data"


@pytest.fixture(scope="session")
def declared() -> Catalogue:
    """Return the project's catalogue."""
    return catalogue()


@pytest.fixture(scope="session")
def real_files() -> Path:
    """Return the folder of the agencies' files (tests marked real_files only)."""
    return REAL_FILES


@pytest.fixture(scope="session")
def built_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a warehouse built from what ships, once a session. Copy it before changing it."""
    file = tmp_path_factory.mktemp("warehouse") / "welfare.duckdb"
    build(OPEN_DATA, None, file, lambda _: None)
    return file


@pytest.fixture(scope="session")
def published_twice(tmp_path_factory: pytest.TempPathFactory) -> Twice:
    """Return a small warehouse that was published twice, once a session. Copy it to change it."""
    return published_twice_in(tmp_path_factory.mktemp("twice"))


@pytest.fixture(scope="session")
def snapshot(built_warehouse: Path) -> warehouse.Snapshot:
    """Return a snapshot of the built warehouse."""
    return warehouse.Warehouse(built_warehouse).snapshot()


@pytest.fixture
def served_warehouse(built_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the app read the built warehouse for one test."""
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(built_warehouse))
    return built_warehouse


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the browser tests last; skip those on the real files where these are not there.

    Playwright keeps an event loop in the main thread, in which other tests could start none.
    """
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    if REAL_FILES.is_dir():
        return
    for item in items:
        if item.get_closest_marker("real_files"):
            item.add_marker(pytest.mark.skip(reason=f"no real files at {REAL_FILES}"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name and count the tests that were skipped for want of the real files."""
    skipped = [
        report.nodeid
        for report in terminalreporter.stats.get("skipped", [])
        if "no real files" in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.section("tests on the agencies' real files")
        terminalreporter.write_line(f"{len(skipped)} skipped, because {REAL_FILES} is not there:")
        for name in skipped:
            terminalreporter.write_line(f"  {name}")


@atexit.register
def _keep_the_closing_line_last() -> None:
    """Close stderr at exit: DuckDB's bindings list there what is still alive, after pytest."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
