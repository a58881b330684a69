"""What tests of the application beside the pages share."""

from pathlib import Path

import pytest

from tests.welfare.api.asking import Client
from tests.welfare.extracts.copied import copied_warehouse


@pytest.fixture(scope="module")
def own_warehouse(built_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the built warehouse, in whose archive a module of tests may write."""
    return copied_warehouse(built_warehouse, tmp_path_factory.mktemp("own"))


@pytest.fixture
def beside(own_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Return a client of the application beside the pages."""
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(own_warehouse))
    return Client(own_warehouse)
