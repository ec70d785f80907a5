"""Sessions among real agents and groups: hand-overs, starts, crashes, a full disk."""

from __future__ import annotations

from typing import cast

import pytest

from actors import handover
from actors.agent.messages import AgentStatus
from actors.assignment.actor import TOLD_PER_TURN
from actors.assignment.messages import DefineGroup, GroupRule, Treatment
from actors.assignment.routing import Strategy
from actors.assignment.standing import decode_standing
from actors.ids import AgentId, GroupId, SessionId
from actors.opening import WAKES_PER_SECOND
from actors.refusal import Rule
from actors.rules.setting_values import LostAgent
from actors.rules.settings import ServiceSettings
from actors.session.events import (
    LapseCause,
    OfferLapsed,
    QueueCause,
    SessionClosed,
    SessionQueued,
)
from actors.session.messages import (
    AcceptOffer,
    AgentGone,
    DeclineOffer,
    TransferSession,
    TurnAway,
    WithdrawOffer,
)
from actors.session.replies import Done
from actors.session.terms import (
    CloseCause,
    CloseReason,
    Role,
    Sender,
    SessionPhase,
)
from actors.session.view import Notice, NoticeKind, SessionView, session_topic
from admin.simulation.stepped_service import Waiting
from runtime.journal_local import Fate, always_commit
from runtime.ref import Ref
from runtime.region import ENTITY_INTENSITY, QUARANTINE_SECONDS
from runtime.topics import Publication
from tests.actors.desk import phases
from tests.actors.invariants import history, holdings, open_sessions
from tests.actors.session_cases import endings, rule_in
from tests.actors.world import MANUAL, SUPERVISOR, World, strategy
from tests.runtime.shelf import Disk

pytestmark = pytest.mark.unmeasured

SEEDS = range(8)
QUEUED, SERVING = SessionPhase.QUEUED, SessionPhase.SERVING
OFFERED, CLOSED = SessionPhase.OFFERED, SessionPhase.CLOSED


def agent(name: str) -> Sender:
    return Sender(Role.AGENT, name)


def take(
    world: World, sender: Sender, session: str, to: str, operation: str = ""
) -> object:
    """What becomes of the wish to give a session to an agent by hand."""
    waiting = Waiting()
    operation = operation or world.operation()
    handover.take(
        world.desk, sender, SessionId(session), AgentId(to), operation, waiting.done
    )
    world.run()
    assert waiting.error is None
    return waiting.answer


def transfer(
    world: World, session: str, group: str = "", to: str = "", sender: str = "a"
) -> object:
    """What becomes of the wish to transfer; looks up what is not named."""
    waiting = Waiting()
    handover.transfer(
        world.desk,
        agent(sender),
        SessionId(session),
        group,
        to,
        "",
        world.operation(),
        waiting.done,
    )
    world.run()
    assert waiting.error is None
    return waiting.answer


def busy_desk(
    seed: int = 0, settings: ServiceSettings | None = None, backend: Disk | None = None
) -> tuple[World, str, str]:
    """In `g` the agent `a` serves one and is full, another waits; `b` idles in `h`."""
    world = World(seed, settings, backend)
    world.define_group("g")
    world.define_group("h")
    world.free_agent("a", 1, "g")
    world.free_agent("b", 1, "h")
    served, waiting = world.open("v"), world.open("w")
    assert (world.view(served).phase, world.view(waiting).phase) == (SERVING, QUEUED)
    return world, served, waiting


def held_sessions(world: World, name: str) -> set[str]:
    """Whose claims on the agent's slots are on disk."""
    return {
        holder.removeprefix("session/")
        for holder in holdings(world.backend, name).values()
    }


# --- past the queue


@pytest.mark.covers("Q11")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_supervisor_gives_a_waiting_session_to_an_agent(seed: int) -> None:
    world, served, waiting = busy_desk(seed)
    assert take(world, SUPERVISOR, waiting, "b", "once") == Done()
    assert world.view(waiting).agent == "b"
    assert world.board("b").sessions == (waiting,)
    assert world.queue().sessions == ()
    # The answer was lost and comes again, though `b` is full by now.
    assert take(world, SUPERVISOR, waiting, "b", "once") == Done()
    assert rule_in(take(world, SUPERVISOR, served, "b")) is Rule.AGENT_FULL
    assert world.view(served).agent == "a"
    assert world.crashed() == []


@pytest.mark.covers("Q11", "Q2")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_served_session_changes_hands_and_the_slot_drains_the_queue(
    seed: int,
) -> None:
    world, served, waiting = busy_desk(seed)
    assert take(world, SUPERVISOR, served, "b") == Done()
    assert world.view(served).agent == "b"
    assert world.view(waiting).agent == "a"
    assert held_sessions(world, "a") == {waiting}
    assert held_sessions(world, "b") == {served}


