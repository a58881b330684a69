"""The floor of small questions: a bare Starlette route that answers with rows of DuckDB.

Run by uvicorn, as Streamlit runs. ``/rows`` asks DuckDB at every question; ``/ready`` answers from
memory what it was asked before.
"""

import duckdb
import orjson
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from welfare.paths import warehouse_file

SQL = """
    SELECT * FROM published.indicators
    WHERE indicator_id = $indicator_id AND year = $year::BIGINT AND area_kind = $area_kind
    AND is_current = $is_current::BOOLEAN LIMIT $limit::BIGINT
"""
CONNECTION = duckdb.connect(str(warehouse_file()), read_only=True)
READY: dict[bytes, bytes] = {}


def _body(asked: dict[str, str]) -> bytes:
    with CONNECTION.cursor() as cursor:
        cursor.execute(SQL, asked)
        names = [column[0] for column in cursor.description or ()]
        return orjson.dumps([dict(zip(names, row, strict=True)) for row in cursor.fetchall()])


async def rows(request: Request) -> Response:
    """Ask DuckDB."""
    body = await run_in_threadpool(_body, dict(request.query_params))
    return Response(body, media_type="application/json")


async def ready(request: Request) -> Response:
    """Answer from memory; ask DuckDB at the first time."""
    query = request.scope["query_string"]
    if query not in READY:
        READY[query] = await run_in_threadpool(_body, dict(request.query_params))
    return Response(READY[query], media_type="application/json")


app = Starlette(routes=[Route("/rows", rows), Route("/ready", ready)])
