"""What can go wrong with an answer, turned into a problem with its words."""

from collections.abc import Awaitable, Callable
from functools import wraps

from starlette.requests import Request
from starlette.responses import Response

from welfare.api.cursor import MovedOnError
from welfare.api.negotiation import NotAcceptableError
from welfare.api.problems import problem
from welfare.extracts.faults import Fault, RequestError
from welfare.extracts.versions import GoneError
from welfare.extracts.workshop import BusyError
from welfare.warehouse import WarehouseError

RETRY_S = 15
Endpoint = Callable[[Request], Awaitable[Response]]


def answering(answer: Endpoint) -> Endpoint:
    """Return an endpoint that answers faults with the problem that each of them is."""

    @wraps(answer)
    async def endpoint(request: Request) -> Response:
        try:
            return await answer(request)
        except RequestError as refused:
            return problem(_status(refused), refused.faults)
        except NotAcceptableError as refused:
            return problem(406, [Fault("unknown_code", "Accept", refused.accept, refused.given)])
        except MovedOnError:
            return problem(409)
        except GoneError as gone:
            return _gone(gone)
        except (BusyError, WarehouseError):
            return problem(503, headers={"Retry-After": str(RETRY_S)})

    return endpoint


def _status(refused: RequestError) -> int:
    kinds = {fault.kind for fault in refused.faults}
    if "unknown_table" in kinds:
        return 404
    return 422 if kinds & {"too_large", "too_large_shapes"} else 400


def _gone(gone: GoneError) -> Response:
    """Tell why a version is not given: taken back with a reason, or not there to be read."""
    reason = gone.withdrawn
    if reason is None:
        return problem(503, headers={"Retry-After": str(RETRY_S)})
    return problem(410, on=reason.on, reason={"th": reason.reason_th, "en": reason.reason_en})
