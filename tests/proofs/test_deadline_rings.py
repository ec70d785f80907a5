"""What the proof of deadlines reads from the journal, and when it proves enough."""

from __future__ import annotations

import msgpack

from loadtest.audit.tables import EventRow
from tests.proofs.deadlines.rings import Rings
from tests.proofs.deadlines.tally import Tally, before_turn, missed, quantile

SESSION = "session/s1"


def events(*bodies: tuple[object, ...]) -> Rings:
    """A session's events, one every 10 ms."""
    return Rings(
        EventRow(at, SESSION, at, at - 1, at * 10, msgpack.packb(body))
        for at, body in enumerate(bodies, start=1)
    )


def offered(agent: str, offer: str, due_ms: int) -> tuple[object, ...]:
    return 6, agent, 1, offer, 1, "g", due_ms, None


def lapsed(agent: str, offer: str, cause: str = "expired") -> tuple[object, ...]:
    return 7, agent, offer, cause, 0


def test_each_offer_is_found_with_its_end() -> None:
    rings = events(
        (1, "opened"), offered("a", "o1", 25), lapsed("a", "o1"), offered("b", "o2", 99)
    )
    assert rings.wrong == []
    (first,), (second,) = rings.blow(0), rings.blow(1)
    assert (first.agent, first.due_ms, first.lapsed_ms) == ("a", 25, [30])
    assert (second.agent, second.at_ms, second.lapsed_ms) == ("b", 40, [])
    assert rings.blow(2) == []


def test_an_offer_that_lapses_twice_or_never_is_wrong() -> None:
    ring = offered("a", "o1", 25)
    twice = (lapsed("a", "o1"),) * 2
    assert events(ring, *twice, offered("b", "o2", 99)).wrong
    assert events(ring, offered("b", "o2", 99)).wrong


def test_the_same_agent_again_or_another_end_is_wrong() -> None:
    ring = offered("a", "o1", 25)
    assert events(ring, lapsed("a", "o1"), offered("a", "o2", 99)).wrong
    assert events(ring, lapsed("a", "o1", "withdrawn")).wrong


def test_a_start_lets_nobody_come_before_his_turn() -> None:
    in_turn = [5_000 + at for at in range(1_000)]
    assert before_turn(in_turn, 5_000) == 0
    stalled = [max(5_400, at_ms) for at_ms in in_turn]
    assert before_turn(stalled, 5_000) == 0
    assert before_turn([5_400] * 1_000, 5_000) == 579


def test_nothing_is_proven_by_too_little() -> None:
    tally = Tally(sessions=8, overdue_at_kill=4, canary=20, canary_after_restart=20)
    assert missed(tally, 8) == ()
    assert tally.is_proven
    assert missed(tally, 9) == ("sessions: 8 of at least 9",)
    tally.lost = 1
    assert not tally.is_proven


def test_a_quantile_is_a_value_that_occurred() -> None:
    assert quantile([3, 1, 2], 0.5) == 2
    assert quantile([3, 1, 2], 0.99) == 3
    assert quantile([], 0.99) == 0
