"""A file, or the parts of it that a client asks for (RFC 9110, Range)."""

import re
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import FileResponse
from starlette.types import Receive, Scope, Send

from welfare.api.problems import problem

ONE = r"(?:\d{1,15}-\d{0,15}|-\d{1,15})"
RANGES = re.compile(rf"bytes=\s*{ONE}(?:\s*,\s*{ONE})*\s*", re.ASCII | re.IGNORECASE)
BOUNDS = re.compile(r"(\d*)-(\d*)", re.ASCII)


class FileInParts(FileResponse):
    """A file that is sent whole or in parts; what it was made for is done whatever happens.

    A Range that says nothing is not heard, as RFC 9110 wants it.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file, and run the task in the background where the client left too."""
        background, self.background = self.background, None
        try:
            asked = Headers(scope=scope).get("range")
            size = Path(self.path).stat().st_size
            bounds = _bounds(asked, size)
            if asked is not None and not bounds:
                kept = [(name, value) for name, value in scope["headers"] if name != b"range"]
                scope = {**scope, "headers": kept}
            beyond = any(first >= size for first, _ in bounds)
            condition = Headers(scope=scope).get("if-range")
            if beyond and condition in {None, self.headers["etag"], self.headers["last-modified"]}:
                refused = problem(416, headers={"Content-Range": f"bytes */{size}"})
                await refused(scope, receive, send)
            else:
                await super().__call__(scope, receive, send)
        finally:
            if background is not None:
                await background()


def _bounds(asked: str | None, size: int) -> list[tuple[int, int]]:
    """Return first and last byte of each part; nothing where the header makes no sense."""
    if asked is None or not RANGES.fullmatch(asked):
        return []
    parts = [_part(first, last, size) for first, last in BOUNDS.findall(asked.partition("=")[2])]
    return parts if all(first <= last for first, last in parts) else []


def _part(first: str, last: str, size: int) -> tuple[int, int]:
    if not first:
        return max(size - int(last), 0) if int(last) else size, size
    return int(first), max(int(last), 0) if last else max(size, int(first))
