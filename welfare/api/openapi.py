"""`/api/v1/openapi.json`: the interface described for programs, in OpenAPI 3.1.

It is made from the catalogue and from what the modules that answer say of themselves, so that it
cannot promise what they do not do. Texts are in English and in Thai, one after the other.
"""

from functools import lru_cache

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from welfare import warehouse
from welfare.api.conditional import unchanged, validators
from welfare.api.data import version_of
from welfare.api.openapi_answers import header_components, problem_components
from welfare.api.openapi_paths import DOCUMENT, PAGE, header_parameters, paths
from welfare.api.openapi_schemas import other_schemas
from welfare.api.openapi_tables import Node, shared_parameters, table_schemas
from welfare.api.openapi_voice import BOTH, Voice
from welfare.api.problems import OPEN
from welfare.catalog import Language
from welfare.extracts.identity import public_address
from welfare.language import message
from welfare.warehouse import WarehouseError

OPENAPI = "3.1.0"
API_VERSION = "1"


def document(languages: tuple[Language, ...] = BOTH) -> Node:
    """Return the description of the interface, its texts in ``languages`` one after the other.

    What is returned is shared: it is read, and never changed.
    """
    return _document(languages, public_address())


@lru_cache(maxsize=4)
def _document(languages: tuple[Language, ...], address: str) -> Node:
    voice = Voice(languages)
    return {
        "openapi": OPENAPI,
        "info": {
            "title": f"{message('app.name', 'th')} · {message('app.name', 'en')}",
            "version": API_VERSION,
            "description": voice.say("api.about"),
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": address or "/"}],
        "tags": [
            {"name": "data", "description": voice.brief("api.tag.data")},
            {"name": "lists", "description": voice.brief("api.tag.lists")},
            {"name": "briefs", "description": voice.brief("api.tag.briefs")},
            {"name": "extracts", "description": voice.brief("api.tag.extracts")},
            {"name": "about", "description": voice.brief("api.tag.about")},
        ],
        "paths": paths(voice),
        "components": {
            "parameters": {**shared_parameters(voice), **header_parameters(voice)},
            "headers": header_components(voice),
            "responses": problem_components(voice),
            "schemas": {**other_schemas(voice), **table_schemas(voice)},
        },
        "externalDocs": {"url": PAGE, "description": voice.brief("api.op.docs")},
    }


def description(request: Request) -> Response:
    """Give the description; it needs no data, and is known again where their version is known."""
    text = orjson.dumps(document()).decode()
    headers = {"Cache-Control": "no-cache", **OPEN}
    try:
        headers |= validators(version_of(warehouse.current()).published_at, text)
    except WarehouseError:
        return Response(text, 200, headers, "application/json")
    if (same := unchanged(request.headers, headers)) is not None:
        return same
    return Response(text, 200, headers, "application/json")


DOCUMENT_ROUTES: list[BaseRoute] = [Route(DOCUMENT, description)]
