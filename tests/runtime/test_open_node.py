"""A node under trio: whatever ends it, the tree stops in order and nobody is left."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from random import Random

import pytest
import trio
import trio.testing
from trio._core._run import CancelStatus
from trio.lowlevel import Task

from runtime.actor import Actor
from runtime.child import ChildSpec, Intensity, Strategy
from runtime.errors import SupervisionFailed
from runtime.node import Node
from runtime.observe import Events
from runtime.open_node import open_node, wall_clock
from runtime.supervisor import Supervisor
from tests.runtime.live import live, settle, shop
from tests.runtime.stage import Broken, Fail, Question, Recorder, Say

pytestmark = pytest.mark.unmeasured

MockClock = trio.testing.MockClock


async def test_a_body_that_raises_ends_the_tree_in_order_and_is_heard(
    autojump_clock: MockClock,
) -> None:
    log: list[str] = []
    with pytest.raises(Broken, match="body"):
        async with live(shop("a", log), shop("b", log)):
            raise Broken("body")
    assert log == ["+a", "+b", ".b", ".a"]


async def test_a_body_may_raise_a_group_of_its_own(autojump_clock: MockClock) -> None:
    with pytest.raises(ExceptionGroup, match="mine") as caught:
        async with live():
            raise ExceptionGroup("mine", [Broken()])
    assert len(caught.value.exceptions) == 1


async def test_a_root_that_gives_up_ends_the_block(autojump_clock: MockClock) -> None:
    log: list[str] = []

    async def dies() -> None:
        await trio.sleep(1)
        raise Broken("storm")

    specs = (shop("a", log), shop("bad", log, dies))

    async def run() -> None:
        async with live(*specs, intensity=Intensity(2, 60.0)):
            try:
                await trio.sleep_forever()
            finally:
                log.append("body left")

    with pytest.raises(SupervisionFailed, match=r"/bad ended too often.*storm"):
        await run()
    assert log[-2:] == [".a", "body left"]
    assert log.count("+bad") == 3


async def test_a_cancelled_body_waits_for_an_orderly_end(
    autojump_clock: MockClock,
) -> None:
    log: list[str] = []

    async def leaves_slowly() -> None:
        try:
            await trio.sleep_forever()
        finally:
            with trio.CancelScope(shield=True):
                await trio.sleep(3)
            log.append("clean")

    with trio.move_on_after(1) as scope:
        async with live(shop("a", log), shop("b", log, leaves_slowly)):
            await trio.sleep_forever()
    assert scope.cancelled_caught
    assert log == ["+a", "+b", "clean", ".b", ".a"]


async def test_a_block_in_a_cancelled_scope_does_not_hang(
    autojump_clock: MockClock,
) -> None:
    log: list[str] = []
    with trio.CancelScope() as scope:
        scope.cancel()
        async with live(shop("a", log)):
            await trio.sleep_forever()
    assert scope.cancelled_caught
    assert [entry for entry in log if entry[0] == "+"] == ["+a"][: len(log)]


async def test_a_plan_that_raises_is_heard(autojump_clock: MockClock) -> None:
    def plant(_: Node) -> Callable[[], Supervisor]:
        raise Broken("plan")

    with pytest.raises(ExceptionGroup) as caught:
        async with open_node(plant, Events(), Random(0)):
            raise AssertionError("unreachable")
    assert caught.value.subgroup(Broken) is not None


async def test_two_nodes_live_side_by_side(autojump_clock: MockClock) -> None:
    log: list[str] = []
    one_spec = ChildSpec("a", lambda: Recorder(log))
    async with live(one_spec) as one, live(one_spec) as other:
        one.ref("a").tell(Fail())
        assert await other.ref("a").ask(Question("?")) == "?!"
        await settle()
        assert (one.crashes, other.crashes) == (["/a"], [])


async def test_messages_and_timers_under_trio(autojump_clock: MockClock) -> None:
    log: list[str] = []

    class Alarm(Recorder):
        def on_start(self) -> object:
            self.context.start_timer("k", 5.0, Say("ring"))
            return None

    before = trio.current_time()
    async with live(ChildSpec("a", lambda: Alarm(log))) as node:
        node.ref("a").tell(Say("hello"))
        await trio.sleep(4.9)
        assert log == ["hello"]
        await trio.sleep(0.2)
        assert log == ["hello", "ring"]
        assert node.cell("a").busy_seconds > 0
    assert trio.current_time() - before == pytest.approx(5.1)


async def test_turns_are_given_in_the_order_of_the_mail(
    autojump_clock: MockClock,
) -> None:
    log: list[str] = []
    specs = [ChildSpec(name, lambda: Recorder(log)) for name in "abc"]
    async with live(*specs) as node:
        for name in "cabcab":
            node.ref(name).tell(Say(name))
        await settle()
    assert log == ["c", "c", "a", "a", "b", "b"]


def test_the_wall_clock_follows_the_nodes_clock() -> None:
    now = 100.0
    wall_ms = wall_clock(lambda: now)
    first = wall_ms()
    assert abs(first - time.time() * 1000) < 60_000
    now += 1.5
    assert wall_ms() - first in (1_500, 1_501, 1_499)


async def test_the_wall_clock_can_be_given(autojump_clock: MockClock) -> None:
    def plant(_: Node) -> Callable[[], Supervisor]:
        return lambda: Supervisor(())

    async with open_node(plant, Events(), Random(0), lambda: 42) as node:
        assert node.wall_ms() == 42


# --- cancelled at every step


class Census(trio.abc.Instrument):
    """Counts task steps, cancels a scope at one of them, and knows who is alive.

    A run that hangs would wait until a time that no test comes near; then its shields
    are broken, so that the test fails instead.
    """

    def __init__(self, at: int) -> None:
        self.at = at
        self.steps = 0
        self.alive: set[Task] = set()
        self.scope = trio.CancelScope()
        self.is_counting = False
        self.hung = False

    def task_spawned(self, task: Task) -> None:
        self.alive.add(task)

    def task_exited(self, task: Task) -> None:
        self.alive.discard(task)

    def before_task_step(self, task: Task) -> None:
        del task
        if self.is_counting:
            self.steps += 1
            if self.steps == self.at:
                self.scope.cancel()

    async def rescue(self) -> None:
        await trio.sleep(20 * 3600)
        self.hung = True
        for task in self.alive:
            status: CancelStatus | None = task._cancel_status
            while status is not None:
                status._scope.shield = False
                status = status._parent
            task._cancel_status._scope.cancel()


Body = Callable[[list[str]], Awaitable[None]]


def run_cancelled_at(step: int, body: Body) -> tuple[int, list[str]]:
    """Runs a body, cancelled at a step (0: never); returns steps and what was noted."""
    census = Census(step)
    log: list[str] = []

    async def main() -> None:
        trio.lowlevel.spawn_system_task(census.rescue)
        before = set(census.alive)
        with census.scope:
            census.is_counting = True
            await body(log)
        census.is_counting = False
        assert not census.hung, f"cancelled at step {step}, it hangs: {log}"
        assert census.alive == before, f"cancelled at step {step}, it leaves tasks"

    trio.run(
        main,
        clock=trio.testing.MockClock(autojump_threshold=0),
        instruments=[census],
    )
    return census.steps, log


def check_order(log: list[str], step: int) -> None:
    """Every start has its end; but for crashes (`!`) the youngest ends first."""
    running: list[str] = []
    crashed: list[str] = []
    for entry in log:
        kind, name = entry[0], entry[1:]
        if kind == "+":
            assert name not in running, (step, log)
            running.append(name)
        elif kind == "!":
            crashed.append(name)
        elif name in crashed:
            crashed.remove(name)
            running.remove(name)
        else:
            assert running.pop() == name, (step, log)
    assert running == [], (step, log)


def cancel_everywhere(body: Body) -> int:
    """Cancels a body at each of its steps; says how many there were."""
    steps, log = run_cancelled_at(0, body)
    check_order(log, 0)
    # The order of tasks differs between runs, and so does the number of steps.
    for step in range(1, steps + 5):
        _, log = run_cancelled_at(step, body)
        check_order(log, step)
    return steps


async def slow_to_leave() -> None:
    try:
        await trio.sleep_forever()
    finally:
        with trio.CancelScope(shield=True):
            await trio.sleep(1)
            await trio.sleep(1)


async def bad_at_leaving() -> None:
    try:
        await trio.sleep_forever()
    finally:
        raise Broken


async def bad_at_leaving_together() -> None:
    async with trio.open_nursery() as nursery:
        nursery.start_soon(bad_at_leaving)
        nursery.start_soon(slow_to_leave)


async def quiet_life(log: list[str]) -> None:
    async with live(shop("a", log), shop("b", log, slow_to_leave), shop("c", log)):
        await trio.sleep(1)


async def rough_life(log: list[str]) -> None:
    async with live(
        shop("a", log, bad_at_leaving),
        shop("b", log, bad_at_leaving_together),
        shop("c", log, slow_to_leave, shutdown_seconds=0.5),
    ):
        await trio.sleep(1)


async def life_of_crashes(log: list[str]) -> None:
    async def dies() -> None:
        await trio.sleep(0.3)
        log.append("!b")
        raise Broken

    async with live(
        shop("a", log),
        shop("b", log, dies),
        shop("c", log, slow_to_leave),
        strategy=Strategy.REST_FOR_ONE,
    ):
        await trio.sleep(6)


async def life_in_nested_trees(log: list[str]) -> None:
    def inside() -> Supervisor:
        return Supervisor((shop("x", log), shop("y", log, slow_to_leave)))

    async with live(
        shop("a", log),
        ChildSpec("inner", inside, shutdown_seconds=None),
        shop("z", log),
    ):
        await trio.sleep(1)


class AsksLong(Actor[object]):
    """Notes what it is busy with."""

    def __init__(self, log: list[str]) -> None:
        self.log = log

    async def receive(self, message: object) -> object:
        self.log.append("+handler")
        try:
            await slow_to_leave()
        finally:
            self.log.append(".handler")
        return None


async def life_of_handlers(log: list[str]) -> None:
    spec = ChildSpec("h", lambda: AsksLong(log), shutdown_seconds=1.0)
    async with live(shop("a", log), spec) as node:
        with trio.move_on_after(1):
            await node.ref("h").ask(Question("?"))


@pytest.mark.parametrize(
    "body",
    [quiet_life, rough_life, life_of_crashes, life_in_nested_trees, life_of_handlers],
)
def test_cancelled_at_any_step_the_tree_ends_in_order_and_leaves_no_task(
    body: Body,
) -> None:
    assert cancel_everywhere(body) > 20


async def interrupted() -> None:
    await trio.sleep(1)
    raise KeyboardInterrupt


async def interrupted_among_others() -> None:
    async with trio.open_nursery() as nursery:
        nursery.start_soon(interrupted)
        nursery.start_soon(bad_at_leaving)


@pytest.mark.parametrize("at", ["service", "handler"])
@pytest.mark.parametrize("life", [interrupted, interrupted_among_others])
def test_keyboard_interrupt_passes_through_and_leaves_no_task(
    at: str, life: Callable[[], Awaitable[None]]
) -> None:
    log: list[str] = []

    class Interrupted(Actor[object]):
        async def receive(self, message: object) -> object:
            await life()
            return None

    bad = {
        "service": shop("bad", log, life),
        "handler": ChildSpec("bad", Interrupted),
    }[at]

    async def body(_: list[str]) -> None:
        async with live(
            shop("a", log, slow_to_leave),
            shop("b", log, bad_at_leaving_together),
            bad,
        ) as node:
            node.ref("bad").tell(Say("x"))
            await trio.sleep_forever()

    with pytest.raises(BaseExceptionGroup) as caught:
        run_cancelled_at(0, body)
    assert caught.value.subgroup(KeyboardInterrupt) is not None
    assert {".a", ".b"} <= set(log)
