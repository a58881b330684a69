"""What there is: tables with their columns, indicators, sources, provinces, in both languages."""

from collections.abc import Callable
from itertools import groupby

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from welfare import warehouse
from welfare.api.answering import Endpoint, answering
from welfare.api.answers import Answer, answers_of, asked
from welfare.api.conditional import validators
from welfare.api.data import version_of
from welfare.extracts.asked import DATA
from welfare.extracts.extract import EXTRACTS
from welfare.extracts.request import filters_of, formats_of
from welfare.warehouse import Snapshot

V1 = "/api/v1"
LISTED = {
    "indicators": "indicator_list",
    "sources": "source_list",
    "provinces": "area_list",
}
"""Lists by their address, each a published table of the catalogue."""
INDEX = {
    "tables": f"{V1}/tables",
    "indicators": f"{V1}/indicators",
    "sources": f"{V1}/sources",
    "provinces": f"{V1}/provinces",
    "data": f"{DATA}/{{table}}",
    "extracts": EXTRACTS,
    "briefs": f"{V1}/briefs/{{province}}.pdf",
    "description": f"{V1}/openapi.json",
    "documentation": f"{V1}/docs",
    "datasets": "/datasets",
    "catalogue": "/catalog.jsonld",
    "changes": "/changes.atom",
    "health": f"{V1}/health",
}
Record = dict[str, object]


def _listing(name: str, make: Callable[[Snapshot], object]) -> Endpoint:
    """Return the endpoint of one list, which is made once for each version of the data."""

    @answering
    async def endpoint(request: Request) -> Response:
        snapshot = warehouse.current()
        answer = await run_in_threadpool(_answer, snapshot, name, make)
        answers_of(snapshot).put(asked(request.scope), answer)
        return answer.response(request.headers)

    return endpoint


def _answer(snapshot: Snapshot, name: str, make: Callable[[Snapshot], object]) -> Answer:
    body = orjson.dumps({"data_version": snapshot.data_version, "data": make(snapshot)})
    known = validators(version_of(snapshot).published_at, snapshot.data_version, name)
    return Answer(body, {**known, "Data-Version": snapshot.data_version}, "application/json")


def _rows_of(publication: str) -> Callable[[Snapshot], list[Record]]:
    def make(snapshot: Snapshot) -> list[Record]:
        return _records(snapshot, f'SELECT * FROM published."{publication}"')  # noqa: S608 - identifiers of the catalogue

    return make


def _tables(snapshot: Snapshot) -> list[Record]:
    """Return the published tables, each with its columns and how it may be asked for."""
    columns = _records(snapshot, "SELECT * FROM about.column ORDER BY publication_id, place")
    by_table = {
        str(name): [_without(column, "publication_id", "place") for column in each]
        for name, each in groupby(columns, key=lambda column: column["publication_id"])
    }
    return [
        _table(snapshot, publication, by_table[str(publication["publication_id"])])
        for publication in _records(snapshot, "SELECT * FROM about.publication")
    ]


def _table(snapshot: Snapshot, publication: Record, columns: list[Record]) -> Record:
    name = str(publication["publication_id"])
    counted = snapshot.rows(f'SELECT count(*)::BIGINT FROM published."{name}"')  # noqa: S608 - identifiers of the catalogue
    return {
        "table": name,
        **_without(publication, "publication_id"),
        "rows": counted[0][0],
        "filters": filters_of(name),
        "formats": formats_of(name),
        "data": f"{DATA}/{name}",
        "landing_page": f"/datasets/{name}",
        "columns": columns,
    }


def _without(record: Record, *names: str) -> Record:
    return {name: value for name, value in record.items() if name not in names}


def _records(snapshot: Snapshot, sql: str) -> list[Record]:
    """Return rows by column; a whole number stays one also where others are empty."""
    return [row for batch in snapshot.batches(sql) for row in batch.to_pylist()]


@answering
async def index(request: Request) -> Response:
    """Tell where everything is."""
    snapshot = warehouse.current()
    body = orjson.dumps({"data_version": snapshot.data_version, **INDEX})
    known = validators(version_of(snapshot).published_at, snapshot.data_version, "index")
    return Answer(body, known, "application/json").response(request.headers)


LISTING_ROUTES: list[BaseRoute] = [
    Route(V1, index),
    Route(f"{V1}/", index),
    Route(f"{V1}/tables", _listing("tables", _tables)),
    *(
        Route(f"{V1}/{name}", _listing(name, _rows_of(publication)))
        for name, publication in LISTED.items()
    ),
]
