"""Idle entities leave memory, and come back for mail and for their deadlines."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from runtime.actor import Actor
from runtime.child import ChildSpec, Intensity
from runtime.control import Down
from runtime.errors import UsageError
from runtime.exits import Shutdown
from runtime.mailbox import Bound
from runtime.passivation import (
    LEAVES_PER_TURN,
    LOOKS_PER_TURN,
    PARTS,
    Leave,
    Passivation,
)
from runtime.ref import Ref
from runtime.region import ENTITY_INTENSITY, Region
from runtime.restart import Budget
from runtime.sleepers import Census
from runtime.supervisor import Supervisor
from tests.runtime.counter import Add, Break, Close, Look, Wait
from tests.runtime.shelf import Shelf
from tests.runtime.stage import Broken, Reply, Say, Stage

pytestmark = pytest.mark.unmeasured

IDLE = 80.0
LATEST = 2 * IDLE + 2 * IDLE / PARTS
"""After so long without a message nobody is in memory."""


def shelf_of(max_awake: int = 1_000, seed: int = 0, idle: float = IDLE) -> Shelf:
    return Shelf(seed=seed, passivation=Passivation(idle, max_awake, lambda _: Look()))


# --- idle ones leave


def test_an_idle_entity_leaves_and_comes_back_as_it_was() -> None:
    shelf = shelf_of()
    shelf.ask(Add("a", 5))
    shelf.advance(IDLE - 1)
    assert shelf.is_awake("1")
    shelf.advance(LATEST)
    assert not shelf.is_awake("1")
    assert shelf.region.census == Census("counter", 0, 1, passivated=1)
    assert shelf.ask(Add("b", 2)) == 7
    assert shelf.region.census == Census("counter", 1, 0, passivated=1, revived=1)
    assert shelf.ask(Add("a", 5)) == 5, "a repetition of what was done before"
    assert shelf.added() == ["a", "b"]
    assert shelf.stage.dead_letters() == []


def test_nobody_awake_means_nothing_to_sweep() -> None:
    shelf = shelf_of()
    shelf.ask(Add("a"))
    shelf.advance(LATEST)
    assert len(shelf.stage.node.timers) == 0


@pytest.mark.parametrize("seed", range(8))
def test_whoever_is_spoken_to_stays_and_whoever_is_not_leaves_in_time(
    seed: int,
) -> None:
    shelf = shelf_of(seed=seed)
    random = Random(seed)
    spoken = dict.fromkeys("abcdefghij", -1e9)
    for _ in range(150):
        shelf.advance(random.random() * IDLE / 4)
        for name, at in spoken.items():
            idle = shelf.stage.now - at
            assert idle < LATEST or not shelf.is_awake(name)
            assert idle >= IDLE or shelf.is_awake(name)
        name = random.choice("aaabbcdefghij")
        shelf.ask(Look() if random.random() < 0.5 else Add(str(shelf.stage.now)), name)
        spoken[name] = shelf.stage.now
    assert shelf.region.census.passivated > 5


def test_no_bound_no_end() -> None:
    shelf = Shelf()
    shelf.ask(Add("a"))
    shelf.advance(1e6)
    assert shelf.is_awake("1")
    assert shelf.region.census == Census("counter", 1)


def test_an_entity_that_never_was_is_not_remembered() -> None:
    shelf = shelf_of()
    for number in range(20):
        shelf.ask(Look(), str(number))
    _ = shelf.cell("never spoken to")
    shelf.advance(LATEST)
    assert shelf.region.census == Census("counter", 0)


def test_many_leave_some_per_turn() -> None:
    shelf = shelf_of()
    count = 3 * LEAVES_PER_TURN + 1
    for number in range(count):
        shelf.address(str(number)).tell(Add("a"))
    shelf.run()
    sizes: list[int] = []
    while shelf.region.census.awake and len(sizes) < 10_000:
        shelf.stage.now = shelf.stage.node.timers.next_deadline()
        shelf.stage.node.timers.fire_due()
        shelf.run()
        sizes.append(shelf.region.census.awake)
    steps = [one - two for one, two in zip([count, *sizes], sizes, strict=False)]
    assert max(steps) == LEAVES_PER_TURN
    assert shelf.region.census.passivated == count


# --- the limit


def test_above_the_limit_the_least_recently_used_leave_at_once() -> None:
    shelf = shelf_of(max_awake=4)
    for name in "abcd":
        shelf.ask(Add("x"), name)
    shelf.advance(1.3 * IDLE)  # all were looked at once
    shelf.ask(Look(), "a")  # a second chance
    for name in "ef":
        shelf.ask(Add("x"), name)
    shelf.advance(0.1)
    awake = [name for name in "abcdef" if shelf.is_awake(name)]
    assert len(awake) == 4
    assert {"a", "e", "f"} <= set(awake)
    shelf.ask(Look(), "b")
    shelf.advance(0.1)
    assert len(shelf.region) == 4


def test_who_is_at_work_stays_whatever_the_limit() -> None:
    shelf = shelf_of(max_awake=1)
    names = [str(number) for number in range(10)]
    for name in names:
        shelf.awake(name)
    replies = [shelf.start(Add("x"), name) for name in names]
    shelf.turns()
    for _ in range(50):  # the commit does not come
        shelf.stage.now += 0.02
        shelf.stage.node.timers.fire_due()
        shelf.turns()
    assert shelf.region.census.awake == 10
    shelf.run()
    assert [reply.answer for reply in replies] == [1] * 10
    shelf.advance(IDLE / PARTS + 1)
    assert shelf.region.census.awake == 1


def test_looking_in_vain_ends() -> None:
    """All are at work: the region looks twice at each, then waits for the next part."""
    shelf = shelf_of(max_awake=1)
    count = LOOKS_PER_TURN
    for number in range(count):
        shelf.start(Add("x"), str(number))
    shelf.turns()
    sweeps = 0
    while shelf.stage.node.timers.next_deadline() < shelf.stage.now + 1:
        shelf.stage.now = shelf.stage.node.timers.next_deadline()
        shelf.stage.node.timers.fire_due()
        shelf.turns()
        sweeps += 1
    assert sweeps <= 4
    assert shelf.region.census.awake == count


# --- deadlines


@pytest.mark.covers("S7")
def test_a_deadline_calls_a_sleeper_and_fires_once() -> None:
    shelf = shelf_of()
    shelf.ask(Wait(1_000))
    shelf.advance(500)
    assert not shelf.is_awake("1")
    shelf.advance(499)
    assert shelf.awake().state.expired == 0
    shelf.advance(300)
    assert not shelf.is_awake("1")
    assert shelf.awake().state.expired == 1
    shelf.advance(3_000)
    assert shelf.awake().state.expired == 1


def test_a_sleeper_wakes_at_its_deadline_by_itself() -> None:
    shelf = shelf_of()
    shelf.ask(Wait(1_000))
    shelf.advance(1_000.1)
    assert shelf.performed[-1][0] == "expired"
    assert shelf.is_awake("1")
    assert shelf.region.census.revived == 1


@pytest.mark.covers("S7")
def test_whoever_only_looks_at_an_address_stops_no_deadline() -> None:
    shelf = shelf_of()
    shelf.ask(Wait(1_000))
    shelf.advance(500)
    _ = shelf.cell()
    assert shelf.is_awake("1")
    assert shelf.region.census.revived == 0
    shelf.advance(LATEST)
    assert not shelf.is_awake("1")
    _ = shelf.cell()
    shelf.advance(500.1 - LATEST)
    assert shelf.awake().state.expired == 1


def test_a_deadline_that_was_taken_back_or_moved_wakes_nobody() -> None:
    shelf = shelf_of()
    shelf.ask(Wait(1_000), "back")
    shelf.ask(Wait(1_000), "moved")
    shelf.advance(500)
    assert shelf.region.census.asleep == 2
    shelf.ask(Wait(0), "back")
    shelf.ask(Wait(1_000), "moved")
    shelf.advance(700)
    assert shelf.region.census.asleep == 2
    assert shelf.region.census.revived == 2
    shelf.advance(301)
    assert [text for text, _ in shelf.performed].count("expired") == 1
    shelf.advance(LATEST)
    assert len(shelf.stage.node.timers) == 0


@pytest.mark.covers("S7")
def test_downtime_extends_a_sleepers_deadline() -> None:
    shelf = shelf_of()
    shelf.ask(Wait(1_000))
    shelf.die(downtime=300)
    shelf.awake()
    shelf.advance(LATEST)
    assert not shelf.is_awake("1")
    shelf.advance(1_299 - 300 - LATEST)
    assert shelf.awake().state.expired == 0
    shelf.advance(2)
    assert shelf.awake().state.expired == 1


# --- who stays


class Shy(Actor[object]):
    """Leaves when its function says so."""

    def __init__(self, may_leave: Callable[[Shy], Leave | None]) -> None:
        self.asked = may_leave

    def receive(self, message: object) -> object:
        if isinstance(message, Ref):
            self.context.watch(message)
        return None

    def may_leave(self) -> Leave | None:
        return self.asked(self)

    def on_down(self, down: Down) -> None:
        raise AssertionError(down)


class Yard:
    """A region of such actors."""

    def __init__(self, may_leave: Callable[[Shy], Leave | None]) -> None:
        self.stage = Stage()

        def region() -> Region[object]:
            limits = Passivation(IDLE, 100, lambda _: Say("wake"))
            return Region(
                "shy",
                lambda _: Shy(may_leave),
                Bound(),
                lambda _: None,
                passivation=limits,
            )

        spec = ChildSpec("shy", region, shutdown_seconds=None)
        self.root = self.stage.root(lambda: Supervisor((spec,)))

    @property
    def region(self) -> Region[object]:
        assert isinstance(self.root.actor, Supervisor)
        cell = self.root.actor.child("shy")
        assert cell is not None
        assert isinstance(cell.actor, Region)
        return cell.actor

    def tell(self, name: str, message: object) -> None:
        self.region.ref(name).tell(message)
        self.stage.run()


def test_an_actor_that_does_not_consent_stays() -> None:
    yard = Yard(lambda _: None)
    yard.tell("1", Say("hello"))
    yard.stage.advance(10 * IDLE)
    assert len(yard.region) == 1


def test_one_whose_end_somebody_awaits_stays() -> None:
    yard = Yard(lambda _: Leave(None, is_stored=True))
    yard.tell("watched", Say("hello"))
    yard.tell("watcher", Ref(yard.region.cell("watched")))
    yard.stage.advance(10 * IDLE)
    assert [cell.path for cell in yard.region.children()] == ["/shy/watched"]


def test_a_consent_that_raises_is_the_entitys_own_crash() -> None:
    def broken(_: Shy) -> Leave | None:
        raise Broken

    yard = Yard(broken)
    yard.tell("1", Say("hello"))
    region = yard.region
    yard.stage.advance(LATEST)
    assert yard.region is region
    assert region.cell("1").crashes >= 1


def test_a_timer_of_the_shells_own_keeps_it_awake() -> None:
    shelf = shelf_of()
    counter = shelf.awake()
    counter.context.start_timer("own", 10 * IDLE, Look())
    shelf.advance(9 * IDLE)
    assert shelf.is_awake("1")
    shelf.advance(IDLE + LATEST)
    assert not shelf.is_awake("1")


def test_one_that_crashed_lately_stays_with_its_budget() -> None:
    shelf = shelf_of(idle=8.0)
    shelf.ask(Add("a"))
    shelf.address().tell(Break())
    shelf.advance(50)
    assert shelf.is_awake("1")
    shelf.advance(60)
    assert not shelf.is_awake("1")


def test_a_budget_is_whole_again_after_its_period() -> None:
    budget = Budget(Intensity(3, 10.0))
    assert budget.is_whole(0.0)
    budget.spend(5.0)
    assert not budget.is_whole(14.9)
    assert budget.is_whole(15.0)


def test_limits_are_checked() -> None:
    with pytest.raises(UsageError, match="idle_seconds > 0"):
        Passivation(0.0, 1, lambda _: Look())
    with pytest.raises(UsageError, match="max_awake >= 1"):
        Passivation(1.0, 0, lambda _: Look())


# --- the end of the region


def test_a_region_that_stops_or_crashes_wakes_nobody() -> None:
    shelf = shelf_of()
    shelf.ask(Wait(1_000), "1")
    shelf.ask(Wait(1_000), "2")
    shelf.advance(500)
    assert shelf.region.census.asleep == 2
    region = shelf.region
    shelf.root.stop(Shutdown())
    shelf.run()
    assert len(shelf.stage.node.timers) == 0
    assert region.census.asleep == 0

    shelf = shelf_of()
    shelf.ask(Wait(1_000), "1")
    shelf.advance(500)
    region = shelf.region
    region.context.ref.cell.crash(Broken(), None)
    shelf.run()
    assert shelf.region is not region
    assert len(shelf.stage.node.timers) == 0


# --- any order of events


Sent = tuple[str, str, Reply]
"""To whom, under which id, and what was answered."""


def may_break(times: list[float], now: float) -> bool:
    """Within the budget: who is quarantined is another test's matter."""
    latest = times[-ENTITY_INTENSITY.restarts :]
    if len(latest) < ENTITY_INTENSITY.restarts:
        return True
    return latest[0] < now - ENTITY_INTENSITY.period


