"""Supervisors: who is restarted with whom, in which order, and when they give up."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.cell import Phase
from runtime.child import ChildSpec, Intensity, Restart, Strategy
from runtime.errors import NoSuchActor, Restarting, UsageError
from runtime.exits import Crash, Normal, Shutdown
from runtime.mailbox import Delivery
from runtime.ref import Ref
from runtime.supervisor import ChildKilled, ChildRestarted, Supervisor
from tests.runtime.family import Family, Member, Stubborn, member_spec
from tests.runtime.stage import Broken, Fail, Question, Recorder, Say, Scripted

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


def nested(log: list[str], inner: Intensity, outer: Intensity) -> Family:
    def inside() -> Supervisor:
        return Supervisor(
            (member_spec("x", log), member_spec("y", log)), intensity=inner
        )

    return Family.of(
        member_spec("first", log),
        ChildSpec("inner", inside, shutdown_seconds=None),
        member_spec("last", log),
        log=log,
        intensity=outer,
    )


def inner_ref(family: Family, name: str) -> Ref[object]:
    inside = family.cell("inner").actor
    assert isinstance(inside, Supervisor)
    cell = inside.child(name)
    assert cell is not None
    return Ref(cell)


def fail_inside(family: Family, name: str) -> None:
    ref = inner_ref(family, name)
    ref.tell(Scripted)
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


# --- shutdown


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


def test_two_children_of_one_name_are_refused() -> None:
    with pytest.raises(UsageError, match="one child per name"):
        Supervisor((member_spec("a", []), member_spec("a", [])))


def test_children_are_found_by_name() -> None:
    family = Family("a")
    assert family.supervisor.child("a") is family.cell("a")
    assert family.supervisor.child("z") is None


# --- nobody else is disturbed


@given(
    st.lists(st.sampled_from("abc"), max_size=30),
    st.sampled_from(Strategy),
    st.integers(0, 10_000),
)
def test_a_child_fails_at_any_message_and_nothing_of_the_others_is_lost(
    victims: list[str], strategy: Strategy, seed: int
) -> None:
    family = Family("a", "b", "c", strategy=strategy, seed=seed)
    refs = {name: family.ref(name) for name in "abc"}
    expected: dict[str, list[str]] = {name: [] for name in "abc"}
    for number, victim in enumerate(victims):
        for name in "abc":
            text = f"{name}{number}"
            if name == victim:
                refs[name].tell(Fail())
            else:
                refs[name].tell(Say(text))
                expected[name].append(text)
    family.stage.advance(200)
    for name in "abc":
        heard = [each for each in family.log if each[0] == name]
        assert heard == expected[name]
    assert family.stage.exits == []
