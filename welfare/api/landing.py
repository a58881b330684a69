"""`/datasets`: a page for every published table, for people and for those who gather descriptions.

Beside the pages stand `/catalog.jsonld` (DCAT 3), `/sitemap.xml` and `/robots.txt`.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import get_args

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from welfare import warehouse
from welfare.api import dcat
from welfare.api.conditional import unchanged, validators
from welfare.api.dataset import Dataset, current_version, published_here, read_dataset
from welfare.api.kept import issued_on, modified_on
from welfare.api.presented import list_values, page_values
from welfare.api.problems import OPEN
from welfare.api.sitemap import robots_text, sitemap_xml
from welfare.api.templating import base_address, language_of, page, words
from welfare.archive import current_archive
from welfare.catalog import Language
from welfare.warehouse import Snapshot

RETRY_S = 15


def _answering(answer: Callable[[Request, Snapshot], Response]) -> Callable[[Request], Response]:
    """Return an endpoint that says in both languages that there is no warehouse, where so it is."""

    @wraps(answer)
    def endpoint(request: Request) -> Response:
        try:
            snapshot = warehouse.current()
            if not published_here(snapshot):
                return _unavailable(request)
        except warehouse.WarehouseError:
            return _unavailable(request)
        return answer(request, snapshot)

    return endpoint


@_answering
def dataset_list(request: Request, snapshot: Snapshot) -> Response:
    """List the published tables by theme, each by its question."""
    version = current_version(snapshot, current_archive())
    values = list_values(_datasets(snapshot), version, base_address(request), language_of(request))
    return page("datasets.html", request, version=version, **values)


@_answering
def dataset_page(request: Request, snapshot: Snapshot) -> Response:
    """Show one published table: what it is, its columns, sources, files, versions."""
    name = request.path_params["id"]
    if name not in published_here(snapshot):
        return _fault(request, 404, "not_found", {}, _datasets(snapshot))
    archive = current_archive()
    version = current_version(snapshot, archive)
    values = page_values(
        read_dataset(snapshot, name),
        version,
        archive.versions(),
        base_address(request),
        language_of(request),
    )
    return page("dataset.html", request, version=version, **values)


@_answering
def catalogue(request: Request, snapshot: Snapshot) -> Response:
    """Give the catalogue in DCAT 3."""
    archive = current_archive()
    version = current_version(snapshot, archive)
    versions = archive.versions()
    datasets = _datasets(snapshot)
    graph = dcat.catalogue_graph(
        datasets,
        version,
        {each.id: issued_on(archive, each.id) for each in datasets},
        {each.id: modified_on(versions, version, each.id) for each in datasets},
        base_address(request),
    )
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return _known_again(request, text, version.published_at, dcat.MEDIA_TYPE)


@_answering
def sitemap(request: Request, snapshot: Snapshot) -> Response:
    """List every page with its two languages."""
    archive = current_archive()
    version = current_version(snapshot, archive)
    versions = archive.versions()
    modified = {name: modified_on(versions, version, name) for name in published_here(snapshot)}
    text = sitemap_xml(base_address(request), modified, version.published_on)
    return _known_again(request, text, version.published_at, "application/xml")


def robots(request: Request) -> Response:
    """Let everybody read, and say where the list of pages is."""
    headers = {"Cache-Control": "no-cache", **OPEN}
    return Response(robots_text(base_address(request)), 200, headers, "text/plain")


def plain_address(request: Request) -> Response:
    """Lead `/datasets/` to `/datasets`."""
    return RedirectResponse(request.url.replace(path="/datasets"), 308)


def _datasets(snapshot: Snapshot) -> tuple[Dataset, ...]:
    return tuple(read_dataset(snapshot, name) for name in published_here(snapshot))


def _known_again(request: Request, text: str, published_at: str, media_type: str) -> Response:
    headers = {**OPEN, **validators(published_at, text)}
    same = unchanged(request.headers, headers)
    return same if same is not None else Response(text, 200, headers, media_type)


def _unavailable(request: Request) -> Response:
    return _fault(request, 503, "unavailable", {"Retry-After": str(RETRY_S)}, ())


def _fault(
    request: Request,
    status: int,
    kind: str,
    headers: dict[str, str],
    datasets: tuple[Dataset, ...],
) -> Response:
    """Return a page that says what is wrong, in the page's language and then in the other."""
    language = language_of(request)
    return page(
        "fault.html",
        request,
        status,
        {"Cache-Control": "no-store", **headers},
        kind=kind,
        spoken=[(each, words(each)) for each in _from(language)],
        datasets=datasets,
    )


def _from(language: Language) -> list[Language]:
    return sorted(get_args(Language), key=lambda each: each != language)


LANDING_ROUTES: list[BaseRoute] = [
    Route("/datasets", dataset_list),
    Route("/datasets/", plain_address),
    Route("/datasets/{id:path}", dataset_page),
    Route("/catalog.jsonld", catalogue),
    Route("/sitemap.xml", sitemap),
    Route("/robots.txt", robots),
]
