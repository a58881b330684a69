"""`GET /extracts/{id}`: what a permanent link stands for, told to people, and how it stands now."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from welfare.api.desk import Desk, at
from welfare.api.templating import base_address, language_of, page
from welfare.extracts.asked import asked_today
from welfare.extracts.citation import STYLES, cite
from welfare.extracts.described import describe
from welfare.extracts.extract import EXTRACT_PAGES, EXTRACTS, FORMAT_NAMES
from welfare.extracts.identity import DIGITS
from welfare.extracts.register import Issued
from welfare.language import message


def extract_page_routes(desk: Desk) -> list[BaseRoute]:
    """Return the route of the page of an extract."""
    return [Route(f"{EXTRACT_PAGES}/{{id:path}}", at(desk, _show))]


async def _show(desk: Desk, request: Request) -> Response:
    """Show an extract: what was asked, what the file holds, its status, and how to cite it."""
    name = request.path_params["id"]
    issued = await run_in_threadpool(desk.register.find, name[: DIGITS + 1])
    if issued is None:
        return page("extract_unknown.html", request, 404)
    return await run_in_threadpool(_page, desk, request, issued)


def _page(desk: Desk, request: Request, issued: Issued) -> Response:
    language = language_of(request)
    status = desk.status(issued)
    state = f"extract.{status.state}_state"
    if status.state == "withdrawn":
        return page("extract_withdrawn.html", request, 410, status_now=status, state=state)
    again = asked_today(issued.request)
    extract = desk.extract(issued)
    described = describe(extract)
    form = issued.request.format
    # A server that was not told its own address is known by the one in use.
    named = (extract.address, f"{base_address(request)}{EXTRACTS}/{issued.id}")
    return page(
        "extract.html",
        request,
        version=extract.version,
        described=described,
        filters=[each.text(language) for each in described.filters],
        file=f"{EXTRACTS}/{issued.id}{'?bom=true' if form == 'csv' else ''}",
        file_name=extract.file_name,
        form=FORMAT_NAMES.get(form) or message("dataset.package", language),
        citations=[(style, cite(described, style, language).replace(*named)) for style in STYLES],
        again=again.page_address(language) if again is not None else None,
        issued=issued,
        status_now=status,
        state=state,
    )
