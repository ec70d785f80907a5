"""A measured figure beside its goal, and the facts without which it says little."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace


class Figure(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of a benchmark's result.

    Attributes:
        figure: what was measured.
        value: median of the runs.
        unit: of the value and of the peers' values.
        goal: None where the figure is only printed.
        met: None without a goal.
        peers: other implementations in the same run; None = not installed.
        interval: within which it is with 95 %, where that is known.
    """

    figure: str
    value: float
    unit: str
    goal: float | None
    met: bool | None
    peers: dict[str, float | None]
    interval: tuple[float, float] | None = None


class Result(msgspec.Struct, frozen=True):
    """What one benchmark found: with `--json`, the last line of its output.

    Attributes:
        runs: how often each measurement was repeated that is not long.
        file_system, synchronous: of the store, or of PostgreSQL; "" where no disk is
            touched.
    """

    name: str
    figures: tuple[Figure, ...]
    runs: int
    cores: int
    cpu: str
    python: str
    trio: str
    file_system: str = ""
    synchronous: str = ""


def at_least(
    figure: str,
    value: float,
    unit: str,
    goal: float,
    peers: dict[str, float | None] | None = None,
) -> Figure:
    """A figure of which more is better."""
    return Figure(figure, value, unit, goal, value >= goal, peers or {})


def at_most(
    figure: str,
    value: float,
    unit: str,
    goal: float,
    peers: dict[str, float | None] | None = None,
) -> Figure:
    """A figure of which less is better."""
    return Figure(figure, value, unit, goal, value <= goal, peers or {})


def printed(
    figure: str, value: float, unit: str, peers: dict[str, float | None] | None = None
) -> Figure:
    """A figure without a goal."""
    return Figure(figure, value, unit, None, None, peers or {})


def unjudged(figure: Figure) -> Figure:
    """A figure of a run too small to be held against a goal."""
    return replace(figure, goal=None, met=None)


def ratio(
    figure: str, value: float, peer: float | None, goal: float
) -> tuple[Figure, ...]:
    """How many times a peer's value ours is; nothing when the peer is absent."""
    return (at_least(figure, value / peer, "x", goal),) if peer else ()
