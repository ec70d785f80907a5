"""PURE: what a new incarnation says again, lest the last one did not get round to it.

All of it is idempotent: who knows already ignores it.
"""

from __future__ import annotations

from collections.abc import Iterator

from actors.ids import AgentId, agent_entity
from actors.session.conclusion import question_of, robot_question
from actors.session.effects import (
    AskTheRobot,
    AskTheServer,
    FreeSlot,
    JoinLine,
    LeaveLine,
    SessionEffect,
    TellAccepted,
    TellAgent,
    TellGuest,
)
from actors.session.reading import (
    guests_of,
    held_by,
    is_in_line,
    line_group,
    owner_of,
    standing_of,
)
from actors.session.ruling import Case
from actors.session.state import SessionState
from actors.session.terms import SessionPhase
from runtime.journal import Claim


def said_again(case: Case) -> Iterator[SessionEffect]:
    """To the line, to agents, and to who is asked for an answer; in that order."""
    state = case.state
    yield from _to_the_line(state)
    yield from _to_agents(state)
    if state.phase is SessionPhase.ROUTING:
        yield AskTheServer(question_of(case, state))
    for turn in state.robot.open:
        yield AskTheRobot(robot_question(case, state, turn))


def _to_the_line(state: SessionState) -> Iterator[SessionEffect]:
    group = line_group(state)
    if is_in_line(state):
        yield JoinLine(group, standing_of(state))
    elif state.offer is not None:
        yield TellAccepted(group, state.offer.offer)
    elif group:
        yield LeaveLine(group)


def _to_agents(state: SessionState) -> Iterator[SessionEffect]:
    owner, offer, held = owner_of(state), state.offer, held_by(state)
    if owner:
        yield TellAgent(AgentId(owner), state.slot, "")
    if offer is not None:
        yield TellAgent(AgentId(offer.agent), offer.slot, offer.offer, is_ringing=True)
    for each in state.let_go:
        agent = AgentId(each.agent)
        if Claim(agent_entity(agent), each.slot) not in held:
            yield FreeSlot(agent, each.slot, each.cause)
    for guest in sorted(guests_of(state)):
        yield TellGuest(AgentId(guest), is_in=True)
