"""Fixtures that many tests share, and how Hypothesis runs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from runtime.observe import Events
from tests.system.service import Server

# No deadline: nothing here is judged by the time it took.
settings.register_profile(
    "house",
    deadline=None,
    max_examples=50,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def unmeasured_children() -> None:
    """What the tests start runs at full speed: coverage is of the tests' own process.

    A fixture, not the module: the process that hands the tests out to workers runs no
    fixture, and its workers are measured.
    """
    os.environ.pop("COVERAGE_PROCESS_CONFIG", None)


@pytest.fixture
def events() -> Events:
    """A bus of this test's own."""
    return Events()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A real service that is up; whatever the test does, it is gone afterwards."""
    server = Server(tmp_path / "data")
    server.start()
    yield server
    server.kill()
