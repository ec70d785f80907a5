"""Fixtures of the tests in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import EXECUTABLE, chromium
from tests.browser.look import USUAL, Look
from tests.browser.visit import Visit, visit


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for a module: it is gone before others run trio on this thread."""
    if EXECUTABLE is None:
        pytest.skip("no chromium (the Debian package)")
    with chromium() as running:
        yield running


@pytest.fixture
def enter(browser: Browser) -> Iterator[Callable[[Look], Visit]]:
    """Opens windows of people who do not know each other; each must end in peace."""
    visits: list[Visit] = []

    def open_window(look: Look = USUAL) -> Visit:
        visits.append(visit(browser, look))
        return visits[-1]

    yield open_window
    for each in visits:
        each.leave()
