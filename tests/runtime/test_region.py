"""Regions: entities come with their first message, and fail alone."""

from __future__ import annotations

from random import Random
from typing import cast

import pytest

from runtime.actor import HOLD
from runtime.cell import Cell
from runtime.child import Backoff, ChildSpec, Intensity
from runtime.errors import NoSuchActor, Quarantined, Restarting
from runtime.exits import ExitReason, Shutdown
from runtime.mailbox import Bound, Delivery
from runtime.phase import Phase
from runtime.ref import Address
from runtime.region import (
    ENTITY_INTENSITY,
    QUARANTINE_SECONDS,
    SHUTDOWN_SECONDS,
    EntityQuarantined,
    Region,
)
from runtime.sleepers import Census
from runtime.supervisor import Supervisor
from tests.runtime.stage import Broken, Fail, Question, Recorder, Reply, Say, Stage


class Entity(Recorder):
    """`finish` makes it leave; `stubborn` makes it refuse to stop."""

    def __init__(self, name: str, log: list[str]) -> None:
        super().__init__(log)
        self.name = name
        self.is_stubborn = False

    def on_start(self) -> object:
        self.log.append(f"+{self.name}")
        return None

    def receive(self, message: object) -> object:
        match message:
            case Say("finish"):
                self.context.finish()
            case Say("stubborn"):
                self.is_stubborn = True
            case Say(text):
                self.log.append(f"{self.name}:{text}")
            case _:
                return super().receive(message)
        return None

    def on_stop(self, reason: ExitReason) -> object:
        self.log.append(f"-{self.name}")
        return HOLD if self.is_stubborn else None

    def on_end(self) -> None:
        self.log.append(f".{self.name}")


class Town:
    """A stage with one region under a supervisor."""

    def __init__(self, bound: Bound | None = None, seed: int = 0) -> None:
        self.log: list[str] = []
        self.quarantined: list[str] = []
        self.stage = Stage(seed)
        spec = ChildSpec("e", lambda: self.region_of(bound), shutdown_seconds=None)
        self.root = self.stage.root(
            lambda: Supervisor((spec,), intensity=Intensity(100, 5.0))
        )

    def region_of(self, bound: Bound | None) -> Region[object]:
        return Region(
            "e",
            lambda name: Entity(name, self.log),
            bound or Bound(),
            self.quarantined.append,
            Backoff(0.1, 1.0),
        )

    @property
    def cell(self) -> Cell:
        assert isinstance(self.root.actor, Supervisor)
        cell = self.root.actor.child("e")
        assert cell is not None
        return cell

    @property
    def region(self) -> Region[object]:
        assert isinstance(self.cell.actor, Region)
        return self.cell.actor

    def find(self, name: str) -> Address[object]:
        address = self.stage.node.registry.find(f"e/{name}")
        assert address is not None
        return cast("Address[object]", address)

    def tell(self, name: str, text: str) -> Delivery:
        return self.find(name).tell(Say(text))

    def fail(self, name: str, times: int = 1) -> None:
        """Crashes an entity as often, and waits for its back-offs."""
        for _ in range(times):
            self.find(name).tell(Fail())
            self.stage.advance(1.5)

    def ask(self, name: str, text: str = "?") -> Reply:
        reply = Reply()
        self.find(name).request(Question(text), 5.0, reply.done)
        self.stage.run()
        return reply

    def quarantine(self, name: str) -> None:
        self.fail(name, ENTITY_INTENSITY.restarts + 1)
        assert self.quarantined[-1] == name
        self.log.clear()


def test_an_entity_starts_with_its_first_message_and_not_before() -> None:
    town = Town()
    town.find("1")
    assert len(town.region) == 0
    assert town.find("1").cell.phase is Phase.IDLE
    town.stage.run()
    assert (town.log, len(town.region)) == ([], 1)
    town.tell("1", "hello")
    town.tell("2", "you")
    town.stage.run()
    assert sorted(town.log) == ["+1", "+2", "1:hello", "2:you"]
    assert town.find("1").cell.path == "/e/1"
    assert [cell.path for cell in town.region.children()] == ["/e/1", "/e/2"]


def test_an_entity_that_finished_is_forgotten_and_comes_back_when_needed() -> None:
    town = Town()
    town.tell("1", "finish")
    town.stage.run()
    assert (town.log, len(town.region)) == (["+1", ".1"], 0)
    town.tell("1", "again")
    town.stage.run()
    assert town.log == ["+1", ".1", "+1", "1:again"]


