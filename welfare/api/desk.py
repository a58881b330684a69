"""Where extracts are given out: what was issued, the versions kept, and who makes the files."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from welfare import warehouse
from welfare.api.answering import Endpoint, answering
from welfare.api.problems import problem
from welfare.archive import Archive
from welfare.extracts.extract import Extract
from welfare.extracts.making import check_size
from welfare.extracts.register import Issued, Register
from welfare.extracts.selection import count_rows
from welfare.extracts.status import Status, status_of
from welfare.extracts.versions import Versions
from welfare.extracts.workshop import Workshop


@dataclass(frozen=True)
class Desk:
    """Where extracts are given out: what was issued, the versions kept, and who makes files."""

    archive: Archive
    versions: Versions
    workshop: Workshop

    @property
    def register(self) -> Register:
        """The extracts that were given an id."""
        return Register(self.archive.issued_file)

    def extract(self, issued: Issued) -> Extract:
        """Return an extract with the version of the data that it is of.

        Raises
        ------
        GoneError
            Where that version was withdrawn, is not kept, or is damaged.
        """
        version, snapshot = self.versions.open(issued.data_version)
        return Extract(issued.id, issued.request, version, snapshot)

    def status(self, issued: Issued) -> Status:
        """Return whether newer data exist."""
        return status_of(issued, self.archive, warehouse.current(), self.versions)


DeskAnswer = Callable[[Desk, Request], Awaitable[Response]]


def at(desk: Desk, answer: DeskAnswer) -> Endpoint:
    """Return the endpoint that gives ``answer`` at a desk."""

    @answering
    async def endpoint(request: Request) -> Response:
        return await answer(desk, request)

    return endpoint


def found_in(desk: Desk, request: Request, *, withdrawn: bool = False) -> Issued | Response:
    """Return the extract of the id in an address, or the problem with it."""
    issued = desk.register.find(request.path_params["id"])
    if issued is None:
        return problem(404)
    if issued.withdrawn_on is not None and not withdrawn:
        return problem(
            410,
            on=issued.withdrawn_on,
            reason={"th": issued.reason_th or "", "en": issued.reason_en or ""},
        )
    return issued


def need_room(extract: Extract) -> None:
    """Refuse an extract that its format cannot hold; raises RequestError."""
    """Refuse an extract that its format cannot hold; raises RequestError."""
    check_size(extract.request, count_rows(extract.snapshot, extract.request))
