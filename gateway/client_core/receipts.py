"""Who has what: how far the others have come, and when we say how far we are. Pure.

Receipts are cumulative and only grow, so one for many messages is enough, and one that
comes late or twice changes nothing. What the server knows of us stands in each SESSION:
where that is less than we said, we say it again.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from gateway.client_core.events import ReceiptChanged
from gateway.client_core.transcripts import MAX_TRACKED, is_over
from gateway.wire.aside_frames import Room
from gateway.wire.client_frames import Read
from gateway.wire.server_frames import Receipt, Session
from gateway.wire.session_parts import Reader
from gateway.wire.terms import VISITOR_ROOM, SenderRole, room_at

RECEIPT_SECONDS: Final = 1.0
"""Between two receipts of ours in one session: what comes meanwhile goes into one."""
MAX_READERS: Final = 64
"""Participants of a session; a server that names more is not believed."""

Delivery = Literal["sent", "delivered", "read"]
"""What became of a message that is on the server's disk, on the other side."""


class ReceiptView:
    """How far the others have come."""

    def __init__(self) -> None:
        self._sessions: dict[str, dict[tuple[SenderRole, str], Reader]] = {}

    def received(self, frame: Receipt) -> list[ReceiptChanged]:
        """Takes a push; returns what is new of it."""
        reader = Reader(frame.role, frame.sender, frame.delivered, frame.read)
        return self._take(frame.session, reader)

    def shown(self, frame: Session | Room) -> list[ReceiptChanged]:
        """Takes the state of a session; returns what had not been pushed."""
        taken = (self._take(frame.session, reader) for reader in frame.readers)
        return [change for changes in taken for change in changes]

    def forget(self, session: str) -> None:
        """What was known of a session holds no more."""
        self._sessions.pop(session, None)

    def delivery(
        self, session: str, number: int, me: tuple[SenderRole, str]
    ) -> Delivery:
        """What became of message `number` of `me` on the other side.

        Where there is no visitor, everybody else is the other side.
        """
        readers = self._sessions.get(session, {}).values()
        is_aside = room_at(session) != VISITOR_ROOM
        others = [
            each
            for each in readers
            if (each.role, each.id) != me and (is_aside or each.role != me[0])
        ]
        if any(each.read >= number for each in others):
            return "read"
        is_delivered = any(each.delivered >= number for each in others)
        return "delivered" if is_delivered else "sent"

    def _take(self, session: str, new: Reader) -> list[ReceiptChanged]:
        readers = self._sessions.get(session)
        if readers is None:
            if len(self._sessions) >= MAX_TRACKED:
                del self._sessions[next(iter(self._sessions))]
            readers = self._sessions[session] = {}
        key = (new.role, new.id)
        old = readers.get(key, Reader(*key, 0, 0))
        delivered, read = max(old.delivered, new.delivered), max(old.read, new.read)
        both = Reader(*key, delivered, read)
        if both == old or (key not in readers and len(readers) >= MAX_READERS):
            return []
        readers[key] = both
        return [ReceiptChanged(session, new.role, new.id, delivered, read)]


class _Marks(msgspec.Struct):
    """What we have of a session, what we said last and when, and if we may say it."""

    delivered: int = 0
    read: int = 0
    said: tuple[int, int] = (0, 0)
    said_at: float = float("-inf")
    is_ours: bool = False

    @property
    def is_due(self) -> bool:
        """True when there is something new to say, and somebody to say it to."""
        delivered, read = self.said
        return self.is_ours and (self.delivered > delivered or self.read > read)


class ReceiptSender:
    """Our own receipts: at most one per session in `RECEIPT_SECONDS`.

    Nothing is said of a session before its state came on this connection: the server
    hears nobody sooner.
    """

    def __init__(self) -> None:
        self._marks: dict[str, _Marks] = {}
        self._due: dict[str, None] = {}

    def received(self, session: str, number: int) -> None:
        """A message of somebody else has come."""
        marks = self._of(session)
        marks.delivered = max(marks.delivered, number)
        self._note(session, marks)

    def read(self, session: str, number: int) -> None:
        """The person was shown everything up to this number.

        Our own messages behind the last one of others need no receipt.
        """
        marks = self._of(session)
        number = min(number, marks.delivered or number)
        marks.read = max(marks.read, number)
        marks.delivered = max(marks.delivered, marks.read)
        self._note(session, marks)

    def read_until(self, session: str) -> int:
        """The number up to which the person was shown all, here or elsewhere."""
        marks = self._marks.get(session)
        return 0 if marks is None else max(marks.read, marks.said[1])

    def shown(
        self, frame: Session | Room, known: tuple[int, int], *, is_ours: bool
    ) -> None:
        """A session's state came, in which the server says what it knows of us."""
        if is_over(frame):
            self.forget(frame.session)
            return
        marks = self._of(frame.session)
        marks.said, marks.is_ours = known, is_ours
        self._note(frame.session, marks)

    def take(self, now: float) -> Read | None:
        """The next receipt to send."""
        for session in self._due:
            if now >= self._marks[session].said_at + RECEIPT_SECONDS:
                return self._say(session, now)
        return None

    def take_last(self, session: str, now: float) -> Read | None:
        """What is still to be said of a session that ends now: it is heard no later."""
        return self._say(session, now) if session in self._due else None

    @property
    def next_deadline(self) -> float:
        """When `take` has something to say."""
        waits = (self._marks[session].said_at for session in self._due)
        return min(waits, default=float("inf")) + RECEIPT_SECONDS

    def forget(self, session: str) -> None:
        """Nothing is to be said of a session, or all of it anew."""
        self._marks.pop(session, None)
        self._due.pop(session, None)

    def ground(self) -> None:
        """The connection is gone: what was said last may not have been heard."""
        for marks in self._marks.values():
            marks.is_ours = False
        self._due.clear()

    def _say(self, session: str, now: float) -> Read:
        marks = self._marks[session]
        marks.said, marks.said_at = (marks.delivered, marks.read), now
        del self._due[session]
        return Read(session, room_at(session), marks.delivered, marks.read)

    def _of(self, session: str) -> _Marks:
        marks = self._marks.get(session)
        if marks is None:
            if len(self._marks) >= MAX_TRACKED:
                self.forget(next(iter(self._marks)))
            marks = self._marks[session] = _Marks()
        return marks

    def _note(self, session: str, marks: _Marks) -> None:
        if marks.is_due:
            self._due[session] = None
        else:
            self._due.pop(session, None)
