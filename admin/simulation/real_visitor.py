"""A visitor who speaks to the real actors as a client does.

What happens to him is learnt from what is published, never assumed. He behaves as the
engine's `PlayedSession` lets him behave.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from actors.ids import GroupId, SessionId, VisitorId, new_session_id
from actors.session.messages import (
    CloseSession,
    GetSession,
    OpenSession,
    VisitorAttached,
)
from actors.session.replies import Opened
from actors.session.state import Offer
from actors.session.terms import SERVICE, Role, Sender, SessionPhase
from actors.session.view import SessionView, VisitorWanted, session_topic
from admin.simulation.house import House
from admin.simulation.judge import Want
from admin.simulation.real_agent import RealAgent
from admin.simulation.scenario import Visit
from admin.simulation.story import Fate, Story
from runtime.ref import Address
from runtime.topics import Publication

CONNECTION: Final = "v"
_WAITING: Final = (SessionPhase.QUEUED, SessionPhase.OFFERED)


class RealVisitor:
    """One visit, from its opening to its end.

    Args:
        house: the day.
        number: of the visit.
        visit: what is to happen.
        agents: everybody, by id.
    """

    def __init__(
        self, house: House, number: int, visit: Visit, agents: Mapping[str, RealAgent]
    ) -> None:
        self.fate: Fate | None = None
        self.phase = SessionPhase.NEW
        self._house = house
        self._number = number
        self._visit = visit
        self._agents = agents
        self._visitor = VisitorId(f"v{number}")
        self._session = ""
        self._prefer = ""
        self._version = -1
        self._offer: Offer | None = None
        self._offers = 0
        self._spell = 0
        self._waits_in = -1
        self._agent = ""
        self._serving = ""
        self._has_waited = False
        self._came_ms = round(visit.at_seconds * 1000)
        self._answered_ms: int | None = None
        self._ended_ms = 0

    def come(self, prefer: str) -> None:
        """Opens the session, once and for all, whatever crashes meanwhile."""
        self._prefer = prefer
        visit, service = self._visit, self._house.service
        session = new_session_id(service.wall_ms(), service.random)
        command = OpenSession(
            self._visitor,
            self._visitor,
            visit.channel,
            GroupId(visit.group),
            SessionPhase.QUEUED,
            visit.priority,
            visit.skill,
            visit.level,
            prefer,
            operation=self._house.asking.operation(),
        )
        address = partial(service.session, session)
        self._house.asking.ask(address, command, self._on_opened)

    def attach(self) -> None:
        """His connection is there, and he sees how it stands; also after a kill."""
        if self._session and self.fate is None:
            topics = self._house.service.node.topics
            topics.subscribe(self._topic(), self._on_published)
            self._stay()
            self.look()

    def look(self) -> None:
        """Asks how it stands."""
        if self._session and self.fate is None:
            self._house.asking.ask(self._address, GetSession(SERVICE), self._on_view)

    def story(self) -> Story:
        """What became of the visit."""
        now_ms = self._house.now_ms
        ended_ms = now_ms if self.fate is None else self._ended_ms
        answered_ms = ended_ms if self._answered_ms is None else self._answered_ms
        return Story(
            self._number,
            self._visit.group,
            self._visit.channel,
            self._came_ms,
            self.fate or Fate.UNSERVED,
            answered_ms,
            ended_ms,
            self._agent,
            self._offers,
            self._has_waited or (not self._agent and ended_ms > self._came_ms),
        )

    # --- what he hears

    def _on_opened(self, answer: object) -> None:
        if isinstance(answer, Opened):
            visit = self._visit
            self._session = answer.session
            want = Want(
                visit.group,
                self._number,
                visit.priority,
                visit.skill,
                visit.level,
                self._prefer,
            )
            self._house.judge.open(self._session, want)
            self.attach()

    def _on_published(self, publication: Publication[object]) -> None:
        match publication.event:
            case SessionView() as view:
                self._see(view)
            case VisitorWanted():
                self._stay()
            case _:
                pass

    def _on_view(self, answer: object) -> None:
        if isinstance(answer, SessionView):
            self._see(answer)

    def _see(self, view: SessionView) -> None:
        if view.version <= self._version or self.fate is not None:
            return
        before = self.phase
        self._version, self.phase = view.version, view.phase
        self._house.judge.show(view)
        self._heed_offer(view.offer)
        serving = view.agent if view.phase is SessionPhase.SERVING else ""
        if self._serving and self._serving != serving:
            self._agents[self._serving].let_go(self._session)
            self._serving = ""
        match view.phase:
            case SessionPhase.SERVING if not self._serving:
                self._be_served(serving, before)
            case SessionPhase.QUEUED if before is not SessionPhase.OFFERED:
                self._lose_patience()
            case SessionPhase.MESSAGE_LEFT:
                self._end(Fate.TURNED_AWAY)
            case SessionPhase.CLOSED:
                self._end(Fate.SERVED if self._agent else Fate.ABANDONED)
            case _:
                pass  # nothing that concerns him

    def _heed_offer(self, offer: Offer | None) -> None:
        """One is over, or another one rings."""
        was, self._offer = self._offer, offer
        if (was and was.offer) == (offer and offer.offer):
            return
        now_ms = self._house.service.wall_ms()
        if was and 0 < was.expires_ms <= now_ms and self.phase in _WAITING:
            self._agents[was.agent].miss()
        if offer is not None:
            self._ring(offer)

    def _ring(self, offer: Offer) -> None:
        self._lose_patience()
        self._note_wait()
        agent = self._agents[offer.agent]
        agent.ring(self._session, self._number, offer.offer, self._offers)
        self._offers += 1

    def _be_served(self, agent: str, before: SessionPhase) -> None:
        self._spell += 1
        if before is not SessionPhase.OFFERED:
            self._note_wait()
        self._offers += before is not SessionPhase.OFFERED
        self._agent = self._serving = agent
        if self._answered_ms is None:
            self._answered_ms = self._house.now_ms
        self._agents[agent].serve(self._session, self._visit.handling_seconds)

    def _note_wait(self) -> None:
        """Somebody has been found; not at once, if it is not the moment of coming."""
        self._has_waited = self._has_waited or self._house.now_ms > self._came_ms

    def _end(self, fate: Fate) -> None:
        self.fate, self._ended_ms = fate, self._house.now_ms
        topics = self._house.service.node.topics
        topics.unsubscribe(self._topic(), self._on_published)

    # --- what he does

    def _lose_patience(self) -> None:
        """Once in each wait."""
        patience = self._visit.patience_seconds
        if patience is not None and self._waits_in != self._spell:
            self._waits_in = self._spell
            self._house.later(patience, partial(self._give_up, self._spell))

    def _give_up(self, spell: int) -> None:
        if spell == self._spell and self.phase in _WAITING and self.fate is None:
            operation = self._house.asking.operation()
            command = CloseSession(Sender(Role.VISITOR, self._visitor), operation)
            self._house.asking.ask(self._address, command)

    def _stay(self) -> None:
        self._address().tell(VisitorAttached(CONNECTION))

    def _topic(self) -> str:
        return session_topic(SessionId(self._session))

    def _address(self) -> Address[object]:
        return self._house.service.session(self._session)
