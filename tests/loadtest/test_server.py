"""A service that ends while it is loaded."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from loadtest.server import ServerFailed, running_server


def kill_while_running(directory: Path) -> None:
    with running_server(directory / "d", directory / "log", {}) as server:
        os.kill(server.where.process, signal.SIGKILL)
        os.waitid(os.P_PID, server.where.process, os.WEXITED | os.WNOWAIT)


def test_a_service_that_ended_by_itself_is_told_from_one_that_was_stopped(
    tmp_path: Path,
) -> None:
    with pytest.raises(ServerFailed, match="the service ended with -9"):
        kill_while_running(tmp_path)


def test_a_service_that_cannot_start_says_why(tmp_path: Path) -> None:
    settings = {"TRIODESK_GATEWAY_BIND": "nowhere"}
    with (
        pytest.raises(ServerFailed, match=r"ended with 1: .*GATEWAY_BIND"),
        running_server(tmp_path / "d", tmp_path / "log", settings),
    ):
        pass
