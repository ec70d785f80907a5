"""What waits to be written to one client: bounded by frames and bytes. Pure.

Two lanes. Frames keep their order and are never dropped: when they do not fit, the
connection must be cut, and the client resumes by position. What is ephemeral (typing,
receipts, the position in a queue, the dashboard) has one slot per key that holds the
latest value; it goes out after the frames and is the first to be shed: typing before
receipts before positions before dashboards, the oldest of each first. Source:
Centrifugo's writer (1 MiB, then "slow"), Tinode's queue of 128.
"""

from __future__ import annotations

from collections import deque
from enum import IntEnum
from typing import Final, NamedTuple, assert_never

from gateway.wire.dashboard_frames import Dashboard
from gateway.wire.server_frames import Position, Receipt, Typing

MAX_QUEUED_FRAMES: Final = 256
"""Frames: four full batches; beyond it the client does not read."""
MAX_QUEUED_BYTES: Final = 1024 * 1024
"""Bytes of what happens live: an hour of a busy agent. Replays stay far below."""
MAX_REPLAYED_BYTES: Final = 64 * 1024
"""Bytes waiting above which no replay goes on: two messages of the writer, so that he
who asks for his transcript again and again, and reads nothing, holds little of it."""


class Ephemeral(IntEnum):
    """What is ephemeral, what is missed least first."""

    TYPING = 0
    """Expires anyway."""
    RECEIPT = 1
    """The next one says it, too, and so does every state of the session."""
    POSITION = 2
    DASHBOARD = 3
    """The next one comes when something changes."""


class EphemeralKey(NamedTuple):
    """Whose latest value it is: a session's, and of somebody in it."""

    kind: Ephemeral
    session: str
    role: str = ""
    sender: str = ""
    """Ids are unique within a role alone."""


EphemeralFrame = Dashboard | Position | Receipt | Typing


def key_of(frame: EphemeralFrame) -> EphemeralKey:
    """The slot in which a frame waits; positions and dashboards have no sender."""
    match frame:
        case Typing(session=session, role=role, sender=sender):
            return EphemeralKey(Ephemeral.TYPING, session, role, sender)
        case Receipt(session=session, role=role, sender=sender):
            return EphemeralKey(Ephemeral.RECEIPT, session, role, sender)
        case Position(session=session):
            return EphemeralKey(Ephemeral.POSITION, session)
        case Dashboard():
            return EphemeralKey(Ephemeral.DASHBOARD, "")
        case _:
            assert_never(frame)


class OutboundQueue:
    """Encoded frames waiting for the writer."""

    __slots__ = ("_bytes", "_ephemeral", "_frames", "shed_count")

    def __init__(self) -> None:
        self._frames: deque[bytes] = deque()
        self._ephemeral: dict[EphemeralKey, bytes] = {}
        self._bytes = 0
        self.shed_count = 0
        """Ephemeral frames dropped to make room or replaced by a later one."""

    def __len__(self) -> int:
        return len(self._frames) + len(self._ephemeral)

    @property
    def queued_bytes(self) -> int:
        """Bytes of all frames that wait."""
        return self._bytes

    def has_room_for_replay(self) -> bool:
        """True while little waits: most of the bounds belongs to live frames."""
        return len(self) < MAX_QUEUED_FRAMES // 2 and self._bytes < MAX_REPLAYED_BYTES

    def put(self, data: bytes) -> bool:
        """Adds a frame behind the others; False: it does not fit, cut the client."""
        while not self._fits(data) and (first := self._first_to_shed()):
            self.drop(first)
        if not self._fits(data):
            return False
        self._frames.append(data)
        self._bytes += len(data)
        return True

    def put_latest(self, key: EphemeralKey, data: bytes) -> None:
        """Keeps the latest value under a key, or drops it: there is no room.

        It makes room for itself among what is missed less.
        """
        self.drop(key)
        while not self._fits(data):
            first = self._first_to_shed()
            if first is None or first.kind >= key.kind:
                break
            self.drop(first)
        if not self._fits(data):
            self.shed_count += 1
            return
        self._ephemeral[key] = data
        self._bytes += len(data)

    def drop(self, key: EphemeralKey) -> None:
        """Forgets the value under a key, if there is one: it holds no more."""
        old = self._ephemeral.pop(key, None)
        if old is not None:
            self._bytes -= len(old)
            self.shed_count += 1

    def drain(self, max_frames: int, max_bytes: int) -> list[bytes]:
        """Takes the next frames: at least one, then as many as fit both limits."""
        taken: list[bytes] = []
        room = max_bytes
        while len(taken) < max_frames and (head := self._head()) is not None:
            if taken and len(head) > room:
                break
            self._pop_head()
            taken.append(head)
            room -= len(head)
        return taken

    def clear(self) -> None:
        """Drops everything: the connection is being cut."""
        self._frames.clear()
        self._ephemeral.clear()
        self._bytes = 0

    def _fits(self, data: bytes) -> bool:
        return (
            len(self) < MAX_QUEUED_FRAMES
            and self._bytes + len(data) <= MAX_QUEUED_BYTES
        )

    def _head(self) -> bytes | None:
        if self._frames:
            return self._frames[0]
        return next(iter(self._ephemeral.values()), None)

    def _pop_head(self) -> None:
        if self._frames:
            self._bytes -= len(self._frames.popleft())
        else:
            self._bytes -= len(self._ephemeral.pop(next(iter(self._ephemeral))))

    def _first_to_shed(self) -> EphemeralKey | None:
        """The oldest of what is missed least."""
        return min(self._ephemeral, key=_kind, default=None)


def _kind(key: EphemeralKey) -> Ephemeral:
    return key.kind
