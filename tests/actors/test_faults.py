"""Crashes of any actor at any moment, and kills of the whole process.

Each test draws what happens from a seed; the journal alone is asked whether every
promise was kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import cast

import pytest

from actors.agent.messages import AgentStatus, Reserve
from actors.assignment.messages import NotGranted
from actors.assignment.urgency import Bid
from actors.ids import AgentId, GroupId
from actors.session.events import MessagePosted
from actors.session.replies import Accepted, Opened
from actors.session.terms import Role
from admin.simulation.stepped_service import Waiting
from runtime.cell import Cell
from runtime.journal import Append
from runtime.journal_local import Fate
from runtime.ref import Ref
from tests.actors.invariants import (
    check_dense_numbers,
    check_queue_order,
    check_slots,
    history,
    open_sessions,
)
from tests.actors.world import World

pytestmark = pytest.mark.unmeasured

CAPACITY = {"a": 2, "b": 1, "c": 3}
GROUPS = {"a": ("g",), "b": ("g", "h"), "c": ("h",)}
VISITORS = 8


BROKEN_ID = cast("str", [])
"""No actor survives an id that is none: types are checked at the edge, not inside."""

POISON = {
    "session": object(),
    "agent": Reserve(GroupId("g"), BROKEN_ID, Bid(0, 0)),
    "group": NotGranted(AgentId("a"), BROKEN_ID),
}


class InjectedCrashError(Exception):
    """An actor's death at a moment of the test's choosing."""


def is_entity(cell: Cell) -> bool:
    return cell.path.count("/") > 1


class Story:
    """Random doings of people and faults, and what was acknowledged."""

    def __init__(self, seed: int) -> None:
        self.world = World(seed)
        self.random = Random(seed)
        self.sessions: set[str] = set()
        self.sent: list[tuple[str, str, str, Waiting]] = []
        self.openings: list[Waiting] = []
        self.cids = 0
        for group in ("g", "h"):
            self.world.define_group(group)
        for agent, capacity in CAPACITY.items():
            self.world.free_agent(agent, capacity, *GROUPS[agent])

    def act(self) -> None:
        """One thing that somebody does, not waited for."""
        chance = self.random.random()
        if chance < 0.3:
            visitor = f"v{self.random.randrange(VISITORS)}"
            group = self.random.choice("gh")
            self.openings.append(self.world.start_open(visitor, group))
        elif chance < 0.7 and self.sessions:
            self.post()
        elif chance < 0.85 and self.sessions:
            self.close()
        elif chance < 0.9:
            agent = self.random.choice(list(CAPACITY))
            status = self.random.choice([AgentStatus.FREE, AgentStatus.NOT_READY])
            self.set_status(agent, status)
        else:
            self.world.advance(self.random.random() * 3)

    def post(self) -> None:
        session = self.random.choice(sorted(self.sessions))
        visitor = self.visitor_of(session)
        if visitor is None:
            return
        self.cids += 1
        cid = f"c{self.cids}"
        waiting = self.world.start_post(session, Role.VISITOR, visitor, cid)
        self.sent.append((session, visitor, cid, waiting))

    def visitor_of(self, session: str) -> str | None:
        for row in history(self.world.backend, {session}):
            visitor = getattr(row.event, "visitor", None)
            if visitor is not None:
                return str(visitor)
        return None

    def close(self) -> None:
        session = self.random.choice(sorted(self.sessions))
        visitor = self.visitor_of(session)
        if visitor is not None:
            self.world.start_close(session, Role.VISITOR, visitor)

    def set_status(self, agent: str, status: AgentStatus) -> None:
        self.world.start_status(agent, status)

    def note_openings(self) -> None:
        for waiting in self.openings:
            if isinstance(waiting.answer, Opened):
                self.sessions.add(waiting.answer.session)
        self.sessions |= {
            row.entity.partition("/")[2] for row in open_sessions(self.world.backend)
        }

    def come_to_rest(self) -> None:
        """Everybody is there and free; all that was disturbed has settled."""
        world = self.world
        world.fate = lambda _: Fate.COMMIT
        world.advance(130)  # any quarantine is over
        for agent in CAPACITY:
            world.attach(agent)
            world.set_status(agent, AgentStatus.FREE)
        world.advance(30)
        self.note_openings()

    def check(self) -> None:
        """Q14, from the journal alone; and what was acknowledged is there."""
        journal = self.world.backend
        rows = history(journal, self.sessions)
        check_dense_numbers(rows)
        check_queue_order(rows)
        check_slots(journal, rows, CAPACITY)
        numbers = {
            (row.session, row.event.sender, row.event.cid): row.event.number
            for row in rows
            if isinstance(row.event, MessagePosted)
        }
        for session, visitor, cid, waiting in self.sent:
            if isinstance(waiting.answer, Accepted):
                assert numbers[session, visitor, cid] == waiting.answer.number
        self.check_nobody_waits_in_vain()

    def check_nobody_waits_in_vain(self) -> None:
        rows = open_sessions(self.world.backend)
        waiting = {row.index.place for row in rows if row.index.state == "queued"}
        for agent, capacity in CAPACITY.items():
            place = f"agent/{agent}"
            serving = sum(1 for row in rows if row.index.place == place)
            for group in GROUPS[agent]:
                if f"group/{group}" in waiting:
                    assert serving == capacity, "waiting beside an eligible agent"


@pytest.mark.covers("S2", "S6", "Q2", "Q4", "Q8", "Q14")
@pytest.mark.parametrize("seed", range(15))
def test_without_faults_every_promise_is_kept(seed: int) -> None:
    story = Story(seed)
    for _ in range(120):
        story.act()
        story.note_openings()
        for _ in range(story.random.randrange(20)):
            story.world.step()
    story.come_to_rest()
    story.check()
    assert story.world.crashed() == []
    assert len(story.sessions) > 5


@pytest.mark.covers("S7", "Q2", "Q14")
@pytest.mark.parametrize("seed", range(25))
def test_actors_that_crash_anywhere_break_no_promise(seed: int) -> None:
    story = Story(seed)
    world = story.world
    for _ in range(100):
        story.act()
        story.note_openings()
        for _ in range(story.random.randrange(20)):
            world.step()
        if story.random.random() < 0.15:
            alive = [cell for cell in world.cells() if is_entity(cell) and cell.actor]
            for victim in story.random.sample(alive, min(1, len(alive))):
                victim.crash(InjectedCrashError(), None)
    story.come_to_rest()
    story.check()
    assert world.crashed()


@pytest.mark.covers("S7", "Q2", "Q14")
@pytest.mark.parametrize("seed", range(25))
def test_kills_and_lost_answers_break_no_promise(seed: int) -> None:
    story = Story(seed)
    world = story.world

    def fate(_: Sequence[Append]) -> Fate:
        return story.random.choices(list(Fate), (8, 1, 1))[0]

    for _ in range(80):
        world.fate = fate
        story.act()
        story.note_openings()
        for _ in range(story.random.randrange(20)):
            world.step()
        if story.random.random() < 0.1:
            world.fate = lambda _: Fate.COMMIT
            world.die(story.random.random() * 5)
            for agent in CAPACITY:
                if story.random.random() < 0.8:
                    world.attach(agent)
    story.come_to_rest()
    story.check()


PATHS = {"session": "/sessions/{session}", "agent": "/agents/a", "group": "/groups/g"}


@pytest.mark.covers("S7")
@pytest.mark.parametrize("number", range(9))
@pytest.mark.parametrize("kind", PATHS)
def test_an_actor_that_raises_at_message_n_disturbs_no_other(
    kind: str, number: int
) -> None:
    """One visitor's conversation while somebody's actor dies at its n-th message."""
    world = World(number)
    world.define_group("g")
    world.free_agent("a", 2, "g")
    session, other = world.open("v"), world.open("w")
    victim = world.cell(PATHS[kind].format(session=session))
    before = len(world.crashed())
    for step in range(9):
        if step == number:
            cast("Ref[object]", Ref(victim)).tell(POISON[kind])
        answer = world.post(session, Role.VISITOR, "v", f"c{step}")
        beside = world.post(other, Role.VISITOR, "w", f"c{step}")
        assert isinstance(answer, Accepted)
        assert isinstance(beside, Accepted)
        assert (answer.number, beside.number) == (step + 1, step + 1)
    world.advance(1)
    assert world.crashed()[before:] == [victim.path]
    world.attach("a")  # as a connection does when the agent's actor asks who is there
    world.close(session, Role.AGENT, "a")
    assert world.view(world.open("x")).phase.value == "serving"


@pytest.mark.covers("Q2")
def test_a_session_that_cannot_live_is_closed_and_gives_its_slot_back() -> None:
    world = World(1)
    world.define_group("g")
    world.free_agent("a", 1, "g")
    broken, waiting = world.open("v"), world.open("w")
    path = f"/sessions/{broken}"
    for _ in range(10):
        cell = [each for each in world.cells() if each.path == path]
        if cell:
            cast("Ref[object]", Ref(cell[0])).tell(POISON["session"])
        world.advance(5)
    assert world.view(waiting).phase.value == "serving"
    assert world.board("a").sessions == (waiting,)
    world.advance(120)
    assert world.view(broken).reason is not None


def crash_sessions(world: World) -> None:
    for cell in world.cells():
        if cell.path.startswith("/sessions/") and cell.actor is not None:
            cell.crash(InjectedCrashError(), None)


@pytest.mark.covers("S7", "Q8")
@pytest.mark.parametrize("steps", range(40))
def test_a_session_that_dies_while_it_opens_is_served_all_the_same(steps: int) -> None:
    world = World(steps)
    world.define_group("g")
    world.free_agent("a", 1, "g")
    world.start_open("v")
    for _ in range(steps):
        world.step()
    crash_sessions(world)
    world.advance(10)
    session = world.open("v")
    world.advance(10)
    assert world.view(session).phase.value == "serving"
    assert world.board("a").sessions == (session,)


@pytest.mark.covers("S7", "Q8")
@pytest.mark.parametrize("steps", range(40))
def test_a_session_that_dies_while_it_closes_gives_its_slot_back(steps: int) -> None:
    world = World(steps)
    world.define_group("g")
    world.free_agent("a", 1, "g")
    session, waiting = world.open("v"), world.open("w")
    closing = world.start_close(session, Role.VISITOR, "v")
    for _ in range(steps):
        world.step()
    crash_sessions(world)
    world.advance(10)
    if closing.error is not None:
        world.close(session, Role.VISITOR, "v")
    world.advance(10)
    assert world.view(waiting).phase.value == "serving"
    assert world.board("a").sessions == (waiting,)
