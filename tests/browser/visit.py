"""Somebody's browser at a page, and what must never happen there."""

from __future__ import annotations

import re
from typing import Final

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Frame, Page
from playwright.sync_api import Error as PlaywrightError

from tests.browser.look import USUAL, Look

XSS: Final = "__xss"
"""What a text that is run as a script sets on the window, see `hostile.py`."""
PATIENCE_MS: Final = 60_000
"""A lid on what hangs, on a busy machine."""
LOOK_MS: Final = 2_000
"""For a last look at what a failed test left: who hangs may stay silent."""
UNREACHABLE: Final = r"WebSocket connection to .* failed|ERR_|Failed to load resource"
"""What a browser says by itself of a network that is broken."""
_COMPLAINTS: Final = {"error", "warning"}


class Visit:
    """One person's browser, with storage of its own, and one tab or several.

    Attributes:
        page: the first tab.
    """

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self._complaints: list[str] = []
        self._forgiven: list[str] = []
        self.page = self.tab()

    def tab(self) -> Page:
        """One more tab of the same browser, watched as the first."""
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", self._told)
        page.on("pageerror", lambda error: self._complaints.append(str(error)))
        page.on("crash", lambda _: self._complaints.append("the tab crashed"))
        return page

    def forgive(self, pattern: str) -> None:
        """Complaints in which that regular expression is found are expected."""
        self._forgiven.append(pattern)

    def leave(self) -> None:
        """Closes the browser's window.

        Raises:
            AssertionError: the console was told of something that nobody forgave, or a
                text was run as a script.
        """
        ran = [page.url for page in self.context.pages if is_run(page)]
        self.context.close()
        assert not ran, f"a text was run as a script at {ran}"
        left = [each for each in self._complaints if not self._is_forgiven(each)]
        assert not left, f"the console was told: {left}"

    def seen(self) -> str:
        """What each tab shows, with the frames in it, and what the console was told."""
        frames = (frame for page in self.context.pages for frame in page.frames)
        shown = (f"--- {frame.url}\n{_text_of(frame)}" for frame in frames)
        return "\n".join((*shown, "--- console", *self._complaints))

    def _told(self, message: ConsoleMessage) -> None:
        if message.type in _COMPLAINTS:
            self._complaints.append(f"{message.type}: {message.text}")

    def _is_forgiven(self, complaint: str) -> bool:
        return any(re.search(pattern, complaint) for pattern in self._forgiven)


def _text_of(frame: Frame) -> str:
    try:
        return frame.locator("body").inner_text(timeout=LOOK_MS)
    except PlaywrightError as error:
        return str(error)


def is_run(page: Page) -> bool:
    """True when a text was run as a script in that tab, or in the chat in its frame.

    Frames that such a text has made are not asked: one that may not load never answers.
    """
    frames = (each for each in page.frames if each.url.startswith("http"))
    return any(frame.evaluate(f"'{XSS}' in window") for frame in frames)


def visit(browser: Browser, look: Look = USUAL) -> Visit:
    """A browser's window that nobody used before."""
    context = browser.new_context(
        locale=look.language,
        color_scheme=look.theme,
        viewport={"width": look.width, "height": look.height},
        is_mobile=look.is_phone,
        has_touch=look.is_phone,
        # Pictures and positions are not to depend on the moment.
        reduced_motion="reduce",
    )
    return Visit(context)
