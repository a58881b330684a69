"""The body of a POST: a question as a JSON object, read like the parameters of an address."""

import orjson
from starlette.requests import Request

from welfare.extracts.faults import Fault, RequestError, shown

LARGEST = 64_000
"""Bytes of a body that are taken."""


class TooLargeError(Exception):
    """A body is larger than :data:`LARGEST`."""


async def body_of(request: Request) -> bytes:
    """Return the body of a request; raises TooLargeError as soon as it is too large."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise TooLargeError
    return bytes(body)


def read_body(body: bytes) -> tuple[str, dict[str, list[str]]]:
    """Return the table and the parameters that a body of JSON asks for."""
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        content = None
    if not isinstance(content, dict) or not isinstance(content.get("table"), str):
        raise RequestError(
            [Fault("bad_body", "body", shown(body[:60].decode("utf-8", "replace")), BODY)]
        )
    faults = [Fault("unknown_parameter", shown(k), "", BODY) for k in content if k not in BODY]
    filters = content.get("filters", {})
    asked: dict[str, list[str]] = {}
    for name, values in (*_items(filters, faults), *_others(content)):
        asked[name] = _as_texts(name, values, faults)
    if faults:
        raise RequestError(faults)
    return content["table"], asked


BODY = ("table", "filters", "columns", "order", "labels", "format")


def _items(filters: object, faults: list[Fault]) -> list[tuple[str, object]]:
    if not isinstance(filters, dict):
        faults.append(Fault("bad_body", "filters", shown(str(filters)), BODY))
        return []
    faults += [Fault("unknown_parameter", name, "", BODY) for name in filters if name in BODY]
    return list(filters.items())


def _others(content: dict[str, object]) -> list[tuple[str, object]]:
    return [(name, content[name]) for name in BODY[2:] if content.get(name) is not None]


def _as_texts(name: str, values: object, faults: list[Fault]) -> list[str]:
    """Return the values of a parameter as texts of an address."""
    each = values if isinstance(values, list) else [values]
    if any(isinstance(value, dict | list | float) for value in each):
        faults.append(Fault("bad_body", shown(name), shown(str(values)), BODY))
        return []
    return [_as_text(value) for value in each]


def _as_text(value: object) -> str:
    if value is None:
        return "none"
    return str(value).lower() if isinstance(value, bool) else str(value)
