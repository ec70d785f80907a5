"""Whatever people, agents, groups and timers do to a session in whatever order.

Everybody keeps a book of what the session told or wrote: the store its claims, agents
their slots, groups their lines. After each step all books agree with the session.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from random import Random
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from actors.assignment.routing import Reception
from actors.ids import AgentId, GroupId
from actors.refusal import Refused
from actors.session import core
from actors.session.actor import SESSION_CODEC
from actors.session.aside_events import CopyAsked
from actors.session.attendance import Watch
from actors.session.causes import Trigger
from actors.session.deadlines import deadlines, index_row
from actors.session.due import (
    NamedOver,
)
from actors.session.effects import (
    FreeSlot,
    JoinLine,
    LeaveLine,
    ReleaseHold,
    SessionEffect,
    ShowReceipt,
    StayInLine,
    TellAccepted,
    TellAgent,
    TellDeclined,
    TellGuest,
)
from actors.session.erased import ContentErased
from actors.session.events import (
    Annotated,
    CardPosted,
    LapseCause,
    MessageLeft,
    MessagePosted,
    MessageRecalled,
    OfferLapsed,
    QueueCause,
    RulesFollowed,
    SelectionMade,
    SessionAssigned,
    SessionClosed,
    SessionEvent,
    SessionOffered,
    SessionOpened,
    SessionQueued,
    StageEntered,
    TransferEnded,
    TransferRequested,
    VisitorAwaited,
    VisitorReached,
    Way,
)
from actors.session.fold import apply
from actors.session.messages import (
    AcceptOffer,
    DeclineOffer,
    MarkRead,
    OfferSession,
    OpenSession,
    SessionCommand,
    TakeByHand,
)
from actors.session.offers import slot_refused
from actors.session.readers import Reader, merged, merged_all
from actors.session.reading import (
    guests_of,
    held_by,
    is_in_line,
    line_group,
    owner_of,
    standing_of,
)
from actors.session.receipts import kept_readers
from actors.session.robot_events import AnswerRated, IntentRecognised
from actors.session.ruling import SessionDecision
from actors.session.state import SessionState
from actors.session.terms import VISITOR_ROOM, Role, Sender, SessionPhase
from runtime.journal import NEW_TICKET, Claim
from tests.actors.session_cases import BOSS, NOW, TIMED, H, case, decide, offer, open_in
from tests.actors.session_commands import COMMANDS

pytestmark = pytest.mark.unmeasured

AGENTS = tuple(map(AgentId, "abc"))
STAGES = (
    SessionPhase.QUEUED,
    SessionPhase.ROBOT,
    SessionPhase.ROUTING,
    SessionPhase.COLLECTING,
)
_OWN = {Trigger.OPEN, Trigger.LOOK, Trigger.OFFER, Trigger.ASSIGN}
ENDS = [
    Trigger.VISITOR_CLOSE,
    Trigger.AGENT_CLOSE,
    Trigger.SUPERVISOR_CLOSE,
    Trigger.END_SERVICE,
    Trigger.VISITOR_POST,
    Trigger.SILENCE,
    Trigger.VISITOR_GONE,
]
STEPS = 60
_NOT_OF_A_STORY = {Trigger.INITIATE, Trigger.UNREACHED, Trigger.LEAVE_MESSAGE}
"""Stories begin with a visitor, who comes: `test_session_reaching` is about these."""
OTHERS = [
    trigger for trigger in Trigger if trigger not in {*_OWN, *ENDS, *_NOT_OF_A_STORY}
]
OTHERS += (Trigger.VISITOR_POST, Trigger.RECALL)


@dataclass
class Story:
    """One session, and everybody's book of it."""

    random: Random
    state: SessionState = field(default_factory=SessionState)
    now_ms: int = NOW
    position: int = 0
    claims: set[Claim] = field(default_factory=set)
    slots: set[tuple[str, int]] = field(default_factory=set)
    lines: set[str] = field(default_factory=set)
    rings: set[str] = field(default_factory=set)
    spent: set[str] = field(default_factory=set)
    happened: Counter[object] = field(default_factory=Counter)
    numbers: dict[str, list[int]] = field(default_factory=dict)
    guests: set[str] = field(default_factory=set)
    stored: tuple[str, int] = ("", 0)
    ticket: int = 0
    line: str = ""
    offers: list[OfferSession] = field(default_factory=list)
    reader: SessionState = field(default_factory=SessionState)
    readers: dict[str, tuple[Reader, ...]] = field(default_factory=dict)

    def step(self) -> None:
        self.now_ms += self.random.choice((0, 1, 20_000, 200_000))
        command = self.command()
        since_ms = self.random.choice((self.now_ms, self.now_ms - 50_000, 0))
        watch = Watch(self.random.random() < 0.9, since_ms, 0)
        known = case(self.state, self.now_ms, watch=watch)
        decision = core.decide(replace(known, readers=self.readers), command)
        if decision.claims and self.random.random() < 0.2:
            self.refused(command)
            return
        self.follow(decision)

    def command(self) -> SessionCommand:
        until_ms = self.state.line.only_until_ms
        if until_ms and self.random.random() < 0.2:
            return NamedOver(until_ms)
        if self.state.phase is SessionPhase.ROUTING and self.random.random() < 0.3:
            return COMMANDS[Trigger.DIRECTED](self.state)[1]
        drawn = self.random.random()
        if drawn < 0.2:
            return self.offered()
        if drawn < 0.3:
            due = [each.command for each in deadlines(self.state, TIMED)]
            return self.random.choice(due) if due else self.offered()
        if drawn < 0.4:
            hold = str(len(self.offers) + self.position)
            agent = self.random.choice(AGENTS)
            slot = 1_000 + self.position
            return TakeByHand(BOSS, agent, slot, f"h{hold}", self.now_ms, hold)
        if drawn < 0.42:
            number = self.state.last_number
            sender = Sender(Role.AGENT, self.state.agent)
            return MarkRead(sender, "visitor", number, self.random.randint(0, number))
        if drawn < 0.55 and self.state.offer is not None:
            ringing = self.state.offer
            sender = Sender(Role.AGENT, ringing.agent)
            kind = self.random.choice((AcceptOffer, DeclineOffer))
            return kind(sender, ringing.offer, "o")
        is_end = self.random.random() < 0.03
        trigger = self.random.choice(ENDS if is_end else OTHERS)
        commands = COMMANDS[trigger](self.state)
        if trigger is Trigger.VISITOR_POST:
            return commands[is_end]
        return self.random.choice(commands)

    def offered(self) -> OfferSession:
        """A new offer, or an old one once more."""
        if self.offers and self.random.random() < 0.2:
            return self.random.choice(self.offers)
        number = len(self.offers) + 10
        agent = self.random.choice(AGENTS)
        reception = self.random.choice((Reception.AUTO, Reception.MANUAL))
        group = line_group(self.state) if self.random.random() < 0.9 else H
        until_ms = self.now_ms + 5_000
        made = offer(
            agent, number, f"r{number}", until_ms, number, reception, GroupId(group)
        )
        self.offers.append(made)
        return made

    # --- the books

    def follow(self, decision: SessionDecision) -> None:
        before = self.state
        if isinstance(decision.answer, Refused):
            assert decision.events == ()
        for event in decision.events:
            self.state = apply(self.state, event, self.now_ms)
            self.note(before, event)
            written = SESSION_CODEC.encode_event(event)
            read = SESSION_CODEC.decode_event(written)
            self.reader = apply(self.reader, read, self.now_ms)
        assert decision.after in (None, self.state)
        self.store(decision)
        for effect in decision.effects:
            self.hear(effect)
        self.compare(before, decision)

    def store(self, decision: SessionDecision) -> None:
        released = set(decision.releases)
        assert released <= self.claims, "released what was not held"
        self.claims -= self.claims if decision.releases_all else released
        assert not self.claims & set(decision.claims), "claimed what is held"
        assert list(decision.claims) == sorted(
            decision.claims, key=lambda each: (each.resource, each.slot)
        )
        self.claims |= set(decision.claims)

    def note(  # noqa: PLR0912 - one row per event
        self, before: SessionState, event: SessionEvent
    ) -> None:
        """What an auditor makes of the journal alone."""
        if before.phase is SessionPhase.CLOSED:
            rated = Annotated | CopyAsked | SelectionMade | CardPosted
            assert isinstance(event, rated), "something happened after the end"
        self.happened[type(event)] += 1
        match event:
            case (
                MessagePosted(number, room)
                | MessageRecalled(number, room)
                | CardPosted(number, room)
                | SelectionMade(number, room)
            ):
                self.numbers.setdefault(room, []).append(number)
            case SessionOpened(stage=SessionPhase.QUEUED, group=group):
                self.joined(group, is_new=True)
            case SessionQueued(group=group, cause=cause):
                assert self.rings == set(), "it still rings somewhere"
                self.joined(group, is_new=self.line != group)
                self.happened[cause] += 1
            case TransferRequested(group=group):
                self.joined(group, is_new=True)
            case SessionOffered(offer=name):
                assert self.rings == set(), "it rings twice"
                assert name not in self.spent, "an offer was made a second time"
                self.rings.add(name)
                self.spent.add(name)
            case OfferLapsed(offer=name, cause=cause):
                self.rings.remove(name)
                self.happened[cause] += 1
            case SessionAssigned(reservation=name, way=way):
                self.happened[way] += 1
                if way is Way.ACCEPTED:
                    self.rings.remove(name)
                self.left()
            case SessionClosed() | TransferEnded() | StageEntered():
                self.left()
            case _:
                pass

    def left(self) -> None:
        assert self.rings == set(), "it still rings somewhere"
        self.line = ""

    def joined(self, group: str, *, is_new: bool) -> None:
        self.line = group
        if is_new:
            self.ticket = self.position + 1

    def hear(self, effect: SessionEffect) -> None:
        match effect:
            case TellAgent(agent, slot):
                self.slots.add((agent, slot))
            case FreeSlot(agent, slot):
                self.slots.remove((agent, slot))
            case JoinLine(group, standing):
                assert standing == standing_of(self.state)
                self.lines.add(group)
            case TellGuest(agent, is_in):
                assert not (is_in and agent in self.guests)
                (self.guests.add if is_in else self.guests.discard)(agent)
            case ShowReceipt(reader, room):
                self.readers[room] = merged(self.readers.get(room, ()), reader)
            case LeaveLine(group) | TellAccepted(group):
                self.lines.discard(group)
            case StayInLine(group) | TellDeclined(group, is_waiting=True):
                assert group in self.lines
            case _:
                pass

    def compare(self, before: SessionState, decision: SessionDecision) -> None:
        state = self.state
        assert self.reader == state, "the journal alone makes another session"
        snapshot = SESSION_CODEC.encode_state(state)
        assert SESSION_CODEC.decode_state(snapshot) == state
        assert self.claims == held_by(state)
        on_agents = {each for each in self.claims if each.resource.startswith("agent/")}
        assert {
            Claim(f"agent/{agent}", slot) for agent, slot in self.slots
        } == on_agents
        assert len(on_agents) <= 2
        for name, kept in kept_readers(state).items():
            said = self.readers.get(name, ())
            assert merged_all(said, kept) == said, "more is written than was said"
        assert self.lines == ({line_group(state)} if is_in_line(state) else set())
        for numbers in self.numbers.values():
            assert numbers == list(range(1, len(numbers) + 1))
        assert len(self.numbers.get(VISITOR_ROOM, ())) == state.last_number
        for room in state.aside.rooms if state.aside else ():
            assert len(self.numbers.get(room.name, ())) == room.last_number
        if state.phase is not SessionPhase.CLOSED:
            assert self.guests == guests_of(state)
        else:
            assert self.guests == set()
        self.compare_marks(before, decision)
        self.compare_ticket(decision)

    def compare_marks(self, before: SessionState, decision: SessionDecision) -> None:
        old, new = owner_of(before), owner_of(self.state)
        marks = {mark.key for mark in decision.marks}
        has_changed = old != new
        assert (f"turn/{new}" in marks) is (has_changed and bool(new))
        assert (f"served/{old}" in marks) is (has_changed and bool(old))
        ended = self.state.phase in (SessionPhase.CLOSED, SessionPhase.ROBOT)
        assert ("last/v/web" in marks) is (ended and bool(old))

    def compare_ticket(self, decision: SessionDecision) -> None:
        """The place in line is that of the event which began the wait."""
        row = index_row(self.state, deadlines(self.state, TIMED))
        place, ticket = self.stored
        if decision.events:
            if row.place != place and row.ticket == NEW_TICKET:
                ticket = self.position + 1
            self.stored = (row.place, ticket)
            self.position += len(decision.events)
        assert decision.takes_ticket is (
            bool(decision.events) and self.ticket > self.position - len(decision.events)
        )
        if is_in_line(self.state):
            assert self.stored == (f"group/{line_group(self.state)}", self.ticket)

    def refused(self, command: SessionCommand) -> None:
        """Another has the slot: the session stays as it is, and says so."""
        told = slot_refused(command, "session/other")
        assert told.events == ()
        for effect in told.effects:
            assert isinstance(effect, ReleaseHold | TellDeclined)
            self.hear(effect)


