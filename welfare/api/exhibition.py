"""`/exhibition`: the live screen, what it follows, and the bundle that plays without a server.

The page is the player of the bundle; its show comes from here and is asked for again and again.
"""

from collections.abc import Awaitable, Callable
from functools import wraps
from html import escape
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from welfare import warehouse
from welfare.catalog.playlists import playlists
from welfare.exhibition.bundle import (
    SHEET,
    archive_bytes,
    bundle_files,
    player_files,
    player_page,
    show_script,
)
from welfare.exhibition.sheet import setup_sheet
from welfare.exhibition.shows import Made, Shows, player_version
from welfare.exhibition.wanted import Wanted, WantedError, wanted
from welfare.extracts.identity import public_address
from welfare.language import message

HERE = "/exhibition"
KINDS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".ttf": "font/ttf",
}
FRESH = {"Cache-Control": "no-cache"}
NEVER_KEPT = {"Cache-Control": "no-store"}
WAIT_S = 10
"""After how long a screen without data looks for them again, by itself."""
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "font-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self'",
        "base-uri 'self'",
        "frame-ancestors 'self'",
    )
)
TOLD = (
    "body{font:600 max(20px,2.6vmin)/1.6 Sarabun,sans-serif;color:#16202B;margin:12vh 10vw}"
    "p+p{color:#66727F;font-weight:400}"
)
"""How a page looks that has nothing to play."""
Answer = Callable[[Request, Shows, Wanted], Awaitable[Response]]


def exhibition_routes(shows: Shows) -> list[BaseRoute]:
    """Return the routes of the screens."""

    def of(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        @wraps(answer)
        async def endpoint(request: Request) -> Response:
            return await _answered(request, shows, answer)

        return endpoint

    return [
        Route(HERE, of(_screen)),
        Route(f"{HERE}/show.js", of(_show_script)),
        Route(f"{HERE}/show.json", of(_show)),
        Route(f"{HERE}/state.json", of(_state)),
        Route(f"{HERE}/bundle.zip", of(_bundle)),
        Route(f"{HERE}/worker.js", _worker),
        Route(f"{HERE}/player/{SHEET}", _sheet),
        Route(f"{HERE}/player/{{path:path}}", _player_file),
    ]


async def _answered(request: Request, shows: Shows, answer: Answer) -> Response:
    """Answer what is asked for, or say in both languages what can be."""
    try:
        known = await run_in_threadpool(playlists)
        want = wanted(known.found, request.query_params)
        return await answer(request, shows, want)
    except WantedError as fault:
        return _told(request, 400, fault.text("th"), fault.text("en"))
    except warehouse.WarehouseError as fault:
        said = (message(f"fault.{fault.reason}", each) for each in ("th", "en"))
        return _told(request, 503, *said)


async def _made(shows: Shows, want: Wanted) -> Made:
    snapshot = await run_in_threadpool(warehouse.current)
    server = public_address() or None
    return await run_in_threadpool(shows.made, want, snapshot, phone_address(want), server)


def phone_address(want: Wanted) -> str | None:
    """Return where a phone finds the same view: as asked for, or else at the server's address.

    None where neither is known.
    """
    if want.address is not None:
        return want.address
    base = public_address()
    return f"{base}{HERE}?{urlencode(want.query)}" if base else None


async def _screen(_: Request, shows: Shows, want: Wanted) -> Response:
    """Give the player's page, its show and what follows new ones."""
    await run_in_threadpool(warehouse.current)
    query = escape(urlencode(want.query))
    html = player_page()
    html = html.replace("<head>", f'<head>\n<base href="{HERE}/player/">', 1)
    html = html.replace('src="show.js"', f'src="{HERE}/show.js?{query}"', 1)
    follower = f'<script src="live.js" data-query="{query}"></script>\n</body>'
    html = html.replace("</body>", follower, 1)
    headers = {**FRESH, "Content-Security-Policy": POLICY}
    return Response(html, 200, headers, "text/html")


async def _show_script(_: Request, shows: Shows, want: Wanted) -> Response:
    made = await _made(shows, want)
    return Response(show_script(made.json), 200, FRESH, KINDS[".js"])


async def _show(_: Request, shows: Shows, want: Wanted) -> Response:
    return Response((await _made(shows, want)).json, 200, NEVER_KEPT, "application/json")


async def _state(_: Request, shows: Shows, want: Wanted) -> Response:
    """Tell which show and which player are served now."""
    made = await _made(shows, want)
    state = {"show": made.version, "player": player_version()}
    return JSONResponse(state, headers=NEVER_KEPT)


async def _bundle(_: Request, shows: Shows, want: Wanted) -> Response:
    """Give the folder that plays from a stick, packed."""
    made = await _made(shows, want)
    name = "-".join(filter(None, ("exhibition", want.playlist, want.province)))
    body = await run_in_threadpool(archive_bytes, bundle_files(made.show), name)
    disposition = f'attachment; filename="{quote(name)}.zip"'
    return Response(
        body, 200, {**NEVER_KEPT, "Content-Disposition": disposition}, "application/zip"
    )


async def _player_file(request: Request) -> Response:
    path = request.path_params["path"]
    content = player_files().get(path)
    if content is None:
        return Response(status_code=404)
    return Response(content, 200, FRESH, KINDS[path[path.rindex(".") :]])


async def _worker(_: Request) -> Response:
    """Give the worker from beside the page, since it may only keep what lies below itself."""
    headers = {**FRESH, "Service-Worker-Allowed": HERE}
    return Response(player_files()["worker.js"], 200, headers, KINDS[".js"])


async def _sheet(request: Request) -> Response:
    """Give the sheet that staff set a screen up by, with the address of the live one."""
    base = public_address() or str(request.base_url).rstrip("/")
    return Response(setup_sheet(f"{base}{HERE}"), 200, FRESH, "text/html")


def _told(request: Request, status: int, thai: str, english: str) -> Response:
    """Say what is wrong; a screen that waits for data asks again by itself."""
    if request.url.path != HERE:
        return JSONResponse({"status": status, "th": thai, "en": english}, status, NEVER_KEPT)
    again = f'<meta http-equiv="refresh" content="{WAIT_S}">' if status == 503 else ""
    html = (
        f'<!doctype html><html lang="th"><head><meta charset="utf-8">{again}'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(message('app.name', 'th'))}</title>"
        f'<link rel="stylesheet" href="{HERE}/player/fonts.css">'
        f"<style>{TOLD}</style></head>"
        f'<body><p>{escape(thai)}</p><p lang="en">{escape(english)}</p></body></html>'
    )
    headers = {**NEVER_KEPT, "Content-Security-Policy": POLICY}
    return Response(html, status, headers, "text/html")
