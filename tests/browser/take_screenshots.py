"""Takes the pictures under docs/screenshots: every page, both languages, desk and phone.

Run from the repository: python tests/browser/take_screenshots.py
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from visitor import CHROMIUM, DESKTOP, FLAGS, PHONE, visiting  # noqa: E402

from benchmarks.server import serving  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
PAGES = {
    "overview": "",
    "provinces": "provinces",
    "rug": "rug",
    "profile": "profile?province=35",
    "compare": "compare",
    "ages": "ages",
    "systems": "systems",
    "budget": "budget",
    "projects": "projects",
    "inequality": "inequality",
    "need": "need",
    "whatif": "whatif",
    "sources": "sources",
    "data": "data",
    "methods": "methods",
    "download": "download",
    "changes": "changes",
    "screens": "screens",
}
COLOURS = 128


def main() -> None:
    """Take all pictures; they are reduced to 128 colours to stay small."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, serving(ROOT / "app.py") as server:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for name, path in PAGES.items():
            for language in ("th", "en"):
                for device, size in (("desktop", DESKTOP), ("phone", PHONE)):
                    with visiting(browser, server.port, size) as visit:
                        visit.open(f"{path}{'&' if '?' in path else '?'}lang={language}")
                        picture = Image.open(io.BytesIO(visit.page.screenshot()))
                        reduced = picture.convert("RGB").quantize(COLOURS)
                        reduced.save(FOLDER / f"{name}-{language}-{device}.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
