"""Requests other than messages: asked until answered, or until their deadline. Pure.

Whatever changes something carries an operation id, and a question changes nothing, so
that asking again after a reconnect is harmless.
"""

from __future__ import annotations

from typing import Final

import msgspec

from gateway.wire.client_frames import (
    Accept,
    Annotate,
    Assign,
    CancelTransfer,
    Close,
    Decline,
    EndService,
    GetColleagues,
    GetHistory,
    GetQueue,
    GetSessions,
    GetWhy,
    Open,
    Recall,
    SetAgent,
    SetStatus,
    Transfer,
)
from runtime.errors import Unavailable

MAX_REQUESTS: Final = 16
"""Unanswered requests; half of the window stays for messages."""

ClientRequest = (
    Open
    | SetStatus
    | Close
    | Accept
    | Decline
    | Transfer
    | CancelTransfer
    | Assign
    | SetAgent
    | GetColleagues
    | GetQueue
    | GetSessions
    | GetWhy
    | GetHistory
    | Annotate
    | EndService
    | Recall
)


class TooManyRequests(Unavailable):
    """The server has not answered the earlier ones."""


class _Pending(msgspec.Struct):
    frame: ClientRequest
    deadline: float
    due: float = 0.0
    is_sent: bool = False


class Requests:
    """Unanswered requests by number."""

    def __init__(self) -> None:
        self._pending: dict[int, _Pending] = {}

    @property
    def in_flight(self) -> int:
        """Requests sent and not answered."""
        return sum(pending.is_sent for pending in self._pending.values())

    def add(self, frame: ClientRequest, deadline: float) -> None:
        """Takes a request to be sent.

        Raises:
            TooManyRequests: too many are unanswered.
        """
        if len(self._pending) >= MAX_REQUESTS:
            text = f"{MAX_REQUESTS} requests are unanswered"
            raise TooManyRequests(text)
        self._pending[frame.request] = _Pending(frame, deadline)

    def next(self, now: float) -> ClientRequest | None:
        """The next request that may go out, now in flight."""
        for pending in self._pending.values():
            if not pending.is_sent and pending.due <= now:
                pending.is_sent = True
                return pending.frame
        return None

    def answered(self, request: int) -> ClientRequest | None:
        """Forgets a request; None if it was not waiting for an answer."""
        pending = self._pending.pop(request, None)
        return None if pending is None else pending.frame

    def postpone(self, request: int, until: float) -> bool:
        """Refused for now: asked again at `until`; False if it does not wait."""
        pending = self._pending.get(request)
        if pending is None:
            return False
        pending.is_sent = False
        pending.due = until
        return True

    def ground(self) -> None:
        """The connection is gone: all are asked again."""
        for pending in self._pending.values():
            pending.is_sent = False
            pending.due = 0.0

    @property
    def next_deadline(self) -> float:
        """When `expired` has something, or a postponed one is due."""
        times = (min(p.deadline, p.due or p.deadline) for p in self._pending.values())
        return min(times, default=float("inf"))

    def expired(self, now: float) -> list[int]:
        """Forgets requests past their deadline; returns their numbers."""
        for pending in self._pending.values():
            if pending.due <= now:
                pending.due = 0.0
        late = [number for number, p in self._pending.items() if p.deadline <= now]
        for number in late:
            del self._pending[number]
        return late
