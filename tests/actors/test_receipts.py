"""How far who has come: it only grows, is told at once and written along (V2)."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from actors.ids import SessionId
from actors.rules.settings import ServiceSettings
from actors.session import core
from actors.session.causes import Stand
from actors.session.effects import ShowReceipt
from actors.session.events import MessagePosted, ReceiptsKept, SessionClosed
from actors.session.fold import apply
from actors.session.messages import CloseSession, KeepReceipts, MarkRead
from actors.session.readers import (
    MAX_READERS,
    Reader,
    beyond,
    find_reader,
    merged,
    merged_all,
)
from actors.session.receipts import is_due
from actors.session.ruling import NOTHING
from actors.session.terms import Role, Sender
from actors.session.view import ReceiptMoved, session_topic
from actors.session_memory import SessionMemory
from runtime.topics import Publication
from tests.actors.invariants import history
from tests.actors.session_cases import (
    AGENT,
    BOSS,
    NOW,
    OTHER,
    ROBOT,
    SERVING,
    STATES,
    STRANGER,
    VISITOR,
    case,
    decide,
    post,
)
from tests.actors.world import World

pytestmark = pytest.mark.covers("V2")

TALKED = replace(SERVING, last_number=7)
V, A = Role.VISITOR, Role.AGENT
QUIET = ServiceSettings(agent_reminder_seconds=0.0)
NUMBERS = st.integers(0, 9)
READERS = st.builds(
    Reader, st.just(A), st.sampled_from(("a", "b", "c")), NUMBERS, NUMBERS
)
SENDERS = st.sampled_from((VISITOR, AGENT))
MARKS = st.builds(MarkRead, SENDERS, st.just("visitor"), NUMBERS, NUMBERS)


def said(sender: Sender, delivered: int, read: int, room: str = "visitor") -> MarkRead:
    return MarkRead(sender, room, delivered, read, "c1")


# --- what is known


@given(st.lists(READERS), st.randoms(use_true_random=False))
def test_the_order_in_which_it_is_learned_does_not_matter(
    told: list[Reader], random: Random
) -> None:
    once = merged_all((), told)
    shuffled = [*told, *told]
    random.shuffle(shuffled)
    assert set(merged_all((), shuffled)) == set(once)
    assert beyond(once, once) == ()
    assert merged_all((), beyond(once, ())) == once


@given(st.lists(READERS), READERS)
def test_it_only_grows(told: list[Reader], one: Reader) -> None:
    before = merged_all((), told)
    after = merged(before, one)
    for each in before:
        now = find_reader(after, Sender(each.role, each.id))
        assert now.delivered >= each.delivered
        assert now.read >= each.read
    now = find_reader(after, Sender(one.role, one.id))
    assert now.delivered >= one.delivered
    assert now.read >= one.read


def test_the_agent_who_came_first_makes_room() -> None:
    readers = merged_all((), [Reader(A, "0", 1), Reader(V, "v", 1)])
    for number in range(1, 3 * MAX_READERS):
        readers = merged(readers, Reader(A, f"{number}", 1))
        assert len(readers) <= MAX_READERS
        assert find_reader(readers, Sender(V, "v")).delivered == 1
    assert find_reader(readers, Sender(A, "0")).delivered == 0
    assert readers[-1].id == f"{3 * MAX_READERS - 1}"


# --- what a participant says


@given(st.lists(MARKS, max_size=8))
def test_nobody_has_more_than_there_is_or_reads_what_he_has_not(
    told: list[MarkRead],
) -> None:
    known = case(TALKED)
    for each in told:
        before = find_reader(known.readers["visitor"], each.sender)
        decision = core.decide(known, each)
        assert decision.events == (), "a receipt alone is not written"
        for effect in decision.effects:
            assert isinstance(effect, ShowReceipt)
            readers = merged(known.readers["visitor"], effect.reader)
            assert readers != known.readers["visitor"], "what is no news is not told"
            known = replace(known, readers={"visitor": readers})
        now = find_reader(known.readers["visitor"], each.sender)
        assert now.read <= now.delivered <= TALKED.last_number
        assert now.read == max(before.read, min(each.read, 7))
        assert now.delivered == max(
            before.delivered, min(max(each.delivered, each.read), 7)
        )


@pytest.mark.parametrize("stand", STATES)
def test_who_has_no_part_in_it_is_not_heard(stand: Stand) -> None:
    for state in STATES[stand]:
        talked = replace(state, last_number=7)
        is_open = stand not in {Stand.NEW, Stand.CLOSED}
        is_served = is_open and talked.phase is SERVING.phase
        for sender in (VISITOR, AGENT, OTHER, BOSS, ROBOT, STRANGER):
            is_heard = is_open if sender == VISITOR else is_served and sender == AGENT
            assert (decide(talked, said(sender, 3, 2)) != NOTHING) is is_heard, sender
        assert decide(talked, said(VISITOR, 3, 2, "side")) == NOTHING


# --- when it is written


def test_it_goes_along_with_what_is_written_for_another_reason() -> None:
    mine = Reader(V, "v", 5, 4)
    known = replace(case(TALKED), readers={"visitor": (mine,)})
    decision = core.decide(known, post(AGENT))
    kept, posted = decision.events
    assert kept == ReceiptsKept((mine,))
    assert isinstance(posted, MessagePosted)
    assert decision.after is not None
    assert decision.after.readers == (mine,)
    assert decision.after.last_number == 8
    again = replace(known, state=decision.after)
    assert len(core.decide(again, post(VISITOR)).events) == 1
    closing = core.decide(known, CloseSession(AGENT, "o")).events
    assert isinstance(closing[-1], SessionClosed)
    assert closing[0] == kept, "nothing follows the end"


def test_it_is_written_before_a_session_leaves_memory() -> None:
    known = replace(case(TALKED), readers={"visitor": (Reader(V, "v", 5, 4),)})
    assert is_due(known)
    decision = core.decide(known, KeepReceipts())
    (kept,) = decision.events
    assert kept == ReceiptsKept(known.readers["visitor"])
    written = replace(known, state=apply(TALKED, kept, NOW))
    assert not is_due(written)
    assert core.decide(written, KeepReceipts()) == NOTHING
    assert core.not_stored(KeepReceipts()) == NOTHING, "not at once again, for ever"


# --- in the world


def talked(memory: SessionMemory | None = None) -> tuple[World, str]:
    world = World(0, QUIET) if memory is None else World(0, QUIET, memory=memory)
    world.define_group("g")
    world.free_agent("a", 1, "g")
    session = world.open("v")
    for number in (1, 2, 3):
        world.post(session, V, "v", f"c{number}")
    return world, session


def tell(world: World, session: str, sender: Sender, delivered: int, read: int) -> None:
    world.session(session).tell(MarkRead(sender, "visitor", delivered, read))
    world.run()


def events_of(world: World, session: str) -> list[object]:
    return [each.event for each in history(world.backend, {session})]


def test_it_is_told_at_once_and_writes_nothing() -> None:
    world, session = talked()
    heard: list[object] = []

    def hear(publication: Publication[object]) -> None:
        heard.append(publication.event)

    world.node.topics.subscribe(session_topic(SessionId(session)), hear)
    before = events_of(world, session)
    tell(world, session, AGENT, 2, 1)
    tell(world, session, AGENT, 1, 1)
    tell(world, session, OTHER, 3, 3)
    assert heard == [ReceiptMoved(SessionId(session), "visitor", Reader(A, "a", 2, 1))]
    assert events_of(world, session) == before
    view = world.view(session)
    assert view.readers == (Reader(A, "a", 2, 1),)


def test_with_the_next_commit_it_outlives_the_process() -> None:
    world, session = talked()
    tell(world, session, AGENT, 3, 3)
    world.post(session, A, "a", "c1")
    tell(world, session, VISITOR, 4, 4)
    world.die()
    world.begin()
    assert world.view(session).readers == (Reader(A, "a", 3, 3),)
    tell(world, session, VISITOR, 4, 2)
    world.close(session, A, "a")
    kept = (Reader(A, "a", 3, 3), Reader(V, "v", 4, 2))
    assert world.view(session).readers == kept
    assert world.crashed() == []


def test_who_falls_asleep_forgets_nothing_of_it() -> None:
    world, session = talked(SessionMemory(10.0, 100))
    tell(world, session, AGENT, 3, 3)
    before = events_of(world, session)
    world.advance(100.0)
    region = world.node.registry.regions["session"]
    assert region.census.awake == 0
    assert events_of(world, session) == [
        *before,
        ReceiptsKept((Reader(A, "a", 3, 3),)),
    ]
    world.die()
    world.begin()
    assert world.view(session).readers == (Reader(A, "a", 3, 3),)
