"""Who types, on both sides of it: what to show, and when to say it. Pure.

Shown until the frame's time to live has passed on our own clock, or a message of that
sender arrives; a frame older than that message (`after` below it) is ignored.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import msgspec

from gateway.client_core.events import TypingChanged
from gateway.wire.server_frames import Message, Typing
from gateway.wire.terms import MAX_PREVIEW_CHARS, TYPING_RESEND_SECONDS, SenderRole

MAX_SHOWN: Final = 1_000
"""Indicators shown at once; a server that sends more is not believed."""


class _Typist(NamedTuple):
    """Who types; ids are unique within a role alone."""

    session: str
    role: SenderRole
    sender: str


class _Shown(msgspec.Struct, frozen=True):
    until: float
    preview: str
    name: str


class TypingView:
    """The indicators a client shows."""

    def __init__(self) -> None:
        self._shown: dict[_Typist, _Shown] = {}
        self._last: dict[_Typist, int] = {}

    def received(self, frame: Typing, now: float) -> list[TypingChanged]:
        """Takes a frame; returns what changed."""
        key = _Typist(frame.session, frame.role, frame.sender)
        if frame.after < self._last.get(key, 0):
            return []
        if not frame.is_typing:
            return self._hide(key)
        old = self._shown.get(key)
        if old is None and len(self._shown) >= MAX_SHOWN:
            return []
        until = now + frame.ttl_ms / 1000
        shown = _Shown(until, frame.preview, frame.name)
        self._shown[key] = shown
        if old is not None and old.preview == frame.preview:
            return []
        changed = TypingChanged(
            *key, is_typing=True, preview=shown.preview, name=shown.name
        )
        return [changed]

    def message(self, message: Message) -> list[TypingChanged]:
        """A message ends its sender's indicator."""
        key = _Typist(message.session, message.role, message.sender)
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

    def _hide(self, key: _Typist) -> list[TypingChanged]:
        shown = self._shown.pop(key, None)
        if shown is None:
            return []
        return [TypingChanged(*key, is_typing=False, name=shown.name)]


class Word(msgspec.Struct, frozen=True):
    """What is to be said of our own typing; the latest of a session alone counts."""

    session: str
    room: str
    is_typing: bool
    preview: str = ""


class _Typed(msgspec.Struct):
    said_at: float
    said: str
    latest: str


class TypingSender:
    """Our own typing: START at most every `TYPING_RESEND_SECONDS`, STOP once.

    What was typed since the last START goes out with the next; if no key is pressed any
    more, when that would be due.
    """

    def __init__(self) -> None:
        self._typed: dict[tuple[str, str], _Typed] = {}
        self._pending: dict[tuple[str, str], Word] = {}

    def set(self, word: Word, now: float) -> None:
        """Keys are pressed, or no longer; call it as often as it happens."""
        key = (word.session, word.room)
        typed = self._typed.get(key)
        if not word.is_typing:
            if typed is not None:
                del self._typed[key]
                self._pending[key] = word
        elif typed is None or now - typed.said_at >= TYPING_RESEND_SECONDS:
            self._say(word, now)
        else:
            typed.latest = word.preview

    def sent_message(self, session: str, room: str) -> None:
        """A message ends typing by itself."""
        self._typed.pop((session, room), None)
        self._pending.pop((session, room), None)

    def take(self) -> Word | None:
        """The next word to send."""
        if not self._pending:
            return None
        return self._pending.pop(next(iter(self._pending)))

    @property
    def next_deadline(self) -> float:
        """When `on_time` has something to say."""
        return min(
            (
                typed.said_at + TYPING_RESEND_SECONDS
                for typed in self._typed.values()
                if typed.latest != typed.said
            ),
            default=float("inf"),
        )

    def on_time(self, now: float) -> None:
        """Says what was typed since, and is not said yet."""
        if now < self.next_deadline:
            return
        for (session, room), typed in tuple(self._typed.items()):
            is_due = now - typed.said_at >= TYPING_RESEND_SECONDS
            if is_due and typed.latest != typed.said:
                word = Word(session, room, is_typing=True, preview=typed.latest)
                self._say(word, now)

    def clear(self) -> None:
        """The connection is gone; what was typed then is no news later."""
        self._typed.clear()
        self._pending.clear()

    def _say(self, word: Word, now: float) -> None:
        key = (word.session, word.room)
        self._typed[key] = _Typed(now, word.preview, word.preview)
        self._pending[key] = word


def end_of(text: str) -> str:
    """The end of what was typed; half a surrogate pair cannot travel."""
    return text[-MAX_PREVIEW_CHARS:].encode(errors="replace").decode()
