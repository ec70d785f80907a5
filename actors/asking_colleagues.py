"""Asks colleagues into a session, or names them in it: are they there (S10, S11).

Nothing is decided here: the colleague's agent says who he is, the session commits.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Final

from actors.agent.messages import AgentCard, GetCard
from actors.desk import Desk
from actors.ids import AgentId, SessionId, room_at, talk_id
from actors.internal.messages import BeginTalk, TalkMember
from actors.refusal import Refused, Rule
from actors.session.aside_messages import CallColleague, MentionColleague
from actors.session.terms import VISITOR_ROOM, Sender
from runtime.ask import Answered

STEP_SECONDS: Final = 5.0
"""Deadline of each question to an agent or the session."""


def call_colleague(  # noqa: PLR0913, PLR0917 - the wish's parts
    desk: Desk,
    sender: Sender,
    name: str,
    session: SessionId,
    agent: str,
    note: str,
    operation: str,
    done: Answered,
) -> None:
    """Calls a colleague into a side room (S11).

    Args:
        desk: the service.
        sender: the serving agent.
        name: the sender's, for people.
        session: what it is about.
        agent: the colleague, of any group.
        note: for him.
        operation: identifies the wish over repetitions.
        done: called once, with `Done`, a refusal or an error.
    """

    def on_card(answer: object, error: Exception | None) -> None:
        if not isinstance(answer, AgentCard):
            done(answer, error)
            return
        if not answer.groups:
            text = "expected a colleague who is in a group"
            done(Refused(Rule.NO_SUCH_AGENT, text), None)
            return
        command = CallColleague(
            sender,
            AgentId(agent),
            note,
            operation,
            name,
            answer.nickname,
            answer.is_there,
        )
        desk.directory.session(session).request(command, STEP_SECONDS, done)

    desk.directory.agent(AgentId(agent)).request(GetCard(), STEP_SECONDS, on_card)


def mention(  # noqa: PLR0913, PLR0917 - the wish's parts
    desk: Desk,
    sender: Sender,
    name: str,
    place: str,
    agent: str,
    text: str,
    operation: str,
    done: Answered,
) -> None:
    """Names a colleague in a session, or in a side room of it (S10).

    Args:
        desk: the service.
        sender: who takes part in it.
        name: the sender's, for people.
        place: the session, or the place of the side room.
        agent: the colleague.
        text: for him.
        operation: identifies the wish over repetitions.
        done: called once, with `Done`, a refusal or an error.
    """

    def on_card(answer: object, error: Exception | None) -> None:
        if not isinstance(answer, AgentCard):
            done(answer, error)
            return
        command = MentionColleague(
            sender,
            AgentId(agent),
            room_at(place) or VISITOR_ROOM,
            text,
            operation,
            name,
            answer.nickname,
        )
        desk.directory.place(place).request(command, STEP_SECONDS, done)

    desk.directory.agent(AgentId(agent)).request(GetCard(), STEP_SECONDS, on_card)


def begin_talk(
    desk: Desk,
    sender: Sender,
    name: str,
    agents: Sequence[str],
    operation: str,
    done: Answered,
) -> None:
    """Begins an internal conversation with colleagues, who need not be there (S10).

    Args:
        desk: the service.
        sender: the agent who begins it.
        name: his, for people.
        agents: the others.
        operation: identifies the wish over repetitions.
        done: called once, with `Opened`, a refusal or an error.
    """
    waiting = deque(dict.fromkeys(agents))
    members: list[TalkMember] = []

    def on_card(answer: object, error: Exception | None) -> None:
        if not isinstance(answer, AgentCard):
            done(answer, error)
            return
        members.append(TalkMember(answer.agent, answer.nickname))
        ask_next()

    def ask_next() -> None:
        if waiting:
            agent = desk.directory.agent(AgentId(waiting.popleft()))
            agent.request(GetCard(), STEP_SECONDS, on_card)
            return
        talk = desk.directory.talk(talk_id(AgentId(sender.id), operation))
        command = BeginTalk(sender, tuple(members), operation, name)
        talk.request(command, STEP_SECONDS, done)

    ask_next()
