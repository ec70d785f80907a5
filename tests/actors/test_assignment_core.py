"""The group's line: order, candidates, reservations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.assignment.core import Line
from actors.assignment.keyed_heap import KeyedHeap
from actors.ids import AgentId, SessionId

A, B = AgentId("a"), AgentId("b")
S1, S2, S3 = SessionId("s1"), SessionId("s2"), SessionId("s3")


def ready() -> Line:
    line = Line("g.", 100)
    line.is_loaded = line.is_settled = True
    return line


def test_nothing_is_asked_for_before_queue_and_agents_are_known() -> None:
    line = Line("g.", 100)
    line.wait(S1, 1)
    line.available(A, 1, 0)
    assert line.next_request() is None
    line.is_loaded = True
    assert line.next_request() is None
    line.is_settled = True
    assert line.next_request() == ("g.1", A)


@pytest.mark.covers("Q3")
def test_the_longest_idle_agent_is_asked_first() -> None:
    line = ready()
    line.available(A, 1, 200)
    line.available(B, 1, 100)
    line.wait(S1, 1)
    line.wait(S2, 2)
    assert line.candidates() == (B, A)
    assert [line.next_request(), line.next_request()] == [("g.1", B), ("g.2", A)]
    assert line.next_request() is None


def test_no_more_slots_are_asked_for_than_sessions_wait() -> None:
    line = ready()
    line.available(A, 1, 0)
    line.available(B, 1, 0)
    line.wait(S1, 1)
    assert line.next_request() is not None
    assert line.next_request() is None


@pytest.mark.covers("Q4")
def test_the_head_is_bound_at_the_grant_and_a_refusal_breaks_no_order() -> None:
    line = ready()
    line.available(A, 1, 0)
    line.wait(S2, 20)
    assert line.next_request() == ("g.1", A)
    line.wait(S1, 10)
    bound = line.grant("g.1")
    assert bound is not None
    assert (bound.session, bound.ticket, bound.agent) == (S1, 10, A)
    assert bound.order == 101
    line.declined("g.1", is_waiting=True)
    assert line.waiting() == (S1, S2)


def test_what_was_never_asked_for_or_has_no_taker_is_given_back() -> None:
    line = ready()
    assert line.grant("g.9") is None
    line.available(A, 1, 0)
    line.wait(S1, 1)
    assert line.next_request() is not None
    line.leave(S1)
    assert line.grant("g.1") is None


def test_an_accepted_or_departed_session_is_forgotten() -> None:
    line = ready()
    line.available(A, 1, 0)
    line.wait(S1, 1)
    line.next_request()
    line.grant("g.1")
    line.accepted(S1, "g.1")
    line.declined("g.1", is_waiting=True)
    assert line.waiting() == ()
    line.available(A, 2, 0)
    line.wait(S2, 2)
    line.next_request()
    line.grant("g.2")
    line.leave(S2)
    line.declined("g.2", is_waiting=True)
    assert line.waiting() == ()


def test_an_overdue_reservation_names_the_session_that_must_be_asked() -> None:
    line = ready()
    line.available(A, 1, 0)
    line.wait(S1, 1)
    line.next_request()
    assert line.overdue("g.1") is None
    line.available(A, 2, 0)
    assert line.next_request() == ("g.2", A)
    line.grant("g.2")
    assert line.overdue("g.2") == S1
    line.wait(S1, 1)
    assert line.waiting() == ()
    line.still_waits(S1, 1)
    line.still_waits(S2, 2)
    assert line.waiting() == (S1, S2)
    assert line.overdue("g.2") is None


def test_an_older_word_of_an_agent_is_ignored() -> None:
    line = ready()
    line.available(A, 5, 0)
    line.unavailable(A, 4)
    assert line.candidates() == (A,)
    line.unavailable(A, 6)
    line.available(A, 6, 0)
    assert line.candidates() == ()


def test_an_agent_without_a_slot_is_not_asked_again_by_itself() -> None:
    line = ready()
    line.available(A, 1, 0)
    line.wait(S1, 1)
    line.next_request()
    line.not_granted("g.1")
    assert line.next_request() is None
    line.available(A, 2, 0)
    assert line.next_request() == ("g.2", A)


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdefgh"), st.none() | st.integers(0, 9)),
        max_size=300,
    )
)
def test_a_keyed_heap_is_a_sorted_mapping(steps: list[tuple[str, int | None]]) -> None:
    heap: KeyedHeap[str] = KeyedHeap()
    model: dict[str, int] = {}
    for item, key in steps:
        if key is None:
            assert heap.discard(item) is (model.pop(item, None) is not None)
        else:
            heap.put(item, key)
            model[item] = key
        assert len(heap) == len(model)
        assert (item in heap) is (item in model)
        order = sorted(model, key=lambda each: (model[each], each))
        assert heap.in_order() == tuple(order)
        first = heap.first()
        assert first == ((order[0], model[order[0]]) if order else None)
    while model:
        popped = heap.pop()
        assert popped is not None
        assert model.pop(popped[0]) == popped[1]
    assert heap.pop() is None


def test_a_keyed_heap_forgets_what_was_removed() -> None:
    heap: KeyedHeap[str] = KeyedHeap()
    for number in range(1_000):
        heap.put(str(number), number)
    for number in range(999):
        heap.discard(str(number))
    assert heap.pop() == ("999", 999)
    assert len(heap._heap) < 1_000
