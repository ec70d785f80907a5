"""What a run did, and the line that tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

import msgspec

from tests.proofs.assignment import operations as act
from tests.proofs.assignment.audit.broken import Broken
from tests.proofs.assignment.episode import Verdict

MAX_EXAMPLES: Final = 10
JUDGED_OPERATIONS: Final = 30_000
"""From so many on a run must have done enough of every kind; in a shorter one the taste
of its few episodes decides what occurs. No mutation may live longer, see `mutate`."""
MOST_TIMES: Final = 2
"""As long as it should be, at most, is a run that has not done enough of every kind."""
KINDS: Final = act.Operation.__args__
INVARIANTS: Final = tuple(kind.value for kind in Broken)


class Tally(msgspec.Struct):
    """Counts of a run; also its last line, one JSON object (see `line`)."""

    seed: int
    name: str = "assignment"
    counts: Counter[str] = msgspec.field(default_factory=Counter)
    broken: Counter[str] = msgspec.field(default_factory=Counter)
    failing: list[int] = msgspec.field(default_factory=list)
    """Seeds of the episodes in which something was broken."""
    examples: list[str] = msgspec.field(default_factory=list)
    seconds: float = 0.0
    workers: int = 1

    @property
    def operations(self) -> int:
        """Acts that were done."""
        return self.counts["operations"]

    def add(self, verdict: Verdict) -> None:
        """Adds an episode."""
        self.counts.update(verdict.counts)
        self.broken.update({kind.value: n for kind, n in verdict.broken.items()})
        if verdict.broken:
            self.failing.append(verdict.seed)
            for example in verdict.examples[: MAX_EXAMPLES - len(self.examples)]:
                self.examples.append(f"episode {verdict.seed}: {example}")

    def merge(self, other: Tally) -> None:
        """Adds what another worker did."""
        self.counts.update(other.counts)
        self.broken.update(other.broken)
        self.failing += other.failing
        self.examples += other.examples[: MAX_EXAMPLES - len(self.examples)]


def minima(operations: int) -> Mapping[str, int]:
    """The least that a run of so many operations has done, whatever its seed.

    Shares are a third or so of what is usual; the rarest kinds vary most: they are the
    taste of one episode in thirty.
    """
    thousand = operations // 1000
    every_kind = dict.fromkeys((kind.__name__ for kind in KINDS), thousand)
    return {
        **every_kind,
        **dict.fromkeys(("Keep", "Come"), thousand // 8),
        **dict.fromkeys(("Delay", "Lose"), max(1, thousand // 40)),
        **dict.fromkeys(("Restart", "Poison", "Duplicate"), thousand // 2),
        "Open": 100 * thousand,
        "sessions": 50 * thousand,
        "assigned": 25 * thousand,
        "offered": 20 * thousand,
        "lapsed": 5 * thousand,
        "swapped": 2 * thousand,
        "acknowledged": 200 * thousand,
        "actor_crashes": 10 * thousand,
        "rests_judged": 50 * thousand,
        "waiting_at_rest": 50 * thousand,
        "choices_judged": 8 * thousand,
        "choices_judged_across_groups": max(1, thousand // 40),
    }


def missed(tally: Tally) -> tuple[str, ...]:
    """Why a run proves too little; empty when it proves enough, or is too short."""
    if tally.operations < JUDGED_OPERATIONS:
        return ()
    return tuple(
        f"{name}: {tally.counts[name]} of at least {least}"
        for name, least in minima(tally.operations).items()
        if tally.counts[name] < least
    )


def is_through(tally: Tally, operations: int) -> bool:
    """Whether a run of so many operations is at its end: the rarest may be to come."""
    if tally.operations < operations:
        return False
    return not missed(tally) or tally.operations >= MOST_TIMES * operations


def line(tally: Tally, too_little: tuple[str, ...]) -> str:
    """The run as one JSON object."""
    rate = round(tally.operations / tally.seconds) if tally.seconds else 0
    told = {
        "name": tally.name,
        "seed": tally.seed,
        "workers": tally.workers,
        "seconds": round(tally.seconds, 1),
        "operations_per_second": rate,
        **dict(sorted(tally.counts.items())),
        **{kind: tally.broken[kind] for kind in INVARIANTS},
        "failing_episodes": sorted(tally.failing),
        "examples": tally.examples,
        "too_little": too_little,
    }
    return msgspec.json.encode(told).decode()
