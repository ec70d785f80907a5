from __future__ import annotations

import pytest

from runtime.observe import (
    MAX_FAILURES_IN_A_ROW,
    Duty,
    Event,
    Events,
    ListenerFailed,
)


class Rang(Event, frozen=True):
    times: int


class RangLoud(Rang, frozen=True):
    pass


class Slept(Event, frozen=True):
    pass


@pytest.fixture
def told() -> list[Event]:
    return []


def test_a_listener_hears_its_type_and_its_subclasses_and_nothing_else(
    events: Events, told: list[Event]
) -> None:
    events.subscribe(Rang, told.append)
    for event in (Rang(1), Slept(), RangLoud(2)):
        events.emit(event)
    assert told == [Rang(1), RangLoud(2)]


def test_listeners_are_called_in_order_of_subscription(events: Events) -> None:
    order: list[str] = []
    events.subscribe(Rang, lambda _: order.append("first"))
    events.subscribe(Event, lambda _: order.append("second"))
    events.emit(Rang(1))
    assert order == ["first", "second"]


def test_nobody_hears_before_and_after_a_subscription(
    events: Events, told: list[Event]
) -> None:
    events.emit(Rang(1))
    subscription = events.subscribe(Rang, told.append)
    events.emit(Rang(2))
    subscription.end()
    subscription.end()
    events.emit(Rang(3))
    assert told == [Rang(2)]


def test_whether_anybody_hears_follows_the_subscriptions(events: Events) -> None:
    assert not events.is_heard(RangLoud)
    subscription = events.subscribe(Rang, lambda _: None)
    assert events.is_heard(RangLoud)
    assert not events.is_heard(Slept)
    subscription.end()
    assert not events.is_heard(RangLoud)


def test_two_buses_know_nothing_of_each_other(
    events: Events, told: list[Event]
) -> None:
    events.subscribe(Event, told.append)
    Events().emit(Rang(1))
    assert told == []


def test_a_failing_listener_disturbs_neither_the_others_nor_the_emitter(
    events: Events, told: list[Event]
) -> None:
    def fails(_: Rang) -> None:
        raise ZeroDivisionError

    events.subscribe(Rang, fails)
    events.subscribe(Event, told.append)
    events.emit(Rang(1))
    failure, rang = told
    assert rang == Rang(1)
    assert isinstance(failure, ListenerFailed)
    assert failure.listener.endswith("fails")
    assert (failure.event, failure.error) == ("Rang", "ZeroDivisionError")
    assert (failure.is_cut_off, failure.duty) == (False, Duty.ERROR)
    assert events.failure_count == 1


def test_a_listener_that_keeps_failing_is_cut_off(
    events: Events, told: list[Event]
) -> None:
    calls: list[Rang] = []

    def fails(event: Rang) -> None:
        calls.append(event)
        raise ZeroDivisionError

    events.subscribe(Rang, fails)
    events.subscribe(ListenerFailed, told.append)
    for times in range(MAX_FAILURES_IN_A_ROW + 2):
        events.emit(Rang(times))
    assert len(calls) == MAX_FAILURES_IN_A_ROW
    assert [getattr(event, "is_cut_off", None) for event in told] == [
        False,
        False,
        True,
    ]


def test_a_success_forgives_the_failures_before(events: Events) -> None:
    calls: list[int] = []

    def fails_on_odd(event: Rang) -> None:
        calls.append(event.times)
        if event.times % 2:
            raise ZeroDivisionError

    events.subscribe(Rang, fails_on_odd)
    for times in range(4 * MAX_FAILURES_IN_A_ROW):
        events.emit(Rang(times))
    assert len(calls) == 4 * MAX_FAILURES_IN_A_ROW


def test_a_listener_that_fails_at_failures_ends_the_chain(events: Events) -> None:
    def fails(_: Event) -> None:
        raise ZeroDivisionError

    events.subscribe(Event, fails)
    events.emit(Rang(1))
    assert events.failure_count == MAX_FAILURES_IN_A_ROW
    assert not events.is_heard(Rang)


def test_a_listener_may_emit_and_subscribe(events: Events, told: list[Event]) -> None:
    def answers(_: Slept) -> None:
        events.subscribe(Rang, told.append)
        events.emit(Rang(1))

    events.subscribe(Slept, answers)
    events.emit(Slept())
    assert told == [Rang(1)]


def test_an_exit_is_not_taken_for_a_failing_listener(events: Events) -> None:
    def interrupts(_: Rang) -> None:
        raise KeyboardInterrupt

    events.subscribe(Rang, interrupts)
    with pytest.raises(KeyboardInterrupt):
        events.emit(Rang(1))
