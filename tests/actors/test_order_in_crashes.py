"""Whose turn it is while an actor of the hand-out dies, at every moment of it.

An actor dies between two messages, or of the next one, which is lost then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

from actors.agent.messages import AgentStatus, Attach, PresenceWanted, agent_topic
from actors.ids import AgentId
from actors.session.events import SessionAssigned, SessionOffered, SessionOpened
from actors.session.messages import MoveSession
from actors.session.replies import Done, Ended
from actors.session.terms import Role, SessionPhase
from runtime.group_commit import MAX_BATCH_QUERIES
from runtime.journal import Append
from runtime.journal_local import Fate, always_commit
from runtime.topics import Publication
from tests.actors.desk import SEEDS, desk, phases
from tests.actors.invariants import check_slots, history
from tests.actors.world import MANUAL, SUPERVISOR, World

pytestmark = pytest.mark.unmeasured

QUEUED, OFFERED, SERVING = (
    SessionPhase.QUEUED,
    SessionPhase.OFFERED,
    SessionPhase.SERVING,
)
MOMENTS = range(16)
"""Turns and commits before the death: what is watched takes fewer."""
AWAY_SECONDS = 12.0
"""More than a hold lasts of which nobody tells, less than an offer rings."""
VICTIMS = (
    ("/groups/g",),
    ("/agents/a",),
    ("/sessions/{0}",),
    ("/sessions/{1}",),
    ("/sessions/{2}",),
    ("/sessions/{2}", "/groups/g"),
)
"""The pair: the last in line says again that it waits to a group that knows nobody."""


class InjectedCrashError(Exception):
    """An actor's death at a moment of the test's choosing."""


def keep_attached(world: World, agent: str) -> None:
    """A connection says that it is there whenever the agent's actor asks."""

    def on_published(publication: Publication[object]) -> None:
        if isinstance(publication.event, PresenceWanted):
            world.agent(agent).tell(Attach("c1"))

    world.node.topics.subscribe(agent_topic(AgentId(agent)), on_published)


def crash(world: World, path: str, *, on_next: bool) -> None:
    """Kills an actor if it is there, `on_next`: and the next message with it."""
    for cell in world.cells():
        if cell.path == path and cell.actor is not None:
            message = cell.queue.popleft() if on_next and cell.queue else None
            cell.crash(InjectedCrashError(), message)


def deaths(
    begin: Callable[[int], tuple[World, list[str]]], victims: tuple[str, ...]
) -> Iterator[tuple[World, list[str]]]:
    """The same beginning again and again, each time with a death at another moment.

    Args:
        begin: builds a world, has something begin there, and names the sessions.
        victims: paths of actors; `{0}` is the first session, and so on.
    """
    for moment in MOMENTS:
        for on_next in (False, True):
            world, sessions = begin(moment)
            for _ in range(moment):
                world.step()
            for victim in victims:
                crash(world, victim.format(*sessions), on_next=on_next)
            world.advance(AWAY_SECONDS)
            yield world, sessions


def bound(world: World, sessions: list[str]) -> list[str]:
    """Who was offered or assigned, in the order of commits."""
    return [
        row.session
        for row in history(world.backend, set(sessions))
        if isinstance(row.event, SessionOffered | SessionAssigned)
    ]


def one_leaves(seed: int) -> tuple[World, list[str]]:
    """The first session, which has the only slot, begins to end; two wait."""
    world = desk(seed)
    keep_attached(world, "a")
    sessions = [world.open(f"v{number}") for number in range(3)]
    world.start_close(sessions[0], Role.VISITOR, "v0")
    return world, sessions


@pytest.mark.covers("Q4", "S7")
@pytest.mark.parametrize("victims", VICTIMS)
def test_nobody_in_line_is_overtaken_whoever_dies(victims: tuple[str, ...]) -> None:
    for world, sessions in deaths(one_leaves, victims):
        first, second, third = sessions
        if world.view(first).phase is SERVING:  # his word died with the actor
            assert isinstance(world.close(first, Role.VISITOR, "v0"), Ended)
            world.run()
        assert phases(world, [second, third]) == [SERVING, QUEUED]
        assert bound(world, sessions) == [first, second]
        assert world.queue().sessions == (third,)