def stories(seed: int, stage: SessionPhase) -> Iterator[Story]:
    story = Story(Random(seed))
    flow = "ways" if stage is SessionPhase.COLLECTING else ""
    command: OpenSession = open_in(stage, flow)
    story.follow(decide(story.state, command, story.now_ms))
    yield story
    while True:
        story.step()
        yield story


@pytest.mark.covers("S1", "S6", "Q2", "Q4", "Q10", "Q14")
@settings(max_examples=300)
@given(st.integers(0, 2**32), st.sampled_from(STAGES), st.integers(1, STEPS))
def test_all_books_agree_after_every_step(
    seed: int, stage: SessionPhase, steps: int
) -> None:
    for number, _ in enumerate(stories(seed, stage)):
        if number == steps:
            return


@pytest.mark.covers("Q14")
def test_the_stories_are_not_about_nothing() -> None:
    """A proof over nothing fails: everything that can happen does."""
    happened: Counter[object] = Counter()
    for seed, stage in product(range(300), STAGES):
        for number, story in enumerate(stories(seed, stage)):
            if number == STEPS:
                happened += story.happened
                break
    # The shell's own, the eraser's, and those of `test_session_reaching`,
    # `test_session_robot` and `test_shop_intents`.
    others = {RulesFollowed, VisitorAwaited, VisitorReached, MessageLeft, AnswerRated}
    events = set(get_args(SessionEvent)) - others - {IntentRecognised, ContentErased}
    everything = events | set(Way) - {Way.INITIATED} | set(LapseCause) | set(QueueCause)
    assert {each for each in everything if happened[each] < 5} == set()
