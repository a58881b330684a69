"""Data, extracts, datasets and the feed answer beside the pages, in an application of their own.

It stands before Streamlit's: an answer of data needs no session, no cookie and no second search for
its route.
"""

from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from welfare.api.answers import Remembered
from welfare.api.briefs import brief_routes
from welfare.api.data import DATA_ROUTES
from welfare.api.desk import Desk
from welfare.api.docs_page import DOCS_ROUTES
from welfare.api.exhibition import exhibition_routes
from welfare.api.extract_page import extract_page_routes
from welfare.api.extracts import extract_routes
from welfare.api.feed import FEED_ROUTES
from welfare.api.health import health
from welfare.api.landing import LANDING_ROUTES
from welfare.api.limits import Limit, Limits
from welfare.api.listings import LISTING_ROUTES
from welfare.api.openapi import DOCUMENT_ROUTES
from welfare.api.press import Press
from welfare.api.problems import OPEN, problem
from welfare.api.security import SecurityHeaders
from welfare.archive import archive_of
from welfare.exhibition.shows import Shows
from welfare.extracts.versions import Versions
from welfare.extracts.workshop import Workshop

PREFIXES = (
    "/api/",
    "/datasets",
    "/extracts/",
    "/exhibition",
    "/catalog.jsonld",
    "/changes.atom",
    "/robots.txt",
    "/sitemap.xml",
)
"""Where the paths begin that are no pages."""
PREFLIGHT = {
    **OPEN,
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since, Range",
    "Access-Control-Max-Age": "86400",
}


def own_application(warehouse: Path, limit: Limit) -> Starlette:
    """Return what answers beside the pages, for one warehouse and its archive."""
    archive = archive_of(warehouse)
    desk = Desk(archive, Versions(archive), Workshop(warehouse))
    return Starlette(
        routes=[
            *DATA_ROUTES,
            *extract_routes(desk),
            *extract_page_routes(desk),
            *LISTING_ROUTES,
            *DOCUMENT_ROUTES,
            *DOCS_ROUTES,
            Route("/api/v1/health", health),
            *brief_routes(Press()),
            *LANDING_ROUTES,
            *FEED_ROUTES,
            *exhibition_routes(Shows()),
        ],
        middleware=[
            Middleware(Limits, limit=limit),
            Middleware(Preflight),
            Middleware(Remembered),
            Middleware(SecurityHeaders),
        ],
        exception_handlers={404: _refused, 405: _refused},
    )


class BesidePages:
    """ASGI middleware that lets ``own`` answer the paths of :data:`PREFIXES`, the pages others."""

    def __init__(self, app: ASGIApp, own: ASGIApp) -> None:
        self._pages, self._own = app, own

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on to where its path belongs."""
        if scope["type"] == "http" and scope["path"].startswith(PREFIXES):
            await self._own(scope, receive, send)
        else:
            await self._pages(scope, receive, send)


class Preflight:
    """ASGI middleware that tells pages of other origins what they may ask."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer OPTIONS; pass everything else on."""
        if scope["type"] == "http" and scope["method"] == "OPTIONS":
            await Response(status_code=204, headers=PREFLIGHT)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


async def _refused(_: Request, refused: Exception) -> Response:
    """Answer an address or a method that is not there."""
    status = refused.status_code if isinstance(refused, HTTPException) else 404
    allowed = (refused.headers or {}) if isinstance(refused, HTTPException) else {}
    return problem(status, headers=dict(allowed))
