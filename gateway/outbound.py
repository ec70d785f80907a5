"""What waits to be written to one client: bounded by frames and bytes. Pure.

Two lanes. Frames keep their order and are never dropped: when they do not fit, the
connection must be cut, and the client resumes by position. Typing has one slot per
(session, sender) that holds the latest value; it goes out after the frames and is
the first to be shed. Source: Centrifugo's writer (1 MiB, then "slow"), Tinode's
queue of 128.
"""

from __future__ import annotations

from collections import deque
from typing import Final

MAX_QUEUED_FRAMES: Final = 256
"""Frames: four full batches; beyond it the client does not read."""
MAX_QUEUED_BYTES: Final = 1024 * 1024
"""Bytes: what 1,000 stalled readers may cost is 1 GiB."""

TypingKey = tuple[str, str]
"""Session and sender."""


class OutboundQueue:
    """Encoded frames waiting for the writer."""

    __slots__ = ("_bytes", "_frames", "_typing", "shed_count")

    def __init__(self) -> None:
        self._frames: deque[bytes] = deque()
        self._typing: dict[TypingKey, bytes] = {}
        self._bytes = 0
        self.shed_count = 0
        """Typing frames dropped to make room or replaced by a later one."""

    def __len__(self) -> int:
        return len(self._frames) + len(self._typing)

    @property
    def queued_bytes(self) -> int:
        """Bytes of all frames that wait."""
        return self._bytes

    def has_room_for_replay(self) -> bool:
        """True below half of the bounds: the other half belongs to live frames."""
        return (
            len(self) < MAX_QUEUED_FRAMES // 2 and self._bytes < MAX_QUEUED_BYTES // 2
        )

    def put(self, data: bytes) -> bool:
        """Adds a frame behind the others; False: it does not fit, cut the client."""
        while self._typing and not self._fits(data):
            self._shed_oldest_typing()
        if not self._fits(data):
            return False
        self._frames.append(data)
        self._bytes += len(data)
        return True

    def put_typing(self, key: TypingKey, data: bytes) -> None:
        """Keeps the latest value of one sender's typing, or drops it: no room."""
        old = self._typing.pop(key, None)
        if old is not None:
            self._bytes -= len(old)
            self.shed_count += 1
        if not self._fits(data):
            self.shed_count += 1
            return
        self._typing[key] = data
        self._bytes += len(data)

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
        self._typing.clear()
        self._bytes = 0

    def _fits(self, data: bytes) -> bool:
        return (
            len(self) < MAX_QUEUED_FRAMES
            and self._bytes + len(data) <= MAX_QUEUED_BYTES
        )

    def _head(self) -> bytes | None:
        if self._frames:
            return self._frames[0]
        return next(iter(self._typing.values()), None)

    def _pop_head(self) -> None:
        if self._frames:
            self._bytes -= len(self._frames.popleft())
        else:
            self._bytes -= len(self._typing.pop(next(iter(self._typing))))

    def _shed_oldest_typing(self) -> None:
        self._bytes -= len(self._typing.pop(next(iter(self._typing))))
        self.shed_count += 1
