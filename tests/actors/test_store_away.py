"""Openings, starts, hand-overs and quarantines when the store is away for a while."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from actors import handover
from actors.agent.messages import AgentStatus
from actors.assignment.messages import SessionLeft
from actors.assignment.routing import Strategy
from actors.explanation import explain
from actors.ids import (
    AgentId,
    GroupId,
    SessionId,
    VisitorId,
    last_agent_mark,
    opening_mark,
    visitor_resource,
)
from actors.session.events import MessagePosted, SessionClosed
from actors.session.messages import AskWaiting
from actors.session.quarantine import close_quarantined
from actors.session.terms import CloseCause, CloseReason, Role, Sender, SessionPhase
from actors.session.view import PublishedMessage
from actors.transcript import read_messages
from admin.simulation.stepped_service import Waiting
from runtime.durable import RETRY_SECONDS
from runtime.errors import Unavailable
from runtime.journal import (
    Answer,
    Append,
    EntityRecord,
    FindMarks,
    Holders,
    OpenEntities,
    Outcome,
    Query,
    ReadEntity,
    StoreFull,
    Unknown,
)
from runtime.journal_local import Fate, always_commit
from runtime.journal_memory import MemoryJournal
from runtime.region import ENTITY_INTENSITY, QUARANTINE_SECONDS
from tests.actors.invariants import history, holdings
from tests.actors.world import World, strategy

AGENT = Sender(Role.AGENT, "a")
ENDED = SessionClosed(CloseReason.ADMIN, "", CloseCause.QUARANTINE)


class AwayStore(MemoryJournal):
    """A store that does not answer some questions for a while."""

    def __init__(self) -> None:
        super().__init__()
        self.deaf_to: tuple[type[Query], ...] = ()

    def answer(self, query: Query) -> Answer:
        return Unknown() if isinstance(query, self.deaf_to) else super().answer(query)


def desk() -> tuple[World, AwayStore, str, str]:
    """`a` serves the first session, and the second waits."""
    store = AwayStore()
    world = World(0, backend=store)
    world.define_group("g", strategy(Strategy.LAST_AGENT))
    world.free_agent("a", 1, "g")
    return world, store, world.open("v"), world.open("w")


# --- openings


@pytest.mark.covers("S2")
@pytest.mark.parametrize("query", [Holders, FindMarks])
def test_who_cannot_be_looked_up_is_told_to_try_again(query: type[Query]) -> None:
    world, store, _, _ = desk()
    store.deaf_to = (query,)
    waiting = world.start_open("x")
    world.run()
    assert isinstance(waiting.error, Unavailable)
    assert waiting.answer is None
    store.deaf_to = ()
    assert world.view(world.open("x")).phase is SessionPhase.QUEUED


@pytest.mark.covers("S2")
def test_nobody_takes_a_place_by_a_slash_in_the_name_of_a_channel() -> None:
    assert visitor_resource(VisitorId("a"), "b/web") != visitor_resource(
        VisitorId("a/b"), "web"
    )
    assert last_agent_mark(VisitorId("a"), "b/web") != last_agent_mark(
        VisitorId("a/b"), "web"
    )
    assert opening_mark(VisitorId("a"), "b/web", "o") != opening_mark(
        VisitorId("a/b"), "web", "o"
    )
    assert opening_mark(VisitorId("a"), "b", "web/o") != opening_mark(
        VisitorId("a/b"), "web", "o"
    )


# --- events that cannot be read


@pytest.mark.covers("Q15", "S6")
def test_a_reader_of_an_event_that_cannot_be_read_is_told_so() -> None:
    """An exception would go to the journal, and with it to everybody who waits."""
    world, store, served, _ = desk()
    record = store.answer(ReadEntity(f"session/{served}"))
    assert isinstance(record, EntityRecord)
    store.commit([Append(f"session/{served}", record.seq, 0, (b"\xc1",))])
    why = Waiting()
    messages: list[tuple[PublishedMessage, ...] | None] = []
    explain(world.desk, SessionId(served), why.done)
    read_messages(world.desk.journal, SessionId(served), 0, 10, (), messages.append)
    world.run()
    assert isinstance(why.error, Unavailable)
    assert messages == [None]


# --- a disk that is full


class FullStore(MemoryJournal):
    """Has no room for claims while it is full, and counts who tries."""

    def __init__(self) -> None:
        super().__init__()
        self.is_full = False
        self.tries = 0

    def commit(self, batch: Sequence[Append]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        for append in batch:
            if self.is_full and append.claims:
                self.tries += 1
                outcomes.append(StoreFull("no space"))
            else:
                outcomes += super().commit([append])
        return outcomes


@pytest.mark.covers("Q8", "S7")
def test_an_offer_that_finds_the_disk_full_is_not_made_again_at_once() -> None:
    store = FullStore()
    world = World(0, backend=store)
    world.define_group("g")
    world.free_agent("a", 1, "g")
    served, waiting = world.open("v"), world.open("w")
    store.is_full = True
    world.close(served, Role.VISITOR, "v")
    world.advance(1)
    assert 0 < store.tries <= 1 / RETRY_SECONDS + 1
    store.is_full = False
    world.advance(2 * RETRY_SECONDS)
    assert world.view(waiting).agent == "a"


# --- a start


@pytest.mark.covers("S7")
def test_a_start_that_cannot_read_the_index_tries_again() -> None:
    world, store, served, waiting = desk()
    store.deaf_to = (OpenEntities,)
    world.die()
    assert "/opening" in world.crashed()
    store.deaf_to = ()
    world.advance(30)
    world.attach("a")
    assert world.close(served, Role.VISITOR, "v") is not None
    assert world.view(waiting).agent == "a"


# --- a hand-over


@pytest.mark.covers("Q10", "Q11")
def test_a_hand_over_to_an_agent_of_whom_nothing_is_known_fails() -> None:
    world, store, served, _ = desk()
    world.free_agent("b", 1, "g")
    world.die()
    store.deaf_to = (ReadEntity,)
    for wish in (transfer, take):
        waiting = wish(world, served)
        world.advance(6)
        assert waiting.error is not None
        assert waiting.answer is None
    store.deaf_to = ()
    world.advance(60)
    assert world.view(served).agent == "a"


@pytest.mark.covers("Q10")
def test_a_transfer_of_a_session_of_which_nothing_is_known_fails() -> None:
    world, store, served, _ = desk()
    world.free_agent("b", 1, "g")
    world.unfollow(served)  # or the visitor's connection wakes it
    world.die()
    world.attach("b")
    store.deaf_to = (ReadEntity,)
    waiting = transfer(world, served)
    world.advance(6)
    assert waiting.error is not None
    assert waiting.answer is None


def transfer(world: World, session: str) -> Waiting:
    waiting = Waiting()
    session_id = SessionId(session)
    handover.transfer(
        world.desk, AGENT, session_id, "", "b", "", world.operation(), waiting.done
    )
    return waiting


def take(world: World, session: str) -> Waiting:
    waiting = Waiting()
    agent = AgentId("b")
    sender = Sender(Role.AGENT, "b")
    handover.take(
        world.desk, sender, SessionId(session), agent, world.operation(), waiting.done
    )
    return waiting


# --- a word that was lost


@pytest.mark.covers("Q8")
def test_a_group_that_lost_a_session_has_it_again_at_its_place_when_it_asks() -> None:
    world, _, _, waiting = desk()
    later = world.open("x")
    world.group("g").tell(SessionLeft(SessionId(waiting)))
    world.run()
    assert world.queue().sessions == (later,)
    world.session(waiting).tell(AskWaiting(GroupId("g")))
    world.run()
    assert world.queue().sessions == (waiting, later)


# --- a quarantine


def close(world: World, session: str) -> None:
    close_quarantined(world.desk, SessionId(session), world.wall_ms(), lambda: False)


def events_of(world: World, session: str) -> list[object]:
    return [row.event for row in history(world.backend, {session})]


@pytest.mark.covers("Q2", "S7")
def test_a_quarantine_whose_outcome_is_unknown_frees_the_slot_all_the_same() -> None:
    world, _, served, waiting = desk()
    close(world, served)
    world.fate = lose_first
    world.run()
    world.fate = always_commit
    world.advance(30)
    assert events_of(world, served).count(ENDED) == 1
    assert holdings(world.backend, "a") == {1: f"session/{waiting}"}
    assert world.board("a").sessions == (waiting,)


def lose_first(batch: Sequence[Append]) -> Fate:
    """Of the session's end nobody hears that it is on disk."""
    ends = any(append.releases_all for append in batch)
    return Fate.LOSE_ANSWER if ends else Fate.COMMIT


