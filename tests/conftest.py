"""Fixtures that many tests share, and how Hypothesis runs."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from itertools import groupby, islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from runtime.observe import Events
from tests.system.service import Server

MEASURE_ALL = "MEASURE_ALL" in os.environ
"""`make test MEASURE_ALL=1`: what the mark `unmeasured` leaves out is measured, too."""

LONGEST = (
    "test_assignment_proof.py",
    "test_hostile_proof.py",
    "test_crash_proof.py",
    "test_load.py",
    "test_console_assignment.py",
    "test_console.py",
    "test_conversation.py",
    "test_deadlines_proof.py",
    "test_collector.py",
    "test_chat.py",
    "test_typing.py",
    "test_queue.py",
)
"""Files that take from minutes down to half a minute, the longest first."""
LONG = "system"
"""Directory of the tests that start services; each file takes seconds."""
TOGETHER = Path(__file__).parent / "browser"
"""Directory whose tests share a browser and a service. They take minutes, so there are
three chains of them, each on a worker with a browser and a service of its own."""
CHAINS = ("test_admin_", "test_workbench_", "test_")
"""How their files are called; the last is the visitors'."""

# No deadline: nothing here is judged by the time it took.
settings.register_profile(
    "house",
    deadline=None,
    max_examples=50,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")


def pytest_configure() -> None:
    """Collecting the tests makes no garbage to speak of, see the next hook."""
    gc.disable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes minutes begins first: no worker is alone with it in the end.

    xdist gives each worker a stretch of the tests, of which others take from the end.
    So the long files are dealt out to the beginnings of these stretches; a file stays
    together, for it shares a service, and so does a directory that does.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    files: dict[Path, list[pytest.Item]] = {}
    for path, those in groupby(items, key=lambda item: item.path):
        files.setdefault(_chain(path), []).extend(those)
    long = sorted(filter(_is_long, files), key=_rank)
    hands: list[list[pytest.Item]] = [[] for _ in range(workers)]
    for number, path in enumerate(long):
        turn, place = divmod(number, workers)
        hands[place if turn % 2 == 0 else -1 - place] += files.pop(path)
    short = iter([item for path in files for item in files[path]])
    count = len(items)
    items.clear()
    for number, hand in enumerate(hands):
        size = (count - len(items)) // (workers - number)
        items += [*hand, *islice(short, max(0, size - len(hand)))]
    items += short


def _chain(path: Path) -> Path:
    """What stays on one worker with that file: a name for all of it."""
    if TOGETHER not in path.parents:
        return path
    return TOGETHER / next(filter(path.name.startswith, CHAINS))


def _is_long(path: Path) -> bool:
    return path.parent == TOGETHER or path.name in LONGEST or LONG in path.parts


def _rank(path: Path) -> int:
    if path.parent == TOGETHER:
        return -1
    return LONGEST.index(path.name) if path.name in LONGEST else len(LONGEST)


def pytest_collection_finish() -> None:
    """What ten thousand tests are made of stays: no collection looks at it again."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def unmeasured_children() -> None:
    """What the tests start runs at full speed: coverage is of the tests' own process.

    A fixture, not the module: the process that hands the tests out to workers runs no
    fixture, and its workers are measured.
    """
    os.environ.pop("COVERAGE_PROCESS_CONFIG", None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Long lives are not measured, see the mark `unmeasured`."""
    tracer = sys.gettrace()
    if tracer is None or MEASURE_ALL or not item.get_closest_marker("unmeasured"):
        return (yield)
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)


@pytest.fixture
def events() -> Events:
    """A bus of this test's own."""
    return Events()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A real service that is up; whatever the test does, it is gone afterwards."""
    yield from served(tmp_path)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """As `server`, for those of a module who leave it up, and each other alone.

    Who kills it starts it again.
    """
    yield from served(tmp_path_factory.mktemp("lasting"))


def served(directory: Path) -> Iterator[Server]:
    server = Server(directory / "data")
    server.start()
    yield server
    server.kill()
