"""A headless Chromium for what only a browser can tell."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
WINDOW = {"width": 1440, "height": 900}


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open Debian's Chromium until the block ends."""
    found = shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()
