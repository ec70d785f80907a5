"""Bounds by count and bytes: what is refused, dropped or replaced, and counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.errors import MailboxFull, UsageError
from runtime.mailbox import Bound, Delivery, Overflow
from runtime.ref import Ref
from tests.runtime.stage import Fail, Question, Recorder, Say, Scripted, Stage


def size_of(message: object) -> int:
    assert isinstance(message, Say | Question | Fail)
    return len(message.text)


def key_of(message: object) -> str | None:
    """Conflates what begins alike; words in capitals never."""
    assert isinstance(message, Say | Question | Fail)
    first = message.text[:1]
    return first if first.islower() else None


def tell(stage: Stage, bound: Bound, *texts: str) -> tuple[Ref[object], list[Delivery]]:
    actor = Ref[object](stage.cell(lambda: Recorder([]), bound))
    return actor, [actor.tell(Say(text)) for text in texts]


def waiting(actor: Ref[object]) -> list[str]:
    """Texts that wait in the mailbox."""
    found = []
    for message in actor.cell.queue or ():
        assert isinstance(message, Say)
        found.append(message.text)
    return found


ACCEPTED, REPLACED, REJECTED = Delivery.ACCEPTED, Delivery.REPLACED, Delivery.REJECTED


@pytest.mark.parametrize(
    "make",
    [
        lambda: Bound(messages=0),
        lambda: Bound(total_bytes=10),
        lambda: Bound(size_of=size_of),
    ],
)
def test_a_bound_that_makes_no_sense_is_refused(make: type) -> None:
    with pytest.raises(UsageError, match="expected"):
        make()


def test_a_full_mailbox_rejects_and_counts() -> None:
    stage = Stage()
    actor, verdicts = tell(stage, Bound(2), "a", "b", "c", "d")
    assert verdicts == [ACCEPTED, ACCEPTED, REJECTED, REJECTED]
    assert waiting(actor) == ["a", "b"]
    assert stage.ask(actor, Question("e")).error is MailboxFull
    assert stage.dead_letters() == ["Say", "Say", "Question"]
    assert actor.cell.refused == 3
    assert len(stage.node.timers) == 0
    stage.run()
    assert actor.tell(Say("f")) is ACCEPTED


@pytest.mark.parametrize("overflow", Overflow)
def test_the_bound_holds_for_an_actor_that_is_awake(overflow: Overflow) -> None:
    stage = Stage()
    actor, _ = tell(stage, Bound(3, overflow=overflow), "a")
    stage.run()
    for text in "bcdefg":
        actor.tell(Say(text))
        assert len(waiting(actor)) <= 3
    expected = "bcd" if overflow is Overflow.REJECT else "efg"
    assert waiting(actor) == list(expected)


def test_the_oldest_is_dropped_and_reported() -> None:
    stage = Stage()
    bound = Bound(2, overflow=Overflow.DROP_OLDEST)
    actor = Ref[object](stage.cell(lambda: Recorder([]), bound))
    oldest = stage.ask(actor, Question("a"))
    verdicts = [actor.tell(Say(text)) for text in "bcd"]
    assert verdicts == [ACCEPTED, REPLACED, REPLACED]
    assert waiting(actor) == ["c", "d"]
    assert oldest.error is MailboxFull
    assert stage.dead_letters() == ["Question", "Say"]
    assert actor.cell.refused == 2


def test_a_timer_of_ones_own_is_never_dropped() -> None:
    stage = Stage()
    log: list[str] = []

    class Ticking(Recorder):
        def on_start(self) -> object:
            self.context.start_timer("k", 1.0, Say("tick"))
            return None

    bound = Bound(2, overflow=Overflow.DROP_OLDEST, size_of=size_of, total_bytes=100)
    actor = Ref[object](stage.cell(lambda: Ticking(log), bound))
    actor.tell(Say("a"))
    stage.run()
    stage.now += 2
    stage.node.timers.fire_due()
    for text in "bcde":
        actor.tell(Say(text))
    stage.run()
    assert log == ["a", "tick", "e"]
    assert stage.dead_letters() == ["Say"] * 3


def test_bytes_are_bounded() -> None:
    stage = Stage()
    bound = Bound(100, total_bytes=10, size_of=size_of)
    actor, verdicts = tell(stage, bound, "aaaa", "bbbb", "ccc", "dd", "e")
    assert verdicts == [ACCEPTED, ACCEPTED, REJECTED, ACCEPTED, REJECTED]
    assert waiting(actor) == ["aaaa", "bbbb", "dd"]
    assert stage.ask(actor, Question("e")).error is MailboxFull


def test_dropping_by_bytes_makes_just_enough_room() -> None:
    stage = Stage()
    bound = Bound(100, 10, Overflow.DROP_OLDEST, size_of)
    actor, verdicts = tell(stage, bound, "aaa", "bbb", "ccc", "dddd", "e" * 11)
    assert verdicts == [ACCEPTED, ACCEPTED, ACCEPTED, REPLACED, REJECTED]
    assert waiting(actor) == ["bbb", "ccc", "dddd"], "what never fits drops nobody"
    assert stage.dead_letters() == ["Say", "Say"]


def test_room_comes_back_as_mail_is_handled_also_by_a_crash() -> None:
    stage = Stage()
    bound = Bound(100, total_bytes=10, size_of=size_of)
    actor, _ = tell(stage, bound, "aaaaa")
    actor.tell(Fail("bbbbb"))
    assert actor.tell(Say("c")) is REJECTED
    stage.run()
    assert len(stage.exits) == 1
    assert actor.tell(Say("c" * 10)) is ACCEPTED


def test_an_ask_counts_with_its_bytes_and_is_never_conflated() -> None:
    stage = Stage()
    bound = Bound(100, total_bytes=10, size_of=size_of, conflate=key_of)
    actor = Ref[object](stage.cell(lambda: Recorder([]), bound))
    first = stage.ask(actor, Question("a1"))
    second = stage.ask(actor, Question("a2"))
    assert actor.tell(Say("a3")) is ACCEPTED
    assert actor.tell(Say("a4")) is REPLACED
    assert stage.ask(actor, Question("12345")).error is MailboxFull
    stage.run()
    assert (first.answer, second.answer) == ("a1!", "a2!")


def test_the_newest_of_a_key_takes_the_place_of_the_older() -> None:
    stage = Stage()
    bound = Bound(3, conflate=key_of)
    actor, verdicts = tell(stage, bound, "a1", "b1", "X1", "a2", "X2", "b2")
    assert verdicts == [ACCEPTED, ACCEPTED, ACCEPTED, REPLACED, REJECTED, REPLACED]
    assert waiting(actor) == ["a2", "b2", "X1"]


def test_what_was_replaced_is_counted_like_every_drop() -> None:
    stage = Stage()
    actor, _ = tell(stage, Bound(3, conflate=key_of), "a1", "a2", "a3")
    assert actor.cell.refused == 2
    assert stage.dead_letters() == ["Say", "Say"]


def test_a_newer_one_that_is_too_large_replaces_nothing() -> None:
    stage = Stage()
    bound = Bound(100, 10, Overflow.REJECT, size_of, key_of)
    actor, verdicts = tell(stage, bound, "aaaa", "bbbb", "a" * 7, "a" * 6)
    assert verdicts == [ACCEPTED, ACCEPTED, REJECTED, REPLACED]
    assert waiting(actor) == ["aaaaaa", "bbbb"]


def test_timers_are_beside_the_bound() -> None:
    stage = Stage()
    log: list[str] = []

    def arm(actor: Scripted, message: object) -> None:
        assert isinstance(message, Say)
        log.append(message.text)
        if message.text == "arm":
            actor.context.start_timer("a", 1.0, Say("timer a"))
            actor.context.start_timer("b", 1.0, Say("timer b"))

    actor = Ref[object](stage.cell(lambda: Scripted(arm), Bound(1)))
    actor.tell(Say("arm"))
    stage.run()
    actor.tell(Say("full"))
    stage.now += 2
    stage.node.timers.fire_due()
    assert actor.tell(Say("too many")) is REJECTED
    stage.run()
    assert log == ["arm", "full", "timer a", "timer b"]


texts = st.text("abXY", min_size=1, max_size=6)


@given(
    st.integers(1, 5),
    st.one_of(st.just(0), st.integers(1, 15)),
    st.sampled_from(Overflow),
    st.booleans(),
    st.lists(st.one_of(texts, st.none()), max_size=40),
)
def test_no_bound_is_ever_exceeded_and_nothing_vanishes(
    messages: int,
    total_bytes: int,
    overflow: Overflow,
    conflates: bool,  # noqa: FBT001 - Hypothesis passes by position
    told: list[str | None],
) -> None:
    bound = Bound(
        messages,
        total_bytes,
        overflow,
        size_of if total_bytes else None,
        key_of if conflates else None,
    )
    stage = Stage()
    log: list[str] = []
    actor = Ref[object](stage.cell(lambda: Recorder(log), bound))
    for text in told:
        if text is None:
            stage.run()
            continue
        verdict = actor.tell(Say(text))
        held = waiting(actor)
        assert len(held) <= messages
        assert not total_bytes or sum(map(len, held)) <= total_bytes
        assert (text in held) or verdict is REJECTED
    stage.run()
    count = sum(text is not None for text in told)
    assert len(log) + actor.cell.refused == count
    assert len(stage.dead_letters()) == actor.cell.refused
