"""Who types, on both sides of it: what to show, and when to say it. Pure.

Shown until the frame's time to live has passed on our own clock, or a message of that
sender arrives; a frame older than that message (`after` below it) is ignored.
"""

from __future__ import annotations

from typing import Final

import msgspec

from gateway.client_core.events import TypingChanged
from gateway.wire.server_frames import Message, Typing
from gateway.wire.terms import TYPING_RESEND_SECONDS, SenderRole

MAX_SHOWN: Final = 1_000
"""Indicators shown at once; a server that sends more is not believed."""


class _Shown(msgspec.Struct, frozen=True):
    role: SenderRole
    until: float


class TypingView:
    """The indicators a client shows."""

    def __init__(self) -> None:
        self._shown: dict[tuple[str, str], _Shown] = {}
        self._last: dict[tuple[str, str], int] = {}

    def received(self, frame: Typing, now: float) -> list[TypingChanged]:
        """Takes a frame; returns what changed."""
        key = (frame.session, frame.sender)
        if frame.after < self._last.get(key, 0):
            return []
        if not frame.is_typing:
            return self._hide(key)
        is_new = key not in self._shown
        if is_new and len(self._shown) >= MAX_SHOWN:
            return []
        self._shown[key] = _Shown(frame.role, now + frame.ttl_ms / 1000)
        return [_change(key, frame.role, is_typing=True)] if is_new else []

    def message(self, message: Message) -> list[TypingChanged]:
        """A message ends its sender's indicator."""
        key = (message.session, message.sender)
        if len(self._last) >= 2 * MAX_SHOWN:
            del self._last[next(iter(self._last))]
        self._last[key] = message.number
        return self._hide(key)

    def clear(self) -> list[TypingChanged]:
        """The connection is gone: nobody is seen typing."""
        return [change for key in list(self._shown) for change in self._hide(key)]

    @property
    def next_deadline(self) -> float:
        """When `on_time` wants to be called."""
        return min((s.until for s in self._shown.values()), default=float("inf"))

    def on_time(self, now: float) -> list[TypingChanged]:
        """Hides what has expired."""
        late = [key for key, shown in self._shown.items() if shown.until <= now]
        return [change for key in late for change in self._hide(key)]

    def _hide(self, key: tuple[str, str]) -> list[TypingChanged]:
        shown = self._shown.pop(key, None)
        if shown is None:
            return []
        return [_change(key, shown.role, is_typing=False)]


def _change(
    key: tuple[str, str], role: SenderRole, *, is_typing: bool
) -> TypingChanged:
    return TypingChanged(key[0], role, key[1], is_typing)


class TypingSender:
    """Our own typing: START at most every `TYPING_RESEND_SECONDS`, STOP once."""

    def __init__(self) -> None:
        self._started_at: dict[tuple[str, str], float] = {}
        self._pending: dict[tuple[str, str], bool] = {}

    def set(self, session: str, room: str, now: float, *, is_typing: bool) -> None:
        """Keys are pressed, or no longer; call it as often as it happens."""
        key = (session, room)
        started_at = self._started_at.get(key)
        if not is_typing:
            if started_at is not None:
                del self._started_at[key]
                self._pending[key] = False
            return
        if started_at is None or now - started_at >= TYPING_RESEND_SECONDS:
            self._started_at[key] = now
            self._pending[key] = True

    def sent_message(self, session: str, room: str) -> None:
        """A message ends typing by itself."""
        self._started_at.pop((session, room), None)
        self._pending.pop((session, room), None)

    def take(self) -> tuple[str, str, bool] | None:
        """The next (session, room, is_typing) to send."""
        if not self._pending:
            return None
        key = next(iter(self._pending))
        return (*key, self._pending.pop(key))

    def clear(self) -> None:
        """The connection is gone; what was typed then is no news later."""
        self._started_at.clear()
        self._pending.clear()
