"""Each test runs a process of its own: signal, timers and faulthandler are global."""

from __future__ import annotations

import subprocess
import sys

import pytest
import trio

from runtime.errors import UsageError
from runtime.observe import Events
from runtime.watchdog import Watchdog

LID_SECONDS = 60
"""A child that does not end by itself fails the test."""


def run(task: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.runtime.watchdog_child", task],
        capture_output=True,
        text=True,
        timeout=LID_SECONDS,
        check=False,
    )


def test_each_block_is_reported_once_with_the_code_that_blocks() -> None:
    ended = run("report")
    assert ended.returncode == 0, ended.stderr
    told = [line.split()[0] for line in ended.stdout.splitlines()[:4]]
    assert told == ["blocked", "resumed", "blocked", "resumed"]
    stacks = [
        line.split(" | ")
        for line in ended.stdout.splitlines()
        if line.startswith("blocked")
    ]
    for stack in stacks:
        assert any("blocks_the_loop" in frame for frame in stack)


def test_a_loop_that_stays_blocked_ends_the_process_with_its_stacks() -> None:
    ended = run("kill")
    assert ended.returncode == 1
    assert ended.stdout.splitlines() == ["blocking"]
    assert "Timeout" in ended.stderr
    assert "blocks_the_loop" in ended.stderr


def test_signal_and_timer_are_as_before_when_the_watchdog_ends() -> None:
    ended = run("restore")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines() == ["handler restored True", "timer (0.0, 0.0)"]


async def test_it_refuses_to_watch_from_another_thread() -> None:
    watchdog = Watchdog(Events())

    def elsewhere() -> None:
        with pytest.raises(UsageError, match="main thread"):
            trio.run(watchdog.run)

    await trio.to_thread.run_sync(elsewhere)
    assert watchdog.beat_count == 0
