"""The end of a supervisor: in order, in time, and nobody is left behind."""

from __future__ import annotations

import pytest

from runtime.child import ChildSpec, Strategy
from runtime.errors import NoSuchActor
from runtime.exits import Normal, Shutdown
from runtime.mailbox import Delivery
from runtime.phase import Phase
from runtime.supervisor import ChildKilled, Supervisor
from tests.runtime.family import (
    Family,
    Stubborn,
    inner_ref,
    member_spec,
)
from tests.runtime.stage import Broken, Question, Recorder, Say


def test_a_child_that_does_not_stop_in_time_is_killed() -> None:
    log: list[str] = []
    family = Family.of(
        member_spec("a", log),
        ChildSpec("s", lambda: Stubborn("s", log), shutdown_seconds=3.0),
        member_spec("b", log),
        log=log,
    )
    family.take_log()
    family.root.stop(Shutdown())
    family.stage.advance(2.9)
    assert family.take_log() == ["-b", ".b", "-s"]
    family.stage.advance(0.2)
    assert family.take_log() == [".s", "-a", ".a"]
    (killed,) = family.stage.events(ChildKilled)
    assert (killed.path, killed.shutdown_seconds) == ("/s", 3.0)
    assert family.stage.exits == [("", Shutdown())]


def test_a_stubborn_supervisor_is_killed_with_all_below_it() -> None:
    log: list[str] = []

    def inside() -> Supervisor:
        stubborn = ChildSpec("s", lambda: Stubborn("s", log), shutdown_seconds=None)
        return Supervisor((member_spec("x", log), stubborn))

    family = Family.of(ChildSpec("inner", inside, shutdown_seconds=3.0), log=log)
    below = inner_ref(family, "x")
    family.take_log()
    family.root.stop(Shutdown())
    family.stage.advance(4)
    assert sorted(family.take_log()) == ["-s", ".s", ".x"]
    assert family.stage.exits == [("", Shutdown())]
    assert below.tell(Say("late")) is Delivery.REJECTED


def test_a_child_may_be_given_for_ever() -> None:
    log: list[str] = []
    spec = ChildSpec("s", lambda: Stubborn("s", log), shutdown_seconds=None)
    family = Family.of(spec, log=log)
    child = family.ref("s")
    family.root.stop(Shutdown())
    family.stage.advance(1_000)
    assert family.stage.exits == []
    actor = child.cell.actor
    assert isinstance(actor, Stubborn)
    actor.reason = Normal()
    child.tell(Say("give in"))
    family.stage.advance(1)
    assert family.stage.exits == [("", Shutdown())]


@pytest.mark.parametrize("strategy", Strategy)
def test_a_stop_may_come_at_any_moment_of_a_restart(strategy: Strategy) -> None:
    for turns in range(40):
        family = Family("a", "b", "c", strategy=strategy)
        family.cell("a").crash(Broken(), None)
        family.cell("c").crash(Broken(), None)
        family.stage.dispatcher.drain(turns)
        family.root.stop(Shutdown())
        family.stage.advance(20)
        assert family.stage.exits == [("", Shutdown())]
        starts = [entry for entry in family.log if entry.startswith("+")]
        ends = [entry for entry in family.log if entry.startswith(".")]
        assert len(starts) == len(ends)


def test_a_stop_during_the_first_start() -> None:
    for turns in range(12):
        log: list[str] = []
        family = Family.of(log=log)
        specs = tuple(member_spec(name, log) for name in "abc")
        root = family.stage.cell(lambda: Supervisor(specs), path="")  # noqa: B023
        root.start_again()
        family.stage.dispatcher.drain(turns)
        root.stop(Shutdown())
        family.stage.run()
        assert family.stage.exits == [("", Shutdown())]
        assert [each for each in log if each[0] == "+"] == [
            f"+{name}" for name in "abc"[: len(log) // 3]
        ]
        assert len([each for each in log if each[0] == "."]) == len(log) // 3


def test_mail_and_asks_at_the_end_are_dead_letters() -> None:
    family = Family("a")
    child = family.ref("a")
    waiting = family.stage.ask(child, Question("waiting"))
    family.root.stop(Shutdown())
    family.root.turn()
    child.cell.turn()
    family.stage.run()
    assert waiting.calls
    assert child.tell(Say("late")) is Delivery.REJECTED
    assert family.stage.ask(child, Question("late")).error is NoSuchActor


def test_a_supervisor_that_crashes_leaves_nobody_behind() -> None:
    family = Family("a", "b")
    old = family.ref("a")
    watcher: list[str] = []

    class Watcher(Recorder):
        def on_start(self) -> object:
            self.context.watch(old)
            return None

        def on_down(self, down: object) -> None:
            self.log.append("down")

    family.stage.cell(lambda: Watcher(watcher), path="/w").start_again()
    family.stage.run()
    family.take_log()
    old.tell(Say("never handled"))
    family.root.crash(Broken(), None)
    family.stage.run()
    assert sorted(family.take_log()) == [".a", ".b"]
    assert watcher == ["down"]
    assert old.tell(Say("x")) is Delivery.REJECTED
    assert old.cell.phase is Phase.ENDED
