"""An agent's day at the real actors: works, rests, is cut off, and goes.

He behaves as the engine's `PlayedAgent` does, and draws the same replies.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from actors.agent.messages import (
    AgentStatus,
    Attach,
    Board,
    Detach,
    PresenceWanted,
    SetStatus,
    agent_topic,
)
from actors.ids import AgentId
from actors.session.messages import AcceptOffer, CloseSession, DeclineOffer
from actors.session.replies import Done
from actors.session.terms import Role, Sender
from admin.simulation.asking import ignore
from admin.simulation.house import House
from admin.simulation.people import Person, reply
from admin.simulation.played_agent import BACK_AFTER_SILENCE_MS
from admin.simulation.story import Duty
from admin.simulation.workday import Workday
from runtime.ref import Address
from runtime.topics import Publication

CONNECTION: Final = "c"
_WORKING: Final = (AgentStatus.FREE, AgentStatus.BUSY, AgentStatus.ARRANGE)


class RealAgent:
    """One agent with one connection.

    Args:
        house: the day.
        person: who.
    """

    def __init__(self, house: House, person: Person) -> None:
        self.name = person.id
        self.team = person.team
        self.is_connected = False
        self._house = house
        self._sender = Sender(Role.AGENT, person.id)
        self._status = AgentStatus.OFFLINE
        self._version = -1
        self._is_on = False
        self._day = Workday(person.id, person.team)

    @property
    def is_present(self) -> bool:
        """On line and at work."""
        return self._status in _WORKING or self._day.is_serving

    def duty(self) -> Duty:
        """His day so far."""
        self._account()
        return self._day.duty()

    def _account(self) -> None:
        self._day.account(self._house.now_ms, is_present=self.is_present)

    # --- his day

    def come_on(self) -> None:
        """A shift begins, or a break is over."""
        self._is_on = True
        self._connect()

    def go_off(self) -> None:
        """A break begins, or a shift is over: what he serves he ends."""
        self._is_on = False
        self._take(AgentStatus.REST)

    def lose_connection(self, seconds: float) -> None:
        """It is gone, for so long."""
        if not self.is_connected or not self.is_present:
            return
        self._day.lost += 1
        self.is_connected = False
        self._house.judge.lose(self.name)
        self._address().tell(Detach(CONNECTION))
        self._house.later(seconds, self._connect)

    def attach(self) -> None:
        """He follows his board, if he is there; also after a kill."""
        topics = self._house.service.node.topics
        topics.subscribe(agent_topic(AgentId(self.name)), self._on_published)
        self._version = -1
        if self.is_connected:
            self._house.asking.ask(self._address, Attach(CONNECTION), self._on_answer)

    def _connect(self) -> None:
        self.is_connected = True
        self.attach()
        if self._is_on:
            self._take(AgentStatus.FREE)
        for session in self._day.take_unfinished():
            self._close(session)

    def _take(self, status: AgentStatus) -> None:
        command = SetStatus(status, self._house.asking.operation())
        self._house.asking.ask(self._address, command)

    # --- what he sees

    def _on_published(self, publication: Publication[object]) -> None:
        match publication.event:
            case Board() as board:
                self._show(board)
            case PresenceWanted() if self.is_connected:
                self.attach()
            case _:
                pass

    def _on_answer(self, answer: object) -> None:
        if isinstance(answer, Board):
            self._show(answer)

    def _show(self, board: Board) -> None:
        if board.version < self._version:
            return
        self._account()
        was, self._status = self._status, board.status
        self._version = board.version
        if self.is_connected:
            self._house.judge.show_board(self.name, board)
        rests = board.status is AgentStatus.REST and was is not AgentStatus.REST
        if rests and self._is_on:
            self._house.later(BACK_AFTER_SILENCE_MS / 1000, self._come_back)

    def _come_back(self) -> None:
        """He let an offer lapse, and was set to rest for it."""
        if self._is_on and self._status is AgentStatus.REST:
            self.come_on()

    # --- sessions

    def ring(self, session: str, visit: int, offer: str, nth: int) -> None:
        """An offer is before him, the session's nth, from 0."""
        answer = reply(self.team, self._house.seed, visit, nth)
        if not answer.accepts:
            self._house.judge.refuse(session, self.name)
        if answer.accepts is None:
            return
        act = partial(self._answer, session, offer, accepts=answer.accepts)
        self._house.later(answer.seconds, act)

    def miss(self) -> None:
        """An offer has rung to its end."""
        self._day.missed += 1

    def serve(self, session: str, handling_seconds: float) -> None:
        """A session is his."""
        self._account()
        due = self._house.service.now + handling_seconds
        self._day.serve(session, due)
        self._house.later(handling_seconds, partial(self._finish, session, due))

    def let_go(self, session: str) -> None:
        """A session is his no more."""
        self._account()
        self._day.let_go(session)

    def _answer(self, session: str, offer: str, *, accepts: bool) -> None:
        """An answer that comes too late is refused by the session."""
        if not self.is_connected:
            return
        kind, on_answer = (
            (AcceptOffer, ignore) if accepts else (DeclineOffer, self._on_declined)
        )
        command = kind(self._sender, offer, self._house.asking.operation())
        address = partial(self._house.service.session, session)
        self._house.asking.ask(address, command, on_answer)

    def _on_declined(self, answer: object) -> None:
        self._day.declined += isinstance(answer, Done)

    def _finish(self, session: str, due: float) -> None:
        if self._day.may_close(session, due, is_connected=self.is_connected):
            self._close(session)

    def _close(self, session: str) -> None:
        command = CloseSession(self._sender, self._house.asking.operation())
        self._house.asking.ask(partial(self._house.service.session, session), command)

    def _address(self) -> Address[object]:
        return self._house.service.agent(self.name)
