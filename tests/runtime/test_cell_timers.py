"""Keyed timers of an actor: a replaced or cancelled one is never delivered."""

from __future__ import annotations

from random import Random

import pytest

from runtime.cell import TURN_MESSAGES
from runtime.ref import Ref
from tests.runtime.stage import Fail, Recorder, Say, Stage


class Alarm(Recorder):
    """Its texts are orders: `arm key seconds text`, `cancel key`; others are noted."""

    def receive(self, message: object) -> object:
        if not isinstance(message, Say):
            return super().receive(message)
        match message.text.split():
            case ["arm", key, seconds, text]:
                self.context.start_timer(key, float(seconds), Say(text))
            case ["cancel", key]:
                self.context.cancel_timer(key)
            case _:
                return super().receive(message)
        return None


def alarm(stage: Stage) -> tuple[Ref[object], list[str]]:
    log: list[str] = []
    return Ref[object](stage.cell(lambda: Alarm(log))), log


def order(stage: Stage, actor: Ref[object], *texts: str) -> None:
    for text in texts:
        actor.tell(Say(text))
    stage.run()


def fire_into_the_mailbox(stage: Stage, seconds: float) -> None:
    """Time passes, but nobody gets a turn."""
    stage.now += seconds
    stage.node.timers.fire_due()


def test_each_key_has_its_timer() -> None:
    stage = Stage()
    actor, log = alarm(stage)
    order(stage, actor, "arm a 2 late", "arm b 1 soon", "arm c 3 never", "cancel c")
    order(stage, actor, "cancel nothing")
    stage.advance(10)
    assert log == ["soon", "late"]
    assert len(stage.node.timers) == 0


def test_the_newer_of_a_key_replaces_the_older() -> None:
    stage = Stage()
    actor, log = alarm(stage)
    order(stage, actor, "arm k 1 older", "arm k 2 newer")
    stage.advance(10)
    assert log == ["newer"]


@pytest.mark.parametrize(
    ("last_word", "heard"), [("cancel k", []), ("arm k 5 newer", ["newer"])]
)
def test_one_that_waits_in_the_mailbox_can_still_be_taken_back(
    last_word: str, heard: list[str]
) -> None:
    stage = Stage()
    actor, log = alarm(stage)
    order(stage, actor, "arm k 1 older")
    actor.tell(Say(last_word))
    fire_into_the_mailbox(stage, 2)
    stage.run()
    assert log == []
    stage.advance(10)
    assert log == heard


def test_a_timer_waits_behind_the_mail_that_was_there() -> None:
    stage = Stage()
    actor, log = alarm(stage)
    order(stage, actor, "arm k 1 timer")
    for number in range(TURN_MESSAGES):
        actor.tell(Say(str(number)))
    fire_into_the_mailbox(stage, 2)
    actor.tell(Say("after"))
    stage.run()
    assert log[-2:] == ["timer", "after"]


@pytest.mark.parametrize("waits", ["in the service", "in the mailbox"])
def test_timers_end_with_the_incarnation(waits: str) -> None:
    stage = Stage()
    stage.restarts = True
    actor, log = alarm(stage)
    order(stage, actor, "arm k 1 of the first")
    order(stage, actor, "arm k 1 first", "arm other 3 first")
    actor.tell(Fail())
    if waits == "in the mailbox":
        fire_into_the_mailbox(stage, 2)
    stage.run()
    assert len(stage.node.timers) == 0
    order(stage, actor, "arm k 1 second")
    stage.advance(10)
    assert log == ["arm k 1 of the first", "second"]


def test_a_key_can_be_armed_again_from_its_own_handler() -> None:
    class Pendulum(Recorder):
        def receive(self, message: object) -> object:
            super().receive(message)
            if len(self.log) < 4:
                self.context.start_timer("swing", 1.0, Say("swing"))
            return None

    stage = Stage()
    log: list[str] = []
    actor = Ref[object](stage.cell(lambda: Pendulum(log)))
    actor.tell(Say("swing"))
    stage.run()
    stage.advance(2.5)
    assert len(log) == 3
    stage.advance(100)
    assert len(log) == 4


def test_a_crash_on_a_timer_names_its_message() -> None:
    class Fragile(Recorder):
        def on_start(self) -> object:
            self.context.start_timer("k", 1.0, Fail())
            return None

    stage = Stage()
    actor = stage.cell(lambda: Fragile([]))
    actor.start_again()
    stage.run()
    stage.advance(2)
    assert stage.dead_letters() == ["Fail"]


@pytest.mark.parametrize("seed", range(10))
def test_whatever_is_armed_and_cancelled_only_the_last_word_of_a_key_counts(
    seed: int,
) -> None:
    stage = Stage(seed)
    random = Random(seed)
    actor, log = alarm(stage)
    due: dict[str, tuple[float, str]] = {}
    expected: list[str] = []
    for number in range(300):
        key = random.choice("abc")
        if random.random() < 0.3:
            order(stage, actor, f"cancel {key}")
            due.pop(key, None)
        else:
            seconds = random.uniform(0.1, 5)
            order(stage, actor, f"arm {key} {seconds} t{number}")
            due[key] = (stage.now + seconds, f"t{number}")
        pause = random.uniform(0.05, 2)
        # Whole seconds between what is due and what is looked at: no ties in a tick.
        over = stage.now + pause
        if any(abs(at - over) < 0.05 for at, _ in due.values()):
            continue
        stage.advance(pause)
        for at, text in sorted(due.values()):
            if at <= stage.now:
                expected.append(text)
        due = {key: each for key, each in due.items() if each[0] > stage.now}
        assert sorted(log) == sorted(expected)
    assert len(log) > 50
