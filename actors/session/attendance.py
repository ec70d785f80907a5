"""PURE: which connections of the visitor follow the session; ephemeral (Q6).

An incarnation that starts knows of none: it calls for them, and takes nobody for absent
before they had the time to answer.
"""

from __future__ import annotations

from typing import Final

import msgspec

ANSWER_MS: Final = 1_000
"""How long connections that are called have to say that they are there: they answer at
once, so this only bounds a busy loop."""


class Watch(msgspec.Struct, frozen=True):
    """What is known of the visitor's connections.

    `since_ms`: nobody has been connected since then, while `is_attached` is False.
    `sure_ms`: whoever is connected has said so by then.
    """

    is_attached: bool
    since_ms: int
    sure_ms: int


class Attendance:
    """One incarnation's knowledge; mutable, single-owner.

    Args:
        now_ms: when the incarnation started, wall time.
    """

    __slots__ = ("_connections", "_has_been", "_since_ms", "_sure_ms", "_watch")

    def __init__(self, now_ms: int) -> None:
        self._connections: set[str] = set()
        self._has_been = False
        self._since_ms = now_ms
        self._sure_ms = now_ms + ANSWER_MS
        self._watch: Watch | None = None

    def attach(self, connection: str) -> None:
        """A connection is there; saying it twice changes nothing."""
        self._connections.add(connection)
        self._has_been = True
        self._watch = None

    def detach(self, connection: str, now_ms: int) -> None:
        """A connection is gone; saying it twice changes nothing."""
        if connection in self._connections:
            self._connections.remove(connection)
            self._since_ms = now_ms
            self._watch = None

    def missed(self, since_ms: int) -> None:
        """Somebody saw nobody since then: counts until a connection has been there."""
        if since_ms and not self._has_been:
            self._since_ms = min(self._since_ms, since_ms)
            self._watch = None

    def watch(self) -> Watch:
        """What is known now; asked much more often than it changes."""
        watch = self._watch
        if watch is None:
            watch = Watch(bool(self._connections), self._since_ms, self._sure_ms)
            self._watch = watch
        return watch
