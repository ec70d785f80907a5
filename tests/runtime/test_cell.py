"""A cell's turns: order, fairness, what a crash takes along, and how an actor ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.actor import HOLD, Actor
from runtime.ask import Ask
from runtime.cell import TURN_MESSAGES, ActorCrashed
from runtime.errors import NoSuchActor, Restarting
from runtime.exits import Crash, ExitReason, Killed, Normal, Shutdown
from runtime.mailbox import Delivery
from runtime.phase import Phase
from runtime.ref import Ref
from tests.runtime.stage import (
    Broken,
    Fail,
    Question,
    Recorder,
    Reply,
    Say,
    Scripted,
    Stage,
)


def test_mail_is_handled_in_order_over_many_turns() -> None:
    stage = Stage()
    log: list[str] = []
    actor = stage.recorder(log)
    texts = [str(number) for number in range(3 * TURN_MESSAGES + 5)]
    assert {actor.tell(Say(text)) for text in texts} == {Delivery.ACCEPTED}
    stage.run()
    assert log == texts
    assert actor.cell.handled == len(texts)
    assert actor.cell.phase is Phase.IDLE
    assert actor.cell.queue is None


def test_a_turn_is_bounded_so_that_others_get_theirs() -> None:
    stage = Stage()
    log: list[str] = []
    busy = stage.recorder(log)
    for number in range(2 * TURN_MESSAGES + 1):
        busy.tell(Say(str(number)))
    for handled in (TURN_MESSAGES, 2 * TURN_MESSAGES, 2 * TURN_MESSAGES + 1):
        assert stage.dispatcher.step()
        assert len(log) == handled
    assert not stage.dispatcher.step()


def test_one_who_tells_himself_for_ever_keeps_nobody_from_a_turn() -> None:
    stage = Stage()

    def again(actor: Scripted, message: object) -> None:
        actor.context.ref.tell(message)

    spinning = Ref[object](stage.cell(lambda: Scripted(again), path="/spin"))
    for number in range(10):
        spinning.tell(Say(str(number)))
    log: list[str] = []
    other = stage.recorder(log, "/other")
    other.tell(Say("heard"))
    assert stage.dispatcher.drain(100) == 100
    assert log == ["heard"]
    assert 10 <= spinning.cell.handled <= 100 * TURN_MESSAGES


@pytest.mark.parametrize("at", range(1, 7))
def test_a_crash_consumes_its_message_and_no_other(at: int) -> None:
    stage = Stage()
    stage.restarts = True
    log: list[str] = []
    actor = stage.recorder(log)
    for number in range(1, 7):
        actor.tell(Fail() if number == at else Say(str(number)))
    stage.run()
    assert log == [str(number) for number in range(1, 7) if number != at]
    ((path, reason),) = stage.exits
    assert (path, isinstance(reason, Crash)) == ("/a", True)
    assert stage.dead_letters() == ["Fail"]
    (told,) = stage.events(ActorCrashed)
    assert (told.path, told.message_type) == ("/a", "Fail")
    assert told.error == "Broken: as told"
    assert "test_cell" not in told.trace.splitlines()[0]
    assert stage.started == ["/a", "/a"]


@given(st.lists(st.sampled_from("sqf"), max_size=200), st.integers(0, 999))
def test_every_message_is_handled_or_reported_once(kinds: list[str], seed: int) -> None:
    stage = Stage(seed)
    stage.restarts = True
    log: list[str] = []
    actor = stage.recorder(log)
    replies: list[Reply] = []
    expected = []
    for number, kind in enumerate(kinds):
        if kind == "f":
            actor.tell(Fail())
            continue
        expected.append(str(number))
        if kind == "s":
            actor.tell(Say(str(number)))
        else:
            replies.append(stage.ask(actor, Question(str(number))))
    stage.run()
    assert log == expected
    assert all(isinstance(reply.answer, str) for reply in replies)
    assert stage.dead_letters() == ["Fail"] * kinds.count("f")
    assert actor.cell.handled == len(kinds)
    assert actor.cell.crashes == kinds.count("f")


def test_between_incarnations_tells_wait_and_asks_are_sent_back() -> None:
    stage = Stage()
    log: list[str] = []
    actor = stage.recorder(log)
    waiting = stage.ask(actor, Question("before"))
    actor.tell(Fail())
    behind = stage.ask(actor, Question("behind"))
    stage.run()
    assert waiting.answer == "before!"
    late = stage.ask(actor, Question("late"))
    assert late.error is Restarting
    assert actor.tell(Say("kept")) is Delivery.ACCEPTED
    stage.run()
    assert behind.calls == []
    actor.cell.start_again()
    stage.run()
    assert behind.answer == "behind!"
    assert log == ["before", "behind", "kept"]
    assert stage.ask(actor, Question("now")).calls == []


def test_asks_wait_for_the_first_start() -> None:
    stage = Stage()
    reply = stage.ask(stage.recorder([]), Question("hello"))
    assert reply.calls == []
    stage.run()
    assert reply.answer == "hello!"


def test_the_ask_that_crashed_it_is_told_so() -> None:
    stage = Stage()
    actor = stage.recorder([])
    reply = stage.ask(actor, Fail())
    stage.run()
    assert reply.error is Restarting
    assert stage.dead_letters() == []


class Careful(Recorder):
    """Notes its hooks."""

    def on_start(self) -> object:
        self.log.append("start")
        return None

    def on_stop(self, reason: ExitReason) -> object:
        self.log.append(f"stop {type(reason).__name__}")
        return None

    def on_end(self) -> None:
        assert not self.context.is_current
        self.log.append("end")

    def on_control(self, message: object) -> None:
        if isinstance(message, Fail):
            raise Broken(message.text)
        self.log.append(f"control {message}")


def test_the_control_lane_overtakes_the_mailbox() -> None:
    stage = Stage()
    log: list[str] = []
    cell = stage.cell(lambda: Careful(log))
    actor = Ref[object](cell)
    actor.tell(Say("first"))
    stage.run()
    for number in range(100):
        actor.tell(Say(str(number)))
    cell.post("x")
    cell.stop(Shutdown())
    stage.run()
    assert log == ["start", "first", "control x", "stop Shutdown", "end"]
    assert stage.exits == [("/a", Shutdown())]


def test_the_control_lane_has_no_bound_and_overtakes_a_full_mailbox() -> None:
    stage = Stage()
    log: list[str] = []
    actor = Ref[object](stage.cell(lambda: Careful(log)))
    while actor.tell(Say("x")) is Delivery.ACCEPTED:
        pass
    assert actor.cell.refused == 1
    actor.cell.post("y")
    actor.cell.start_again()
    stage.run()
    assert log[:2] == ["start", "x"], "what comes before the first start is for nobody"
    log.clear()
    for _ in range(5):
        actor.tell(Say("x"))
        actor.cell.post("y")
    stage.run()
    assert log == ["control y"] * 5 + ["x"] * 5


def test_a_crash_on_the_control_lane_is_a_crash() -> None:
    stage = Stage()
    log: list[str] = []
    cell = stage.cell(lambda: Careful(log))
    cell.start_again()
    stage.run()
    cell.post(Fail())
    stage.run()
    assert log == ["start", "end"]
    assert isinstance(stage.exits[0][1], Crash)


class BadStart(Recorder):
    """Raises at its first `failures` starts."""

    failures = 2

    def on_start(self) -> object:
        if BadStart.failures:
            BadStart.failures -= 1
            raise Broken
        return None


def test_a_failing_start_keeps_the_mail() -> None:
    stage = Stage()
    stage.restarts = True
    log: list[str] = []
    actor = Ref[object](stage.cell(lambda: BadStart(log)))
    BadStart.failures = 2
    actor.tell(Say("kept"))
    reply = stage.ask(actor, Question("kept too"))
    stage.run()
    assert log == ["kept", "kept too"]
    assert reply.answer == "kept too!"
    assert [type(reason) for _, reason in stage.exits] == [Crash, Crash]
    assert stage.started == ["/a"]


def test_an_actor_that_cannot_even_be_built() -> None:
    stage = Stage()

    def start() -> Actor[object]:
        raise Broken

    cell = stage.cell(start)
    cell.start_again()
    stage.run()
    assert isinstance(stage.exits[0][1], Crash)
    assert cell.phase is Phase.WAITING


def test_an_error_that_cannot_tell_its_name_is_a_crash_like_any_other() -> None:
    class Mute(Exception):
        def __str__(self) -> str:
            raise Broken

    def raises(_: Scripted, __: object) -> None:
        raise Mute

    stage = Stage()
    actor = Ref[object](stage.cell(lambda: Scripted(raises)))
    actor.tell(Say("x"))
    stage.run()
    assert [type(reason) for _, reason in stage.exits] == [Crash]


def test_what_is_kept_of_a_crash_is_bounded() -> None:
    stage = Stage()
    actor = stage.recorder([])
    actor.tell(Fail("x" * 1_000_000))
    stage.run()
    ((_, reason),) = stage.exits
    assert isinstance(reason, Crash)
    assert len(reason.text) + len(reason.trace) < 20_000


def test_raising_at_the_very_end_harms_nobody() -> None:
    class Sloppy(Recorder):
        def on_end(self) -> None:
            raise Broken

    stage = Stage()
    stage.restarts = True
    log: list[str] = []
    actor = Ref[object](stage.cell(lambda: Sloppy(log)))
    actor.tell(Fail())
    actor.tell(Say("next"))
    stage.run()
    assert log == ["next"]
    assert len(stage.exits) == 1
    assert len(stage.events(ActorCrashed)) == 2


# --- finishing


def finishing(actor: Scripted, message: object) -> None:
    actor.context.finish()
    if isinstance(message, Say) and message.text == "stay":
        actor.context.finish(when_idle=False)


def test_an_actor_finishes_when_its_mailbox_is_empty() -> None:
    stage = Stage()
    actor = Ref[object](stage.cell(lambda: Scripted(finishing)))
    for _ in range(TURN_MESSAGES + 1):
        actor.tell(Say("go"))
    stage.dispatcher.step()
    assert stage.exits == []
    stage.run()
    assert stage.exits == [("/a", Normal())]
    assert actor.cell.handled == TURN_MESSAGES + 1


def test_finishing_can_be_taken_back() -> None:
    stage = Stage()
    actor = Ref[object](stage.cell(lambda: Scripted(finishing)))
    actor.tell(Say("go"))
    actor.tell(Say("stay"))
    stage.run()
    assert (stage.exits, actor.cell.phase) == ([], Phase.IDLE)


def test_mail_for_one_that_has_just_finished_waits_for_the_next() -> None:
    stage = Stage()
    actor = Ref[object](stage.cell(lambda: Scripted(finishing)))
    actor.tell(Say("go"))
    stage.run()
    assert stage.exits == [("/a", Normal())]
    reply = stage.ask(actor, Question("late"))
    assert reply.calls == []
    actor.cell.start_again()
    stage.run()
    assert reply.answer is None


# --- the end of a cell


def test_an_ended_actor_refuses_and_reports_everything() -> None:
    stage = Stage()
    actor = stage.recorder([])
    waiting = stage.ask(actor, Question("waiting"))
    actor.tell(Say("waiting"))
    actor.cell.end()
    assert waiting.error is NoSuchActor
    assert actor.tell(Say("late")) is Delivery.REJECTED
    assert stage.ask(actor, Question("late")).error is NoSuchActor
    stage.run()
    assert stage.dead_letters() == ["Question", "Say", "Say", "Question"]
    assert actor.cell.refused == 4
    assert len(stage.node.timers) == 0


def test_an_ended_cell_does_not_come_back() -> None:
    stage = Stage()
    log: list[str] = []
    actor = stage.recorder(log)
    actor.tell(Say("one"))
    stage.run()
    actor.tell(Say("waiting for its turn"))
    actor.cell.end()
    stage.run()
    actor.cell.post("control")
    actor.cell.resume()
    stage.run()
    assert log == ["one"]
    assert actor.cell.phase is Phase.ENDED
    assert actor.tell(Say("x")) is Delivery.REJECTED


def test_nobody_is_nowhere() -> None:
    stage = Stage()
    nobody = stage.node.nowhere("session/1")
    assert nobody.tell(Say("x")) is Delivery.REJECTED
    assert stage.ask(nobody, Question("x")).error is NoSuchActor
    assert stage.dead_letters() == ["Say", "Question"]


@pytest.mark.parametrize("when", ["idle", "ready", "held", "never started"])
def test_a_kill_ends_an_incarnation_wherever_it_is(when: str) -> None:
    stage = Stage()
    log: list[str] = []

    class Victim(Careful):
        def receive(self, message: object) -> object:
            super().receive(message)
            return HOLD if message == Say("hold") else None

    actor = Ref[object](stage.cell(lambda: Victim(log)))
    if when != "never started":
        actor.tell(Say("hold" if when == "held" else "one"))
        stage.run()
    if when in ("ready", "held"):
        actor.tell(Say("two"))
    actor.cell.kill()
    stage.run()
    if when == "never started":
        assert stage.exits == []
        return
    assert stage.exits == [("/a", Killed())]
    assert log[-1] == "end"
    actor.cell.start_again()
    stage.run()
    assert log[-1] == ("two" if when in ("ready", "held") else "start")


def test_a_stop_before_the_first_turn_starts_nothing() -> None:
    stage = Stage()
    log: list[str] = []
    cell = stage.cell(lambda: Careful(log))
    cell.start_again()
    cell.stop(Shutdown())
    stage.run()
    assert (log, stage.exits) == ([], [("/a", Shutdown())])


def test_a_stop_that_raises_is_a_crash() -> None:
    class Stubborn(Recorder):
        def on_stop(self, reason: ExitReason) -> object:
            raise Broken

    stage = Stage()
    cell = stage.cell(lambda: Stubborn([]))
    cell.start_again()
    stage.run()
    cell.stop(Shutdown())
    stage.run()
    assert [type(reason) for _, reason in stage.exits] == [Crash]


def test_a_stop_can_be_postponed_until_work_is_done() -> None:
    class Slow(Recorder):
        def on_stop(self, reason: ExitReason) -> object:
            self.context.start_timer("done", 2.0, Say("done"))
            return HOLD

        def receive(self, message: object) -> object:
            super().receive(message)
            if message == Say("done"):
                self.context.exit(Shutdown("in my time"))
            return None

    stage = Stage()
    log: list[str] = []
    actor = Ref[object](stage.cell(lambda: Slow(log)))
    actor.cell.start_again()
    stage.run()
    actor.cell.stop(Shutdown())
    actor.tell(Say("still served"))
    stage.advance(1)
    assert (log, stage.exits) == (["still served"], [])
    stage.advance(2)
    assert stage.exits == [("/a", Shutdown("in my time"))]


# --- call-backs from outside a turn


class Caller(Recorder):
    """Hands out a guarded call-back."""

    def on_start(self) -> object:
        self.back = self.context.guarded(self._on_back)
        return None

    def _on_back(self, text: str) -> None:
        if text == "fail":
            raise Broken
        self.log.append(text)


@pytest.mark.parametrize("when", ["idle", "ready"])
def test_a_failing_call_back_crashes_its_own_incarnation_only(when: str) -> None:
    stage = Stage()
    log: list[str] = []
    made: list[Caller] = []

    def start() -> Caller:
        made.append(Caller(log))
        return made[-1]

    actor = Ref[object](stage.cell(start))
    actor.tell(Say("one"))
    stage.run()
    if when == "ready":
        actor.tell(Say("two"))
    made[0].back("fail")
    assert len(stage.exits) == 1
    stage.run()
    assert len(made) == 1, "nobody said that it should start again"
    actor.cell.start_again()
    stage.run()
    made[0].back("late")
    made[0].back("fail")
    made[1].back("current")
    stage.run()
    kept = ["one", "two"] if when == "ready" else ["one"]
    assert log == [*kept, "current"]
    assert len(stage.exits) == 1


def test_a_call_back_that_fails_inside_a_handler_ends_the_batch() -> None:
    stage = Stage()
    log: list[str] = []

    class Eager(Caller):
        def receive(self, message: object) -> object:
            if message == Say("call"):
                self.back("fail")
                self.log.append("unreachable")
            return super().receive(message)

    actor = Ref[object](stage.cell(lambda: Eager(log)))
    actor.tell(Say("one"))
    actor.tell(Say("call"))
    actor.tell(Say("two"))
    stage.run()
    assert (log, len(stage.exits)) == (["one"], 1)
    actor.cell.start_again()
    stage.run()
    assert (log, len(stage.exits)) == (["one", "two"], 1)


def test_what_is_put_back_comes_before_what_waits() -> None:
    class Hoarder(Recorder):
        def on_start(self) -> object:
            self.kept: list[object] = []
            return None

        def receive(self, message: object) -> object:
            if message == Say("keep"):
                self.kept += [Say("kept 1"), Say("kept 2")]
            return super().receive(message)

        def on_end(self) -> None:
            self.context.put_back(self.kept)

    stage = Stage()
    stage.restarts = True
    log: list[str] = []
    actor = Ref[object](stage.cell(lambda: Hoarder(log)))
    for message in (Say("keep"), Fail(), Say("waits")):
        actor.tell(message)
    stage.run()
    assert log == ["keep", "kept 1", "kept 2", "waits"]


def test_putting_back_into_an_empty_mailbox() -> None:
    class Returning(Recorder):
        def on_end(self) -> None:
            self.context.put_back([Say("again")])
            self.context.put_back([])

    stage = Stage()
    stage.restarts = True
    log: list[str] = []
    actor = Ref[object](stage.cell(lambda: Returning(log)))
    actor.tell(Fail())
    stage.run()
    assert log == ["again"]


def test_an_ask_that_is_put_back_is_answered_by_the_next_incarnation() -> None:
    class Keeper(Actor[object]):
        kept: Ask | None = None

        def receive(self, message: object) -> object:
            if message == Question("keep") and len(stage.started) == 1:
                self.kept = self.context.asker
                return HOLD
            return "answered"

        def on_end(self) -> None:
            if self.kept is not None:
                self.context.put_back([self.kept])

    stage = Stage()
    stage.restarts = True
    actor = Ref[object](stage.cell(Keeper))
    reply = stage.ask(actor, Question("keep"))
    stage.run()
    assert reply.calls == []
    actor.cell.kill()
    stage.run()
    assert reply.answer == "answered"


def test_idle_actors_hold_no_queue_and_queues_are_used_again() -> None:
    stage = Stage()
    actors = [stage.recorder([], f"/{number}") for number in range(50)]
    for actor in actors:
        actor.tell(Say("x"))
        queue = actor.cell.queue
        stage.run()
        assert actor.cell.queue is None
        assert queue is not None
        assert stage.node.take_queue() is queue
        stage.node.give_queue(queue)
