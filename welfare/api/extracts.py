"""`/api/v1/extracts`: a question gets an id, and the id gives the same bytes ever after.

CSV and Parquet are sent while they are made; the other formats are made once, by the workshop, and
given as files. A question is issued by POST or by the page Download.
"""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from welfare import warehouse
from welfare.api.answering import RETRY_S
from welfare.api.bodies import TooLargeError, body_of, read_body
from welfare.api.conditional import unchanged, validators
from welfare.api.desk import Desk, DeskAnswer, at, found_in, need_room
from welfare.api.jobs import JOBS, begin_job, cancel_job, progress
from welfare.api.problems import OPEN, problem
from welfare.api.streaming import send_file, send_parquet, stream_csv
from welfare.extracts.asked import asked_today
from welfare.extracts.citation import STYLES, cite
from welfare.extracts.described import describe
from welfare.extracts.extract import EXTRACT_PAGES, EXTRACTS, MEDIA_TYPES, Extract
from welfare.extracts.faults import Fault, RequestError, shown
from welfare.extracts.identity import canonical, rule_version
from welfare.extracts.making import check_size
from welfare.extracts.register import Issued
from welfare.extracts.request import STREAMED, read_request
from welfare.extracts.selection import count_rows
from welfare.extracts.status import Status


def extract_routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of extracts and of jobs."""
    one = f"{EXTRACTS}/{{id}}"

    def route(path: str, answer: DeskAnswer, *by: str) -> Route:
        return Route(path, at(desk, answer), methods=list(by))

    return [
        route(EXTRACTS, _issue, "POST"),
        route(one, _give, "GET"),
        route(f"{one}/about", _about, "GET"),
        route(f"{one}/job", begin_job, "POST"),
        route(f"{JOBS}/{{job}}", progress, "GET"),
        route(f"{JOBS}/{{job}}", cancel_job, "DELETE"),
    ]


async def _issue(desk: Desk, request: Request) -> Response:
    """Give a question an id."""
    if (
        request.headers.get("content-type", "").partition(";")[0].strip().lower()
        != "application/json"
    ):
        return problem(415)
    try:
        body = await body_of(request)
    except TooLargeError:
        return problem(413)
    table, asked = read_body(body)
    return await run_in_threadpool(_issued_answer, desk, table, asked)


def _issued_answer(desk: Desk, table: str, asked: Mapping[str, Sequence[str]]) -> Response:
    wanted = read_request(table, asked)
    snapshot = warehouse.current()
    rows = count_rows(snapshot, wanted)
    check_size(wanted, rows)
    issued = desk.register.issue(wanted, snapshot.data_version, rule_version())
    extract = desk.extract(issued)
    content = {
        "id": issued.id,
        "address": extract.address,
        "about": f"{EXTRACTS}/{issued.id}/about",
        "file_name": extract.file_name,
        "rows": rows,
        "bytes": issued.bytes,
        "status": _readiness(desk, issued),
        "data_version": issued.data_version,
    }
    return Response(
        orjson.dumps(content),
        201,
        {"Location": extract.address, "Cache-Control": "no-store", **OPEN},
        "application/json",
    )


def _readiness(desk: Desk, issued: Issued) -> str:
    """Return ``ready`` where the bytes come at once, and ``to_be_made`` where a job is needed."""
    ready = _is_streamed(issued) or desk.workshop.ready(issued) is not None
    return "ready" if ready else "to_be_made"


def _is_streamed(issued: Issued) -> bool:
    """Tell whether an extract is sent while it is made.

    One of other rules is made first, to be compared with what was given before.
    """
    return issued.request.format in STREAMED and issued.rules == rule_version()


async def _give(desk: Desk, request: Request) -> Response:
    """Give the bytes of an id."""
    issued = await run_in_threadpool(found_in, desk, request)
    if isinstance(issued, Response):
        return issued
    bom = _wants_bom(request)
    extract = await run_in_threadpool(desk.extract, issued)
    status = await run_in_threadpool(desk.status, issued)
    known = validators(extract.version.published_at, issued.id, str(bom), status.state)
    headers = {**known, **_told(extract, status)}
    if (same := unchanged(request.headers, headers)) is not None:
        return same
    if not _is_streamed(issued):
        return await _give_file(desk, request, extract, issued, headers)
    remember = _remembering(desk, issued)
    if issued.request.format == "csv":
        return stream_csv(extract, bom, headers, remember)
    return await send_parquet(extract, headers, remember)


def _remembering(desk: Desk, issued: Issued) -> Callable[[str, int], None] | None:
    if issued.sha256 is not None:
        return None
    return lambda sha256, size: desk.register.record_bytes(issued.id, sha256, size)


async def _give_file(
    desk: Desk, request: Request, extract: Extract, issued: Issued, headers: dict[str, str]
) -> Response:
    """Give a file, waiting while it is made; a visitor who leaves calls it off."""
    if desk.workshop.ready(issued) is None:
        await run_in_threadpool(need_room, extract)
        job = desk.workshop.begin(issued)
        ended = desk.workshop.ended(job.token)
        while ended is not None and not ended.done():
            await asyncio.wait([asyncio.wrap_future(ended)], timeout=1)
            if await request.is_disconnected():
                desk.workshop.cancel(job.token)
                return problem(503)
        outcome = desk.workshop.job(job.token)
        if outcome is None or outcome.state != "done":
            faults = [outcome.fault] if outcome and outcome.fault else []
            return problem(503, faults, headers={"Retry-After": str(RETRY_S)})
    media_type = MEDIA_TYPES[issued.request.format]
    return send_file(desk.workshop.file_of(issued), extract.file_name, media_type, headers)


async def _about(desk: Desk, request: Request) -> Response:
    """Tell what an id stands for, how it stands now, and how to cite it."""
    issued = await run_in_threadpool(found_in, desk, request, withdrawn=True)
    if isinstance(issued, Response):
        return issued
    content = await run_in_threadpool(_account, desk, issued)
    return Response(
        orjson.dumps(content), 200, {"Cache-Control": "no-cache", **OPEN}, "application/json"
    )


def _account(desk: Desk, issued: Issued) -> dict[str, object]:
    again = asked_today(issued.request)
    status = desk.status(issued)
    told: dict[str, object] = {
        "id": issued.id,
        "request": json.loads(canonical(issued.request)),
        "data_version": issued.data_version,
        "rules": issued.rules,
        "issued_at": issued.issued_at,
        "sha256": issued.sha256,
        "bytes": issued.bytes,
        "status": {
            "state": status.state,
            "data_version_now": status.data_version,
            "reason_th": status.reason_th,
            "reason_en": status.reason_en,
        },
        "page": f"{EXTRACT_PAGES}/{issued.id}",
        "latest": again.file_address() if again is not None else None,
    }
    if status.state != "withdrawn":
        extract = desk.extract(issued)
        described = describe(extract)
        told |= {
            "address": extract.address,
            "published_on": extract.version.published_on,
            "file_name": extract.file_name,
            "rows": described.rows,
            "citation": {
                style: {"th": cite(described, style, "th"), "en": cite(described, style, "en")}
                for style in STYLES
            },
        }
    return told


def _wants_bom(request: Request) -> bool:
    text = request.query_params.get("bom", "false")
    if text not in {"true", "false"}:
        raise RequestError([Fault("unknown_code", "bom", shown(text), ("true", "false"))])
    return text == "true"


def _told(extract: Extract, status: Status) -> dict[str, str]:
    """Return the headers that tell what is given and how it stands."""
    links = [f'<{EXTRACTS}/{extract.id}/about>; rel="describedby"']
    if (again := asked_today(extract.request)) is not None:
        form = extract.request.format if extract.request.format in STREAMED else "csv"
        links.append(f'<{again.file_address(form)}>; rel="latest-version"')
    return {
        "Data-Version": extract.version.data_version,
        "Extract-Id": extract.id,
        "Extract-Status": status.state,
        "Link": ", ".join(links),
        "Access-Control-Expose-Headers": "Data-Version, Extract-Id, Extract-Status, Link, ETag",
    }