def test_mail_that_comes_while_it_finishes_is_not_lost() -> None:
    town = Town()
    town.tell("1", "finish")
    cell = town.find("1").cell
    cell.turn()
    assert cell.phase is Phase.WAITING
    town.tell("1", "just in time")
    asked = town.ask("1")
    town.stage.run()
    assert town.log[:4] == ["+1", ".1", "+1", "1:just in time"]
    assert asked.error in (None, Restarting)


def test_ids_may_be_like_anything_but_a_path() -> None:
    town = Town()
    for name in ("retry", "release", "overdue", "ünïcode", "a:b"):
        town.fail(name, 2)
        town.tell(name, "alive")
        town.stage.run()
        assert town.log[-1] == f"{name}:alive"


def test_an_entity_that_crashes_is_started_again_with_its_mail() -> None:
    town = Town()
    town.tell("1", "a")
    town.find("1").tell(Fail())
    town.tell("1", "b")
    town.stage.run()
    assert town.log == ["+1", "1:a", ".1", "+1", "1:b"]


def test_repeated_crashes_wait_longer_and_send_asks_back() -> None:
    town = Town()
    for _ in range(2):
        town.find("1").tell(Fail())
        town.stage.run()
    assert town.ask("1").error is Restarting
    town.tell("1", "kept")
    town.stage.run()
    assert "1:kept" not in town.log
    town.stage.advance(0.2)
    assert town.log[-1] == "1:kept"


def test_an_entity_over_its_budget_is_quarantined_alone() -> None:
    town = Town()
    town.tell("2", "a")
    town.fail("1", ENTITY_INTENSITY.restarts)
    assert town.quarantined == []
    town.fail("1")
    assert town.quarantined == ["1"]
    (told,) = town.stage.events(EntityQuarantined)
    assert (told.path, told.reason) == ("/e/1", "Broken: as told")
    assert town.ask("1").error is Quarantined
    assert town.ask("2").answer == "?!"
    assert town.log.count("+1") == ENTITY_INTENSITY.restarts + 1
    assert town.log.count("+2") == 1
    assert town.stage.exits == []


def test_a_quarantine_ends_and_the_mail_is_handled_then() -> None:
    town = Town()
    town.quarantine("1")
    town.tell("1", "patient")
    town.stage.advance(QUARANTINE_SECONDS - 2)
    assert town.log == []
    assert town.ask("1").error is Quarantined
    town.stage.advance(2)
    assert town.log == ["+1", "1:patient"]
    assert town.ask("1").answer == "?!"


def test_after_a_quarantine_the_budget_is_whole_again() -> None:
    town = Town()
    town.quarantine("1")
    town.tell("1", "x")
    town.stage.advance(QUARANTINE_SECONDS)
    town.fail("1", ENTITY_INTENSITY.restarts)
    assert town.quarantined == ["1"]
    town.fail("1")
    assert town.quarantined == ["1", "1"]


def test_a_quarantine_without_mail_ends_in_forgetting() -> None:
    town = Town()
    town.quarantine("1")
    assert town.region.census == Census("e", 1, quarantined=1)
    town.stage.advance(QUARANTINE_SECONDS)
    assert town.region.census == Census("e", 0)
    assert (len(town.region), town.log) == (0, [])
    assert town.ask("1").answer == "?!"


def test_old_crashes_are_forgiven() -> None:
    town = Town()
    for _ in range(3 * ENTITY_INTENSITY.restarts):
        town.fail("1")
        town.stage.advance(ENTITY_INTENSITY.period / ENTITY_INTENSITY.restarts)
    assert town.quarantined == []


def test_a_storm_in_one_entity_is_bounded() -> None:
    town = Town()
    for _ in range(10_000):
        town.find("1").tell(Fail())
    town.tell("2", "calm")
    town.stage.advance(100)
    # One budget before the quarantine and one after it, each with its last straw.
    assert town.log.count("+1") <= 3 * (ENTITY_INTENSITY.restarts + 1)
    assert town.ask("2").answer == "?!"


def test_each_entity_has_the_regions_bound() -> None:
    town = Town(Bound(messages=2))
    assert town.tell("1", "a") is Delivery.ACCEPTED
    assert town.tell("1", "b") is Delivery.ACCEPTED
    assert town.tell("1", "c") is Delivery.REJECTED
    assert town.tell("2", "a") is Delivery.ACCEPTED


