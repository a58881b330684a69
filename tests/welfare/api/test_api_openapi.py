"""The description for programs: whole, true to the catalogue, and true to what is answered."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from tests.welfare.api.asking import Client
from welfare.api.data import MOST_PAGE_ROWS
from welfare.api.openapi import document
from welfare.api.problems import TITLES
from welfare.catalog import Catalogue, catalogue
from welfare.extracts.request import codes_of, columns_of, filters_of
from welfare.language import message

IDS = list(catalogue().publications)
METHODS = {"get", "post", "delete"}


def nodes(node: object) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    values = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for value in values:
        yield from nodes(value)


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in node:
        return node
    found: Any = document()
    for step in node["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)


def checked(instance: object, schema: dict[str, Any]) -> None:
    """Hold an answer against a schema of the document."""
    whole = {**schema, "components": document()["components"]}
    jsonschema.Draft202012Validator(whole).validate(instance)


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_it_is_given_as_it_is_made(beside: Client) -> None:
    answer = beside.get("/api/v1/openapi.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.json() == json.loads(json.dumps(document()))
    assert answer.json()["openapi"].startswith("3.1.")


def test_every_reference_leads_somewhere_and_every_component_is_referred_to() -> None:
    references = {node["$ref"] for node in nodes(document()) if "$ref" in node}
    for reference in references:
        assert resolved({"$ref": reference})
    named = {
        f"#/components/{kind}/{name}"
        for kind, entries in document()["components"].items()
        for name in entries
    }
    # No operation describes a method that it does not take.
    not_of_operations = {
        "#/components/responses/bad_method",
        "#/components/headers/Allow",
        "#/components/headers/Retry-After",
    }
    assert named - references <= not_of_operations


def test_every_schema_is_one() -> None:
    for schema in document()["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_every_operation_is_named_once_and_says_what_it_is() -> None:
    names = [operation["operationId"] for _, _, operation in operations()]
    assert len(names) == len(set(names)) == 20 + 16
    tags = {tag["name"] for tag in document()["tags"]}
    for _, method, operation in operations():
        assert method in METHODS
        assert set(operation["tags"]) <= tags
        assert " · " in operation["summary"]


def test_texts_are_in_both_languages_or_in_one() -> None:
    for key in ("api.about", "api.param.columns"):
        both = json.dumps(document(), ensure_ascii=False)
        for language in ("th", "en"):
            own = json.dumps(document((language,)), ensure_ascii=False)
            other = "en" if language == "th" else "th"
            assert message(key, language) in both
            assert message(key, language) in own
            assert message(key, other) not in own


@pytest.mark.parametrize("table", IDS)
def test_a_table_has_its_filters_with_their_values(table: str) -> None:
    operation = document()["paths"][f"/api/v1/data/{table}"]["get"]
    parameters = {p["name"]: p for p in map(resolved, operation["parameters"])}
    columns = columns_of(table)
    asked = {name for name, p in parameters.items() if p["in"] == "query"}
    own = {"columns", "order", "limit", "cursor", "format", "bom"}
    assert asked == {*filters_of(table), *own}
    for name in filters_of(table):
        items = parameters[name]["schema"]["items"]
        if columns[name].codes:
            listed = resolved(items["anyOf"][0])["enum"]
            assert listed == list(codes_of(str(columns[name].codes)))
    assert parameters["columns"]["schema"]["items"]["enum"] == list(columns)
    assert f"-{next(iter(columns))}" in parameters["order"]["schema"]["items"]["enum"]


@pytest.mark.parametrize("table", IDS)
def test_every_row_is_as_described(beside: Client, table: str) -> None:
    operation = document()["paths"][f"/api/v1/data/{table}"]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    answer = beside.get(f"/api/v1/data/{table}?limit=2000").json()
    checked(answer, schema)
    if answer["data"]:
        with pytest.raises(jsonschema.ValidationError):
            checked({**answer, "data": [{**answer["data"][0], "more": 1}]}, schema)


@pytest.mark.parametrize(
    "name", ["", "/tables", "/indicators", "/sources", "/provinces", "/health"]
)
def test_every_list_is_as_described(beside: Client, name: str) -> None:
    operation = document()["paths"][f"/api/v1{name}"]["get"]
    answer = beside.get(f"/api/v1{name}")
    described = operation["responses"]["200"]
    checked(answer.json(), described["content"]["application/json"]["schema"])
    assert {header.lower() for header in described["headers"]} <= set(answer.headers)


def test_every_address_that_is_described_is_there(beside: Client) -> None:
    for path, method, operation in operations():
        filled = path.replace("{id}", "0" * 20).replace("{job}", "none")
        answer = beside.request(method.upper(), filled)
        assert answer.status_code != 405, path
        assert str(answer.status_code) in operation["responses"], path
        if "{" not in path:
            assert answer.status_code != 404, path


def test_every_address_of_the_index_is_described_or_a_page(beside: Client) -> None:
    index = beside.get("/api/v1").json()
    for name, address in index.items():
        if name not in {"data_version", "data", "extracts", "briefs"}:
            assert beside.get(address).status_code == 200, address


def test_every_problem_is_described(beside: Client) -> None:
    answers = document()["components"]["responses"]
    assert list(answers) == list(TITLES.values())
    for path in ("/api/v1/data/indicators?x=1", "/api/v1/data/none", "/api/v1/nothing"):
        problem = beside.get(path).json()
        checked(problem, {"$ref": "#/components/schemas/Problem"})


def test_limits_are_those_of_the_code() -> None:
    limit = document()["components"]["parameters"]["limit"]["schema"]
    assert limit["maximum"] == MOST_PAGE_ROWS


def test_every_published_table_is_described(declared: Catalogue) -> None:
    paths = [path for path in document()["paths"] if path.startswith("/api/v1/data/")]
    assert paths == [f"/api/v1/data/{name}" for name in declared.publications]


def test_the_server_is_the_one_it_is_known_as(monkeypatch: pytest.MonkeyPatch) -> None:
    assert document()["servers"] == [{"url": "/"}]
    monkeypatch.setenv("WELFARE_ADDRESS", "https://data.example.go.th")
    assert document()["servers"] == [{"url": "https://data.example.go.th"}]


def test_it_is_given_without_a_warehouse(
    beside: Client, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(tmp_path / "none.duckdb"))
    assert beside.get("/api/v1/openapi.json").json()["paths"]
    assert beside.get("/api/v1/docs").status_code == 200
    answer = beside.get("/api/v1/tables")
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    checked(answer.json(), {"$ref": "#/components/schemas/Problem"})
