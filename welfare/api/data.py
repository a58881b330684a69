"""`GET /api/v1/data/{table}`: rows of a published table, as JSON by pages, or whole as a file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args
from urllib.parse import parse_qs, urlencode

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from welfare import warehouse
from welfare.api.answering import answering
from welfare.api.answers import Answer, answers_of, asked
from welfare.api.conditional import unchanged, validators
from welfare.api.cursor import read_cursor, write_cursor
from welfare.api.negotiation import preferred
from welfare.api.streaming import send_parquet, stream_csv
from welfare.archive import Version, current_archive
from welfare.extracts.asked import DATA
from welfare.extracts.extract import Extract
from welfare.extracts.faults import Fault, RequestError, shown
from welfare.extracts.identity import canonical, extract_id, rule_version
from welfare.extracts.request import (
    RESERVED,
    Request,
    columns_of,
    filters_of,
    read_request,
    to_query,
)
from welfare.extracts.selection import count_rows, selected
from welfare.queries.build import built_at
from welfare.warehouse import Snapshot

Shape = Literal["json", "csv", "parquet"]
MEDIA: dict[str, Shape] = {
    "application/json": "json",
    "text/csv": "csv",
    "application/vnd.apache.parquet": "parquet",
}
OWN = ("format", "limit", "cursor", "bom")
"""Parameters beside filters, columns and order."""
PAGE_ROWS = 1_000
MOST_PAGE_ROWS = 10_000
MOST_FIELDS = 200


@dataclass(frozen=True)
class Question:
    """What is asked of a table: the rows, in which shape, and which page of them."""

    request: Request
    shape: Shape
    limit: int
    cursor: str | None
    bom: bool


@answering
async def data(request: HttpRequest) -> Response:
    """Give rows of a published table."""
    snapshot = warehouse.current()
    question = _read(request)
    if question.shape != "json":
        return await _file(request, snapshot, question)
    answer = await run_in_threadpool(_page, snapshot, question)
    answers_of(snapshot).put(asked(request.scope), answer)
    return answer.response(request.headers)


DATA_ROUTES: list[BaseRoute] = [Route(f"{DATA}/{{table}}", data)]


def version_of(snapshot: Snapshot) -> Version:
    """Return the version that a snapshot is of, with the date on which it was first published."""
    return snapshot.remember(
        ("version",),
        lambda: (
            current_archive().version(snapshot.data_version)
            or Version(snapshot.data_version, built_at(snapshot), {})
        ),
    )


def _read(request: HttpRequest) -> Question:
    """Return the question in an address, or raise with everything that is wrong with it."""
    table = request.path_params["table"]
    faults: list[Fault] = []
    parameters = _parameters(request.scope["query_string"])
    own = {name: parameters.pop(name) for name in OWN if name in parameters}
    parameters.pop("labels", None)
    shape = _shape(own.get("format"), request.headers.get("accept"), faults)
    bom = _bom(own.get("bom"), faults)
    limit = _limit(own.get("limit"), faults)
    cursor = _single("cursor", own["cursor"], faults) if "cursor" in own else None
    try:
        wanted = read_request(
            table, {**parameters, "format": [shape if shape != "json" else "csv"]}
        )
    except RequestError as refused:
        raise RequestError([*_with_own(table, refused.faults), *faults]) from None
    if faults:
        raise RequestError(faults)
    return Question(wanted, shape, limit, cursor, bom)


def _parameters(query: bytes) -> dict[str, list[str]]:
    try:
        return parse_qs(query.decode("latin-1"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise RequestError([Fault("too_many", "?", "", (str(MOST_FIELDS),))]) from None


def _with_own(table: str, faults: Sequence[Fault]) -> list[Fault]:
    """Name the parameters of addresses too, where one is not known."""
    return [
        replace(fault, allowed=(*filters_of(table), *sorted(RESERVED - {"labels"}), *OWN[1:]))
        if fault.kind == "unknown_parameter"
        else fault
        for fault in faults
    ]


def _shape(values: list[str] | None, accept: str | None, faults: list[Fault]) -> Shape:
    if values is None:
        return MEDIA[preferred(accept, tuple(MEDIA))]
    text = _single("format", values, faults)
    for shape in get_args(Shape):
        if shape == text:
            return shape  # type: ignore[no-any-return]  # of Shape
    faults.append(Fault("unknown_code", "format", shown(text), get_args(Shape)))
    return "json"


def _bom(values: list[str] | None, faults: list[Fault]) -> bool:
    text = _single("bom", values or ["false"], faults)
    if text not in {"true", "false"}:
        faults.append(Fault("unknown_code", "bom", shown(text), ("true", "false")))
    return text == "true"


def _limit(values: list[str] | None, faults: list[Fault]) -> int:
    text = _single("limit", values or [str(PAGE_ROWS)], faults)
    if text.isascii() and text.isdigit() and len(text) <= 9 and 1 <= int(text) <= MOST_PAGE_ROWS:
        return int(text)
    faults.append(Fault("unknown_code", "limit", shown(text), (f"1..{MOST_PAGE_ROWS}",)))
    return PAGE_ROWS


def _single(name: str, values: list[str], faults: list[Fault]) -> str:
    if len(values) > 1:
        faults.append(Fault("one_only", name, shown(",".join(values)), ()))
    return values[0]


def _page(snapshot: Snapshot, question: Question) -> Answer:
    """Return a page of rows as JSON; the count is asked for where the page is not all."""
    wanted, limit = question.request, question.limit
    text = canonical(wanted)
    name = extract_id(wanted, "", "")
    first = 0
    if question.cursor is not None:
        first = read_cursor(question.cursor, snapshot.data_version, name)
    every = wanted.columns == tuple(columns_of(wanted.publication))
    sql, parameters = selected(wanted, every=every)
    bounded = f"{sql} LIMIT $row_limit OFFSET $row_first"
    rows = snapshot.rows(bounded, {**parameters, "row_limit": limit + 1, "row_first": first})
    whole = first == 0 and len(rows) <= limit
    body = orjson.dumps(
        {
            "table": wanted.publication,
            "data_version": snapshot.data_version,
            "rows_total": len(rows) if whole else count_rows(snapshot, wanted),
            "next": _next(snapshot, question, name, first) if len(rows) > limit else None,
            "data": [dict(zip(wanted.columns, row, strict=True)) for row in rows[:limit]],
        }
    )
    known = validators(
        version_of(snapshot).published_at, snapshot.data_version, text, "json", str((limit, first))
    )
    return Answer(body, {**known, **_told(snapshot, wanted)}, "application/json")


def _next(snapshot: Snapshot, question: Question, name: str, first: int) -> str:
    wanted = question.request
    cursor = write_cursor(snapshot.data_version, name, first + question.limit)
    pairs = [*_asked_again(wanted), ("limit", str(question.limit)), ("cursor", cursor)]
    return f"{DATA}/{wanted.publication}?{urlencode(pairs, safe=',')}"


async def _file(request: HttpRequest, snapshot: Snapshot, question: Question) -> Response:
    """Return all rows as CSV or Parquet."""
    wanted = question.request
    if question.cursor is not None:
        raise RequestError([Fault("unknown_parameter", "cursor", "", ("format=json",))])
    version = version_of(snapshot)
    name = extract_id(wanted, snapshot.data_version, rule_version())
    headers = {
        **validators(version.published_at, name, str(question.bom)),
        **_told(snapshot, wanted),
    }
    if (same := unchanged(request.headers, headers)) is not None:
        return same
    extract = Extract(name, wanted, version, snapshot)
    if question.shape == "csv":
        return stream_csv(extract, question.bom, headers)
    return await send_parquet(extract, headers)


def _told(snapshot: Snapshot, wanted: Request) -> dict[str, str]:
    return {
        "Data-Version": snapshot.data_version,
        "Link": f'</datasets/{wanted.publication}>; rel="describedby"',
        "Vary": "Accept",
        "Access-Control-Expose-Headers": "Data-Version, Link, ETag",
    }


def _asked_again(wanted: Request) -> Sequence[tuple[str, str]]:
    return [pair for pair in to_query(wanted) if pair[0] != "format"]
