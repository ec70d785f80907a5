"""Asking: one answer or one error, always in time, and nobody waits in a circle."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import trio
import trio.testing

from runtime.actor import HOLD, LATER, Actor
from runtime.ask import AnswerNotTaken, Ask
from runtime.cell import TURN_MESSAGES
from runtime.child import ChildSpec
from runtime.errors import (
    AskCycle,
    AskTimeout,
    MailboxFull,
    NoSuchActor,
    Restarting,
)
from runtime.introspect import statistics
from runtime.mailbox import Bound
from runtime.ref import ASK_SECONDS, Ref
from tests.runtime.live import live, settle
from tests.runtime.stage import Fail, Question, Recorder, Reply, Say, Scripted, Stage

MockClock = trio.testing.MockClock


class Keeper(Actor[object]):
    """Keeps asks with LATER; `Say` answers the oldest, or holds, or lets go."""

    def __init__(self) -> None:
        self.kept: list[Ask | None] = []

    def receive(self, message: object) -> object:
        match message:
            case Question("hold"):
                self.kept.append(self.context.asker)
                return HOLD
            case Question():
                self.kept.append(self.context.asker)
                return LATER
            case Say(text):
                self.context.answer(self.kept.pop(0), text)
            case _:
                raise TypeError(message)
        return None


# --- with a call-back


def test_an_answer_may_come_later_and_in_any_order() -> None:
    stage = Stage()
    actor = Ref[object](stage.cell(Keeper))
    first, second = (stage.ask(actor, Question(text)) for text in "ab")
    stage.run()
    assert (first.calls, second.calls) == ([], [])
    actor.tell(Say("one"))
    stage.run()
    assert (first.answer, second.calls) == ("one", [])
    actor.tell(Say("two"))
    stage.run()
    assert second.answer == "two"
    assert len(stage.node.timers) == 0


def test_an_ask_ends_with_its_deadline_and_a_late_answer_is_dropped() -> None:
    stage = Stage()
    actor = Ref[object](stage.cell(Keeper))
    reply = stage.ask(actor, Question("a"), seconds=2.0)
    stage.advance(1.99)
    assert reply.calls == []
    stage.advance(0.03)
    assert reply.error is AskTimeout
    actor.tell(Say("late"))
    stage.run()
    assert reply.error is AskTimeout


def test_an_ask_that_expired_in_the_mailbox_is_not_handled() -> None:
    stage = Stage()
    log: list[str] = []
    actor = stage.recorder(log)
    reply = stage.ask(actor, Question("expired"), seconds=1.0)
    stage.now += 2
    stage.node.timers.fire_due()
    stage.run()
    assert reply.error is AskTimeout
    assert log == []


def test_whoever_answers_twice_is_heard_once() -> None:
    def twice(actor: Scripted, message: object) -> object:
        actor.context.answer(actor.context.asker, "first")
        actor.context.answer(actor.context.asker, "second")
        return "third"

    stage = Stage()
    actor = Ref[object](stage.cell(lambda: Scripted(twice)))
    reply = stage.ask(actor, Question("?"))
    stage.run()
    assert reply.answer == "first"


def test_a_tell_has_no_asker() -> None:
    seen: list[object] = []

    def look(actor: Scripted, message: object) -> object:
        seen.append(actor.context.asker)
        actor.context.answer(None, "nobody")
        return "ignored"

    stage = Stage()
    actor = Ref[object](stage.cell(lambda: Scripted(look)))
    stage.ask(actor, Question("?"))
    actor.tell(Say("x"))
    stage.run()
    assert isinstance(seen[0], Ask)
    assert seen[1] is None


def test_an_answer_can_be_an_error() -> None:
    def refuse(actor: Scripted, message: object) -> object:
        actor.context.answer(actor.context.asker, None, LookupError("no"))
        return LATER

    stage = Stage()
    actor = Ref[object](stage.cell(lambda: Scripted(refuse)))
    reply = stage.ask(actor, Question("?"))
    stage.run()
    assert reply.error is LookupError
    assert stage.exits == []


def test_hold_keeps_what_waits_until_resume() -> None:
    stage = Stage()
    actor = Ref[object](stage.cell(Keeper))
    held = stage.ask(actor, Question("hold"))
    actor.tell(Say("answer"))
    stage.run()
    assert held.calls == []
    keeper = actor.cell.actor
    assert isinstance(keeper, Keeper)
    keeper.context.resume()
    keeper.context.resume()
    stage.run()
    assert held.answer == "answer"
    assert actor.cell.handled == 2


def test_hold_in_a_long_batch_keeps_the_rest_in_order() -> None:
    seen: list[object] = []

    def handle(actor: Scripted, message: object) -> object:
        seen.append(message)
        return HOLD if len(seen) == 10 else None

    stage = Stage()
    actor = Ref[object](stage.cell(lambda: Scripted(handle)))
    for number in range(2 * TURN_MESSAGES):
        actor.tell(number)
    stage.run()
    assert seen == list(range(10))
    assert isinstance(actor.cell.actor, Scripted)
    actor.cell.actor.context.resume()
    stage.run()
    assert seen == list(range(2 * TURN_MESSAGES))


class StartsLater(Recorder):
    def on_start(self) -> object:
        return HOLD


def test_a_start_can_hold_the_mail() -> None:
    stage = Stage()
    log: list[str] = []
    actor = Ref[object](stage.cell(lambda: StartsLater(log)))
    reply = stage.ask(actor, Question("?"))
    stage.run()
    assert (log, reply.calls, stage.started) == ([], [], ["/a"])
    assert isinstance(actor.cell.actor, StartsLater)
    actor.cell.actor.context.resume()
    stage.run()
    assert reply.answer == "?!"


def test_a_call_back_that_raises_harms_neither_who_answers_nor_the_others() -> None:
    stage = Stage()
    log: list[str] = []
    actor = stage.recorder(log)

    def raises(answer: object, error: Exception | None) -> None:
        log.append(f"told {answer} {type(error).__name__}")
        raise ZeroDivisionError

    actor.request(Question("a"), 5.0, raises)
    actor.request(Fail(), 5.0, raises)
    actor.tell(Say("b"))
    stage.run()
    assert log == ["a", "told a! NoneType", "told None Restarting"]
    assert len(stage.exits) == 1
    stage.exits.clear()
    actor.cell.start_again()
    stage.run()
    assert log[-1] == "b"
    actor.cell.kill()
    actor.request(Question("c"), 5.0, raises)
    actor.cell.end()
    actor.request(Question("d"), 5.0, raises)
    keeper = Ref[object](stage.cell(Keeper, path="/keeper"))
    keeper.request(Question("e"), 1.0, raises)
    after = stage.ask(keeper, Question("f"), seconds=1.0)
    stage.advance(2)
    assert after.error is AskTimeout
    assert log[-3:] == [
        "told None Restarting",
        "told None NoSuchActor",
        "told None AskTimeout",
    ]
    reports = stage.events(AnswerNotTaken)
    assert len(reports) == 5
    assert "raises" in reports[0].callback
    assert reports[0].error.startswith("ZeroDivisionError")


# --- with a task that waits


def spec(name: str, start: Callable[[], Actor[object]]) -> ChildSpec:
    return ChildSpec(name, start)


async def test_the_answers_and_errors_of_a_waiting_task(
    autojump_clock: MockClock,
) -> None:
    def name_error(actor: Scripted, message: object) -> object:
        actor.context.answer(actor.context.asker, None, LookupError("no"))
        return LATER

    def breaks(actor: Scripted, message: object) -> object:
        raise ZeroDivisionError

    async with live(
        spec("echo", lambda: Recorder([])),
        spec("keeper", Keeper),
        spec("refuses", lambda: Scripted(name_error)),
        spec("breaks", lambda: Scripted(breaks)),
        ChildSpec("full", lambda: StartsLater([]), capacity=1),
    ) as node:
        assert await node.ref("echo").ask(Question("a")) == "a!"
        before = trio.current_time()
        with pytest.raises(AskTimeout):
            await node.ref("keeper").ask(Question("a"), 3.0)
        assert trio.current_time() - before == pytest.approx(3.0, abs=0.02)
        with pytest.raises(AskTimeout):
            await node.ref("keeper").ask(Question("a"))
        assert trio.current_time() - before == pytest.approx(3 + ASK_SECONDS, abs=0.03)
        with pytest.raises(LookupError):
            await node.ref("refuses").ask(Question("a"))
        with pytest.raises(Restarting):
            await node.ref("breaks").ask(Question("a"))
        node.ref("full").tell(Say("x"))
        with pytest.raises(MailboxFull):
            await node.ref("full").ask(Question("a"))
        nobody = Ref[object](node.node.nowhere("x").cell)
        with pytest.raises(NoSuchActor):
            await nobody.ask(Question("a"))
        assert len(node.node.timers) == 0


@pytest.mark.parametrize("target", ["echo", "keeper", "gone"])
async def test_asking_in_a_cancelled_scope(
    autojump_clock: MockClock, target: str
) -> None:
    async with live(spec("echo", lambda: Recorder([])), spec("keeper", Keeper)) as node:
        gone = Ref[object](node.node.nowhere("x").cell)
        ref = gone if target == "gone" else node.ref(target)
        with trio.CancelScope() as scope:
            scope.cancel()
            try:
                await ref.ask(Question("a"))
            except NoSuchActor:
                assert target == "gone"
        await settle()
        assert len(node.node.timers) == 0
        assert await node.ref("echo").ask(Question("b")) == "b!"


async def test_a_cancelled_asker_is_forgotten(autojump_clock: MockClock) -> None:
    async with live(spec("keeper", Keeper)) as node:
        keeper = node.ref("keeper")
        with trio.move_on_after(1):
            await keeper.ask(Question("a"), 100)
        assert len(node.node.timers) == 0
        keeper.tell(Say("late"))
        await settle()
        assert node.crashes == []


async def test_an_answer_and_a_cancellation_in_the_same_moment(
    autojump_clock: MockClock,
) -> None:
    async with live(spec("keeper", Keeper)) as node:
        keeper = node.ref("keeper")
        got: list[object] = []

        async def asks(scope: trio.CancelScope) -> None:
            with scope:
                answer = await keeper.ask(Question("a"), 100)
                got.append(answer)

        for first in ("answer", "cancel"):
            scope = trio.CancelScope()
            async with trio.open_nursery() as nursery:
                nursery.start_soon(asks, scope)
                await settle()
                actor = keeper.cell.actor
                assert isinstance(actor, Keeper)
                ask = actor.kept.pop()
                if first == "cancel":
                    scope.cancel()
                actor.context.answer(ask, first)
                scope.cancel()
        assert got == ["answer"]
        assert len(node.node.timers) == 0


async def test_many_tasks_that_ask_are_answered_each_its_own(
    autojump_clock: MockClock,
) -> None:
    async with live(spec("echo", lambda: Recorder([]))) as node:
        answers: dict[int, str] = {}

        async def asks(number: int) -> None:
            for part in range(20):
                text = f"{number}.{part}"
                assert await node.ref("echo").ask(Question(text)) == f"{text}!"
            answers[number] = "done"

        async with trio.open_nursery() as nursery:
            for number in range(50):
                nursery.start_soon(asks, number)
        assert len(answers) == 50
        assert node.cell("echo").handled == 1_000


async def test_a_task_that_asks_for_ever_keeps_nobody_waiting(
    autojump_clock: MockClock,
) -> None:
    async with live(
        spec("echo", lambda: Recorder([])), spec("other", lambda: Recorder([]))
    ) as node:

        async def asks_for_ever() -> None:
            while True:
                await node.ref("echo").ask(Question("again"))

        with trio.fail_after(1_000):
            async with trio.open_nursery() as nursery:
                nursery.start_soon(asks_for_ever)
                for _ in range(10):
                    await trio.lowlevel.checkpoint()
                assert await node.ref("other").ask(Question("?")) == "?!"
                nursery.cancel_scope.cancel()


# --- asynchronous handlers that ask


class Relay(Actor[object]):
    """Asks the next one, whoever that is, and adds its own letter."""

    def __init__(self, name: str, next_one: Callable[[], Ref[object] | None]) -> None:
        self.name = name
        self.next_one = next_one

    async def receive(self, message: object) -> object:
        assert isinstance(message, Question)
        other = self.next_one()
        if other is None:
            return self.name
        rest = await other.ask(Question("next"))
        return self.name + rest


class Ring:
    """Relays whose next one is looked up by name."""

    def __init__(self, **nexts: str) -> None:
        self.refs: dict[str, Ref[object]] = {}
        self.nexts = nexts

    def specs(self) -> tuple[ChildSpec, ...]:
        return tuple(map(self._spec, self.nexts))

    def _spec(self, name: str) -> ChildSpec:
        return spec(name, lambda: Relay(name, lambda: self.refs.get(self.nexts[name])))


async def test_asks_along_a_chain(autojump_clock: MockClock) -> None:
    ring = Ring(a="b", b="c", c="")
    async with live(*ring.specs()) as node:
        ring.refs = {name: node.ref(name) for name in "abc"}
        assert await node.ref("a").ask(Question("?")) == "abc"
        assert node.cell("a").waiting_on is None


@pytest.mark.parametrize(
    ("nexts", "path"),
    [
        ({"a": "a"}, ("/a", "/a")),
        ({"a": "b", "b": "a"}, ("/b", "/a", "/b")),
        ({"a": "b", "b": "c", "c": "a"}, ("/c", "/a", "/b", "/c")),
        ({"a": "b", "b": "c", "c": "b"}, ("/c", "/b", "/c")),
    ],
)
async def test_a_circle_of_asks_is_found_at_once(
    autojump_clock: MockClock, nexts: dict[str, str], path: tuple[str, ...]
) -> None:
    ring = Ring(**nexts)
    async with live(*ring.specs()) as node:
        ring.refs = {name: node.ref(name) for name in nexts}
        before = trio.current_time()
        with pytest.raises(Restarting):
            await node.ref("a").ask(Question("?"))
        assert trio.current_time() - before < ASK_SECONDS
        text = " → ".join(path)
        errors = [str(event) for event in node.told if "AskCycle" in str(event)]
        assert any(text in each for each in errors), errors


def test_the_error_names_the_path() -> None:
    assert AskCycle(("/a", "/b")).path == ("/a", "/b")


async def test_one_sees_on_whom_an_actor_waits(autojump_clock: MockClock) -> None:
    ring = Ring(a="k")
    async with live(*ring.specs(), spec("k", Keeper)) as node:
        ring.refs = {"k": node.ref("k")}
        async with trio.open_nursery() as nursery:

            async def asks() -> None:
                await node.ref("a").ask(Question("?"))

            nursery.start_soon(asks)
            await settle()
            assert statistics(node.cell("a")).waiting_on == "/k"
            node.ref("k").tell(Say("!"))
            await settle()
        assert statistics(node.cell("a")).waiting_on == ""


async def test_tasks_of_no_actor_may_ask_what_they_like(
    autojump_clock: MockClock,
) -> None:
    """An actor's context must not leak into tasks and actors that it wakes."""
    seen: list[object] = []

    class Starter(Actor[object]):
        async def receive(self, message: object) -> object:
            answer: str = await node.ref("keeper").ask(Question("?"))
            return answer

    class Asks(Actor[object]):
        async def receive(self, message: object) -> object:
            answer: str = await node.ref("starter").ask(Question("?"))
            seen.append(answer)
            return None

    async with live(
        spec("keeper", Keeper), spec("starter", Starter), spec("asks", Asks)
    ) as node:
        node.ref("asks").tell(Say("go"))
        await settle()
        node.ref("keeper").tell(Say("done"))
        await settle()
        assert seen == ["done"]
        assert node.crashes == []


def bounded(stage: Stage) -> tuple[Ref[object], Reply]:
    actor = Ref[object](stage.cell(lambda: Recorder([]), Bound(1)))
    actor.tell(Say("x"))
    return actor, stage.ask(actor, Question("?"))


def test_a_full_mailbox_answers_before_request_returns() -> None:
    stage = Stage()
    _, reply = bounded(stage)
    assert reply.error is MailboxFull
    assert len(stage.node.timers) == 0
