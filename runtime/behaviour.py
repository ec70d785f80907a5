"""What the author of a durable actor writes; `runtime.durable` does the rest."""

from __future__ import annotations

from typing import Generic, TypeVar

from runtime.actor import Actor
from runtime.decision import Deadline, Decision
from runtime.errors import Unavailable
from runtime.journal import ClaimRefused, IndexRow, StoreFull

C = TypeVar("C")
S = TypeVar("S")
E = TypeVar("E")
F = TypeVar("F")


class Behaviour(Actor[C], Generic[C, S, E, F]):
    """Commands C, state S, events E, effects F."""

    # --- the pure part

    def initial(self) -> S:
        """The state before the first event."""
        raise NotImplementedError

    def decide(self, state: S, command: C, now_ms: int) -> Decision[E, F, S]:
        """PURE: what a command leads to in this state."""
        raise NotImplementedError

    def apply(self, state: S, event: E, at_ms: int) -> S:
        """PURE: the state after an event; must accept every event ever written."""
        raise NotImplementedError

    def index_row(self, state: S) -> IndexRow:
        """PURE: what a start must know of this entity."""
        raise NotImplementedError

    def deadlines(self, state: S) -> tuple[Deadline[C], ...]:
        """PURE: the timers that this state calls for."""
        del state
        return ()

    def operation_key(self, command: C) -> int | None:
        """PURE: identifies a mutating command over repetitions, or None."""
        del command
        return None

    def is_over(self, state: S) -> bool:
        """PURE: True when the actor may leave memory as soon as it has no mail."""
        del state
        return False

    def refused(
        self, command: C, refusal: ClaimRefused | StoreFull
    ) -> Decision[E, F, S]:
        """PURE: what a command leads to after the store refused it."""
        del command
        return Decision(error=Unavailable(f"not stored: {type(refusal).__name__}"))

    def repeated(self, command: C, answer: object) -> object:
        """PURE: answers a repetition; `answer` is what the operation got first."""
        del command
        return answer

    # --- the shell's hooks

    def perform(self, effect: F, position: int) -> None:
        """Carries out an effect; `position` is that of the commit's first event."""
        raise NotImplementedError

    def on_recovered(self) -> None:
        """Runs before the first command of every incarnation."""

    def on_released(self) -> None:
        """Runs after the effects of a batch, before anything further is decided."""
