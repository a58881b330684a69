"""Errors as problem+json (RFC 9457), in both languages, naming parameter and allowed values."""

from collections.abc import Mapping, Sequence

import orjson
from starlette.responses import Response

from welfare.catalog.models import Language
from welfare.extracts.faults import Fault
from welfare.language import message

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "bad_request",
    404: "not_found",
    405: "bad_method",
    406: "not_acceptable",
    409: "data_moved_on",
    410: "withdrawn",
    413: "too_large",
    415: "bad_media_type",
    416: "bad_range",
    422: "too_many_rows",
    429: "too_many_requests",
    503: "unavailable",
}
"""The kind of a problem by its status; each has a title in both languages."""


def problem(
    status: int,
    faults: Sequence[Fault] = (),
    *,
    kind: str | None = None,
    headers: dict[str, str] | None = None,
    **values: object,
) -> Response:
    """Return an answer that says what is wrong, why, and what would be right.

    Parameters
    ----------
    status
        The HTTP status, one of :data:`TITLES`.
    faults
        What is wrong with each parameter.
    kind
        The kind of problem where it is not that of the status; names a message ``problem.<kind>``.
    values
        What is put into the words of the message; by language where it is text itself.
    """
    name = kind or TITLES[status]
    body = {
        "type": f"/api/v1/docs#{name}",
        "title": message(f"problem.{name}", "en", **_said(values, "en")),
        "title_th": message(f"problem.{name}", "th", **_said(values, "th")),
        "status": status,
        "errors": [
            {
                "parameter": fault.parameter,
                "value": fault.value,
                "allowed": list(fault.allowed),
                "detail": fault.text("en"),
                "detail_th": fault.text("th"),
            }
            for fault in faults
        ],
    }
    return Response(
        orjson.dumps(body),
        status,
        {"Cache-Control": "no-store", **OPEN, **(headers or {})},
        MEDIA_TYPE,
    )


def _said(values: Mapping[str, object], language: Language) -> dict[str, object]:
    return {
        name: value[language] if isinstance(value, Mapping) else value
        for name, value in values.items()
    }


OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}
"""Headers by which pages of other origins may read an answer, as what it is and nothing else."""
