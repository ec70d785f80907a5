"""Services: one task each, up when they say so, stopped by cancellation."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Never

import pytest
import trio
import trio.testing

from runtime.actor import Service
from runtime.cell import Cell
from runtime.child import ChildSpec, Intensity, Restart, Strategy
from runtime.exits import Crash, ExitReason, Killed, Normal, Shutdown
from runtime.mailbox import Bound
from runtime.phase import Phase
from runtime.supervisor import ChildKilled, Supervisor
from tests.runtime.live import QUICK, Shop, live, settle, shop
from tests.runtime.stage import Broken, Say

MockClock = trio.testing.MockClock
Life = Callable[[], Awaitable[object]]


class SlowShop(Shop):
    """Is up only after a second."""

    async def run(self, started: Callable[[], None]) -> None:
        self.log.append(f"({self.name}")
        try:
            await trio.sleep(1)
        except trio.Cancelled:
            self.log.append(f"{self.name})")
            raise
        await super().run(started)


def slow_shop(name: str, log: list[str]) -> ChildSpec:
    return ChildSpec(name, lambda: SlowShop(name, log, trio.sleep_forever))


async def test_the_next_child_waits_until_a_service_is_up(
    autojump_clock: MockClock,
) -> None:
    log: list[str] = []
    async with live(shop("a", log), slow_shop("b", log), shop("c", log)):
        assert log == ["+a", "(b"]
        await trio.sleep(2)
        assert log == ["+a", "(b", "+b", "+c"]
    assert log[4:] == [".c", ".b", ".a"]


async def test_a_stop_while_a_service_is_not_up_yet(autojump_clock: MockClock) -> None:
    log: list[str] = []
    async with live(shop("a", log), slow_shop("b", log), shop("c", log)):
        assert log == ["+a", "(b"]
    assert log == ["+a", "(b", "b)", ".a"]


class Keeper:
    """The parent of a cell that stands alone."""

    def __init__(self) -> None:
        self.exits: list[ExitReason] = []

    def child_started(self, cell: Cell) -> None:
        """See `runtime.cell.Parent`."""

    def child_exited(self, cell: Cell, generation: int, reason: ExitReason) -> None:
        self.exits.append(reason)


@pytest.mark.parametrize("how", ["stop", "kill"])
async def test_an_end_before_a_services_task_began(
    autojump_clock: MockClock, how: str
) -> None:
    log: list[str] = []
    keeper = Keeper()
    async with live() as node:
        cell = Cell(
            node.node,
            "/alone",
            lambda: Shop("a", log, trio.sleep_forever),
            keeper,
            Bound(),
        )
        cell.start_again()
        cell.turn()
        assert cell.phase is Phase.HELD
        if how == "stop":
            cell.stop(Shutdown())
        else:
            cell.kill()
        await settle()
        assert keeper.exits == [Shutdown() if how == "stop" else Killed()]
        assert log == (["+a", ".a"] if how == "stop" else [])


async def returns() -> None:
    await trio.sleep(1)


async def raises() -> None:
    await trio.sleep(1)
    raise Broken


async def raises_a_group() -> None:
    async with trio.open_nursery() as nursery:
        nursery.start_soon(raises)
        nursery.start_soon(trio.sleep_forever)


@pytest.mark.parametrize(
    ("life", "reason"),
    [(returns, Normal), (raises, Crash), (raises_a_group, Crash)],
)
@pytest.mark.parametrize("restart", [Restart.TRANSIENT, Restart.TEMPORARY])
async def test_how_a_service_ends_by_itself(
    autojump_clock: MockClock, life: Life, reason: type, restart: Restart
) -> None:
    log: list[str] = []
    spec = ChildSpec("a", lambda: Shop("a", log, life), restart)
    async with live(spec, shop("b", log)) as node:
        cell = node.cell("a")
        await trio.sleep(1.2)
        is_back = restart is Restart.TRANSIENT and reason is Crash
        assert log == ["+a", "+b", ".a", *(["+a"] if is_back else [])]
        assert isinstance(cell.last_exit, reason)
        assert cell.phase is (Phase.HELD if is_back else Phase.ENDED)


async def raises_when_cancelled() -> None:
    try:
        await trio.sleep_forever()
    finally:
        raise Broken


async def raises_a_mixed_group() -> None:
    async with trio.open_nursery() as nursery:
        nursery.start_soon(raises_when_cancelled)
        nursery.start_soon(trio.sleep_forever)


async def shields_for_a_while() -> None:
    try:
        await trio.sleep_forever()
    finally:
        with trio.CancelScope(shield=True):
            await trio.sleep(30)


async def swallows_cancellation() -> None:
    try:
        await trio.sleep_forever()
    except trio.Cancelled:
        """Bad manners, and none of our business."""


@pytest.mark.parametrize(
    ("life", "reason", "seconds", "kills"),
    [
        (trio.sleep_forever, Shutdown, 0, 0),
        (raises_when_cancelled, Crash, 0, 0),
        (raises_a_mixed_group, Crash, 0, 0),
        (swallows_cancellation, Normal, 0, 0),
        (shields_for_a_while, Shutdown, 30, 1),
    ],
)
async def test_how_a_service_takes_its_stop(
    autojump_clock: MockClock, life: Life, reason: type, seconds: int, kills: int
) -> None:
    log: list[str] = []
    before = trio.current_time()
    async with live(shop("first", log), shop("a", log, life), shop("z", log)) as node:
        cell = node.cell("a")
    assert log == ["+first", "+a", "+z", ".z", ".a", ".first"]
    assert isinstance(cell.last_exit, reason)
    assert trio.current_time() - before == pytest.approx(seconds, abs=0.1)
    assert len([each for each in node.told if isinstance(each, ChildKilled)]) == kills
    assert node.crashes == (["/a"] if reason is Crash else [])


@pytest.mark.parametrize("strategy", Strategy)
async def test_services_are_restarted_one_incarnation_at_a_time(
    autojump_clock: MockClock, strategy: Strategy
) -> None:
    log: list[str] = []
    async with live(
        shop("a", log, raises),
        shop("b", log, shields_for_a_while),
        shop("c", log),
        strategy=strategy,
    ):
        await trio.sleep(200)
    running: list[str] = []
    for entry in log:
        if entry[0] == "+":
            assert entry[1:] not in running
            running.append(entry[1:])
        else:
            running.remove(entry[1:])
    assert running == []
    assert log.count("+a") > 3


async def test_a_restart_storm_of_services_is_bounded(
    autojump_clock: MockClock,
) -> None:
    log: list[str] = []

    async def dies() -> None:
        raise Broken

    async with live(shop("a", log), shop("storm", log, dies)) as node:
        await trio.sleep(100)
        assert 60 <= log.count("+storm") <= 230
        assert log.count("+a") == 1
        assert node.crashes == ["/storm"] * log.count("+storm")


async def test_a_service_takes_no_messages_and_its_mailbox_is_bounded(
    autojump_clock: MockClock,
) -> None:
    log: list[str] = []
    spec = ChildSpec("a", lambda: Shop("a", log, trio.sleep_forever), capacity=10)
    async with live(spec) as node:
        for _ in range(100):
            node.ref("a").tell(Say("x"))
        await settle()
        assert node.cell("a").refused == 90
        assert node.crashes == []


async def test_one_that_never_says_it_is_up_does_not_keep_the_tree_from_stopping(
    autojump_clock: MockClock,
) -> None:
    class Silent(Service[Never]):
        async def run(self, started: Callable[[], None]) -> None:
            del started
            await trio.sleep_forever()

    log: list[str] = []
    async with live(shop("a", log), ChildSpec("s", Silent), shop("c", log)):
        await trio.sleep(10)
    assert log == ["+a", ".a"]


async def test_a_service_that_ends_before_it_is_up_counts_as_a_failed_start(
    autojump_clock: MockClock,
) -> None:
    class Fleeting(Service[Never]):
        async def run(self, started: Callable[[], None]) -> None:
            log.append("fleeting")

    log: list[str] = []
    spec = ChildSpec("f", Fleeting, Restart.TRANSIENT)
    async with live(spec, shop("b", log)):
        assert log == ["fleeting", "+b"]


async def test_a_crash_beside_a_service_ends_the_service_first(
    autojump_clock: MockClock,
) -> None:
    backs: list[Callable[[None], None]] = []

    class Exposed(Shop):
        async def run(self, started: Callable[[], None]) -> None:
            backs.append(self.context.guarded(self._fail))
            await super().run(started)

        def _fail(self, _: None) -> None:
            raise Broken

    log: list[str] = []
    spec = ChildSpec("e", lambda: Exposed("e", log, shields_for_a_while))
    async with live(spec) as node:
        backs[0](None)
        await trio.sleep(29)
        assert log == ["+e"]
        await trio.sleep(2)
        assert log == ["+e", ".e", "+e"]
        assert node.crashes == ["/e"]


async def test_supervisors_of_services_nest(autojump_clock: MockClock) -> None:
    log: list[str] = []

    def inside() -> Supervisor:
        return Supervisor(
            (shop("x", log), shop("y", log, raises)),
            intensity=Intensity(1, 5.0),
            backoff=QUICK,
        )

    inner = ChildSpec("inner", inside, shutdown_seconds=None)
    async with live(shop("a", log), inner, shop("z", log)):
        assert log == ["+a", "+x", "+y", "+z"]
        await trio.sleep(1.5)
        assert log == ["+a", "+x", "+y", "+z", ".y", "+y"]
        await trio.sleep(1)
        assert log[6:] == [".y", ".x", "+x", "+y"]
        log.clear()
    assert log == [".z", ".y", ".x", ".a"]
