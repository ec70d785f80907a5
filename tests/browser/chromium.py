"""The browser: Debian's Chromium, driven by Playwright; no browser is fetched."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from playwright.sync_api import Browser, sync_playwright

EXECUTABLE: Final = shutil.which("chromium")
FLAGS: Final = (
    "--no-sandbox",  # root may run it in no other way
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # It is to ask for nothing that a page does not ask for.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Generator[Browser]:
    """A browser that runs while the body does, on the thread that entered.

    Playwright leaves an asyncio loop on that thread until then: nobody may run trio
    there meanwhile.
    """
    assert EXECUTABLE is not None, "expected Debian's package chromium to be installed"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=FLAGS)
        yield browser
        browser.close()
