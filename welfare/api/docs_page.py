"""`/api/v1/docs`: the description of the interface as a page, with examples that can be run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from welfare import warehouse
from welfare.api.bodies import LARGEST
from welfare.api.data import MOST_PAGE_ROWS, PAGE_ROWS, version_of
from welfare.api.docs_examples import examples
from welfare.api.limits import limit_of_environment
from welfare.api.openapi import document
from welfare.api.openapi_answers import problem_words
from welfare.api.openapi_paths import DOCUMENT, PAGE
from welfare.api.openapi_tables import SCHEMAS, Node, code_list, years
from welfare.api.openapi_voice import Voice
from welfare.api.problems import TITLES
from welfare.api.templating import base_address, language_of, number, page
from welfare.api.wording import format_name
from welfare.archive import Version
from welfare.catalog import Language, catalogue
from welfare.extracts.asked import DATA
from welfare.extracts.making import MOST_ROWS
from welfare.extracts.request import MOST_VALUES, NOTHING
from welfare.extracts.workshop import MOST_WAITING
from welfare.language import message

FEW = 12
"""Values of a parameter that are listed; of more, the page of their table has the list."""


@dataclass(frozen=True)
class Parameter:
    """A parameter as the page shows it; ``codes`` is where its values are listed."""

    name: str
    where: str
    about: str
    values: str
    codes: str | None


@dataclass(frozen=True)
class Operation:
    """What may be asked at an address."""

    name: str
    method: str
    path: str
    summary: str
    about: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    answers: tuple[tuple[str, str], ...]


def docs_page(request: Request) -> Response:
    """Show the description; it needs no data."""
    language = language_of(request)
    values = page_values(base_address(request), language)
    return page("api.html", request, version=_version(), **values)


DOCS_ROUTES: list[BaseRoute] = [Route(PAGE, docs_page)]


def page_values(base: str, language: Language) -> dict[str, Any]:
    """Return what the page shows, in ``language``; ``base`` is the server's full address."""
    described = document((language,))
    groups = [
        (tag["name"], tag["description"], list(_operations(described, tag["name"])))
        for tag in described["tags"]
    ]
    voice = Voice((language,))
    return {
        "groups": groups,
        "problems": [
            (kind, status, problem_words(kind, voice), message(f"api.problem.{kind}", language))
            for status, kind in TITLES.items()
        ],
        "limits": list(_limits(language)),
        "years": years(),
        "tables": catalogue().publications.values(),
        "examples": examples(base, language),
        "nothing": NOTHING,
        "description": DOCUMENT,
        "data": DATA,
    }


def _version() -> Version | None:
    try:
        return version_of(warehouse.current())
    except warehouse.WarehouseError:
        return None


def _limits(language: Language) -> Iterator[tuple[str, str]]:
    """Yield each limit with its number."""
    limit = limit_of_environment()
    if limit.per_minute:
        yield message("api.docs.limit_requests", language), number(limit.per_minute)
        yield message("api.docs.limit_burst", language), number(limit.burst)
    yield message("api.docs.limit_page", language), number(MOST_PAGE_ROWS)
    yield message("api.docs.limit_page_default", language), number(PAGE_ROWS)
    yield message("api.docs.limit_values", language), number(MOST_VALUES)
    yield message("api.docs.limit_body", language), number(LARGEST)
    yield message("api.docs.limit_waiting", language), number(MOST_WAITING)
    for form, rows in MOST_ROWS.items():
        name = format_name(form, language)
        yield message("api.docs.limit_rows", language, format=name), number(rows)


def _operations(described: Node, tag: str) -> Iterator[Operation]:
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            if tag in operation["tags"]:
                yield Operation(
                    name=operation["operationId"],
                    method=method.upper(),
                    path=path,
                    summary=operation["summary"],
                    about=tuple(operation.get("description", "").split("\n\n")),
                    parameters=tuple(_parameters(described, path, operation)),
                    answers=tuple(
                        (status, _resolved(described, answer)["description"])
                        for status, answer in sorted(operation["responses"].items())
                    ),
                )


def _parameters(described: Node, path: str, operation: Node) -> Iterator[Parameter]:
    table = path.removeprefix(f"{DATA}/") if path.startswith(f"{DATA}/") else None
    for each in operation.get("parameters", []):
        parameter = _resolved(described, each)
        schema = parameter["schema"]
        yield Parameter(
            name=parameter["name"],
            where=parameter["in"],
            about=parameter["description"],
            values=_values(described, schema),
            codes=_codes(schema, table),
        )


def _resolved(described: Node, node: Node) -> Node:
    """Return what a reference within the document leads to."""
    if "$ref" not in node:
        return node
    found: Any = described
    for step in node["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)


def _values(described: Node, schema: Mapping[str, Any]) -> str:
    """Return the values of a parameter in short: the few of a list, or the bounds of a number."""
    items = schema.get("items", schema)
    choices = [_resolved(described, each) for each in items.get("anyOf", [items])]
    if any("pattern" in each for each in choices) and "items" in schema:
        return ""
    listed = [value for each in choices for value in each.get("enum", [])]
    listed += [each["const"] for each in choices if "const" in each]
    if listed:
        return ", ".join(listed) if len(listed) <= FEW else ""
    if "maximum" in schema:
        return f"{schema['minimum']}..{schema['maximum']}"
    return "true, false" if schema.get("type") == "boolean" else ""


def _codes(schema: Mapping[str, Any], table: str | None) -> str | None:
    """Return where the values of a filter are told of: on the page of its table, or on this one."""
    items = schema.get("items", {})
    if items == {"$ref": f"{SCHEMAS}Year"}:
        return "#years"
    names = [each["$ref"] for each in items.get("anyOf", []) if "$ref" in each]
    if table is None or not names:
        return None
    if names[0] == f"{SCHEMAS}{code_list('sources')}":
        return f"/datasets/{table}#sources"
    return f"/datasets/{table}#codes-{names[0].removeprefix(SCHEMAS + code_list(''))}"
