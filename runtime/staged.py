"""A durable actor's commands on their way to the commit."""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

from runtime.ask import Ask
from runtime.decision import Decision

C = TypeVar("C")
E = TypeVar("E")
F = TypeVar("F")
S = TypeVar("S")


class Taken(msgspec.Struct, Generic[C], frozen=True):
    """A command with the ask it came in, if it was asked."""

    command: C
    ask: Ask | None


class Staged(msgspec.Struct, Generic[C, E, F, S], frozen=True):
    """A command whose decision waits for the commit."""

    taken: Taken[C]
    operation: int | None
    decision: Decision[E, F, S]
