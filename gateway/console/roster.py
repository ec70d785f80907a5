"""PURE: an agent's sessions: their numbers, and which one is current.

A session has a small number while it lasts. One that is passed on is put aside, not
forgotten: it may come back, and what was heard of it is not told twice.
"""

from __future__ import annotations

from itertools import count
from typing import Final

from gateway.client_core.transcripts import MAX_TRACKED
from gateway.console.styled import Line, Style, styled
from gateway.console.thread import Thread

MAX_ASIDE: Final = MAX_TRACKED
"""Sessions put aside: as many as the client core remembers at most."""


class Roster:
    """The sessions of one agent; `current` is the one that is talked in."""

    def __init__(self) -> None:
        self.current: Thread | None = None
        self._threads: dict[str, Thread] = {}
        self._numbers: dict[str, int] = {}
        self._aside: dict[str, Thread] = {}

    @property
    def threads(self) -> tuple[Thread, ...]:
        """Those that ring or are served, in the order in which they came."""
        return tuple(self._threads.values())

    @property
    def announced(self) -> tuple[Thread, ...]:
        """Those that the agent can turn to."""
        return tuple(thread for thread in self.threads if thread.is_announced)

    def find(self, session: str) -> Thread | None:
        """A session that rings or is served."""
        return self._threads.get(session)

    def take(self, session: str) -> Thread:
        """A session that is the agent's, from now on if it was not."""
        thread = self._threads.get(session)
        if thread is None:
            taken = set(self._numbers.values())
            self._numbers[session] = next(n for n in count(1) if n not in taken)
            thread = self._aside.pop(session, None) or Thread(session, "agent")
            self._threads[session] = thread
        return thread

    def overhear(self, session: str) -> Thread:
        """A session that is not, or not yet, the agent's."""
        thread = self._threads.get(session) or self._aside.get(session)
        if thread is None:
            thread = Thread(session, "agent")
            self._put_aside(thread)
        return thread

    def part(self, thread: Thread) -> None:
        """The agent has no more to do with a session; its number is free again."""
        del self._threads[thread.session], self._numbers[thread.session]
        if self.current is thread:
            self.current = None
        thread.part()
        self._put_aside(thread)

    def numbered(self, number: int) -> Thread | None:
        """The session with a number."""
        for session, taken in self._numbers.items():
            if taken == number:
                return self._threads[session]
        return None

    def number(self, thread: Thread) -> int:
        """Its number."""
        return self._numbers[thread.session]

    def title(self, thread: Thread) -> str:
        """Its number and name."""
        return f"{self.number(thread)} {thread.name}"

    def told(self, thread: Thread, text: str, style: Style = Style.NOTICE) -> Line:
        """Something that is said about it, under its title."""
        return styled(f"[{self.title(thread)}] {text}", style)

    def _put_aside(self, thread: Thread) -> None:
        if len(self._aside) >= MAX_ASIDE:
            del self._aside[next(iter(self._aside))]
        self._aside[thread.session] = thread