@pytest.mark.covers("Q11")
def test_what_is_not_allowed_holds_no_slot() -> None:
    world, served, waiting = busy_desk()
    refusals = {
        (agent("b"), waiting, "b"): Rule.FORBIDDEN,
        (agent("a"), waiting, "b"): Rule.FORBIDDEN,
        (agent("nobody"), waiting, "nobody"): Rule.NO_SUCH_AGENT,
        (SUPERVISOR, waiting, "nobody"): Rule.NO_SUCH_AGENT,
        (SUPERVISOR, served, "a"): Rule.BAD_VALUE,
        (SUPERVISOR, "none", "b"): Rule.NO_SUCH_SESSION,
    }
    for (sender, session, to), rule in refusals.items():
        assert rule_in(take(world, sender, session, to)) is rule
    world.set_status("b", AgentStatus.NOT_READY)
    assert rule_in(take(world, SUPERVISOR, waiting, "b")) is Rule.AGENT_NOT_FREE
    world.set_status("b", AgentStatus.FREE)
    assert take(world, SUPERVISOR, waiting, "b") == Done()


@pytest.mark.covers("Q11")
def test_a_slot_held_for_a_session_that_is_gone_is_given_back() -> None:
    world, _, waiting = busy_desk()
    wish = Waiting()
    session = SessionId(waiting)
    handover.take(world.desk, SUPERVISOR, session, AgentId("b"), "o", wish.done)
    closing = world.start_close(waiting, Role.VISITOR, "w")
    world.run()
    assert closing.is_there
    if rule_in(wish.answer) is Rule.CLOSED:
        other = world.open("x", "h")
        assert world.view(other).agent == "b"


@pytest.mark.covers("Q6", "Q11")
def test_an_agent_answers_a_message_that_was_left() -> None:
    world, _, waiting = busy_desk()
    world.move(waiting, stage=SessionPhase.MESSAGE_LEFT)
    assert rule_in(take(world, agent("b"), waiting, "b")) is Rule.FORBIDDEN
    world.register("b", 1, "g", "h")
    assert take(world, agent("b"), waiting, "b") == Done()
    assert world.view(waiting).agent == "b"


# --- where a transfer goes


@pytest.mark.covers("Q10")
def test_a_transfer_to_an_agent_finds_his_group() -> None:
    world, served, waiting = busy_desk()
    assert transfer(world, served, to="b") == Done()
    view = world.view(served)
    assert (view.agent, view.group) == ("b", "h")
    assert world.view(waiting).agent == "a"
    world.free_agent("c", 1, "h", "g")
    assert transfer(world, waiting, to="c") == Done()
    assert (world.view(waiting).agent, world.view(waiting).group) == ("c", "g")


@pytest.mark.covers("Q10")
def test_a_transfer_to_nowhere_is_refused() -> None:
    world, served, _ = busy_desk()
    world.register("idler", 1)
    assert rule_in(transfer(world, served, "nowhere")) is Rule.NO_SUCH_GROUP
    assert rule_in(transfer(world, served, to="nobody")) is Rule.NO_SUCH_AGENT
    assert rule_in(transfer(world, served, to="idler")) is Rule.NO_SUCH_GROUP
    assert rule_in(transfer(world, served, "g", "b")) is Rule.NO_SUCH_GROUP
    assert rule_in(transfer(world, served)) is Rule.BAD_VALUE
    assert rule_in(transfer(world, served, to="b", sender="b")) is Rule.FORBIDDEN
    assert transfer(world, served, "h", "b") == Done()
    assert transfer(world, served, "g", sender="b") == Done()


@pytest.mark.covers("Q10")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_transfer_that_rings_swaps_when_it_is_accepted(seed: int) -> None:
    world, served, waiting = busy_desk(seed)
    world.define_group("h", MANUAL)
    assert transfer(world, served, "h") == Done()
    view = world.view(served)
    assert (view.phase, view.agent) == (SERVING, "a")
    assert view.offer is not None
    assert held_sessions(world, "b") == held_sessions(world, "a") == {served}
    assert world.accept(served, "b") == Done()
    assert world.view(served).agent == "b"
    assert world.view(waiting).agent == "a"
    assert world.crashed() == []


@pytest.mark.covers("Q10", "Q7")
def test_the_agent_is_told_that_nobody_took_it() -> None:
    world, served, _ = busy_desk()
    told: list[Notice] = []

    def note(publication: Publication[object]) -> None:
        if isinstance(publication.event, Notice):
            told.append(publication.event)

    topic = session_topic(SessionId(served))
    world.node.topics.subscribe(topic, note)
    world.set_status("b", AgentStatus.REST)
    assert transfer(world, served, to="b") == Done()
    world.advance(61)
    kinds = [(each.kind, each.agent) for each in told]
    assert kinds == [(NoticeKind.TRANSFER_EXPIRED, "a")]
    assert world.view(served).transfer is None


