"""What agents and supervisors ask beside the commands to one session.

Which role may send which frame is the connection's table; what depends on whom it is
about is judged here or by the actor that is asked.
"""

from __future__ import annotations

from collections import deque

from actors.accounts.audit import Act
from actors.agent.messages import (
    AgentCommand,
    AgentStatus,
    SetCapacity,
    SetStatus,
)
from actors.asking_colleagues import begin_talk, call_colleague, mention
from actors.assignment.messages import (
    GetQueue,
    GetRoster,
    GroupCommand,
    Queue,
    Roster,
)
from actors.desk import Desk
from actors.explanation import Explanation, explain
from actors.follow_ups import FollowUpList, list_follow_ups
from actors.handover import take, transfer
from actors.ids import AgentId, GroupId, SessionId, VisitorId
from actors.initiation import Wish
from actors.left_messages import LeftMessages, list_left
from actors.refusal import Refused, Rule
from actors.serving import ServedSessions, list_sessions
from gateway.admission import AgentRequest
from gateway.answers import (
    colleagues_frame,
    follow_ups_frame,
    messages_left_frame,
    queue_frame,
    sessions_frame,
    why_frame,
)
from gateway.caller import REQUEST_SECONDS, Caller
from gateway.wire import aside_frames as aside
from gateway.wire import client_frames as frames
from gateway.wire.bodies import TextBody, encode_body
from gateway.wire.reaching_frames import GetMessagesLeft, Initiate
from runtime.ask import Answered
from runtime.ref import Address

GroupQuestion = (
    frames.GetColleagues | frames.GetQueue | frames.GetSessions | GetMessagesLeft
)


