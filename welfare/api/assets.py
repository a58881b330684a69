"""`/assets/…`: font, style sheet and province shapes, served from this machine.

The font comes out of its package; none is committed. Plotly asks for a world map even where only
our own shapes are drawn, so an empty one answers.
"""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from welfare.charts.theme import BOUNDARIES_URL, TOPOLOGY_URL
from welfare.fonts import FONTS, WEIGHTS
from welfare.paths import BOUNDARIES

ICON = Path(__file__).parents[1] / "ui" / "icon.png"
ICON_URL = "/assets/icon.png"
SHEET_URL = "/assets/welfare.css"
STYLE_SHEET = Path(__file__).parents[1] / "ui" / "welfare.css"
DOCUMENT_SHEET = Path(__file__).with_name("documents.css")
SCRIPTS = {path.name: path for path in (Path(__file__).parents[1] / "ui").glob("*.js")}
EMPTY_TOPOLOGY = {
    "type": "Topology",
    "arcs": [],
    "objects": {
        layer: {"type": "GeometryCollection", "geometries": []}
        for layer in ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
    },
}
A_DAY = {"Cache-Control": "public, max-age=86400"}
REVALIDATE = {"Cache-Control": "no-cache"}


async def font(request: Request) -> Response:
    """Serve one of the three weights in use."""
    name = request.path_params["name"]
    if name not in WEIGHTS.values():
        return Response(status_code=404)
    return FileResponse(FONTS / name, media_type="font/ttf", headers=A_DAY)


async def style_sheet(_: Request) -> Response:
    """Serve the style sheet."""
    return FileResponse(STYLE_SHEET, media_type="text/css", headers=REVALIDATE)


async def document_sheet(_: Request) -> Response:
    """Serve the style sheet of pages without script."""
    return FileResponse(DOCUMENT_SHEET, media_type="text/css", headers=REVALIDATE)


async def script(request: Request) -> Response:
    """Serve a script of the pages."""
    path = SCRIPTS.get(request.path_params["name"])
    if path is None:
        return Response(status_code=404)
    return FileResponse(path, media_type="text/javascript", headers=REVALIDATE)


async def icon(_: Request) -> Response:
    """Serve the icon of the browser's tab."""
    return FileResponse(ICON, media_type="image/png", headers=A_DAY)


async def boundaries(_: Request) -> Response:
    """Serve the province shapes; the browser fetches them once and not with every redraw."""
    return FileResponse(BOUNDARIES, media_type="application/geo+json", headers=A_DAY)


async def topology(_: Request) -> Response:
    """Answer Plotly's request for a world map with an empty one."""
    return JSONResponse(EMPTY_TOPOLOGY, headers=A_DAY)


ASSET_ROUTES: list[BaseRoute] = [
    Route("/assets/fonts/{name}", font),
    Route(SHEET_URL, style_sheet),
    Route("/assets/documents.css", document_sheet),
    Route("/assets/scripts/{name}", script),
    Route(ICON_URL, icon),
    Route(BOUNDARIES_URL, boundaries),
    Route(TOPOLOGY_URL + "{name:path}", topology),
]
