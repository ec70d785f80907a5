"""A story told to the watch: what clients do and are shown, at moments of its own."""

from __future__ import annotations

import msgspec

from gateway.client_core.events import (
    BoardChanged,
    ClientEvent,
    Connected,
    Disconnected,
    MessageConfirmed,
    MessageReceived,
    PositionChanged,
    SessionChanged,
    TypingChanged,
)
from gateway.wire.bodies import TextBody
from gateway.wire.server_frames import Board, Message, Position, Session
from gateway.wire.session_parts import Offer, PendingTransfer
from gateway.wire.terms import VISITOR_ROOM, Role, SessionStateName, ShownStatus
from loadtest.outcome import Promise, Watched
from loadtest.watch import Watch

SERVER_MS = 1_700_000_000_000
"""What the server's clock shows when the story begins."""
AGENTS = ("amy", "bob")


class Story:
    """Agents Amy and Bob of one group, visitors v1, v2 …; it goes on in seconds."""

    def __init__(self, groups: tuple[str, ...] = ("sales",)) -> None:
        self.lateness: list[float] = []
        self.watch = Watch(
            {agent: frozenset(groups) for agent in AGENTS}, self.lateness.append
        )
        self.now = 100.0

    # --- time

    @property
    def server_ms(self) -> int:
        return SERVER_MS + round((self.now - 100.0) * 1000)

    def after(self, seconds: float) -> None:
        """Time passes; the watch looks every second."""
        end = self.now + seconds
        while end - self.now > 1.0:
            self.now += 1.0
            self.watch.look(self.now)
        self.now = end
        self.watch.look(self.now)

    # --- what clients are told

    def tell(self, who: str, event: ClientEvent) -> None:
        self.watch.take(who, event, self.now, self.server_ms)

    def come(self, *who: str) -> None:
        for one in who:
            role: Role = "agent" if one in AGENTS else "visitor"
            self.tell(one, Connected(role, one, self.server_ms))

    def go(self, who: str) -> None:
        self.tell(who, Disconnected(1006, 1.0))

    def see(
        self,
        who: str,
        session: str,
        version: int,
        state: SessionStateName,
        agent: str = "",
        *,
        offer: Offer | None = None,
        transfer: PendingTransfer | None = None,
        group: str = "sales",
    ) -> None:
        shown = self.session(
            session, version, state, agent, offer=offer, transfer=transfer, group=group
        )
        self.tell(who, shown)

    def session(
        self,
        session: str,
        version: int,
        state: SessionStateName,
        agent: str = "",
        *,
        offer: Offer | None = None,
        transfer: PendingTransfer | None = None,
        group: str = "sales",
    ) -> SessionChanged:
        shown = Session(session, version, state, group, f"v{session[1:]}", agent, 0)
        return SessionChanged(
            msgspec.structs.replace(shown, offer=offer, transfer=transfer)
        )

    def all_see(
        self,
        session: str,
        version: int,
        state: SessionStateName,
        agent: str = "",
        offer: Offer | None = None,
    ) -> None:
        """The visitor and, if there is one, the agent."""
        self.see(f"v{session[1:]}", session, version, state, agent)
        shown_to = agent or (offer.agent if offer else "")
        if shown_to:
            self.see(shown_to, session, version, state, agent, offer=offer)

    def board(
        self, agent: str, *sessions: str, capacity: int = 2, status: str = ""
    ) -> None:
        shown: ShownStatus = "busy" if len(sessions) >= capacity else "free"
        if status == "rest":
            shown = "rest"
        self.tell(agent, BoardChanged(Board(self.server_ms, shown, capacity, sessions)))

    def offer(self, agent: str, seconds: float, name: str = "o1") -> Offer:
        return Offer(
            name, agent, self.server_ms, self.server_ms + round(seconds * 1000)
        )

    def acked(self, who: str, session: str, number: int, cid: str = "") -> None:
        cid = cid or f"c{number}"
        self.tell(who, MessageConfirmed(session, cid, number, self.server_ms))
        self.read(who, session, number, who, cid)

    def read(
        self, who: str, session: str, number: int, sender: str, cid: str | None = None
    ) -> None:
        message = Message(
            session,
            VISITOR_ROOM,
            number,
            "agent" if sender in AGENTS else "visitor",
            sender,
            "",
            TextBody("hello"),
            self.server_ms,
            f"c{number}" if cid is None else cid,
        )
        self.tell(who, MessageReceived(message))

    def typing(
        self, who: str, session: str, sender: str, *, is_typing: bool = True
    ) -> None:
        self.tell(who, TypingChanged(session, "visitor", sender, is_typing))

    def place(self, session: str, position: int) -> None:
        self.tell(f"v{session[1:]}", PositionChanged(Position(session, position, 9)))

    # --- longer passages

    def ask(self, session: str) -> None:
        """A visitor asks for a session, and stands in line."""
        visitor = f"v{session[1:]}"
        self.come(visitor)
        self.watch.asked(visitor, self.now)
        self.after(0.1)
        self.see(visitor, session, 1, "queued")

    def serve(self, session: str, agent: str, version: int = 2) -> None:
        """He is served."""
        self.all_see(session, version, "serving", agent)

    # --- the end

    def found(self) -> dict[Promise, Watched]:
        return {one.promise: one for one in self.watch.watched({})}

    @property
    def broken(self) -> set[Promise]:
        return {promise for promise, one in self.found().items() if one.violated}

    def looked(self, promise: Promise) -> int:
        (one,) = (
            one for one in self.watch.watched({promise: 1}) if one.promise is promise
        )
        return one.looked_at