@pytest.mark.covers("S6", "Q2")
def test_a_message_that_came_before_the_quarantine_is_kept() -> None:
    world, _, served, _ = desk()
    posted = world.start_post(served, Role.VISITOR, "v", "c1")
    while not world._calls:
        assert world.step()
    close(world, served)
    world.advance(30)
    assert posted.is_there
    *_, message, ended = events_of(world, served)
    assert isinstance(message, MessagePosted)
    assert ended == ENDED


@pytest.mark.covers("S3")
def test_what_is_closed_or_was_never_there_is_not_closed_again() -> None:
    world, store, served, waiting = desk()
    world.close(served, Role.VISITOR, "v")
    for session in (served, "never"):
        close(world, session)
    store.deaf_to = (ReadEntity,)
    close(world, waiting)
    world.run()
    store.deaf_to = ()
    for session in (served, "never", waiting):
        assert ENDED not in events_of(world, session)


@pytest.mark.covers("S7", "Q12")
def test_after_a_quarantine_nothing_is_forgotten_although_nobody_speaks() -> None:
    world = World(1)
    world.define_group("g")
    world.free_agent("a", 1, "g")
    world.detach("a")
    waiting = world.open("v")
    for path in ("/agents/a", "/groups/g"):
        for _ in range(ENTITY_INTENSITY.restarts + 1):
            world.cell(path).crash(RuntimeError(), None)
            world.advance(1)
    world.advance(QUARANTINE_SECONDS + world.settings.agent_grace_seconds + 1)
    assert world.status("a") is AgentStatus.OFFLINE
    world.attach("a")
    world.set_status("a", AgentStatus.FREE)
    assert world.view(waiting).agent == "a"
