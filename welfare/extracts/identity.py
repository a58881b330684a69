"""The id of an extract: a digest of the question, the data version and the rules of writing."""

import hashlib
import json
import os
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version

from welfare.extracts.request import Format, Request, Value
from welfare.paths import BOUNDARIES

WRITING = 1
"""Raised with every change to how a format is written."""
WRITERS = (
    *("duckdb", "geopandas", "numpy", "pandas", "pyarrow", "pyreadstat", "shapely"),
    "XlsxWriter",
)
"""Libraries on whose version the bytes of a format may depend."""
DIGITS = 20


@lru_cache(maxsize=1)
def rule_version() -> str:
    """Return eight digits over all that decides the bytes besides the question and the data."""
    shapes = hashlib.sha256(BOUNDARIES.read_bytes()).hexdigest()
    writers = (f"{name} {version(name)}" for name in WRITERS)
    parts = [str(WRITING), public_address(), shapes, *writers]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]


def public_address() -> str:
    """Return the address under which the server is known (``WELFARE_ADDRESS``), or nothing."""
    return os.environ.get("WELFARE_ADDRESS", "").rstrip("/")


def canonical(request: Request) -> str:
    """Return the request as one line of JSON, the same for every way to ask it."""
    return json.dumps(
        {
            "publication": request.publication,
            "filters": {name: list(values) for name, values in request.filters},
            "columns": list(request.columns),
            "order": list(request.order),
            "labels": request.labels,
            "format": request.format,
        },
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )


def from_canonical(text: str) -> Request:
    """Return the request that :func:`canonical` wrote, without asking today's catalogue."""
    content = json.loads(text)
    filters: Sequence[tuple[str, Sequence[Value]]] = sorted(content["filters"].items())
    form: Format = content["format"]
    return Request(
        publication=content["publication"],
        filters=tuple((name, tuple(values)) for name, values in filters),
        columns=tuple(content["columns"]),
        order=tuple(content["order"]),
        labels=content["labels"],
        format=form,
    )


def extract_id(request: Request, data_version: str, rules: str) -> str:
    """Return the id: twenty hexadecimal digits."""
    text = "\n".join((canonical(request), data_version, rules))
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
