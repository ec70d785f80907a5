"""What the tests in a browser share: that browser, and the demonstration's service.

To start both takes longer than most of these tests.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.chromium import chromium
from tests.browser.shop import Shop, running_shop


class Together:
    """Each is started when it is first asked for, and again after its end.

    The browser and the service end apart: while there is a browser, nobody may run trio
    on this thread.
    """

    def __init__(self) -> None:
        self._browser: Browser | None = None
        self._shop: Shop | None = None
        self._browser_end = ExitStack()
        self._shop_end = ExitStack()
        self._is_spoiled = False

    def browser(self) -> Browser:
        """One that runs."""
        if self._browser is None:
            self._browser = self._browser_end.enter_context(chromium())
        return self._browser

    def shop(self, new_directory: Callable[[], Path]) -> Shop:
        """The demonstration's service, whose network is whole.

        Args:
            new_directory: makes one for its data.
        """
        if self._shop is None:
            shop = running_shop(new_directory() / "data")
            self._shop = self._shop_end.enter_context(shop)
        self._shop.network.mend()
        return self._shop

    def spoil(self) -> None:
        """Who failed may have left sessions open: the next gets a new service."""
        self._is_spoiled = True

    def tidy(self) -> None:
        """Ends the service if it is spoiled."""
        if self._is_spoiled:
            self._is_spoiled = False
            self._end_shop()

    def end_browser(self) -> None:
        """Nothing happens where there is none."""
        self._browser = None
        self._browser_end.close()

    def end(self) -> None:
        """Ends both."""
        self.end_browser()
        self._end_shop()

    def _end_shop(self) -> None:
        self._shop = None
        self._shop_end.close()