def two_come_free(seed: int) -> tuple[World, list[str]]:
    """Three wait for whoever accepts; two agents of one slot come free."""
    world = desk(seed, rule=MANUAL)
    world.set_status("a", AgentStatus.NOT_READY)
    sessions = [world.open(f"v{number}") for number in range(3)]
    world.register("b", 1, "g")
    world.attach("b")
    for agent in ("a", "b"):
        keep_attached(world, agent)
        world.start_status(agent, AgentStatus.FREE)
    return world, sessions


@pytest.mark.covers("Q4", "Q7", "Q14")
@pytest.mark.parametrize("victims", VICTIMS)
def test_what_rings_rings_once_whoever_dies(victims: tuple[str, ...]) -> None:
    for world, sessions in deaths(two_come_free, victims):
        for agent in ("a", "b"):
            if world.status(agent) is not AgentStatus.FREE:  # that word was lost
                world.set_status(agent, AgentStatus.FREE)
        assert phases(world, sessions) == [OFFERED, OFFERED, QUEUED]
        assert sorted(bound(world, sessions)) == sorted(sessions[:2])
        for session in sessions[:2]:
            agent = getattr(world.view(session).offer, "agent", "")
            assert isinstance(world.accept(session, agent), Done)
        rows = history(world.backend, set(sessions))
        check_slots(world.backend, rows, {"a": 1, "b": 1})


@pytest.mark.covers("Q4", "S7")
def test_who_dies_on_the_way_into_the_line_stands_where_it_belongs_when_back() -> None:
    """Until then the group may know nothing of it, and nobody free waits for it."""
    overtakes: set[bool] = set()
    for moment in MOMENTS:
        world = desk(moment)
        world.start_open("v1")
        for _ in range(moment):
            world.step()
        crash_twice(world, "/sessions/")
        sessions = [world.open(f"v{number}") for number in (2, 3)]
        world.advance(AWAY_SECONDS)
        sessions.append(world.open("v1"))
        (served,) = bound(world, sessions)
        came = in_order(world, sessions)
        overtakes.add(served != came[0])
        came.remove(served)
        assert list(world.queue().sessions) == came
    assert overtakes == {False, True}


def crash_twice(world: World, region: str) -> None:
    """Kills who is there, and kills it again: it is not restarted at once then."""
    for cell in [each for each in world.cells() if each.path.startswith(region)]:
        crash(world, cell.path, on_next=False)
        while cell.actor is None and world.step():
            pass
        crash(world, cell.path, on_next=False)


def in_order(world: World, sessions: list[str]) -> list[str]:
    """As they came."""
    rows = history(world.backend, set(sessions))
    return [row.session for row in rows if isinstance(row.event, SessionOpened)]


def take_turns(world: World) -> None:
    """All actors have theirs, and the store waits."""
    while len(world.dispatcher):
        world.dispatcher.step()


@pytest.mark.covers("Q4", "S7")
@pytest.mark.parametrize("seed", SEEDS)
def test_who_waits_for_a_store_that_died_is_not_overtaken(seed: int) -> None:
    """The last of many who do not know what became of their commit, and the next."""
    world = desk(seed, capacity=MAX_BATCH_QUERIES + 2)
    names = [f"v{number}" for number in range(MAX_BATCH_QUERIES + 2)]
    *others, first, second = [world.open(name) for name in names]
    world.define_group("h")
    world.free_agent("b", 1, "h")
    move = MoveSession(SUPERVISOR, QUEUED, "o", "h")

    def fate(batch: Sequence[Append]) -> Fate:
        world.fate = always_commit
        assert len(batch) == len(others) + 1
        world.start_ask(world.session(second), move)
        take_turns(world)
        return Fate.LOSE_ANSWER

    world.fate = fate
    for session, name in zip(others, names, strict=False):
        world.start_post(session, Role.VISITOR, name, "c")
    take_turns(world)
    world.start_ask(world.session(first), move)
    take_turns(world)
    world.advance(AWAY_SECONDS)
    assert bound(world, [first, second])[2:] == [first]
    assert world.view(first).agent == "b"
    assert world.queue("h").sessions == (second,)
