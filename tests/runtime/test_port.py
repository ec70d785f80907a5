"""A port's child serves, and never outlives its port nor its parent."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest
import trio
import trio.testing

from runtime import port as port_module
from runtime.port import PACKAGE_ROOT, Port, PortDied, PortSpec

ECHO = PortSpec("echo", "tests.runtime.port_echo_child")
LID_SECONDS = 120.0


class Caller:
    """Sends requests one after the other and remembers what came back."""

    def __init__(self, requests: list[bytes], spec: PortSpec = ECHO) -> None:
        self.requests = requests
        self.answers: list[bytes] = []
        self.ends = 0
        self.port = Port(spec, self)
        self.is_in_flight = False
        self.on_answer: Callable[[], None] = lambda: None

    def flush(self) -> None:
        if self.requests and not self.is_in_flight:
            self.is_in_flight = True
            self.port.request(self.requests.pop(0))

    def received(self, answer: bytes) -> None:
        self.is_in_flight = False
        self.answers.append(answer)
        self.on_answer()
        self.flush()

    def ended(self) -> None:
        self.is_in_flight = False
        self.ends += 1


async def run_to_end(caller: Caller) -> str:
    """The reason of the port's death."""
    with trio.fail_after(LID_SECONDS), pytest.raises(PortDied) as caught:
        await caller.port.run(lambda: None)
    return str(caught.value)


def ended_in_time(process_id: int) -> bool:
    """Waits until nothing runs under that id; only for what is not our child."""
    try:
        fd = os.pidfd_open(process_id)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select((fd,), (), (), LID_SECONDS)[0])
    finally:
        os.close(fd)


def is_there(process_id: int) -> bool:
    """True also for a zombie."""
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


async def test_requests_are_answered_until_the_child_dies() -> None:
    caller = Caller([b"one", b"", b"three", b"die"])
    process_ids: list[int | None] = []
    caller.on_answer = lambda: process_ids.append(caller.port.process_id)
    assert await run_to_end(caller) == "echo: ended (exit status 7)"
    assert caller.answers == [b"one", b"", b"three"]
    assert (caller.ends, caller.port.process_id) == (1, None)
    assert process_ids[0] is not None
    assert not is_there(process_ids[0])


async def test_a_request_larger_than_the_socket_goes_through() -> None:
    large = bytes(range(256)) * 32 * 1024
    caller = Caller([large, b"die"])
    await run_to_end(caller)
    assert caller.answers == [large]


async def test_an_expected_failure_says_why() -> None:
    reason = await run_to_end(Caller([b"fail"]))
    assert reason == "echo: expected something else (exit status 1)"


async def test_a_child_that_does_not_start_is_a_death(
    capfd: pytest.CaptureFixture[str],
) -> None:
    reason = await run_to_end(Caller([], PortSpec("none", "tests.runtime.no_such")))
    assert reason == "none: ended (exit status 1)"
    assert "no_such" in capfd.readouterr().err


async def test_a_child_that_hangs_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(port_module, "CLOSE_SECONDS", 0.05)
    caller = Caller([b"hang"], replace(ECHO, answer_seconds=0.05))
    assert await run_to_end(caller) == "echo: no answer in time (exit status -9)"
    assert caller.ends == 1


async def test_the_next_life_serves_again() -> None:
    caller = Caller([b"die", b"again", b"die"])
    await run_to_end(caller)
    await run_to_end(caller)
    assert (caller.answers, caller.ends) == ([b"again"], 2)


async def test_a_wake_has_new_requests_sent() -> None:
    caller = Caller([])
    async with trio.open_nursery() as nursery:
        with trio.fail_after(LID_SECONDS):
            await nursery.start(
                lambda task_status: caller.port.run(task_status.started)
            )
            answered = trio.Event()
            caller.on_answer = answered.set
            caller.requests.append(b"late")
            caller.port.wake()
            await answered.wait()
        nursery.cancel_scope.cancel()
    assert caller.answers == [b"late"]


@pytest.mark.parametrize("request_", [b"echo", b"hang"], ids=["idle", "hanging"])
async def test_cancellation_leaves_no_process(
    request_: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(port_module, "CLOSE_SECONDS", 0.5)
    caller = Caller([request_])
    process_id: int | None = None
    async with trio.open_nursery() as nursery:
        with trio.fail_after(LID_SECONDS):
            await nursery.start(
                lambda task_status: caller.port.run(task_status.started)
            )
        process_id = caller.port.process_id
        nursery.cancel_scope.cancel()
    assert process_id is not None
    assert not is_there(process_id)
    assert caller.ends == 1


async def test_cancellation_while_starting_leaves_no_process() -> None:
    caller = Caller([])
    process_id: int | None = None
    async with trio.open_nursery() as nursery:
        nursery.start_soon(caller.port.run, lambda: None)
        await trio.testing.wait_all_tasks_blocked()
        process_id = caller.port.process_id
        nursery.cancel_scope.cancel()
    assert process_id is not None
    assert not is_there(process_id)


async def test_a_client_that_raises_ends_the_child_too() -> None:
    caller = Caller([b"one"])
    process_ids: list[int | None] = []

    def broken() -> None:
        process_ids.append(caller.port.process_id)
        raise RuntimeError

    caller.on_answer = broken
    with trio.fail_after(LID_SECONDS), pytest.RaisesGroup(RuntimeError):
        await caller.port.run(lambda: None)
    assert caller.ends == 1
    assert process_ids[0] is not None
    assert not is_there(process_ids[0])


async def test_signals_to_the_group_are_the_parents_to_obey() -> None:
    caller = Caller([b"one", b"two", b"die"])

    def signal_child() -> None:
        assert caller.port.process_id is not None
        os.kill(caller.port.process_id, signal.SIGINT)
        os.kill(caller.port.process_id, signal.SIGTERM)

    caller.on_answer = signal_child
    assert "exit status 7" in await run_to_end(caller)
    assert caller.answers == [b"one", b"two"]


@pytest.mark.covers("S7")
def test_a_killed_parent_takes_its_child_along() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-P", "-m", "tests.runtime.port_parent"],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(PACKAGE_ROOT)},
    )
    assert parent.stdout is not None
    process_id = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    assert ended_in_time(process_id)
