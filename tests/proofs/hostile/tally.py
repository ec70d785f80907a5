"""What a run did, and the line that tells it."""

from __future__ import annotations

from typing import Final

import msgspec

from tests.proofs.hostile.inputs import CYCLE, Kind

MAX_GROWTH_MIB: Final = 48.0
"""Of the service's memory from the first thousand inputs to the end: caches that fill,
and the allocator's holes; a leak of 2.5 KiB per input shows in twenty thousand."""
WORDLESS: Final = frozenset({Kind.HANDSHAKE, Kind.FRAMING})
"""Inputs that may be ended without a word of the protocol; the others are answered."""
ROUNDS_PER_INPUTS: Final = 1_000
"""At least one round trip of the canary for so many inputs."""


class Tally(msgspec.Struct):
    """Counts of a run; also its last line, one JSON object."""

    seed: int
    name: str = "hostile"
    inputs: int = 0
    kinds: dict[str, int] = msgspec.field(default_factory=dict)
    answered: dict[str, int] = msgspec.field(default_factory=dict)
    """Inputs by kind to which the server said something after the handshake."""
    closes: dict[int, int] = msgspec.field(default_factory=dict)
    """Connections by the code with which the server closed them."""
    stalled: int = 0
    """Connections that sent much, asked for more, and read nothing."""
    dribbled: int = 0
    """Connections that sent a byte now and then."""
    rounds: int = 0
    """Round trips of two who only wanted to talk."""
    worst_round_ms: int = 0
    memory_start_mib: float = 0.0
    memory_most_mib: float = 0.0
    """When the attack was over."""
    memory_end_mib: float = 0.0
    """When the service had had time to give back what it did not need."""
    crashes: int = 0
    disturbed: int = 0
    leaked: int = 0
    """A stranger heard what the two said."""
    hung: int = 0
    """Connections that the server did not end."""
    grown: int = 0
    """Memory was not flat."""
    seconds: float = 0.0
    examples: list[str] = msgspec.field(default_factory=list)
    too_little: tuple[str, ...] = ()

    @property
    def is_proven(self) -> bool:
        """Nothing broke, and enough was done."""
        broken = self.crashes + self.disturbed + self.leaked + self.hung + self.grown
        return not broken and not self.too_little


def least_of(kind: Kind, inputs: int) -> int:
    """Half of its share."""
    return inputs * CYCLE.count(kind) // (2 * len(CYCLE))


def missed(tally: Tally, inputs: int) -> tuple[str, ...]:
    """Which minima were missed: a proof over nothing proves nothing."""
    found = [
        f"{kind.value}: {tally.kinds.get(kind, 0)} of at least {least}"
        for kind in Kind
        if tally.kinds.get(kind, 0) < (least := least_of(kind, inputs))
    ]
    found += [
        f"answered {kind}: {tally.answered.get(kind, 0)} of {count}"
        for kind, count in tally.kinds.items()
        if kind not in WORDLESS and 2 * tally.answered.get(kind, 0) < count
    ]
    if tally.inputs < inputs:
        found.append(f"inputs: {tally.inputs} of {inputs}")
    if tally.rounds < (least := 1 + inputs // ROUNDS_PER_INPUTS):
        found.append(f"rounds: {tally.rounds} of at least {least}")
    if not (tally.stalled and tally.dribbled):
        found.append("nobody stalled, or nobody dribbled")
    return tuple(found)