# --- the way in


@pytest.mark.covers("Q3")
def test_a_returning_visitor_is_expected_by_the_last_agent() -> None:
    world = World(0)
    world.define_group("g", strategy(Strategy.LAST_AGENT))
    world.free_agent("a", 1, "g")
    world.close(world.open("v"), Role.AGENT, "a")
    world.set_status("a", AgentStatus.REST)
    session = world.open("v")
    (row,) = open_sessions(world.backend)
    assert decode_standing(row.index.detail).prefer == "a"
    stranger = world.open("w")
    details = {row.entity: row.index.detail for row in open_sessions(world.backend)}
    assert decode_standing(details[f"session/{stranger}"]).prefer == ""
    assert session != stranger


@pytest.mark.covers("Q6")
def test_a_long_line_is_turned_away_a_part_at_a_time() -> None:
    world = World(0)
    world.define_group("g")
    sessions = [world.open(f"v{number}") for number in range(2 * TOLD_PER_TURN + 1)]
    rule = GroupRule(turns_away_without_agents=True)
    world.start_ask(world.group("g"), DefineGroup("G", rule))
    most, before = 0, len(world.dispatcher)
    while world.step():
        ready = len(world.dispatcher)
        most, before = max(most, ready - before), ready
    assert most <= TOLD_PER_TURN  # sessions that have a message, as the group had one
    assert set(phases(world, sessions)) == {SessionPhase.MESSAGE_LEFT}


# --- a start


@pytest.mark.covers("Q6", "S7")
def test_visitors_who_do_not_come_back_after_a_start_are_gone_one_by_one() -> None:
    world = World(0)
    world.define_group("g")
    sessions = [world.open(f"v{number}") for number in range(40)]
    for session in sessions[2:]:
        world.unfollow(session)
    world.advance(10)
    world.die(downtime=3_600)
    world.advance(59.9)
    assert len(world.queue().sessions) == 40
    world.advance(0.1 + 20 / WAKES_PER_SECOND)
    assert 2 < len(world.queue().sessions) < 40
    world.advance(1)
    assert world.queue().sessions == tuple(sessions[:2])
    ended = SessionClosed(CloseReason.CLIENT, "v39", CloseCause.ABANDONED)
    assert endings(world.backend, sessions[-1]) == [ended]
    assert world.crashed() == []


@pytest.mark.covers("Q6", "S7")
def test_a_session_that_starts_again_calls_its_visitor() -> None:
    world, served, waiting = busy_desk()
    for cell in world.cells():
        if cell.path.startswith("/sessions/") and cell.actor is not None:
            cell.crash(InjectedCrashError(), None)
    world.advance(200)
    assert world.view(waiting).phase is QUEUED
    assert not world.view(served).visitor_away
    world.leave(served)
    assert world.view(served).visitor_away
    world.leave(waiting)
    world.advance(30)
    world.cell(f"/sessions/{waiting}").crash(InjectedCrashError(), None)
    world.advance(29)
    assert world.view(waiting).phase is QUEUED
    world.advance(2)
    assert world.view(waiting).reason is CloseReason.CLIENT


class InjectedCrashError(Exception):
    """A session's death between its commit and its words."""


def die_unheard(world: World, session: str) -> None:
    """The session's next commit is on disk, and its actor dies before it hears."""
    while not world._calls:
        assert world.step()
    world.commit_unheard()
    cell = world.cell(f"/sessions/{session}")
    cell.crash(InjectedCrashError(), None)
    world.fate = always_commit
    world.advance(30)


def screen(world: World, session: str) -> list[SessionView]:
    """What somebody who follows the session is shown from now on."""
    shown: list[SessionView] = []

    def on_published(publication: Publication[object]) -> None:
        if isinstance(publication.event, SessionView):
            shown.append(publication.event)

    world.node.topics.subscribe(session_topic(SessionId(session)), on_published)
    return shown


