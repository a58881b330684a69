"""Jobs: a file in the making, how far it is, and calling it off."""

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from welfare.api.desk import Desk, found_in, need_room
from welfare.api.problems import problem
from welfare.extracts.extract import EXTRACTS
from welfare.extracts.workshop import Job

JOBS = "/api/v1/jobs"


async def begin_job(desk: Desk, request: Request) -> Response:
    """Begin to make a file, or join those who wait for it."""
    issued = await run_in_threadpool(found_in, desk, request)
    if isinstance(issued, Response):
        return issued
    await run_in_threadpool(lambda: need_room(desk.extract(issued)))
    return _job_answer(desk.workshop.begin(issued), 202)


async def progress(desk: Desk, request: Request) -> Response:
    """Tell how a job stands."""
    job = desk.workshop.job(request.path_params["job"])
    return _job_answer(job, 200) if job else problem(404)


async def cancel_job(desk: Desk, request: Request) -> Response:
    """Call a job off."""
    job = desk.workshop.cancel(request.path_params["job"])
    return _job_answer(job, 200) if job else problem(404)


def _job_answer(job: Job, status: int) -> Response:
    content = {
        "job": job.token,
        "extract": f"{EXTRACTS}/{job.extract_id}",
        "state": job.state,
        "rows": job.rows,
        "of": job.of,
        "place": job.place,
        "detail_th": job.fault.text("th") if job.fault else None,
        "detail_en": job.fault.text("en") if job.fault else None,
    }
    headers = {"Cache-Control": "no-store", "Location": f"{JOBS}/{job.token}"}
    return Response(orjson.dumps(content), status, headers, "application/json")
