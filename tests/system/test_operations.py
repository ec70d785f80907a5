"""A running service as its operator has it: figures, an orderly end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from admin.deploy.alerts import ALERTS
from admin.deploy.dashboard import ROWS
from tests.system.service import Server

pytestmark = pytest.mark.covers("P6")
FIGURE = re.compile(r"\b((?:triodesk|process)_[a-z_]+)")
OF_A_FAMILY = re.compile("_(total|bucket|count|sum)$")
LID_SECONDS = 30


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    served = Server(tmp_path_factory.mktemp("op") / "data", TRIODESK_LOG_LEVEL="debug")
    served.start()
    yield served
    served.kill()


def figures(server: Server) -> set[str]:
    """The names of the families that monitors are told."""
    with urlopen(f"{server.http}/metrics", timeout=LID_SECONDS) as answer:
        text = answer.read().decode()
    return {each.name for each in text_string_to_metric_families(text)}


def named(expressions: Iterator[str]) -> set[str]:
    """The families that these expressions are of."""
    found = (name for each in expressions for name in FIGURE.findall(each))
    return {OF_A_FAMILY.sub("", name) for name in found}


def test_the_dashboard_shows_all_figures_and_no_others(server: Server) -> None:
    shown = named(line for _, row in ROWS for each in row for line, _ in each.lines)
    # Another figure belongs on it: `admin.deploy.dashboard`.
    assert shown == {OF_A_FAMILY.sub("", name) for name in figures(server)}


def test_alerts_are_of_figures_that_there_are(server: Server) -> None:
    assert named(each.condition for each in ALERTS) <= figures(server)
