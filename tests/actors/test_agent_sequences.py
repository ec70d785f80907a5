"""Whatever an agent, his sessions, a supervisor and kills do in whatever order.

After each step the journal alone makes the same agent, the claims table knows the same
sessions, and what his group was told last is how he stands.
"""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st
from msgspec.structs import replace

from actors.agent import core
from actors.agent.actor import AGENT_CODEC, AgentActor
from actors.agent.messages import (
    AgentCard,
    AgentState,
    AgentStatus,
    CheckSlots,
    Detach,
    Freed,
    GetCard,
    GiveBack,
    Registered,
    Reserve,
    SessionAssignedToYou,
    SetCapacity,
    SetStatus,
    SlotFreed,
    StatusSet,
    WakeAgent,
)
from actors.agent.table import ASKED
from actors.assignment.messages import Granted, NotGranted
from actors.assignment.routing import Exclusion
from actors.assignment.urgency import Bid
from actors.ids import SessionId
from actors.rules.setting_values import LostAgent
from actors.rules.settings import ServiceSettings
from actors.session.messages import AgentGone, WithdrawOffer
from runtime.journal import EntityRecord, ReadEntity
from tests.actors.agent_stage import G1, A, Stage
from tests.actors.invariants import holdings

pytestmark = pytest.mark.unmeasured

STEPS = 40
USUAL = ServiceSettings()
STRICT = ServiceSettings(
    wrap_up_seconds=20.0, rests_on_silence=True, lost_agent=LostAgent.REQUEUE
)
CONNECTIONS = ("desk", "phone")


