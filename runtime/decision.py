"""PURE: what a durable actor's decision is, and what a durable deadline is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from runtime.journal import Capacity, Claim, OutboxRow

C = TypeVar("C")
E = TypeVar("E")
F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Decision(Generic[E, F]):
    """What a command leads to. Without events nothing is written.

    Attributes:
        events: to be appended, in order.
        answer: to the asker, after the commit.
        effects: carried out in order after the commit, values of the actor's own type.
        error: answered instead of `answer`.
        claims, releases, releases_all, capacities, outbox: see `Append`.
    """

    events: tuple[E, ...] = ()
    answer: object = None
    effects: tuple[F, ...] = ()
    error: Exception | None = None
    claims: tuple[Claim, ...] = ()
    releases: tuple[Claim, ...] = ()
    releases_all: bool = False
    capacities: tuple[Capacity, ...] = ()
    outbox: tuple[OutboxRow, ...] = ()

    @property
    def is_solo(self) -> bool:
        """True when it must be appended alone because the store may refuse it."""
        return bool(self.claims or self.capacities)


@dataclass(frozen=True, slots=True)
class Deadline(Generic[C]):
    """A durable timer: `command` is received at `due_ms`, extended by outages."""

    key: str
    armed_ms: int
    due_ms: int
    command: C
