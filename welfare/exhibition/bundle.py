"""A folder that plays a show from a stick: opened by its ``index.html``, it asks for nothing."""

import shutil
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import orjson

from welfare.exhibition.making import Node
from welfare.exhibition.sheet import setup_sheet
from welfare.fonts import FONTS, WEIGHTS
from welfare.language import message

PLAYER = Path(__file__).with_name("player")
INDEX = "index.html"
SHOW = "show.js"
SHEET = "setup.html"
LIVE = frozenset({"live.js", "worker.js"})
"""Scripts of a screen that a server feeds."""
PARTIAL = ".partial"
WRITTEN = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the archive, so that the same show is the same archive."""


class BundleError(Exception):
    """A folder holds something else, which a bundle does not take the place of."""

    def __init__(self, folder: Path) -> None:
        words = (message("exhibition.fault.folder", each, folder=folder) for each in ("en", "th"))
        super().__init__(" · ".join(words))


def show_script(show: bytes) -> bytes:
    """Return a show's JSON as a script: a page that is opened from a stick may load no JSON."""
    return b"window.SHOW = " + show + b";\n"


def font_sheet() -> bytes:
    """Return the style sheet that names the letters beside it."""
    return "\n".join(
        "@font-face { font-family: Sarabun; font-display: block;"
        f' font-weight: {weight}; src: url("fonts/{name}") format("truetype"); }}'
        for weight, name in WEIGHTS.items()
    ).encode()


@lru_cache(maxsize=1)
def player_files() -> Mapping[str, bytes]:
    """Return the player without a show: page, style, scripts and letters, by their paths."""
    files = {
        path.relative_to(PLAYER).as_posix(): path.read_bytes()
        for path in sorted(PLAYER.rglob("*"))
        if path.suffix in {".css", ".js"}
    }
    letters = {f"fonts/{name}": (FONTS / name).read_bytes() for name in WEIGHTS.values()}
    return {**files, "fonts.css": font_sheet(), **letters}


def player_page() -> str:
    """Return the page of the player, which loads the show beside it."""
    return (PLAYER / "player.html").read_text(encoding="utf-8")


def bundle_files(show: Node) -> dict[str, bytes]:
    """Return every file of a bundle by its path; what follows a server stays out."""
    player = {path: content for path, content in player_files().items() if path not in LIVE}
    return {
        INDEX: player_page().encode(),
        SHOW: show_script(orjson.dumps(show)),
        SHEET: setup_sheet().encode(),
        **player,
    }


def archive_bytes(files: Mapping[str, bytes], top: str) -> bytes:
    """Return the files as an archive under the folder ``top``; the same files, the same bytes."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{top}/{path}", WRITTEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return made.getvalue()


def write_bundle(files: Mapping[str, bytes], out: Path) -> tuple[Path, Path]:
    """Write the folder ``out`` and the archive beside it; both appear whole or not at all.

    Raises
    ------
    BundleError
        Where ``out`` holds files and is no bundle.
    """
    if out.exists() and not out.is_dir():
        raise BundleError(out)
    if out.is_dir() and any(out.iterdir()) and not (out / SHOW).is_file():
        raise BundleError(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    partial = out.with_name(f"{PARTIAL}-{out.name}")
    shutil.rmtree(partial, ignore_errors=True)
    for path, content in files.items():
        target = partial / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    archive = out.with_name(f"{out.name}.zip")
    packed = archive.with_name(f"{PARTIAL}-{archive.name}")
    packed.write_bytes(archive_bytes(files, out.name))
    old = out.with_name(f"{PARTIAL}-old-{out.name}")
    shutil.rmtree(old, ignore_errors=True)
    if out.is_dir():
        out.replace(old)
    partial.replace(out)
    packed.replace(archive)
    shutil.rmtree(old, ignore_errors=True)
    return out, archive
