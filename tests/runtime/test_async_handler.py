"""Asynchronous handlers: one at a time, killed when asked, and never an orphan."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import NoReturn

import pytest
import trio
import trio.testing

from runtime.actor import Actor
from runtime.child import ChildSpec
from runtime.errors import Restarting
from runtime.exits import Crash, Killed
from runtime.phase import Phase
from runtime.supervisor import ChildKilled
from tests.runtime.live import live, settle
from tests.runtime.stage import Broken, Question, Say

MockClock = trio.testing.MockClock
Work = Callable[[str], Awaitable[object]]


class Worker(Actor[object]):
    """Works on each text as its function says; notes begin and end."""

    def __init__(self, work: Work, log: list[str]) -> None:
        self.work = work
        self.log = log

    async def receive(self, message: object) -> object:
        assert isinstance(message, Say | Question)
        self.log.append(f"({message.text}")
        try:
            return await self.work(message.text)
        finally:
            self.log.append(f"{message.text})")

    def on_end(self) -> None:
        self.log.append("end")


def worker(work: Work, log: list[str], shutdown_seconds: float = 2.0) -> ChildSpec:
    return ChildSpec("w", lambda: Worker(work, log), shutdown_seconds=shutdown_seconds)


async def slow(text: str) -> str:
    await trio.sleep(1.0)
    return f"{text}!"


async def fails(text: str) -> str:
    await trio.sleep(1.0)
    if text == "fail":
        raise Broken
    return f"{text}!"


async def test_one_handler_at_a_time_in_order(autojump_clock: MockClock) -> None:
    log: list[str] = []
    async with live(worker(slow, log)) as node:
        ref = node.ref("w")
        ref.tell(Say("a"))
        ref.tell(Say("b"))
        assert await ref.ask(Question("c")) == "c!"
        assert log == ["(a", "a)", "(b", "b)", "(c", "c)"]
        assert ref.cell.phase is Phase.IDLE


async def test_a_handler_that_raises_crashes_its_actor_alone(
    autojump_clock: MockClock,
) -> None:
    log: list[str] = []
    async with live(worker(fails, log)) as node:
        ref = node.ref("w")
        ref.tell(Say("a"))
        ref.tell(Say("b"))
        with pytest.raises(Restarting):
            await ref.ask(Question("fail"))
        await settle()
        assert await ref.ask(Question("c")) == "c!"
        assert log == ["(a", "a)", "(b", "b)", "(fail", "fail)", "end", "(c", "c)"]
        assert node.crashes == ["/w"]


async def test_a_stop_waits_for_the_handler_that_runs(
    autojump_clock: MockClock,
) -> None:
    log: list[str] = []
    async with live(worker(slow, log)) as node:
        node.ref("w").tell(Say("a"))
        node.ref("w").tell(Say("b"))
        await settle()
    assert log == ["(a", "a)", "end"]
    assert node.crashes == []


async def for_ever(_: str) -> None:
    await trio.sleep_forever()


async def raises_when_cancelled(_: str) -> None:
    try:
        await trio.sleep_forever()
    finally:
        raise Broken


async def raises_a_mixed_group(_: str) -> None:
    async def cleans_up_badly() -> None:
        try:
            await trio.sleep_forever()
        finally:
            raise Broken

    async with trio.open_nursery() as nursery:
        nursery.start_soon(cleans_up_badly)
        nursery.start_soon(trio.sleep_forever)


async def needs_a_while_to_leave(_: str) -> None:
    try:
        await trio.sleep_forever()
    finally:
        with trio.CancelScope(shield=True):
            await trio.sleep(30)


async def will_not_leave_without_an_answer(text: str) -> str:
    with trio.CancelScope(shield=True):
        await trio.sleep(30)
    return text


@pytest.mark.parametrize(
    ("work", "reason", "seconds"),
    [
        (for_ever, Killed, 2),
        (raises_when_cancelled, Crash, 2),
        (raises_a_mixed_group, Crash, 2),
        (needs_a_while_to_leave, Killed, 32),
    ],
)
async def test_a_handler_that_takes_too_long_is_killed(
    autojump_clock: MockClock, work: Work, reason: type, seconds: int
) -> None:
    log: list[str] = []
    answers: list[str] = []
    before = trio.current_time()
    async with trio.open_nursery() as nursery, live(worker(work, log)) as node:
        ref = node.ref("w")

        async def asks() -> None:
            try:
                await ref.ask(Question("a"), 1_000)
            except Restarting:
                answers.append("restarting")

        nursery.start_soon(asks)
        await settle()
    assert answers == ["restarting"]
    assert log == ["(a", "a)", "end"]
    assert isinstance(ref.cell.last_exit, reason)
    assert [each.path for each in node.told if isinstance(each, ChildKilled)] == ["/w"]
    assert trio.current_time() - before == pytest.approx(seconds, abs=0.1)
    assert node.crashes == (["/w"] if reason is Crash else [])


async def test_one_that_finishes_in_spite_of_a_kill_has_finished(
    autojump_clock: MockClock,
) -> None:
    log: list[str] = []
    answers: list[str] = []
    spec = worker(will_not_leave_without_an_answer, log)
    async with trio.open_nursery() as nursery, live(spec) as node:
        ref = node.ref("w")

        async def asks() -> None:
            answers.append(await ref.ask(Question("a"), 1_000))

        nursery.start_soon(asks)
        await settle()
    assert answers == ["a"]
    assert log == ["(a", "a)", "end"]


async def test_a_kill_before_the_handlers_task_began(
    autojump_clock: MockClock,
) -> None:
    log: list[str] = []
    async with live(worker(slow, log)) as node:
        cell = node.cell("w")
        node.ref("w").tell(Say("never"))
        cell.turn()
        assert cell.phase is Phase.HELD
        cell.kill()
        await trio.sleep(10)
        assert log == ["end"]
        assert await node.ref("w").ask(Question("a")) == "a!"


class Callback(Worker):
    """Hands out a call-back that fails."""

    def on_start(self) -> object:
        self.back = self.context.guarded(self._fail)
        return None

    def _fail(self, _: None) -> NoReturn:
        raise Broken


async def test_a_crash_beside_a_handler_ends_the_handler_first(
    autojump_clock: MockClock,
) -> None:
    log: list[str] = []

    async def leaves_slowly(text: str) -> str:
        if text == "quick":
            return "quick!"
        await needs_a_while_to_leave(text)
        return text

    def start() -> Callback:
        log.append("start")
        return Callback(leaves_slowly, log)

    async with live(ChildSpec("w", start)) as node:
        ref = node.ref("w")
        ref.tell(Say("a"))
        await settle()
        actor = ref.cell.actor
        assert isinstance(actor, Callback)
        actor.back(None)
        actor.back(None)
        answer = await ref.ask(Question("quick"), 100)
        assert answer == "quick!"
        assert log == ["start", "(a", "a)", "end", "start", "(quick", "quick)"]
        assert node.crashes == ["/w"]


async def test_a_timer_may_have_an_asynchronous_handler(
    autojump_clock: MockClock,
) -> None:
    log: list[str] = []

    class Timed(Worker):
        def on_start(self) -> object:
            self.context.start_timer("k", 1.0, Say("tick"))
            return None

    async with live(ChildSpec("w", lambda: Timed(slow, log))):
        await trio.sleep(3)
        assert log == ["(tick", "tick)"]


async def test_keyboard_interrupt_is_not_ours_to_keep(
    autojump_clock: MockClock,
) -> None:
    log: list[str] = []

    async def interrupted(_: str) -> None:
        raise KeyboardInterrupt

    async def run() -> None:
        async with live(worker(interrupted, log)) as node:
            node.ref("w").tell(Say("a"))
            await trio.sleep_forever()

    with pytest.raises(BaseExceptionGroup) as caught:
        await run()
    assert caught.value.subgroup(KeyboardInterrupt) is not None
