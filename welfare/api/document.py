"""The HTML page that Streamlit serves, with our title and language, and its own address.

Streamlit's client looks for its server below the page's address first, which answers 404 for every
page but the first one; told the address, it does not search. Its own font is not preloaded, since
pages use another; our style sheet comes with the page, so that nothing is shown without it while
charts are drawn for the first time.
"""

import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from welfare.api.assets import ICON_URL, SHEET_URL
from welfare.language import message

HEAD = (
    "<script>window.__streamlit = {BACKEND_BASE_URL: window.location.origin}</script>"
    f'<link rel="stylesheet" href="{SHEET_URL}">'
)
PRELOADED_FONT = re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*/?>', re.DOTALL)


def own_document(html: str) -> str:
    """Return Streamlit's page with our title, icon, language and address; other HTML as it is."""
    if "<title>Streamlit</title>" not in html:
        return html
    html = html.replace('<html lang="en">', '<html lang="th">', 1)
    html = html.replace('href="./favicon.png"', f'href="{ICON_URL}" type="image/png"', 1)
    title = f"<title>{message('app.name', 'th')}</title>"
    html = html.replace("<title>Streamlit</title>", title + HEAD, 1)
    return PRELOADED_FONT.sub("", html, count=1)


class OwnDocument:
    """ASGI middleware that passes HTML answers through :func:`own_document`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold an HTML answer until it is whole, rewrite it, and send it on."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        start: Message | None = None
        body = b""

        async def held(answer: Message) -> None:
            nonlocal start, body
            if answer["type"] == "http.response.start" and _is_html(answer):
                start = answer
                return
            if start is None:
                await send(answer)
                return
            body += answer.get("body", b"")
            if answer.get("more_body"):
                return
            changed = own_document(body.decode("utf-8")).encode("utf-8") if body else body
            headers = [(k, v) for k, v in start["headers"] if k.lower() not in RECOMPUTED]
            if changed:
                headers.append((b"content-length", str(len(changed)).encode()))
            await send({**start, "headers": headers})
            await send({**answer, "body": changed})

        await self._app(_uncompressed(scope), receive, held)


def _uncompressed(scope: Scope) -> Scope:
    """Ask for a page without compression, since it is rewritten; it is a few kilobytes."""
    headers = dict(scope["headers"])
    if b"text/html" not in headers.get(b"accept", b""):
        return scope
    kept = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": kept}


RECOMPUTED = frozenset({b"content-length", b"etag", b"last-modified"})


def _is_html(answer: Message) -> bool:
    kinds = [v for k, v in answer["headers"] if k.lower() == b"content-type"]
    encoded = any(k.lower() == b"content-encoding" for k, _ in answer["headers"])
    return bool(kinds) and kinds[0].startswith(b"text/html") and not encoded