def test_all_entities_stop_with_their_region() -> None:
    town = Town()
    for name in "123":
        town.tell(name, "x")
    town.stage.run()
    town.fail("3", 1)
    town.find("3").tell(Fail())
    town.stage.run()  # 3 backs off
    town.find("never started")
    town.log.clear()
    town.root.stop(Shutdown())
    town.stage.run()
    assert sorted(town.log) == ["-1", "-2", ".1", ".2"]
    assert town.stage.exits == [("", Shutdown())]
    assert len(town.stage.node.timers) == 0


def test_a_quarantined_entity_does_not_keep_its_region_from_stopping() -> None:
    town = Town()
    town.quarantine("1")
    town.root.stop(Shutdown())
    town.stage.run()
    assert town.stage.exits == [("", Shutdown())]


def test_a_region_without_entities_stops_at_once() -> None:
    town = Town()
    town.root.stop(Shutdown())
    town.stage.run()
    assert town.stage.exits == [("", Shutdown())]
    assert dict(town.stage.node.registry.regions) == {}


def test_a_stubborn_entity_is_killed_in_the_end() -> None:
    town = Town()
    town.tell("1", "stubborn")
    town.tell("2", "x")
    town.stage.run()
    town.root.stop(Shutdown())
    town.stage.advance(SHUTDOWN_SECONDS - 0.1)
    assert town.stage.exits == []
    assert ".2" in town.log
    town.stage.advance(0.2)
    assert town.log[-1] == ".1"
    assert town.stage.exits == [("", Shutdown())]


def test_a_region_that_stops_wakes_nobody() -> None:
    town = Town()
    town.tell("1", "stubborn")
    town.stage.run()
    region = town.region
    town.root.stop(Shutdown())
    town.stage.run()
    other = region.ref("2")
    assert other.tell(Say("x")) is Delivery.REJECTED
    assert town.stage.ask(other, Question("?")).error is NoSuchActor
    assert "+2" not in town.log


def test_a_region_that_crashes_leaves_nobody_behind_and_comes_back() -> None:
    town = Town()
    town.tell("1", "x")
    town.tell("2", "x")
    town.stage.run()
    old = town.find("1")
    old_cell = old.cell
    before = town.region
    town.tell("2", "lost with its region")
    town.log.clear()
    town.cell.crash(Broken(), None)
    town.stage.run()
    assert town.region is not before
    assert sorted(town.log) == [".1", ".2"]
    assert old_cell.phase is Phase.ENDED
    town.log.clear()
    town.tell("1", "new")
    town.stage.run()
    assert town.log == ["+1", "1:new"]
    # Who kept an address from before must not start a second one of an entity.
    for address in (old, before.ref("9")):
        assert address.tell(Say("old address")) is Delivery.REJECTED
    town.stage.run()
    assert town.log == ["+1", "1:new"]


def test_slashes_in_an_id_neither_keep_a_finished_entity_nor_a_crashed_one() -> None:
    town = Town()
    town.tell("a/b", "finish")
    town.stage.run()
    assert len(town.region) == 0
    town.fail("a/b")
    town.tell("a/b", "again")
    town.stage.run()
    assert town.log == ["+a/b", ".a/b", "+a/b", ".a/b", "+a/b", "a/b:again"]


def test_a_quarantine_that_raises_crashes_only_the_region() -> None:
    town = Town()

    def raises(_: str) -> None:
        raise Broken

    town.region._on_quarantine = raises
    town.fail("1", ENTITY_INTENSITY.restarts + 1)
    town.tell("1", "alive")
    town.stage.run()
    assert town.log[-1] == "1:alive"
    assert town.stage.exits == []


@pytest.mark.parametrize("seed", range(8))
def test_bad_entities_disturb_no_good_one(seed: int) -> None:
    town = Town(seed=seed)
    random = Random(seed)
    told: list[str] = []
    for number in range(600):
        if random.random() < 0.3:
            town.find(f"bad{random.randrange(3)}").tell(Fail())
        else:
            name = f"good{random.randrange(5)}"
            town.tell(name, str(number))
            told.append(f"{name}:{number}")
        if random.random() < 0.1:
            town.stage.advance(random.uniform(0, 2))
    town.stage.advance(200)
    heard = [entry for entry in town.log if ":" in entry]
    for index in range(5):
        mine = f"good{index}:"
        assert [each for each in heard if each.startswith(mine)] == [
            each for each in told if each.startswith(mine)
        ]
        assert town.log.count(f"+good{index}") <= 1
    assert town.quarantined
    assert town.stage.exits == []
