"""`GET /api/v1/health`: is there a usable warehouse, and which version of the data is served."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from welfare import warehouse


async def health(_: Request) -> JSONResponse:
    """Answer 200 with the data version, or 503 with the kind of fault of the warehouse."""
    no_store = {"Cache-Control": "no-store"}
    try:
        snapshot = await run_in_threadpool(warehouse.current)
    except warehouse.WarehouseError as fault:
        return JSONResponse({"status": fault.reason, "data_version": None}, 503, no_store)
    return JSONResponse({"status": "ok", "data_version": snapshot.data_version}, 200, no_store)
