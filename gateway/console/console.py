"""What a talk is held through: lines and live rows out, input in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

import msgspec

from gateway.client_core.events import ClientEvent
from gateway.console.json_lines import Posted
from gateway.console.styled import Line

MAX_UNWRITTEN: Final = 1_000
"""Lines that wait for a slow reader; at the bound no more events are taken."""


class Entered(msgspec.Struct, frozen=True):
    """A line was entered."""

    text: str


class Edited(msgspec.Struct, frozen=True):
    """The line being typed has changed."""

    text: str


class Switched(msgspec.Struct, frozen=True):
    """The Tab key."""


class Ended(msgspec.Struct, frozen=True):
    """No input follows, or the user wants to leave."""


SIGNAL_EXIT: Final = 128
"""Shells' convention for the exit code of a process that a signal ended."""

Input = Entered | Edited | Switched | Ended


class Console(Protocol):
    """A terminal, or a pair of pipes."""

    @property
    def is_interactive(self) -> bool:
        """A person is there: ask before leaving, show live rows."""
        ...

    @property
    def is_composing(self) -> bool:
        """A line is being typed."""
        ...

    def tell(self, event: ClientEvent | Posted, lines: Sequence[Line]) -> None:
        """Shows an event, for which a person is shown `lines`."""
        ...

    def notice(self, lines: Sequence[Line]) -> None:
        """Shows an answer to what was entered."""
        ...

    def show(self, panel: Sequence[Line], prompt: str) -> None:
        """Sets the live rows."""
        ...

    async def next_input(self) -> Input:
        """Waits for input; after `Ended` it may be asked again on a terminal only."""
        ...

    async def wait_room(self) -> None:
        """Waits until what was shown has been written for the most part."""
        ...

    async def write(self) -> int:
        """Writes what is shown, until cancelled or there is nobody left to talk to.

        Returns:
            The exit code: 0 when nobody reads any more, 128 + n after signal n.
        """
        ...