class Life:
    """One agent, drawn from a seed."""

    def __init__(self, seed: int, settings: ServiceSettings) -> None:
        self.stage = Stage(settings, seed)
        self.settings = settings
        self.random = self.stage.random
        self.served: dict[int, str] = {}
        self.asked: list[tuple[SetStatus | SetCapacity, object]] = []
        self.happened: Counter[object] = Counter()
        self.count = 0
        self.stage.register(2)

    def name(self) -> str:
        self.count += 1
        return f"n{self.count}"

    def step(self) -> None:
        step = self.random.choice(STEPS_OF_A_LIFE)
        step(self)
        self.check()

    # --- what happens

    def ask(self) -> None:
        """For a status or a capacity; or the same once more."""
        by = self.random.choice(("", "boss"))
        status = self.random.choice((*ASKED, *[AgentStatus.FREE] * 4))
        capacity = self.random.randrange(5)
        command: SetStatus | SetCapacity = SetStatus(status, self.name(), "why", by)
        if self.random.random() < 0.2:
            command = SetCapacity(capacity, "boss", self.name())
        before = self.journaled()
        answer = self.put(command)
        wanted = (StatusSet(status), Registered())
        assert (answer in wanted) == (isinstance(command, SetStatus) or capacity > 0)
        if self.journaled() != before:  # what changed nothing leaves no trace
            self.asked.append((command, answer))

    def repeat(self) -> None:
        """The answer was lost, and the question comes again."""
        if self.asked:
            command, answer = self.random.choice(self.asked)
            before = self.journaled()
            assert self.put(command) == answer
            assert self.journaled() == before, "done a second time"

    def put(self, command: SetStatus | SetCapacity) -> object:
        if isinstance(command, SetStatus):
            return self.stage.ask(command)
        return self.stage.ask(command)

    def connect(self) -> None:
        connection = self.random.choice(CONNECTIONS)
        if self.random.random() < 0.6:
            self.stage.attach(connection)
        else:
            self.stage.tell(Detach(connection))

    def reserve(self) -> None:
        """His group wants a slot, and has somebody for it, or not."""
        stage, reservation = self.stage, self.name()
        stage.forget()
        state, room = self.agent().state, self.agent()._office.slots.room
        stage.tell(Reserve(G1, reservation, Bid(0, self.count)))
        may = core.is_able(state) and room > 0
        assert len(stage.all_heard(Granted)) == int(may)
        assert len(stage.all_heard(NotGranted)) == int(not may)
        self.happened[Granted if may else NotGranted] += 1
        if not may:
            return
        slot = stage.last(Granted).slot
        assert slot not in self.served
        if self.random.random() < 0.2:
            stage.tell(GiveBack(reservation))
            return
        session = f"s{self.count}"
        stage.claim(session, slot)
        self.served[slot] = session
        is_ringing = self.random.random() < 0.5
        if self.random.random() < 0.9:  # else nobody says so, and he looks himself
            word = SessionAssignedToYou(
                SessionId(session), slot, reservation, is_ringing
            )
            stage.tell(word)
        else:
            stage.tell(CheckSlots())

    def free(self) -> None:
        """A session lets go; it may say so twice."""
        if not self.served:
            return
        stage = self.stage
        slot = self.random.choice(sorted(self.served))
        session = self.served.pop(slot)
        stage.release(session, slot)
        cause = self.random.choice((*Freed, *[Freed.CLOSED] * 3))
        freed = SlotFreed(SessionId(session), slot, cause)
        stage.tell(*[freed] * self.random.choice((1, 2)))

    def wait(self) -> None:
        self.stage.advance(self.random.choice((0.5, 11.0, 21.0, 31.0)))

    def die(self) -> None:
        """kill -9; he knows nothing but what is on disk."""
        before = self.agent().state
        self.stage.die(self.random.choice((0.01, 100.0)))
        self.stage.tell(WakeAgent())
        after = self.agent().state
        since_ms = after.absent_since_ms  # that nobody is connected now may be news
        assert replace(before, absent_since_ms=since_ms) == after
        self.happened["kill"] += 1
        if self.random.random() < 0.8:
            self.stage.attach(CONNECTIONS[0])

    # --- what must be so

    def agent(self) -> AgentActor:
        actor = self.stage.cell().actor
        assert isinstance(actor, AgentActor)
        return actor

    def journaled(self) -> AgentState:
        """The agent, made from nothing but what is on disk."""
        record = self.stage.backend.answer(ReadEntity("agent/a"))
        assert isinstance(record, EntityRecord)
        state = AgentState()
        if record.snapshot is not None:
            state = AGENT_CODEC.decode_state(record.snapshot)
        for each in record.events:
            event = AGENT_CODEC.decode_event(each.body)
            state = core.apply(state, event, each.at_ms)
        return state

    def check(self) -> None:
        state, stage = self.agent().state, self.stage
        assert self.journaled() == state
        self.happened[state.status] += 1
        assert state.status is not AgentStatus.BUSY
        slots = self.agent()._office.slots
        on_disk = {
            slot: holder.removeprefix("session/")
            for slot, holder in holdings(stage.backend, "a").items()
        }
        assert on_disk == self.served
        assert slots._taken == self.served
        card = stage.ask(GetCard())
        assert isinstance(card, AgentCard)
        is_full = len(self.served) >= state.capacity
        is_busy = state.status is AgentStatus.FREE and is_full
        assert card.status is (AgentStatus.BUSY if is_busy else state.status)
        self.check_news(state)
        self.check_deadlines(state)
        self.check_words(state)

    def check_news(self, state: AgentState) -> None:
        """The group was told last how he stands now, whenever it was told."""
        news = self.stage.all_heard(type(self.stage.news())) if self.has_news() else []
        if not news:
            return
        room = self.agent()._office.slots.room
        assert news[-1].why_not is core.why_not(state, has_room=room > 0)
        assert news[-1].capacity == state.capacity
        versions = [each.version for each in news]
        assert versions == sorted(set(versions))
        self.happened[news[-1].why_not] += 1

    def has_news(self) -> bool:
        return any(hasattr(message, "why_not") for _, message in self.stage.heard)

    def check_deadlines(self, state: AgentState) -> None:
        keys = {each.key for each in core.deadlines(state, self.settings)}
        assert (core.WRAP_UP in keys) is (state.status is AgentStatus.ARRANGE)
        assert (core.PRESENCE in keys) is (state.absent_since_ms > 0)

    def check_words(self, state: AgentState) -> None:
        """Nobody is taken away from an agent who is there, or where that is not set."""
        for word in self.stage.all_heard(WithdrawOffer):
            assert word == WithdrawOffer(A)
            self.happened[WithdrawOffer] += 1
        gone = self.stage.all_heard(AgentGone)
        assert gone == [] or self.settings.lost_agent is LostAgent.REQUEUE
        self.happened[AgentGone] += len(gone)
        if gone:
            assert state.status is AgentStatus.OFFLINE or state.absent_since_ms == 0
        self.stage.heard[:] = [
            (name, message)
            for name, message in self.stage.heard
            if not isinstance(message, WithdrawOffer | AgentGone)
        ]


STEPS_OF_A_LIFE = (
    *[Life.ask] * 3,
    Life.repeat,
    *[Life.connect] * 2,
    *[Life.reserve] * 6,
    *[Life.free] * 2,
    *[Life.wait] * 2,
    Life.die,
)


@pytest.mark.covers("Q2", "Q7", "Q12", "Q13", "S7")
@run(max_examples=150)
@given(st.integers(0, 2**32), st.sampled_from((USUAL, STRICT)), st.integers(1, STEPS))
def test_the_journal_the_claims_and_the_group_agree(
    seed: int, settings: ServiceSettings, steps: int
) -> None:
    life = Life(seed, settings)
    for _ in range(steps):
        life.step()
    assert life.stage.crashed() == []


@pytest.mark.covers("Q12", "Q13")
def test_the_lives_are_not_about_nothing() -> None:
    """A proof over nothing fails: everything that can happen does."""
    happened: Counter[object] = Counter()
    for seed, settings in product(range(60), (USUAL, STRICT)):
        life = Life(seed, settings)
        for _ in range(STEPS):
            life.step()
        happened += life.happened
    stored = set(AgentStatus) - {AgentStatus.BUSY}
    why_not = {None, *Exclusion} & set(happened)
    assert len(why_not) >= 7
    everything = {*stored, Granted, NotGranted, WithdrawOffer, AgentGone, "kill"}
    assert {each for each in everything if happened[each] < 5} == set()
