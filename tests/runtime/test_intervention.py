"""Restarts and crashes that somebody who looks on has asked for."""

from __future__ import annotations

import os
import signal

import pytest
import trio
from trio.testing import MockClock

from runtime.actor import HOLD
from runtime.cell import ActorCrashed
from runtime.child import ChildSpec, Strategy
from runtime.errors import Unavailable
from runtime.intervention import crash, is_up, restart, restarts_left
from runtime.introspect import process_of
from runtime.port_service import PortService
from runtime.region import ENTITY_INTENSITY
from runtime.request_port import RequestPort
from runtime.supervisor import ChildRestarted
from tests.runtime.family import Family
from tests.runtime.live import live, settle, shop
from tests.runtime.stage import Reply, Say, Scripted
from tests.runtime.test_port import ECHO
from tests.runtime.test_region import Town

ONE, REST, ALL = Strategy.ONE_FOR_ONE, Strategy.REST_FOR_ONE, Strategy.ONE_FOR_ALL


@pytest.mark.parametrize(
    ("strategy", "expected"),
    [
        (ONE, ["-b", ".b", "+b"]),
        (REST, ["-c", ".c", "-b", ".b", "+b", "+c"]),
        (ALL, ["-c", ".c", "-a", ".a", "-b", ".b", "+a", "+b", "+c"]),
    ],
)
def test_a_restart_stops_and_starts_in_order_and_costs_nothing(
    strategy: Strategy, expected: list[str]
) -> None:
    family = Family("a", "b", "c", strategy=strategy)
    family.take_log()
    left = restarts_left(family.cell("b"))
    restart(family.cell("b"))
    family.stage.run()
    assert family.take_log() == expected
    assert family.alive() == ["a", "b", "c"]
    assert restarts_left(family.cell("b")) == left
    assert family.stage.events(ChildRestarted) == []


def test_a_restart_waits_until_the_supervisor_is_done_with_another() -> None:
    family = Family("a", "b")
    family.take_log()
    restart(family.cell("a"))
    restart(family.cell("b"))
    restart(family.cell("b"))
    family.stage.run()
    log = family.take_log()
    assert [each for each in log if each[0] == "+"] == ["+a", "+b", "+b"]
    assert family.alive() == ["a", "b"]


def test_a_restart_of_one_that_crashes_meanwhile_is_a_crash() -> None:
    family = Family("a")
    cell = family.cell("a")
    restart(cell)
    crash(cell)
    family.stage.run()
    assert family.alive() == ["a"]
    assert cell.generation == 1


def test_a_crash_is_a_crash_as_any_and_mail_that_waits_is_kept() -> None:
    family = Family("a", "b")
    cell = family.cell("a")
    left = restarts_left(cell)
    family.ref("a").tell(Say("kept"))
    family.take_log()
    crash(cell)
    family.stage.run()
    assert family.take_log() == [".a", "+a", "kept"]
    (crashed,) = family.stage.events(ActorCrashed)
    assert crashed.error == "InducedCrash: somebody had /a crash"
    assert restarts_left(cell) == left - 1


def test_one_that_is_held_crashes_at_once() -> None:
    family = Family.of(ChildSpec("x", lambda: Scripted(lambda *_: HOLD)), log=[])
    cell = family.cell("x")
    family.ref("x").tell(Say("hold"))
    family.stage.run()
    assert not is_up(cell)
    crash(cell)
    family.stage.run()
    assert is_up(cell)
    assert cell.crashes == 1


def test_the_root_and_whoever_does_not_run_are_left_alone() -> None:
    family = Family("a")
    with pytest.raises(Unavailable, match="the root has nobody"):
        restart(family.root)
    assert restarts_left(family.root) == 0
    crash(family.cell("a"))
    for intervene in (crash, restart):
        with pytest.raises(Unavailable, match="/a does not run now: waiting"):
            intervene(family.cell("a"))
    assert not is_up(family.cell("a"))


def test_an_entity_is_restarted_alone_and_keeps_its_mail() -> None:
    town = Town()
    for name in "ab":
        town.tell(name, "x")
    town.stage.run()
    town.log.clear()
    cell = town.region.cells["a"]
    restart(cell)
    town.tell("a", "kept")
    town.stage.run()
    assert [each for each in town.log if each != "a:kept"] == ["-a", ".a", "+a"]
    assert town.log.count("a:kept") == 1, "before or after, as chance has it"
    assert town.region.cells["a"] is cell
    assert restarts_left(cell) == ENTITY_INTENSITY.restarts
    town.tell("a", "finish")
    town.stage.run()
    assert "a" not in town.region.cells, "the wish was for once"


def test_an_entity_without_mail_comes_back_too() -> None:
    town = Town()
    town.tell("a", "x")
    town.stage.run()
    town.log.clear()
    restart(town.region.cells["a"])
    town.stage.run()
    assert town.log == ["-a", ".a", "+a"]


def test_the_budget_of_an_entity_is_told_until_it_is_spent() -> None:
    town = Town()
    town.tell("a", "x")
    town.stage.run()
    cell = town.region.cells["a"]
    for left in reversed(range(ENTITY_INTENSITY.restarts)):
        crash(cell)
        town.stage.advance(1.5)
        assert restarts_left(cell) == left
    crash(cell)
    town.stage.run()
    assert town.quarantined == ["a"]
    town.stage.advance(ENTITY_INTENSITY.period)
    assert restarts_left(cell) == ENTITY_INTENSITY.restarts


def test_a_region_that_stops_brings_nobody_back() -> None:
    town = Town()
    town.tell("a", "stubborn")
    town.stage.run()
    restart(town.region.cells["a"])
    restart(town.cell)
    town.stage.advance(30.0)
    assert town.log.count("+a") == 1
    town.tell("a", "x")
    town.stage.run()
    assert town.log[-2:] == ["+a", "a:x"]


async def test_a_service_crashes_at_its_next_pause(autojump_clock: MockClock) -> None:
    log: list[str] = []
    async with live(shop("a", log), shop("b", log)) as node:
        cell = node.cell("a")
        assert is_up(cell)
        crash(cell)
        await settle()
        assert log == ["+a", "+b", ".a", "+a"]
        assert node.crashes == ["/a"]
        assert is_up(cell)


async def test_one_that_keeps_a_process_is_up_when_that_serves() -> None:
    port = RequestPort(ECHO, 1)
    serves: list[trio.Event] = [trio.Event(), trio.Event()]
    left = iter(serves)

    def start() -> PortService:
        return PortService(port, next(left).set, is_awaited=False)

    async with live(ChildSpec("p", start)) as node:
        cell = node.cell("p")
        assert not is_up(cell)
        await serves[0].wait()
        assert is_up(cell)
        first = process_of(cell)
        os.kill(first, signal.SIGKILL)
        await serves[1].wait()
        assert is_up(cell)
        assert process_of(cell) not in {0, first}
        assert node.crashes == ["/p"]


def test_an_answer_that_was_under_way_is_refused_and_nobody_hangs() -> None:
    family = Family.of(ChildSpec("x", lambda: Scripted(lambda *_: HOLD)), log=[])
    reply: Reply = family.stage.ask(family.ref("x"), Say("?"), seconds=1.0)
    family.stage.run()
    crash(family.cell("x"))
    family.stage.advance(2.0)
    assert len(reply.calls) == 1