class AgentRequests:
    """Serves the requests of one agent's connection.

    Args:
        caller: the agent, who may be a supervisor.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def serve(  # noqa: C901, PLR0912 - one row per request
        self, request: AgentRequest
    ) -> None:
        """Begins to serve a request; its answer goes to the connection later."""
        match request:
            case frames.SetStatus(number, operation, status, reason):
                change = SetStatus(AgentStatus(status), operation, reason)
                me = self._agent(self._caller.me.id)
                self._caller.ask(number, "", me, change)
            case frames.SetAgent():
                self._set_agent(request)
            case frames.Transfer():
                self._transfer(request)
            case frames.Assign():
                self._assign(request)
            case frames.GetWhy(number, session):
                self._get_why(number, session)
            case Initiate():
                self._initiate(request)
            case frames.GetFollowUps(number):
                self._get_follow_ups(number)
            case aside.Consult():
                self._consult(request)
            case aside.Mention():
                self._mention(request)
            case aside.Talk():
                self._talk(request)
            case _:
                self._ask_about_group(request)

    def _ask_about_group(self, request: GroupQuestion) -> None:
        match request:
            case frames.GetColleagues(number, group):
                self._get_colleagues(number, group)
            case frames.GetQueue(number, group):
                self._get_queue(number, group)
            case frames.GetSessions(number, group):
                self._get_sessions(number, group)
            case GetMessagesLeft(number, group):
                self._get_messages_left(number, group)

    # --- sessions, past the queue or to somebody else

    def _assign(self, request: frames.Assign) -> None:
        me = self._caller.me
        agent = AgentId(request.agent or me.id)
        session = SessionId(request.session)
        number, operation = request.request, request.operation
        done = self._on_session(number, session)

        def give() -> None:
            take(self._desk, me, session, agent, operation, done)

        act, detail = Act.ASSIGNING_SESSION, f"to {agent}"
        self._caller.write_down(number, act, session, operation, give, detail)

    def _transfer(self, request: frames.Transfer) -> None:
        session = SessionId(request.session)
        done = self._on_session(request.request, session)
        transfer(
            self._desk,
            self._caller.me,
            session,
            request.group,
            request.agent,
            request.note,
            request.operation,
            done,
        )

    def _consult(self, request: aside.Consult) -> None:
        caller, session = self._caller, SessionId(request.session)
        call_colleague(
            self._desk,
            caller.me,
            caller.nickname,
            session,
            request.agent,
            request.note,
            request.operation,
            self._on_session(request.request, session),
        )

    def _mention(self, request: aside.Mention) -> None:
        caller = self._caller
        mention(
            self._desk,
            caller.me,
            caller.nickname,
            request.session,
            request.agent,
            request.text,
            request.operation,
            self._on_session(request.request, request.session),
        )

    def _talk(self, request: aside.Talk) -> None:
        caller = self._caller
        begin_talk(
            self._desk,
            caller.me,
            caller.nickname,
            request.agents,
            request.operation,
            self._on_session(request.request, ""),
        )

    def _on_session(self, number: int, session: str) -> Answered:
        """What answers request `number` with the outcome of a step on a session."""

        def on_done(answer: object, error: Exception | None) -> None:
            self._caller.answer(number, session, answer, error)

        return self._caller.taking(on_done)

    def _initiate(self, request: Initiate) -> None:
        caller = self._caller
        wish = Wish(
            caller.me,
            VisitorId(request.visitor),
            request.channel,
            request.group,
            request.text,
            encode_body(TextBody(request.text)),
            request.operation,
        )
        done = self._on_session(request.request, "")
        caller.front.reception.initiate(wish, done)

    def _get_why(self, number: int, session: str) -> None:
        def on_explained(answer: object, error: Exception | None) -> None:
            if isinstance(answer, Explanation):
                self._caller.show(why_frame(number, answer))
            else:
                self._caller.answer(number, session, answer, error)

        explain(self._desk, SessionId(session), self._caller.taking(on_explained))

    def _get_follow_ups(self, number: int) -> None:
        def on_listed(answer: object, error: Exception | None) -> None:
            if isinstance(answer, FollowUpList):
                self._caller.show(follow_ups_frame(number, answer))
            else:
                self._caller.answer(number, "", answer, error)

        me = AgentId(self._caller.me.id)
        list_follow_ups(self._desk, me, self._caller.taking(on_listed))

    # --- agents

    def _set_agent(self, request: frames.SetAgent) -> None:
        """First the status, then the capacity: the first refusal is the answer."""
        number, by = request.request, self._caller.me.id
        name = self._caller.nickname
        agent = self._agent(request.agent)
        steps: deque[AgentCommand] = deque()
        operation, within = request.operation, self._caller.me.supervises
        if request.status:
            status = AgentStatus(request.status)
            steps.append(SetStatus(status, operation, "", by, name, within))
        if request.capacity:
            steps.append(SetCapacity(request.capacity, by, operation, within))
        if not steps:
            refusal = Refused(Rule.BAD_VALUE, "expected a status or a capacity")
            self._caller.answer(number, "", refusal, None)
            return

        def on_answer(answer: object, error: Exception | None) -> None:
            if not steps or isinstance(answer, Refused) or error is not None:
                self._caller.answer(number, "", answer, error)
            else:
                take_step()

        def take_step() -> None:
            taking = self._caller.taking(on_answer)
            agent.request(steps.popleft(), REQUEST_SECONDS, taking)

        wanted = (request.status, request.capacity)
        self._caller.write_down(
            number,
            Act.SETTING_AGENT,
            request.agent,
            operation,
            take_step,
            " and ".join(str(each) for each in wanted if each),
        )

    # --- groups

    def _get_colleagues(self, number: int, group: str) -> None:
        def on_roster(answer: object, error: Exception | None) -> None:
            if isinstance(answer, Roster):
                self._caller.show(colleagues_frame(number, group, answer))
            else:
                self._caller.answer(number, "", answer, error)

        taking = self._caller.taking(on_roster)
        self._group(group).request(GetRoster(), REQUEST_SECONDS, taking)

    def _get_queue(self, number: int, group: str) -> None:
        """An agent sees the queues of his own groups."""

        def on_queue(answer: object, error: Exception | None) -> None:
            if isinstance(answer, Queue):
                self._caller.show(queue_frame(number, group, answer))
            else:
                self._caller.answer(number, "", answer, error)

        taking = self._caller.taking(on_queue)
        if self._is_own(number, group):
            self._group(group).request(GetQueue(), REQUEST_SECONDS, taking)

    def _get_sessions(self, number: int, group: str) -> None:
        """The connection's table lets supervisors alone ask this, of their groups."""

        def on_listed(answer: object, error: Exception | None) -> None:
            if isinstance(answer, ServedSessions):
                self._caller.show(sessions_frame(number, group, answer))
            else:
                self._caller.answer(number, "", answer, error)

        if self._is_own(number, group):
            list_sessions(self._desk, GroupId(group), self._caller.taking(on_listed))

    def _get_messages_left(self, number: int, group: str) -> None:
        def on_listed(answer: object, error: Exception | None) -> None:
            if isinstance(answer, LeftMessages):
                self._caller.show(messages_left_frame(number, group, answer))
            else:
                self._caller.answer(number, "", answer, error)

        if self._is_own(number, group):
            list_left(self._desk, GroupId(group), self._caller.taking(on_listed))

    def _is_own(self, number: int, group: str) -> bool:
        """True for a group of the agent's; else request `number` is refused."""
        is_own = group in self._caller.groups
        if not is_own:
            refusal = Refused(Rule.FORBIDDEN, f"expected a member of {group}")
            self._caller.answer(number, "", refusal, None)
        return is_own

    # --- addresses

    @property
    def _desk(self) -> Desk:
        return self._caller.front.desk

    def _agent(self, agent: str) -> Address[AgentCommand]:
        return self._desk.directory.agent(AgentId(agent))

    def _group(self, group: str) -> Address[GroupCommand]:
        return self._desk.directory.group(GroupId(group))
