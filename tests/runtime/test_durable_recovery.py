"""Durable actors after a death: state, snapshots, deadlines."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from runtime import group_commit
from runtime.durable import SNAPSHOT_EVENTS
from runtime.errors import AskTimeout, Quarantined, Unavailable
from runtime.journal import (
    Answer,
    Append,
    Beat,
    Committed,
    Outage,
    Query,
    ReadEntity,
)
from runtime.journal_local import Fate
from runtime.region import QUARANTINE_SECONDS, EntityQuarantined
from tests.runtime.counter import Add, Close, Expire, Expired, Look, Wait, Waits
from tests.runtime.shelf import Shelf

pytestmark = pytest.mark.covers("S7")


def test_what_was_acknowledged_is_there_after_a_death() -> None:
    shelf = Shelf()
    for number in range(10):
        shelf.ask(Add(str(number), number))
    lost = shelf.start(Add("lost", 1_000))
    shelf.turns()
    shelf.die()
    assert lost.calls == []
    assert shelf.ask(Look()) == 45
    assert shelf.awake().seq == 10
    assert shelf.performed == [], "effects are not repeated"


def test_commands_wait_until_the_entity_has_recovered() -> None:
    shelf = Shelf()
    shelf.ask(Add("a"))
    shelf.die()
    reply = shelf.start(Look())
    shelf.turns()
    assert (reply.calls, shelf.recovered) == ([], [])
    shelf.run()
    assert (reply.answer, shelf.recovered) == (1, ["counter/1"])


def test_an_entity_is_recovered_when_it_is_needed_and_not_before() -> None:
    shelf = Shelf()
    for name in "abc":
        shelf.ask(Add("x"), name)
    shelf.die()
    shelf.run()
    assert shelf.recovered == []
    shelf.ask(Look(), "b")
    assert shelf.recovered == ["counter/b"]


# --- snapshots


def test_a_snapshot_is_written_with_the_append_that_makes_it_due() -> None:
    shelf = Shelf()
    for number in range(3 * SNAPSHOT_EVENTS):
        shelf.ask(Add(str(number)))
    appends = shelf.disk.take_appends()
    written = [
        append.expected_seq + len(append.events)
        for append in appends
        if append.snapshot is not None
    ]
    assert written == [SNAPSHOT_EVENTS, 2 * SNAPSHOT_EVENTS, 3 * SNAPSHOT_EVENTS]


@pytest.mark.parametrize("extra", [0, 1, SNAPSHOT_EVENTS - 1])
def test_recovery_starts_from_the_snapshot(extra: int) -> None:
    shelf = Shelf()
    count = SNAPSHOT_EVENTS + extra
    for number in range(count):
        shelf.ask(Add(str(number)))
    shelf.die()
    counter = shelf.awake()
    assert shelf.record().snapshot_seq == SNAPSHOT_EVENTS
    assert (counter.state.total, counter.seq) == (count, count)
    assert counter.state.done == tuple(map(str, range(count)))
    for number in range(count, 2 * SNAPSHOT_EVENTS):
        shelf.ask(Add(str(number)))
    assert shelf.record().snapshot_seq == 2 * SNAPSHOT_EVENTS


def test_a_long_tail_is_read_in_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf()
    for number in range(60):
        shelf.start(Add(str(number)))
    shelf.run()
    whole = shelf.backend.answer

    def in_parts(query: Query) -> Answer:
        is_read = isinstance(query, ReadEntity)
        return whole(replace(query, max_bytes=100) if is_read else query)

    monkeypatch.setattr(shelf.backend, "answer", in_parts)
    shelf.die()
    assert shelf.ask(Look()) == 60
    assert shelf.awake().state.done == tuple(map(str, range(60)))


# --- what cannot be read


def spoil(shelf: Shelf, name: str = "1") -> None:
    """Writes an event that nobody can decode."""
    seq = shelf.record(name).seq
    append = Append(f"counter/{name}", seq, 1, (b"\xc1",))
    (outcome,) = shelf.backend.commit([append])
    assert isinstance(outcome, Committed)


def test_what_cannot_be_decoded_is_quarantined_and_never_skipped() -> None:
    shelf = Shelf()
    shelf.ask(Add("a"))
    shelf.ask(Add("x"), "other")
    spoil(shelf)
    shelf.die()
    reply = shelf.start(Look())
    shelf.advance(10)
    assert shelf.quarantined == ["1"]
    assert len(shelf.stage.events(EntityQuarantined)) == 1
    assert reply.calls == []
    refused = shelf.start(Add("b"))
    assert refused.error is Quarantined
    assert shelf.record().seq == 2
    assert shelf.ask(Look(), "other") == 1
    shelf.advance(QUARANTINE_SECONDS)
    assert reply.error is AskTimeout


def test_a_store_that_dies_during_a_recovery_is_asked_again() -> None:
    shelf = Shelf()
    shelf.ask(Add("a"))
    shelf.die()
    fates = [Fate.NEVER, Fate.LOSE_ANSWER] * 5
    shelf.fate = lambda _: fates.pop() if fates else Fate.COMMIT
    assert shelf.ask(Look()) == 1
    assert fates == []
    assert shelf.cell().crashes == 0


def test_a_store_that_has_no_room_for_a_recovery_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shelf = Shelf()
    shelf.ask(Add("a"))
    shelf.die()
    reply = shelf.start(Look(), seconds=1_000)
    with monkeypatch.context() as full:
        full.setattr(group_commit, "MAX_WAITING", 0)
        shelf.advance(60)
        assert reply.calls == []
    shelf.advance(2)
    assert reply.answer == 1
    assert shelf.quarantined == []


# --- deadlines


def expiries(shelf: Shelf, name: str = "1") -> int:
    return shelf.stored(name).count(Expired())


def test_a_deadline_is_kept_once() -> None:
    shelf = Shelf()
    shelf.ask(Wait(10))
    shelf.advance(9.9)
    assert expiries(shelf) == 0
    shelf.advance(0.2)
    assert expiries(shelf) == 1
    shelf.advance(100)
    assert expiries(shelf) == 1
    assert ("expired", 2) in shelf.performed


def test_a_deadline_that_is_not_on_disk_does_not_exist() -> None:
    shelf = Shelf()
    shelf.awake()
    shelf.disk.is_full = True
    shelf.start(Wait(1))
    shelf.advance(5)
    assert expiries(shelf) == 0
    assert shelf.stored() == []


def test_a_deadline_that_is_taken_back_or_moved() -> None:
    shelf = Shelf()
    shelf.ask(Wait(10))
    shelf.ask(Wait(0))
    shelf.advance(20)
    assert expiries(shelf) == 0
    shelf.ask(Wait(10))
    shelf.advance(5)
    shelf.ask(Wait(10))
    shelf.advance(9)
    assert expiries(shelf) == 0
    shelf.advance(2)
    assert expiries(shelf) == 1


def test_the_same_deadline_again_is_kept_again() -> None:
    shelf = Shelf()
    for _ in range(3):
        shelf.ask(Wait(10))
        shelf.advance(11)
    assert expiries(shelf) == 3


def test_a_deadline_survives_a_crash_of_the_actor() -> None:
    shelf = Shelf()
    shelf.ask(Wait(10))
    shelf.advance(4)
    shelf.cell().kill()
    shelf.advance(5)
    assert expiries(shelf) == 0
    shelf.advance(2)
    assert expiries(shelf) == 1


def test_a_deadline_that_passed_between_two_incarnations_is_kept_at_once() -> None:
    shelf = Shelf()
    shelf.ask(Wait(10))
    shelf.cell().kill()
    shelf.turns()
    shelf.stage.now += 20  # nobody had a turn
    shelf.advance(0.1)
    assert expiries(shelf) == 1


def test_a_deadline_is_extended_by_the_time_in_which_nothing_ran() -> None:
    shelf = Shelf()
    shelf.ask(Wait(10))
    shelf.advance(4)
    shelf.backend.answer(Beat(shelf.stage.wall_ms()))
    shelf.die(downtime=1_000)
    assert shelf.outages[-1].started_ms - shelf.outages[-1].ended_ms == 1_000_000
    shelf.awake()
    shelf.advance(5.9)
    assert expiries(shelf) == 0
    shelf.backend.answer(Beat(shelf.stage.wall_ms()))
    shelf.die(downtime=500)
    shelf.awake()
    shelf.advance(0.05)
    assert expiries(shelf) == 0
    shelf.advance(0.1)
    assert expiries(shelf) == 1
    waits = shelf.stored()[0]
    assert isinstance(waits, Waits)
    assert shelf.record().events[1].at_ms - waits.due_ms == pytest.approx(
        1_500_000, abs=100
    )


def test_outages_before_a_deadline_was_armed_do_not_matter() -> None:
    shelf = Shelf()
    shelf.ask(Add("a"))
    shelf.die(downtime=1_000)
    assert isinstance(shelf.outages[0], Outage)
    shelf.ask(Wait(10))
    shelf.advance(10.1)
    assert expiries(shelf) == 1


def test_a_deadline_that_a_full_disk_refused_comes_again() -> None:
    shelf = Shelf()
    shelf.ask(Wait(10))
    shelf.disk.is_full = True
    shelf.advance(30)
    assert expiries(shelf) == 0
    reply = shelf.start(Add("a"))
    shelf.run()
    assert reply.error is Unavailable
    shelf.disk.is_full = False
    shelf.advance(5)
    assert expiries(shelf) == 1


def test_a_deadline_waits_its_turn_behind_a_commit() -> None:
    shelf = Shelf()
    shelf.ask(Wait(10))
    shelf.start(Add("a"))
    shelf.turns()
    shelf.stage.now += 11
    shelf.stage.node.timers.fire_due()
    shelf.turns()
    assert expiries(shelf) == 0
    shelf.run()
    assert expiries(shelf) == 1


def test_a_closed_entity_arms_nothing() -> None:
    shelf = Shelf()
    shelf.ask(Wait(10))
    shelf.ask(Close(leaves=True))
    assert len(shelf.stage.node.timers) == 0


def test_one_may_also_be_told_what_a_deadline_tells() -> None:
    shelf = Shelf()
    shelf.ask(Expire())
    assert expiries(shelf) == 1
