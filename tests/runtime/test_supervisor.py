"""Supervisors: who is restarted with whom, in which order, and when they give up."""

from __future__ import annotations

from random import Random

import pytest

from runtime.child import ChildSpec, Intensity, Restart, Strategy
from runtime.errors import NoSuchActor, Restarting, UsageError
from runtime.exits import Crash, Shutdown
from runtime.mailbox import Delivery
from runtime.phase import Phase
from runtime.supervisor import ChildRestarted, Supervisor
from tests.runtime.family import (
    Family,
    Member,
    inner_ref,
    member_spec,
    nested,
)
from tests.runtime.stage import Broken, Question, Say, Scripted

ALL = Strategy.ONE_FOR_ALL
REST = Strategy.REST_FOR_ONE
ONE = Strategy.ONE_FOR_ONE


def test_children_start_in_order_and_stop_in_reverse() -> None:
    family = Family("a", "b", "c")
    assert family.take_log() == ["+a", "+b", "+c"]
    family.root.stop(Shutdown())
    family.stage.run()
    assert family.take_log() == ["-c", ".c", "-b", ".b", "-a", ".a"]
    assert family.stage.exits == [("", Shutdown())]
    assert family.stage.node.timers.next_deadline() < float("inf")
    assert len(family.stage.node.timers) == 0


def test_a_supervisor_without_children_is_up_at_once() -> None:
    family = Family()
    assert family.stage.started == [""]
    family.root.stop(Shutdown())
    family.stage.run()
    assert family.stage.exits == [("", Shutdown())]


@pytest.mark.parametrize(
    ("strategy", "expected"),
    [
        (ONE, [".b", "+b"]),
        (ALL, [".b", "-c", ".c", "-a", ".a", "+a", "+b", "+c"]),
        (REST, [".b", "-c", ".c", "+b", "+c"]),
    ],
)
def test_the_strategies(strategy: Strategy, expected: list[str]) -> None:
    family = Family("a", "b", "c", strategy=strategy)
    family.take_log()
    family.fail("b")
    assert family.take_log() == expected
    assert family.alive() == ["a", "b", "c"]
    assert [each.path for each in family.stage.events(ChildRestarted)] == ["/b"]


@pytest.mark.parametrize("strategy", Strategy)
@pytest.mark.parametrize("seed", range(20))
def test_whoever_fails_together_the_family_is_whole_again(
    strategy: Strategy, seed: int
) -> None:
    names = ("a", "b", "c", "d")
    family = Family(*names, strategy=strategy, seed=seed)
    random = Random(seed)
    for _ in range(10):
        victims = random.sample(names, random.randint(1, 4))
        family.fail(*victims)
        family.stage.advance(20)
        assert family.alive() == list(names), (victims, family.log)
        replies = [family.stage.ask(family.ref(name), Question("?")) for name in names]
        family.stage.run()
        assert [reply.answer for reply in replies] == ["?!"] * 4
    starts = [entry for entry in family.log if entry.startswith("+")]
    ends = [entry for entry in family.log if entry.startswith(".")]
    assert len(starts) == len(ends) + 4, "one incarnation at a time"


@pytest.mark.parametrize("victims", ["ab", "ba", "abc", "cba", "bca"])
def test_who_failed_beside_another_is_not_restarted_twice(victims: str) -> None:
    family = Family("a", "b", "c", strategy=ALL)
    family.take_log()
    family.fail(*victims)
    family.stage.advance(10)
    starts = [entry for entry in family.take_log() if entry[0] == "+"]
    assert starts == ["+a", "+b", "+c"]
    assert len(family.stage.events(ChildRestarted)) == 1


def test_incarnations_never_overlap() -> None:
    family = Family("a", "b", "c", strategy=ALL)
    for name in "abcabc":
        family.fail(name)
        family.stage.advance(5)
    running: set[str] = set()
    for entry in family.take_log():
        if entry.startswith("+"):
            assert entry[1:] not in running
            running.add(entry[1:])
        elif entry.startswith("."):
            running.remove(entry[1:])


# --- permanent, transient, temporary


def ends(actor: Scripted, message: object) -> None:
    actor.context.finish()
    if message == Say("fail"):
        raise Broken


