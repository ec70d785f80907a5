"""Journals of sessions, told in few words."""

from __future__ import annotations

from actors.assignment.routing import Routing, Strategy
from actors.assignment.standing import QueueClass
from actors.customers.actor import CUSTOMER_CODEC
from actors.customers.events import CustomerEvent
from actors.session.actor import SESSION_CODEC
from actors.session.events import (
    Annotated,
    LapseCause,
    MessagePosted,
    MessageRecalled,
    OfferLapsed,
    QueueCause,
    SessionAssigned,
    SessionClosed,
    SessionEvent,
    SessionOffered,
    SessionOpened,
    SessionQueued,
    Way,
)
from actors.session.terms import (
    VISITOR_ROOM,
    CloseCause,
    CloseReason,
    Note,
    Role,
    SessionPhase,
)
from runtime.journal import FollowedEvent, StoredEvent
from tests.actors.world import body_of

OPENED_MS = 1_700_000_000_000
ROUTING = Routing(0, "g", Strategy.LONGEST_IDLE, 0, 0, 1, "", 0, (), ())


class Tale:
    """The events of many sessions in the order of their commits; time is in seconds."""

    def __init__(self) -> None:
        self.rows: list[FollowedEvent] = []
        self.seconds = 0.0
        self._seqs: dict[str, int] = {}
        self._numbers: dict[str, int] = {}

    @property
    def now_ms(self) -> int:
        return OPENED_MS + round(self.seconds * 1_000)

    def wait(self, seconds: float) -> Tale:
        self.seconds += seconds
        return self

    def tell(self, session: str, event: SessionEvent) -> Tale:
        return self.body(f"session/{session}", SESSION_CODEC.encode_event(event))

    def know(self, visitor: str, *events: CustomerEvent) -> Tale:
        """What somebody wrote down of a visitor."""
        for event in events:
            body = CUSTOMER_CODEC.encode_event(event)
            self.body(f"customer/{visitor}", body)
        return self

    def body(self, entity: str, body: bytes) -> Tale:
        seq = self._seqs[entity] = self._seqs.get(entity, 0) + 1
        stored = StoredEvent(seq, len(self.rows) + 1, self.now_ms, body)
        self.rows.append(FollowedEvent(entity, stored))
        return self

    def open(
        self,
        session: str,
        visitor: str = "v",
        *,
        group: str = "g",
        channel: str = "web",
        stage: SessionPhase = SessionPhase.QUEUED,
        name: str = "",
    ) -> Tale:
        name = name or f"访客_{visitor}"
        opened = SessionOpened(visitor, name, channel, group, stage)
        return self.tell(session, opened)

    def queue(
        self, session: str, group: str = "g", cause: QueueCause = QueueCause.ASKED
    ) -> Tale:
        return self.tell(session, SessionQueued(group, QueueClass.NEW, cause))

    def assign(
        self, session: str, agent: str = "a", group: str = "g", way: Way = Way.AUTO
    ) -> Tale:
        event = SessionAssigned(
            agent, 1, "r", 1, way, group, agent_name=f"Agent {agent}"
        )
        return self.tell(session, event)

    def ring(self, session: str, agent: str = "a", group: str = "g") -> Tale:
        offer = SessionOffered(agent, 1, f"o-{agent}", 1, group, 0, ROUTING)
        return self.tell(session, offer)

    def lapse(
        self, session: str, agent: str = "a", cause: LapseCause = LapseCause.EXPIRED
    ) -> Tale:
        return self.tell(session, OfferLapsed(agent, f"o-{agent}", cause))

    def say(self, session: str, role: Role, text: str, sender: str = "") -> Tale:
        number = self._numbers[session] = self._numbers.get(session, 0) + 1
        usual = {Role.VISITOR: "v", Role.AGENT: "a"}
        who = sender or usual.get(role, "")
        return self.tell(
            session,
            MessagePosted(number, VISITOR_ROOM, role, who, who, body_of(text), "c"),
        )

    def ask(self, session: str, text: str = "?") -> Tale:
        return self.say(session, Role.VISITOR, text)

    def reply(self, session: str, text: str = "!", agent: str = "a") -> Tale:
        return self.say(session, Role.AGENT, text, agent)

    def recall(self, session: str, recalled: int) -> Tale:
        number = self._numbers[session] = self._numbers.get(session, 0) + 1
        event = MessageRecalled(number, VISITOR_ROOM, Role.VISITOR, "v", "v", recalled)
        return self.tell(session, event)

    def note(self, session: str, note: Note, value: str) -> Tale:
        return self.tell(session, Annotated(note, value, "x"))

    def close(
        self,
        session: str,
        reason: CloseReason = CloseReason.SEAT,
        cause: CloseCause = CloseCause.ASKED,
        by: str = "a",
    ) -> Tale:
        return self.tell(session, SessionClosed(reason, by, cause))
