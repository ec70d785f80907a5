"""What visitor and agent have in common: a model that a talk is held with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from gateway.client_core.events import ClientEvent
from gateway.console.styled import Line
from gateway.console.turn import Request, Turn


class Face(Protocol):
    """PURE: all that happens goes in, what to print and to do comes out."""

    @property
    def prompt(self) -> str:
        """What stands before the line being typed."""
        ...

    @property
    def typing_session(self) -> str | None:
        """The session in which the line being typed will be said."""
        ...

    @property
    def undelivered(self) -> int:
        """What was entered: messages until their end, files until `SendFile`."""
        ...

    @property
    def refused(self) -> int:
        """Messages that will not be delivered any more."""
        ...

    @property
    def is_counting(self) -> bool:
        """True while the panel changes by itself, once a second."""
        ...

    def happened(self, event: ClientEvent, now: float, *, is_composing: bool) -> Turn:
        """Takes an event; `is_composing`: a line is being typed."""
        ...

    def entered(self, text: str) -> Turn:
        """Takes a line."""
        ...

    def switched(self) -> Turn:
        """Takes the Tab key."""
        ...

    def posted(self, session: str, cid: str, text: str) -> None:
        """A `PostText` was done: the message waits for its confirmation."""
        ...

    def not_posted(self, text: str) -> None:
        """A `PostText` could not be done."""
        ...

    def granted(self, request: Request) -> Sequence[Line]:
        """A request was granted; says so, unless what it changed will."""
        ...

    def turned_down(self, request: Request) -> None:
        """A request was refused, or not answered; the user is told by the talk."""
        ...

    def aside(self, event: ClientEvent) -> Sequence[Line]:
        """What the panel would show of an event, where there is no panel."""
        ...

    def panel(self, now: float) -> Sequence[Line]:
        """The rows above the line being typed."""
        ...