def play(seed: int) -> Shelf:
    """Writers, deadlines, crashes, kills and a tight limit, in an order by chance."""
    random = Random(seed)
    shelf = shelf_of(max_awake=3, seed=seed, idle=1.0)
    names = "abcdefg"
    replies: list[Sent] = []
    waits = dict.fromkeys(names, 0)
    broken: dict[str, list[float]] = {name: [] for name in names}
    for number in range(250):
        name = random.choice(names)
        match random.randrange(12):
            case 0:
                waits[name] += 1
                shelf.advance(8)  # the last one of this name is over
                shelf.ask(Wait(random.randint(1, 6)), name)
                continue
            case 1 | 2 as way if may_break(broken[name], shelf.stage.now):
                broken[name].append(shelf.stage.now)
                if way == 1:
                    shelf.address(name).tell(Break())
                else:
                    shelf.cell(name).kill()
            case 3 | 4 | 5:
                shelf.advance(random.random())
            case _:
                cid = f"{name}{number}"
                replies.append((name, cid, shelf.start(Add(cid), name)))
        for _ in range(random.randrange(12)):
            shelf.step()
        due = shelf.stage.node.timers.next_deadline()
        if random.random() < 0.3 and due < shelf.stage.now + 1:
            shelf.stage.now = max(shelf.stage.now, due)
            shelf.stage.node.timers.fire_due()
    shelf.advance(100)
    check(shelf, replies, waits)
    return shelf


def check(shelf: Shelf, replies: list[Sent], waits: dict[str, int]) -> None:
    for name, cid, reply in replies:
        ((_, error),) = reply.calls
        times = shelf.added(name).count(cid)
        assert times == 1 or (times == 0 and error is not None), cid
    expired = {name: shelf.awake(name).state.expired for name in waits}
    assert expired == waits


@pytest.mark.parametrize("seed", range(25))
def test_nothing_is_lost_and_deadlines_fire_once_in_any_order(seed: int) -> None:
    shelf = play(seed)
    census = shelf.region.census
    assert census.passivated > 20
    assert census.revived > 20


def test_one_that_is_over_leaves_for_good() -> None:
    shelf = shelf_of()
    shelf.ask(Add("a"))
    shelf.ask(Close(leaves=True))
    assert shelf.region.census == Census("counter", 0)
    assert shelf.ask(Look()) == 1
    assert shelf.region.census == Census("counter", 0)
