"""An agent of the load: accepts offers or lets them lapse, answers, hands over."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final

import gevent
import msgspec

from gateway.client_core.events import (
    BoardChanged,
    ClientEvent,
    MessageReceived,
    SessionChanged,
)
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import Board, Message, Session
from gateway.wire.session_parts import Offer
from gateway.wire.terms import Status
from loadtest.house_plan import Caller, Team
from loadtest.link import now
from loadtest.outcome import MeasureName, RateName
from loadtest.person import Person
from loadtest.scene import Scene

CONNECT_SECONDS: Final = 15.0
_MS: Final = 1_000


class Manner(msgspec.Struct, frozen=True, kw_only=True):
    """How an agent works. Shares are 0 … 1; times are means, drawn from ±50 %.

    Attributes:
        accepted_share, declined_share: of the offers that ring; the others lapse.
        ring_seconds: before an offer is accepted or declined.
        answered_share: of a visitor's messages.
        think_seconds: before an answer.
        handling_seconds: after which he closes a session; 0: the visitor does.
        transferred_share: of the sessions, handed over to the group instead.
        given_up_seconds: after which he closes what nobody took over.
    """

    accepted_share: float = 1.0
    declined_share: float = 0.0
    ring_seconds: float = 0.05
    answered_share: float = 1.0
    think_seconds: float = 0.5
    handling_seconds: float = 0.0
    transferred_share: float = 0.0
    given_up_seconds: float = 5.0


class Agent(Person):
    """Works from `begin` to `end`.

    Args:
        scene: where.
        caller: who.
        team: of his group.
        manner: how.
    """

    def __init__(
        self, scene: Scene, caller: Caller, team: Team, manner: Manner
    ) -> None:
        super().__init__(scene, caller)
        self._team = team
        self._manner = manner
        self._serving: set[str] = set()
        self._rings: dict[str, Offer] = {}
        """Offers that have not been answered, by session."""
        self._held: set[str] = set()
        """Sessions that hold his slots: they ring, or he serves them."""
        self._closing: set[str] = set()
        self._slots_freed: deque[float] = deque(maxlen=team.capacity)
        """Since when slots are free that were taken, oldest first: since their sessions
        began to be closed by him, else since he was shown that they are his no more."""

    def begin(self) -> None:
        """Comes, and takes sessions from now on."""
        if not self.connect(CONNECT_SECONDS):
            self.scene.fail(f"{self.caller.principal} was not welcomed")
        self._be("free")

    def end(self) -> None:
        """Takes no more, and goes."""
        self._be("offline")
        self.leave()

    def _be(self, status: Status) -> None:
        code = self.ask(self.core.ask.set_status(status, now()))
        if code != ErrorCode.OK:
            self.scene.fail(f"{self.caller.principal} was answered {code} to {status}")

    # --- what he is shown

    def on_event(self, event: ClientEvent) -> None:
        """Goes on with the session that something happened in."""
        match event:
            case SessionChanged(session):
                self._on_session(session)
            case MessageReceived(message):
                self._on_message(message)
            case BoardChanged(board):
                self._on_board(board)
            case _:
                pass

    def _on_session(self, session: Session) -> None:
        name, offer = session.session, session.offer
        rings = offer is not None and offer.agent == self.caller.principal
        serves = session.state == "serving" and session.agent == self.caller.principal
        self._on_slot(name, is_held=rings or serves)
        if rings and offer is not None:
            self._on_ring(name, offer)
        else:
            self._on_silence(name)
        if serves and name not in self._serving:
            self._serving.add(name)
            self._on_served(name)
        elif not serves:
            self._serving.discard(name)
        if session.state == "closed":
            self.states.pop(name, None)

    def _on_slot(self, session: str, *, is_held: bool) -> None:
        if is_held and session not in self._held:
            self._held.add(session)
            if self._slots_freed:
                self.scene.taken(session, self._slots_freed.popleft())
        elif not is_held and session in self._held:
            self._held.discard(session)
            if session not in self._closing:
                self._slots_freed.append(now())
            self._closing.discard(session)

    def _on_served(self, session: str) -> None:
        manner = self._manner
        if self.random.random() < manner.transferred_share:
            self._later(manner.think_seconds, self._transfer, session)
            self._later(manner.given_up_seconds, self._close, session)
        elif manner.handling_seconds:
            self._later(manner.handling_seconds, self._close, session)

    def _on_board(self, board: Board) -> None:
        for session in self._rings.keys() - set(board.sessions):
            self._on_silence(session)

    def _on_message(self, message: Message) -> None:
        if message.role != "visitor" or message.session not in self._serving:
            return
        if self.random.random() < self._manner.answered_share:
            self._later(self._manner.think_seconds, self._reply, message.session)

    # --- offers

    def _on_ring(self, session: str, offer: Offer) -> None:
        before = self._rings.get(session)
        if before is not None and before.id == offer.id:
            return
        self._rings[session] = offer
        self.scene.measures.done(RateName.OFFERS, now())
        drawn = self.random.random()
        manner = self._manner
        if drawn < manner.accepted_share or self.scene.is_finishing:
            self._later(manner.ring_seconds, self._accept, session)
        elif drawn < manner.accepted_share + manner.declined_share:
            self._later(manner.ring_seconds, self._decline, session)

    def _on_silence(self, session: str) -> None:
        """Nothing rings there any more: if nobody answered, it was over by itself."""
        offer = self._rings.pop(session, None)
        server_ms = self.core.server_ms(now())
        if offer is None or not offer.until or server_ms is None:
            return
        # It may also have been withdrawn before its deadline, by a visitor who left.
        if server_ms >= offer.until:
            deadline = now() - (server_ms - offer.until) / _MS
            measures = self.scene.measures
            measures.record(MeasureName.OFFER_LATENESS, deadline, now())

    def _accept(self, session: str, _: float) -> None:
        offer = self._rings.pop(session, None)
        if offer is not None:
            self.scene.watch.answered(session)
            self.ask(self.core.ask.accept(session, offer.id, now()))

    def _decline(self, session: str, _: float) -> None:
        offer = self._rings.pop(session, None)
        if offer is not None:
            self.scene.watch.answered(session)
            self.ask(self.core.ask.decline(session, offer.id, now()))

    # --- sessions

    def _later(
        self, mean: float, act: Callable[[str, float], None], session: str
    ) -> None:
        """Does something after a time by chance; the act learns when it was meant.

        At once when the scene is finishing: nobody is to wait for him.
        """
        moment = now() + mean * self.random.uniform(0.5, 1.5)

        def wait_and_act() -> None:
            self.scene.wait_until(moment)
            act(session, moment)

        self.scene.spawn(wait_and_act)

    def _reply(self, session: str, began: float) -> None:
        if session in self._serving and not self.scene.is_finishing:
            self.scene.measures.offer(RateName.MESSAGES, began)
            self.say(session, began)

    def _close(self, session: str, _: float) -> None:
        if session in self._serving:
            self._closing.add(session)
            self._slots_freed.append(now())
            self.close(session)

    def _transfer(self, session: str, _: float) -> None:
        if session in self._serving and not self.scene.is_finishing:
            group = self._team.group
            request = self.core.ask.transfer(
                session, now(), group=group, agent="", note=""
            )
            self.ask(request)


def agents_of(scene: Scene, group: str, manner: Manner) -> list[Agent]:
    """All agents of a group, at work until the scene is over; returns when they are."""
    team = scene.team(group)
    agents = [Agent(scene, caller, team, manner) for caller in team.agents]
    gevent.joinall([scene.spawn(agent.begin) for agent in agents])
    for agent in agents:
        scene.at_last(agent.end, is_staff=True)
    return agents
