from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.circuit_breaker import TRANSITIONS, Circuit, CircuitBreaker, Word


def breaker_after(failures: int) -> CircuitBreaker:
    breaker = CircuitBreaker(3, 10.0)
    for _ in range(failures):
        assert breaker.lets_pass(0.0)
        breaker.failed(0.0)
    return breaker


@pytest.mark.covers("Q9")
def test_the_table_has_every_word_in_every_state() -> None:
    assert set(TRANSITIONS) == set(itertools.product(Circuit, Word))


@pytest.mark.covers("Q9")
def test_failures_in_a_row_open_it_and_a_success_between_does_not() -> None:
    assert breaker_after(2).circuit is Circuit.CLOSED
    mixed = breaker_after(2)
    mixed.succeeded()
    mixed.failed(0.0)
    assert mixed.circuit is Circuit.CLOSED
    opened = breaker_after(2)
    assert opened.failed(0.0)
    assert not opened.failed(0.0)  # it is
    assert opened.circuit is Circuit.OPEN
    assert not opened.lets_pass(9.9)


@pytest.mark.covers("Q9")
@pytest.mark.parametrize("is_good", [True, False])
def test_after_the_rest_one_request_decides(*, is_good: bool) -> None:
    breaker = breaker_after(3)
    assert breaker.lets_pass(10.0)
    assert breaker.circuit is Circuit.HALF_OPEN
    assert not breaker.lets_pass(10.1)
    if is_good:
        breaker.succeeded()
        assert breaker.lets_pass(10.2)
    else:
        breaker.failed(12.0)
        assert not breaker.lets_pass(21.9)
        assert breaker.lets_pass(22.0)


def test_a_trial_that_never_ends_does_not_keep_it_half_open_for_ever() -> None:
    breaker = breaker_after(3)
    assert breaker.lets_pass(10.0)
    assert breaker.lets_pass(20.0)


def test_what_was_on_its_way_when_it_opened_changes_nothing() -> None:
    breaker = breaker_after(3)
    breaker.failed(5.0)
    breaker.succeeded()
    assert not breaker.lets_pass(9.9)
    assert breaker.lets_pass(10.0)


@given(st.lists(st.tuples(st.floats(0, 5), st.booleans())))
def test_while_it_rests_nothing_passes(steps: list[tuple[float, bool]]) -> None:
    breaker, now = CircuitBreaker(2, 10.0), 0.0
    opened = -100.0
    for seconds, is_good in steps:
        now += seconds
        if not breaker.lets_pass(now):
            assert breaker.circuit is not Circuit.CLOSED
            continue
        assert now - opened >= 10.0
        before = breaker.circuit
        if is_good:
            breaker.succeeded()
        else:
            breaker.failed(now)
        if breaker.circuit is Circuit.OPEN and before is not Circuit.OPEN:
            opened = now
