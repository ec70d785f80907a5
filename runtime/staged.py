"""A durable actor's commands on their way to the commit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import msgspec

from runtime.ask import Ask
from runtime.decision import Decision
from runtime.errors import Unavailable

C = TypeVar("C")
E = TypeVar("E")
F = TypeVar("F")
S = TypeVar("S")


class Taken(msgspec.Struct, Generic[C], frozen=True):
    """A command with the ask it came in, if it was asked."""

    command: C
    ask: Ask | None


class Staged(msgspec.Struct, Generic[C, E, F, S], frozen=True):
    """A command whose decision waits for the commit.

    `is_unsure`: it was refused, but may repeat an operation that only the store knows.
    """

    taken: Taken[C]
    operation: int | None
    decision: Decision[E, F, S]
    is_unsure: bool = False


def made_sure(
    staged: Sequence[Staged[C, E, F, S]],
    answers: Sequence[bytes | None] | None,
    again: Callable[[C, bytes], Decision[E, F, S]],
) -> list[Staged[C, E, F, S]]:
    """The same commands, none of them unsure any more.

    Args:
        staged: in their order.
        answers: of the unsure ones, in that order: what the store knows of them;
            None: the store could not say.
        again: decides a command that the store has the first answer to.
    """
    away: Decision[E, F, S] = Decision(error=Unavailable("the store is away"))
    known = None if answers is None else iter(answers)

    def sure(each: Staged[C, E, F, S]) -> Decision[E, F, S]:
        if not each.is_unsure:
            return each.decision
        if known is None:
            return away
        first = next(known)
        return each.decision if first is None else again(each.taken.command, first)

    return [Staged(each.taken, each.operation, sure(each)) for each in staged]
