"""A durable actor's commands on their way to the commit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from runtime.ask import Ask
from runtime.decision import Decision

C = TypeVar("C")
E = TypeVar("E")
F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Taken(Generic[C]):
    """A command with the ask it came in, if it was asked."""

    command: C
    ask: Ask | None


@dataclass(frozen=True, slots=True)
class Staged(Generic[C, E, F]):
    """A command whose decision waits for the commit."""

    taken: Taken[C]
    operation: int | None
    decision: Decision[E, F]
