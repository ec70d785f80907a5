"""PURE: whether every question got its one answer, by a version that was in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from tests.proofs.robot_live.base import NEW, OLD, answer_of


class Kind(Enum):
    """Whose an answer is."""

    OLD = "old"
    NEW = "new"
    FALLBACK = "fallback"
    OTHER = "other"
    """Of another entry, or asked back."""


class Fault(Enum):
    """What must not be, of a question."""

    LOST = "lost"
    """Nobody said anything."""
    DOUBLED = "doubled"
    """More than once something was said."""
    EARLY = "early"
    """The new version answered while the old one was in force."""
    STALE = "stale"
    """The old one answered what was asked when the new one was in force."""
    HASTY = "hasty"
    """It was given up while there was time."""
    WRONG = "wrong"
    """Neither version answers so."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and what was said until the next one; moments on one clock, in s.

    Attributes:
        entry: whose question it is.
        at: before it was sent.
        told: when something was said, and what.
    """

    entry: str
    at: float
    told: tuple[tuple[float, str], ...]

    @property
    def kind(self) -> Kind:
        """Of what was said first; of one that is lost `OTHER`."""
        said = self.told[0][1] if self.told else ""
        kinds = {
            answer_of(OLD, self.entry): Kind.OLD,
            answer_of(NEW, self.entry): Kind.NEW,
        }
        is_fallback = said.startswith("Sorry, I have no answer")
        return kinds.get(said, Kind.FALLBACK if is_fallback else Kind.OTHER)

    @property
    def seconds(self) -> float:
        """Until something was said."""
        return self.told[0][0] - self.at


@dataclass(frozen=True, slots=True)
class Swap:
    """When which version was in force, as the service told.

    Attributes:
        old_until: still the old one.
        new_since: the new one for sure.
    """

    old_until: float
    new_since: float


def faults(asked: Sequence[Asked], swap: Swap, robot_seconds: float) -> Counter[Fault]:
    """What is wrong; nothing is counted where all is well."""
    new = [each.told[0][0] for each in asked if each.kind is Kind.NEW]
    new_since = min([swap.new_since, *new])
    found: Counter[Fault] = Counter()
    for each in asked:
        if len(each.told) != 1:
            found[Fault.DOUBLED if each.told else Fault.LOST] += 1
            continue
        match each.kind:
            case Kind.OLD:
                found[Fault.STALE] += each.at > new_since
            case Kind.NEW:
                found[Fault.EARLY] += each.told[0][0] < swap.old_until
            case Kind.FALLBACK:
                found[Fault.HASTY] += each.seconds < robot_seconds
            case Kind.OTHER:
                found[Fault.WRONG] += 1
    return +found
