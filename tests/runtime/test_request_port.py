"""Requests over a port: each gets its answer, or its error, within its time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
import trio
import trio.testing

from runtime.errors import AskTimeout
from runtime.port import PortDied, PortSpec
from runtime.request_port import PortOverloaded, RequestLost, RequestPort

ECHO = PortSpec("echo", "tests.runtime.port_echo_child")
LID_SECONDS = 120.0


class Lives:
    """A port whose child is started again when it dies."""

    def __init__(self, max_waiting: int = 10) -> None:
        self.port = RequestPort(ECHO, max_waiting)
        self.deaths: list[str] = []

    async def run(
        self, task_status: trio.TaskStatus[None] = trio.TASK_STATUS_IGNORED
    ) -> None:
        started: Callable[[], None] = task_status.started
        while True:
            try:
                await self.port.run(started)
            except PortDied as death:
                self.deaths.append(str(death))
                started = _nothing


def _nothing() -> None:
    pass


@asynccontextmanager
async def lives(max_waiting: int = 10) -> AsyncIterator[Lives]:
    served = Lives(max_waiting)
    with trio.fail_after(LID_SECONDS):
        async with trio.open_nursery() as nursery:
            await nursery.start(served.run)
            yield served
            nursery.cancel_scope.cancel()


async def test_each_gets_its_own_answer() -> None:
    answers: dict[bytes, bytes] = {}
    async with lives() as served, trio.open_nursery() as nursery:

        async def ask(word: bytes) -> None:
            answers[word] = await served.port.call(word, LID_SECONDS)

        for number in range(10):
            nursery.start_soon(ask, str(number).encode())
    assert answers == {word: word for word in answers}
    assert len(answers) == 10


async def test_who_asks_before_the_child_is_there_waits_for_it() -> None:
    served = Lives()
    async with trio.open_nursery() as nursery:

        async def ask() -> None:
            assert await served.port.call(b"early", LID_SECONDS) == b"early"
            nursery.cancel_scope.cancel()

        nursery.start_soon(ask)
        await trio.testing.wait_all_tasks_blocked()
        nursery.start_soon(served.run)


async def test_more_than_may_wait_are_refused_at_once(
    autojump_clock: trio.testing.MockClock,
) -> None:
    port = RequestPort(ECHO, 2)
    async with trio.open_nursery() as nursery:

        async def late() -> None:
            with pytest.raises(AskTimeout, match="echo"):
                await port.call(b"x", 5.0)

        nursery.start_soon(late)
        nursery.start_soon(late)
        await trio.testing.wait_all_tasks_blocked()
        with pytest.raises(PortOverloaded, match="2 requests"):
            await port.call(b"y", 5.0)
    # What gave up waits no more.
    with pytest.raises(AskTimeout):
        await port.call(b"z", 5.0)


async def test_a_request_that_kills_two_children_is_given_up_and_others_are_not() -> (
    None
):
    outcomes: list[str] = []
    async with lives() as served, trio.open_nursery() as nursery:

        async def deadly() -> None:
            with pytest.raises(RequestLost):
                await served.port.call(b"die", LID_SECONDS)
            outcomes.append("lost")

        async def harmless() -> None:
            assert await served.port.call(b"fine", LID_SECONDS) == b"fine"
            outcomes.append("fine")

        nursery.start_soon(deadly)
        await trio.testing.wait_all_tasks_blocked()
        nursery.start_soon(harmless)
    assert outcomes == ["lost", "fine"]
    assert len(served.deaths) == 2


async def test_what_nobody_waits_for_is_not_asked_again() -> None:
    async with lives() as served:
        with pytest.raises(AskTimeout):
            await served.port.call(b"hang", 0.2)
        assert served.port.process_id is not None
        await trio.run_process(["kill", "-9", str(served.port.process_id)])
        assert await served.port.call(b"next", LID_SECONDS) == b"next"
        assert len(served.deaths) == 1


async def test_what_is_told_is_done_in_its_turn_and_waits_for_a_child() -> None:
    served = Lives()
    served.port.tell(b"die")
    with trio.fail_after(LID_SECONDS):
        async with trio.open_nursery() as nursery:
            nursery.start_soon(served.run)
            assert await served.port.call(b"next", LID_SECONDS) == b"next"
            nursery.cancel_scope.cancel()
    assert len(served.deaths) == 1
