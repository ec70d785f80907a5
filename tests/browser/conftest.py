"""Fixtures of the tests in a browser."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import EXECUTABLE
from tests.browser.look import USUAL, Look
from tests.browser.shop import Shop
from tests.browser.together import Together
from tests.browser.visit import Visit, visit

HERE: Final = Path(__file__).parent
_TOGETHER: Final = Together()
_OPEN: Final[list[Visit]] = []
"""The windows of the test that runs."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> Iterator[None]:
    """What the tests here have together ends after the last that wants it."""
    yield
    _TOGETHER.tidy()
    if nextitem is None or HERE not in nextitem.path.parents:
        _TOGETHER.end()
    elif "browser" not in getattr(nextitem, "fixturenames", ()):
        _TOGETHER.end_browser()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    call: pytest.CallInfo[None],
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What a failed test left behind is told, and misleads none that follows."""
    report = yield
    if report.failed:
        _TOGETHER.spoil()
        if call.when == "call":
            report.sections += [("What was seen", each.seen()) for each in _OPEN]
    return report


def pytest_sessionfinish() -> None:
    """It ends, too, where the first failure ended the run."""
    _TOGETHER.end()


@pytest.fixture
def browser() -> Browser:
    """One for all tests here; each opens windows of its own in it, see `enter`."""
    if EXECUTABLE is None:
        pytest.skip("no chromium (the Debian package)")
    return _TOGETHER.browser()


@pytest.fixture
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """The demonstration's service, one for all tests here.

    Its robot comes first in the channel `web`; `?group=presale` leads to an agent.
    Whoever uses it leaves it up and its settings as they are, and closes the sessions
    that wait for agents or are served: an agent serves one or two at once. Visitors are
    new in every window; members and what else a test adds is named after the test. The
    network may be broken: each test finds it mended; who kills the service starts it
    again. A test that wants another configuration has a fixture of this name with
    `running_shop`.
    """
    return _TOGETHER.shop(lambda: tmp_path_factory.mktemp("shop"))


@pytest.fixture
def enter(browser: Browser) -> Iterator[Callable[[Look], Visit]]:
    """Opens windows of people who do not know each other; each must end in peace."""
    _OPEN.clear()

    def open_window(look: Look = USUAL) -> Visit:
        _OPEN.append(visit(browser, look))
        return _OPEN[-1]

    yield open_window
    for each in _OPEN:
        each.leave()
