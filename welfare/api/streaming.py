"""Large answers, sent while they are made, beside pages that stay quick.

Downloads are made by threads of their own that give way to others. One batch is in the making at a
time, so that ten downloads take the machine no more than one does; each waits for its client.
"""

import asyncio
import hashlib
import os
import tempfile
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from welfare.api.problems import OPEN
from welfare.api.ranges import FileInParts
from welfare.extracts.extract import MEDIA_TYPES, Extract
from welfare.extracts.formats import columnar, delimited

BOM = b"\xef\xbb\xbf"
PATIENCE_S = 60
"""How long a client may take nothing before its download ends."""
GIVING_WAY = 10
Finished = Callable[[str, int], None]
"""Takes the SHA-256 and the size of what was sent whole."""


def _give_way() -> None:
    """Let pages go before this thread, where the system knows priorities of threads."""
    os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), GIVING_WAY)


ROWS = ThreadPoolExecutor(1, "download-rows", _give_way)
FILES = ThreadPoolExecutor(1, "download-files", _give_way)


def stream_csv(
    extract: Extract, bom: bool, headers: dict[str, str], finished: Finished | None = None
) -> Response:
    """Return the rows of ``extract`` as CSV, sent batch by batch.

    ``bom`` puts before the text what spreadsheets know UTF-8 by; it is no part of the digest that
    ``finished`` is given.
    """
    return Patient(
        _sent(delimited.csv_chunks(extract), bom, finished),
        media_type=MEDIA_TYPES["csv"],
        headers={**attachment(extract.file_name), **OPEN, **headers},
    )


async def send_parquet(
    extract: Extract, headers: dict[str, str], finished: Finished | None = None
) -> Response:
    """Return the rows of ``extract`` as a Parquet file, which is removed when it was sent."""
    handle, name = tempfile.mkstemp(suffix=".parquet")
    os.close(handle)
    target = Path(name)
    loop = asyncio.get_running_loop()
    try:
        await loop.run_in_executor(FILES, partial(columnar.write, extract, target, _unheard))
        if finished is not None:
            digest = await loop.run_in_executor(FILES, _digest, target)
            finished(digest, target.stat().st_size)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    remove = BackgroundTask(target.unlink, missing_ok=True)
    return send_file(target, extract.file_name, MEDIA_TYPES["parquet"], headers, remove)


def send_file(
    file: Path,
    name: str,
    media_type: str,
    headers: dict[str, str],
    background: BackgroundTask | None = None,
) -> Response:
    """Return a file; parts of it, where a client asks for a range."""
    every = {**attachment(name), **OPEN, **headers}
    return FileInParts(file, headers=every, media_type=media_type, background=background)


def attachment(name: str, thai: str | None = None) -> dict[str, str]:
    """Return the header that names the file to be saved (RFC 6266), with a Thai name beside."""
    plain = f'attachment; filename="{name}"'
    return {"Content-Disposition": f"{plain}; filename*=UTF-8''{quote(thai)}" if thai else plain}


class Patient(StreamingResponse):
    """A stream that ends where its client takes nothing for :data:`PATIENCE_S`."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stream, each part within the time allowed; of HEAD its headers alone."""
        if scope["method"] == "HEAD":
            await Response(status_code=self.status_code, headers=dict(self.headers))(
                scope, receive, send
            )
            return

        async def timely(message: Message) -> None:
            await asyncio.wait_for(send(message), PATIENCE_S)

        await super().__call__(scope, receive, timely)


async def _sent(
    chunks: Iterator[bytes], bom: bool, finished: Finished | None
) -> AsyncIterator[bytes]:
    """Yield the chunks as they are made on the thread of downloads, and tell what they were."""
    loop = asyncio.get_running_loop()
    digest, size = hashlib.sha256(), 0
    try:
        if bom:
            yield BOM
        while (chunk := await loop.run_in_executor(ROWS, next, chunks, None)) is not None:
            digest.update(chunk)
            size += len(chunk)
            yield chunk
    finally:
        ROWS.submit(_close, chunks)
    if finished is not None:
        finished(digest.hexdigest(), size)


def _close(chunks: Iterator[bytes]) -> None:
    """Let go what a stream read from, after the batch that may be in the making."""
    close = getattr(chunks, "close", None)
    if close is not None:
        close()


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _unheard(_: int) -> None:
    """Take no note of progress."""