@pytest.mark.parametrize(
    ("restart", "message", "is_back"),
    [
        (Restart.PERMANENT, "finish", True),
        (Restart.PERMANENT, "fail", True),
        (Restart.TRANSIENT, "finish", False),
        (Restart.TRANSIENT, "fail", True),
        (Restart.TEMPORARY, "finish", False),
        (Restart.TEMPORARY, "fail", False),
    ],
)
def test_who_comes_back(restart: Restart, message: str, *, is_back: bool) -> None:
    spec = ChildSpec("x", lambda: Scripted(ends), restart)
    family = Family.of(spec, log=[])
    child = family.ref("x")
    child.tell(Say(message))
    family.stage.run()
    assert (family.alive() == ["x"]) == is_back
    if not is_back:
        assert family.stage.ask(child, Question("?")).error is NoSuchActor
        assert child.tell(Say("x")) is Delivery.REJECTED


def test_a_temporary_child_does_not_come_back_with_the_others() -> None:
    log: list[str] = []
    family = Family.of(
        member_spec("a", log),
        member_spec("t", log, Restart.TEMPORARY),
        member_spec("b", log),
        log=log,
        strategy=ALL,
    )
    old = family.ref("t")
    family.take_log()
    family.fail("a")
    assert family.take_log() == [".a", "-b", ".b", "-t", ".t", "+a", "+b"]
    assert old.tell(Say("x")) is Delivery.REJECTED
    family.fail("b")
    family.stage.advance(5)
    assert family.alive() == ["a", "b"]


def test_one_for_all_brings_back_a_transient_child_that_had_finished() -> None:
    log: list[str] = []
    family = Family.of(
        ChildSpec("x", lambda: Scripted(ends), Restart.TRANSIENT),
        member_spec("a", log),
        log=log,
        strategy=ALL,
    )
    family.ref("x").tell(Say("finish"))
    family.stage.run()
    assert family.alive() == ["a"]
    family.fail("a")
    assert sorted(family.alive()) == ["a", "x"]


# --- starts that fail


class Balky(Member):
    """Fails at its first starts."""

    left: int

    def on_start(self) -> object:
        super().on_start()
        if Balky.left:
            Balky.left -= 1
            raise Broken
        return None


@pytest.mark.parametrize("strategy", Strategy)
@pytest.mark.parametrize("failures", [1, 3])
def test_a_child_that_fails_to_start_keeps_the_later_ones_waiting_only(
    strategy: Strategy, failures: int
) -> None:
    log: list[str] = []
    Balky.left = failures
    family = Family.of(
        member_spec("a", log),
        ChildSpec("b", lambda: Balky("b", log)),
        member_spec("c", log),
        log=log,
        strategy=strategy,
    )
    family.stage.advance(30)
    assert family.alive() == ["a", "b", "c"]
    last = [entry for entry in log if entry.startswith("+")][-2:]
    assert last == ["+b", "+c"]
    assert log.count("+b") == failures + 1
    assert log.count("+c") == 1
    assert log.count("+a") == (failures + 1 if strategy is ALL else 1)


def test_a_temporary_child_that_fails_to_start_is_gone_and_the_rest_starts() -> None:
    log: list[str] = []
    Balky.left = 1
    family = Family.of(
        ChildSpec("b", lambda: Balky("b", log), Restart.TEMPORARY),
        member_spec("c", log),
        log=log,
    )
    assert family.alive() == ["c"]
    assert log == ["+b", ".b", "+c"]


def test_a_child_that_can_never_start_ends_its_supervisor() -> None:
    log: list[str] = []
    Balky.left = 1_000
    family = Family.of(
        member_spec("a", log),
        ChildSpec("b", lambda: Balky("b", log)),
        member_spec("c", log),
        log=log,
        intensity=Intensity(3, 5.0),
    )
    family.stage.advance(10)
    assert log.count("+b") == 4
    assert log[-2:] == ["-a", ".a"]
    assert "+c" not in log
    ((path, reason),) = family.stage.exits
    assert (path, isinstance(reason, Crash)) == ("", True)
    assert family.stage.started == [], "it was never up"


# --- intensity, back-off, escalation


def test_the_first_restart_is_at_once_and_the_next_ones_wait_longer() -> None:
    family = Family("a")
    waits = []
    for _ in range(7):
        family.fail("a")
        waits.append(family.stage.events(ChildRestarted)[-1].delay_seconds)
        before = family.stage.now
        while family.cell("a").phase is Phase.WAITING:
            family.stage.advance(0.01)
        assert family.stage.now - before <= waits[-1] + 0.03
    assert waits[0] == 0
    for wait, full in zip(waits[1:], (0.1, 0.2, 0.4, 0.8, 1.0, 1.0), strict=True):
        assert full / 2 <= wait <= full


