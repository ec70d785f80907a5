"""What is published of a session, on its topic."""

from __future__ import annotations

from enum import Enum

import msgspec

from actors.ids import SessionId
from actors.session.aside import Aside
from actors.session.events import Message
from actors.session.readers import Reader
from actors.session.source import Source
from actors.session.state import Handover, Offer, Transfer
from actors.session.terms import CloseReason, Note, Sender, SessionPhase


class SessionView(msgspec.Struct, frozen=True):
    """A session as participants see it; `version` is its journal sequence.

    `offer`, `transfer`, `visitor_away`, `handover`, `source`, `variables` (what flows
    have learnt of the visitor) and `transfer_until_ms` are for agents; the last is wall
    time, and 0 without a transfer, or an end of it.
    Names are those of the session's events (see there); "" = not known. `recalled` are
    the numbers of messages that were taken back. `readers` is how far who has come,
    written or not: it may move without a new version. `rating` is the number of the
    invitation that waits for its answer, 0: none does; the other two tell whether
    visitor and agent may have one sent now (V5).

    `notes`, `follow_up_ms`, `needs_tags` and the `contact` that was left with a message
    are for agents, too: what was noted last of
    each kind, when a follow-up is due (0: at no certain time), and that its agent
    cannot close it before it bears a tag.

    `aside` is for agents, too; who was mentioned reads until `mention_until_ms`, or, at
    0, as long as it is open. `is_aside`: what led to it concerns no visitor. `language`
    is the visitor's, a tag of BCP 47, "" = not known: what the service says is in it.
    `unread` are the messages that he has not been shown; like `readers` it may change
    without a new version. `may_ask_human`: the robot serves, and there are humans (R6).
    `feedback` are its answers that he has rated, by number, and whether they helped.
    `recall_ms`: so long a message may be taken back, 0: not at all.
    """

    session: SessionId
    version: int
    phase: SessionPhase
    visitor: str
    nickname: str
    group: str
    agent: str
    last_number: int
    reason: CloseReason | None
    offer: Offer | None = None
    transfer: Transfer | None = None
    visitor_away: bool = False
    handover: Handover | None = None
    agent_name: str = ""
    group_name: str = ""
    transfer_until_ms: int = 0
    recalled: tuple[int, ...] = ()
    source: Source | None = None
    readers: tuple[Reader, ...] = ()
    rating: int = 0
    may_pull_rating: bool = False
    may_invite_rating: bool = False
    variables: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[Note, str], ...] = ()
    follow_up_ms: int = 0
    needs_tags: bool = False
    contact: str = ""
    aside: Aside | None = None
    mention_until_ms: int = 0
    is_aside: bool = False
    language: str = ""
    unread: int = 0
    may_ask_human: bool = False
    feedback: tuple[tuple[int, bool], ...] = ()
    recall_ms: int = 0

    @property
    def visitors_version(self) -> int:
        """It grows with what concerns the visitor alone."""
        return self.version - (self.aside.hidden if self.aside else 0)


class RoomView(msgspec.Struct, frozen=True):
    """A side room, or an internal conversation, as its members see it.

    `session` is its place: see `place_of`. `members` are ids and names, the first who
    opened it. `version` only grows.
    """

    session: SessionId
    version: int
    room: str
    members: tuple[tuple[str, str], ...]
    last_number: int
    is_open: bool = True
    recalled: tuple[int, ...] = ()
    readers: tuple[Reader, ...] = ()


class NoticeKind(Enum):
    """What participants are told beside messages and the state."""

    VISITOR_WARNING = "visitor_warning"
    """To the visitor: silence will close the session (S4)."""
    AGENT_REMINDER = "agent_reminder"
    """To the agent: a message is unanswered (S5)."""
    AUTO_TRANSFER = "auto_transfer"
    """To the agent who let the offer lapse, or was silent: it went on (Q7, S5)."""
    TRANSFER_REFUSED = "transfer_refused"
    TRANSFER_EXPIRED = "transfer_expired"
    """To the agent who transferred: the session stays (Q10)."""


class Notice(msgspec.Struct, frozen=True):
    """Published once, when it happens; `agent` is whom it concerns, or "", by name."""

    session: SessionId
    kind: NoticeKind
    agent: str
    at_ms: int
    agent_name: str = ""


class VisitorCalled(msgspec.Struct, frozen=True):
    """Published on the visitor's topic: an agent began this session with him."""

    session: SessionId


class VisitorWanted(msgspec.Struct, frozen=True):
    """Published by a session that woke: connections of its visitor attach again."""

    session: SessionId


class PublishedMessage(msgspec.Struct, frozen=True):
    """A message that is on disk; of one that was taken back there is no body."""

    session: SessionId
    message: Message
    at_ms: int
    is_recalled: bool = False


class ReceiptMoved(msgspec.Struct, frozen=True):
    """A participant has received or read more of a room; what is told may be lost."""

    session: SessionId
    room: str
    reader: Reader


class TypingChanged(msgspec.Struct, frozen=True):
    """Somebody types or stops; ephemeral, never journaled (V4).

    `after` is the number of the sender's last message: an older indicator is void.
    `preview` is the end of what a visitor has typed, for agents alone.
    `name`: the sender's, as the session shows it.
    """

    session: SessionId
    room: str
    sender: Sender
    is_typing: bool
    after: int
    preview: str = ""
    name: str = ""


def session_topic(session: SessionId) -> str:
    """Where these, and a queue's `QueuePosition`, are published."""
    return f"session/{session}"
