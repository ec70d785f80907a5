"""An agent's slots: every order, repetition and loss of words."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)

from actors.agent.slots import Heard, Hold, Slots
from actors.ids import SessionId

S1, S2, S3 = SessionId("s1"), SessionId("s2"), SessionId("s3")


def known(capacity: int, taken: dict[int, SessionId] | None = None) -> Slots:
    slots = Slots(capacity)
    slots.learn(taken or {})
    return slots


@pytest.mark.covers("Q2")
def test_nothing_is_promised_before_the_claims_are_known() -> None:
    slots = Slots(3)
    assert (slots.room, slots.hold("r", 0), slots.is_known) == (0, None, False)
    assert slots.learn({1: S1}) == (S1,)
    assert slots.hold("r", 7) == Hold(2, 7)


@pytest.mark.covers("Q2")
def test_holds_and_sessions_together_stay_within_the_capacity() -> None:
    slots = known(2)
    assert slots.hold("r1", 0) == Hold(1, 0)
    assert slots.hold("r2", 0) == Hold(2, 0)
    assert (slots.hold("r3", 0), slots.room, slots.load) == (None, 0, 2)
    assert slots.take(S1, 1, "r1") is Heard.HELD
    assert (slots.room, slots.served) == (0, 1)
    assert slots.release("r2")
    assert slots.hold("r4", 0) == Hold(2, 0)


def test_a_reservation_that_comes_twice_holds_one_slot() -> None:
    slots = known(2)
    assert slots.hold("r1", 5) == slots.hold("r1", 6) == Hold(1, 5)
    assert (slots.load, slots.held("r1"), slots.held("r2")) == (1, Hold(1, 5), None)
    assert slots.release("r1")
    assert not slots.release("r1")
    assert (slots.load, slots.room) == (0, 2)


@pytest.mark.covers("Q2")
def test_a_cut_evicts_nobody_and_promises_nothing_until_below() -> None:
    slots = known(3, {1: S1, 2: S2, 3: S3})
    slots.set_capacity(2)
    assert (slots.sessions(), slots.room) == ((S1, S2, S3), 0)
    assert slots.free(S3, 3)
    assert (slots.room, slots.hold("r", 0)) == (0, None)
    assert slots.free(S1, 1)
    assert slots.hold("r", 0) == Hold(1, 0)
    slots.set_capacity(3)
    assert slots.hold("s", 0) == Hold(3, 0)


def test_a_hold_that_ran_out_counts_as_taken_until_the_claims_were_read() -> None:
    slots = known(1)
    slots.hold("r1", 0)
    assert slots.doubt("r1")
    assert not slots.doubt("r1")
    assert (slots.room, slots.load) == (0, 1)
    assert slots.learn({}) == ()
    assert slots.room == 1


def test_an_assignment_that_nobody_promised_is_doubted() -> None:
    slots = known(2)
    assert slots.take(S1, 2, "unheard of") is Heard.DOUBTFUL
    assert (slots.room, slots.sessions()) == (1, ())
    assert slots.hold("r", 0) == Hold(1, 0)
    # Another session's hold is its own.
    assert slots.take(S1, 1, "unheard of") is Heard.DOUBTFUL
    assert slots.take(S1, 2, "r") is Heard.DOUBTFUL
    assert slots.held("r") == Hold(1, 0)
    assert slots.take(S2, 1, "r") is Heard.HELD
    assert slots.take(S2, 1, "r") is Heard.KNOWN
    assert slots.learn({1: S2, 2: S1}) == (S1,)


def test_a_hold_falls_when_the_table_gives_its_slot_to_somebody() -> None:
    slots = known(2)
    slots.hold("r", 0)
    slots.learn({1: S1})
    assert (slots.held("r"), slots.load) == (None, 1)
    assert slots.take(S1, 1, "r") is Heard.KNOWN


def test_only_the_session_that_has_a_slot_frees_it() -> None:
    slots = known(1, {1: S1})
    assert slots.has(S1, 1)
    assert not slots.free(S2, 1)
    assert not slots.free(S1, 2)
    assert slots.free(S1, 1)
    assert not slots.free(S1, 1)
    assert (slots.sessions(), slots.has(S1, 1), slots.room) == ((), False, 1)


@dataclass
class Session:
    """What one session wants to say, in its order, and has said."""

    words: list[tuple[str, int, str]] = field(default_factory=list)
    said: list[tuple[str, int, str]] = field(default_factory=list)


class Words(RuleBasedStateMachine):
    """Sessions commit into the claims table; their words come late, twice, or never.

    What one session says comes in its order; a session that was lost halfway says
    at last again how it stands.
    """

    def __init__(self) -> None:
        super().__init__()
        self.slots = known(3)
        self.table: dict[int, SessionId] = {}
        self.promised: dict[str, int] = {}
        self.sessions: dict[SessionId, Session] = {}
        self.must_read = False
        self.count = 0

    def say(self, session: SessionId, word: tuple[str, int, str]) -> None:
        kind, slot, reservation = word
        if kind == "assigned":
            heard = self.slots.take(session, slot, reservation)
            self.must_read |= heard is Heard.DOUBTFUL
        elif kind == "freed":
            self.slots.free(session, slot)
        elif kind == "released":
            self.slots.release(reservation)
        else:
            self.slots.doubt(reservation)
            self.must_read = True

    @rule()
    def reserve(self) -> None:
        self.count += 1
        used = self.used()
        hold = self.slots.hold(f"r{self.count}", self.count)
        assert (hold is not None) == (len(used) < self.slots.capacity)
        if hold is not None:
            assert 1 <= hold.slot <= self.slots.capacity
            assert hold.slot not in used
            assert self.slots.load <= self.slots.capacity
            self.promised[f"r{self.count}"] = hold.slot

    @precondition(lambda self: self.promised)
    @rule(data=st.data(), goes_well=st.booleans())
    def offer(self, data: st.DataObject, *, goes_well: bool) -> None:
        """A session decides, in its commit, about what was promised to it."""
        reservation = data.draw(st.sampled_from(sorted(self.promised)))
        slot = self.promised.pop(reservation)
        session = SessionId(f"s-{reservation}")
        own = self.sessions[session] = Session()
        is_full = len(self.table) >= self.slots.capacity
        if not goes_well:
            own.words.append(("released", slot, reservation))
        elif slot in self.table or is_full or slot > self.slots.capacity:
            own.words.append(("taken", slot, reservation))
        else:
            self.table[slot] = session
            own.words.append(("assigned", slot, reservation))

    @precondition(lambda self: self.table)
    @rule(data=st.data())
    def end(self, data: st.DataObject) -> None:
        slot = data.draw(st.sampled_from(sorted(self.table)))
        session = self.table.pop(slot)
        self.sessions[session].words.append(("freed", slot, ""))

    @precondition(lambda self: any(one.words for one in self.sessions.values()))
    @rule(data=st.data(), is_lost=st.booleans())
    def deliver(self, data: st.DataObject, *, is_lost: bool) -> None:
        speakers = [name for name, one in self.sessions.items() if one.words]
        session = data.draw(st.sampled_from(speakers))
        own = self.sessions[session]
        word = own.words.pop(0)
        own.said.append(word)
        if not is_lost:
            self.say(session, word)

    @precondition(lambda self: any(one.said for one in self.sessions.values()))
    @rule(data=st.data())
    def repeat(self, data: st.DataObject) -> None:
        speakers = [name for name, one in self.sessions.items() if one.said]
        session = data.draw(st.sampled_from(speakers))
        self.say(session, data.draw(st.sampled_from(self.sessions[session].said)))

    @precondition(lambda self: self.slots._holds)
    @rule(data=st.data())
    def overdue(self, data: st.DataObject) -> None:
        self.slots.doubt(data.draw(st.sampled_from(sorted(self.slots._holds))))
        self.must_read = True

    @rule()
    def read(self) -> None:
        self.slots.learn(self.table)
        self.must_read = False

    @rule(capacity=st.integers(1, 5))
    def change(self, capacity: int) -> None:
        self.slots.set_capacity(capacity)

    def used(self) -> set[int]:
        held = {hold.slot for hold in self.slots._holds.values()}
        return held | self.slots._doubts | self.slots._taken.keys()

    @invariant()
    def every_slot_is_in_one_state(self) -> None:
        slots = self.slots
        assert slots.load == len(self.used())
        free = set(range(1, slots.capacity + 1)) - self.used()
        assert sorted(slots._free) == sorted(free)
        assert slots.room == max(0, slots.capacity - slots.load)

    def teardown(self) -> None:
        """All words arrive, all deadlines pass, and what is in doubt is read."""
        for session, own in self.sessions.items():
            for word in own.words:
                self.say(session, word)
            # A session that starts again says once more how it stands.
            slots = [slot for slot, holder in self.table.items() if holder == session]
            for kind, slot, reservation in [*own.said, *own.words]:
                if kind == "freed":
                    self.say(session, (kind, slot, reservation))
            for slot in slots:
                self.say(session, ("assigned", slot, ""))
        for reservation in sorted(self.slots._holds):
            self.slots.doubt(reservation)
            self.must_read = True
        if self.must_read:
            self.slots.learn(self.table)
        assert self.slots._taken == self.table
        assert self.slots.load == len(self.table)


TestWords = pytest.mark.unmeasured(
    pytest.mark.covers("Q2", "S7", "Q14")(Words.TestCase)
)
TestWords.settings = settings(max_examples=150, stateful_step_count=40)
