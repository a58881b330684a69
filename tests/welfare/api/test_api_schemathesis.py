"""The description is put to the application: what it promises is what is answered."""

import os
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.welfare.api.asking import NO_LIMIT
from tests.welfare.extracts.copied import copied_warehouse
from welfare.api import own_application
from welfare.api.openapi import document

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "25"))
"""Questions that are tried at each address."""
OPERATIONS = [(path, method) for path, each in document()["paths"].items() for method in each]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def described(built_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return the description as a client loads it from the application."""
    warehouse = copied_warehouse(built_warehouse, tmp_path_factory.mktemp("described"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WELFARE_WAREHOUSE", str(warehouse))
        app = own_application(warehouse, NO_LIMIT)
        yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_what_is_described_is_answered(described: Any, path: str, method: str) -> None:
    @given(case=described[path][method].as_strategy())
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
    )
    def answered(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=CHECKS)

    answered()