@pytest.mark.covers("S7", "Q2", "Q8")
@pytest.mark.parametrize("what", ["close", "decline", "accept", "transfer", "requeue"])
def test_what_a_session_could_not_say_it_says_when_it_starts_again(what: str) -> None:
    settings = ServiceSettings(lost_agent=LostAgent.REQUEUE, accept_seconds=300.0)
    world, served, waiting = busy_desk(1, settings)
    world.define_group("h", MANUAL)
    ringing = world.open("x", "h")
    match what:
        case "close":
            shown = screen(world, served)
            world.start_close(served, Role.AGENT, "a")
            die_unheard(world, served)
            assert [view.phase for view in shown] == [CLOSED]
            assert held_sessions(world, "a") == {waiting}
            assert world.view(waiting).agent == "a"
        case "decline":
            decline = DeclineOffer(agent("b"), world.offer_of(ringing), "o")
            world.start_ask(world.session(ringing), decline)
            die_unheard(world, ringing)
            assert world.view(ringing).phase is OFFERED
            assert world.board("b").sessions == (ringing,)
        case "accept":
            accept = AcceptOffer(agent("b"), world.offer_of(ringing), "o")
            world.start_ask(world.session(ringing), accept)
            die_unheard(world, ringing)
            assert world.view(ringing).agent == "b"
            assert world.board("b").sessions == (ringing,)
        case "transfer":
            world.decline(ringing, "b")
            world.close(ringing, Role.VISITOR, "x")
            transferring = TransferSession(agent("a"), GroupId("h"), "", "", "o")
            world.start_ask(world.session(served), transferring)
            die_unheard(world, served)
            assert world.offer_of(served) != "none"
            assert world.board("b").sessions == (served,)
        case _:
            world.session(served).tell(AgentGone(AgentId("a")))
            die_unheard(world, served)
            assert world.view(served).phase is SERVING
            assert world.board("a").sessions == (served,)


# --- what cannot live, and a full disk


@pytest.mark.covers("Q2", "Q10")
@pytest.mark.parametrize("rings", [False, True])
def test_a_broken_session_gives_back_every_slot_and_line(*, rings: bool) -> None:
    world, served, waiting = busy_desk()
    world.define_group("h", MANUAL)
    if not rings:
        world.set_status("b", AgentStatus.REST)
    assert transfer(world, served, "h") == Done()
    assert (world.view(served).offer is not None) is rings
    shown = screen(world, served)
    for _ in range(10):
        for cell in world.cells():
            if cell.path == f"/sessions/{served}":
                cast("Ref[object]", Ref(cell)).tell(object())
        world.advance(1)
    assert world.view(waiting).agent == "a"
    assert held_sessions(world, "b") == set()
    assert world.board("b").sessions == ()
    assert world.queue("h").sessions == ()
    (ended,) = endings(world.backend, served)
    assert ended == SessionClosed(CloseReason.ADMIN, "", CloseCause.QUARANTINE)
    world.advance(130)
    assert shown[-1].phase is CLOSED


@pytest.mark.covers("S3", "S7")
def test_who_ended_and_fell_before_showing_it_is_shown_as_ended() -> None:
    """The last crash that it is forgiven comes between the commit and the word."""
    world, served, _ = busy_desk()
    shown = screen(world, served)
    cell = world.cell(f"/sessions/{served}")
    for _ in range(ENTITY_INTENSITY.restarts):
        cell.crash(RuntimeError(), None)
        world.advance(1)
    world.fate = lambda _: Fate.LOSE_ANSWER
    world.start_close(served, Role.VISITOR, "v")
    while not endings(world.backend, served):
        assert world.step()
    world.fate = always_commit
    assert shown[-1].phase is SERVING
    cell.crash(RuntimeError(), None)
    world.advance(QUARANTINE_SECONDS + 1)
    assert shown[-1].phase is CLOSED


@pytest.mark.covers("S7", "Q6", "Q12")
def test_what_the_disk_had_no_room_for_is_done_when_it_has() -> None:
    disk = Disk()
    world, served, waiting = busy_desk(0, backend=disk)
    world.define_group("h", MANUAL)
    ringing = world.open("x", "h")
    disk.is_full = True
    world.session(served).tell(AgentGone(AgentId("a")))
    world.session(waiting).tell(TurnAway(GroupId("g"), Treatment.NO_AGENT, ""))
    world.session(ringing).tell(WithdrawOffer(AgentId("b")))
    world.set_status("b", AgentStatus.FREE)
    world.leave(ringing)
    world.advance(1)
    assert world.view(waiting).phase is QUEUED
    disk.is_full = False
    world.advance(1)
    assert world.view(waiting).phase is SessionPhase.MESSAGE_LEFT
    lapsed = [
        row.event
        for row in history(world.backend, {ringing})
        if isinstance(row.event, OfferLapsed)
    ]
    assert [each.cause for each in lapsed] == [LapseCause.WITHDRAWN]
    world.advance(60)
    assert world.view(ringing).reason is CloseReason.CLIENT
    queued = [
        row.event
        for row in history(world.backend, {served})
        if isinstance(row.event, SessionQueued)
    ]
    assert [each.cause for each in queued] == [QueueCause.AGENT_LOST]