def test_during_back_off_asks_are_sent_back_and_tells_wait() -> None:
    family = Family("a", "b")
    family.fail("a")
    family.fail("a")
    child = family.ref("a")
    assert family.stage.ask(child, Question("?")).error is Restarting
    child.tell(Say("kept"))
    still = family.stage.ask(family.ref("b"), Question("still"))
    family.stage.run()
    assert still.answer == "still!"
    family.take_log()
    family.stage.advance(1)
    assert family.take_log() == ["+a", "kept"]


def test_another_that_fails_during_back_off_is_restarted_too() -> None:
    family = Family("a", "b")
    family.fail("a")
    family.fail("a")
    family.fail("b")
    assert family.alive() == []
    family.stage.advance(5)
    assert family.alive() == ["a", "b"]


def test_a_supervisor_over_its_intensity_stops_the_rest_and_ends() -> None:
    family = Family("a", "b", "c", intensity=Intensity(2, 5.0))
    for _ in range(2):
        family.fail("b")
        family.stage.advance(0.5)
    family.take_log()
    assert family.stage.exits == []
    family.fail("b")
    assert family.take_log() == [".b", "-c", ".c", "-a", ".a"]
    ((_, reason),) = family.stage.exits
    assert isinstance(reason, Crash)
    assert reason.error == "SupervisionFailed"
    assert "/b ended too often" in reason.text
    assert "Broken: as told" in reason.text


def test_an_intensity_forgets_what_is_older_than_its_period() -> None:
    family = Family("a", intensity=Intensity(1, 5.0))
    for _ in range(5):
        family.fail("a")
        family.stage.advance(5.0)
    assert family.stage.exits == []


@pytest.mark.parametrize("strategy", Strategy)
def test_a_restart_storm_is_bounded(strategy: Strategy) -> None:
    log: list[str] = []

    class Doomed(Member):
        def on_start(self) -> object:
            super().on_start()
            self.context.start_timer("die", 0.0, Say("die"))
            return None

        def receive(self, message: object) -> object:
            raise Broken

    family = Family.of(
        member_spec("a", log),
        ChildSpec("storm", lambda: Doomed("storm", log)),
        log=log,
        strategy=strategy,
        intensity=Intensity(10_000, 60.0),
    )
    family.stage.advance(100)
    count = log.count("+storm")
    # The cap of the back-off is 1 s, at least half of which is waited.
    assert 60 <= count <= 230
    assert log.count("+a") <= (count if strategy is ALL else 1)


def fail_inside(family: Family, name: str) -> None:
    ref = inner_ref(family, name)
    ref.cell.crash(Broken(), None)
    family.stage.run()


def test_a_nested_supervisor_is_up_when_its_children_are() -> None:
    log: list[str] = []
    family = nested(log, Intensity(), Intensity())
    assert family.take_log() == ["+first", "+x", "+y", "+last"]
    family.root.stop(Shutdown())
    family.stage.run()
    assert family.take_log() == [
        "-last",
        ".last",
        "-y",
        ".y",
        "-x",
        ".x",
        "-first",
        ".first",
    ]


def test_escalation_restarts_the_inner_tree_and_then_the_outer_gives_up() -> None:
    log: list[str] = []
    family = nested(log, Intensity(0, 5.0), Intensity(1, 5.0))
    old = inner_ref(family, "y")
    family.take_log()
    fail_inside(family, "x")
    assert family.take_log() == [".x", "-y", ".y", "+x", "+y"]
    assert family.stage.exits == []
    assert old.tell(Say("late")) is Delivery.REJECTED
    fail_inside(family, "y")
    assert family.take_log() == [
        ".y",
        "-x",
        ".x",
        "-last",
        ".last",
        "-first",
        ".first",
    ]
    ((_, reason),) = family.stage.exits
    assert isinstance(reason, Crash)
    assert "/inner ended too often" in reason.text
    assert "/inner/y ended too often" in reason.text


def test_two_children_of_one_name_are_refused() -> None:
    with pytest.raises(UsageError, match="one child per name"):
        Supervisor((member_spec("a", []), member_spec("a", [])))


def test_children_are_found_by_name() -> None:
    family = Family("a")
    assert family.supervisor.child("a") is family.cell("a")
    assert family.supervisor.child("z") is None
