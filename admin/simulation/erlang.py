"""PURE: queues of which the truth is known: what a simulation must come to.

Visitors come at random (Poisson), handling times are exponential, agents serve one at a
time, first come first served; in the second kind patience is exponential, too. `load`
is the arrivals' rate times the mean handling time, in Erlang.

Source: A. K. Erlang, 1917 (C formula), by the recursion of B; C. Palm, "Research on
telephone traffic carried by full availability groups", 1957 (A formula), as in Garnett,
Mandelbaum, Reiman, "Designing a call center with impatient customers", 2002.
"""

from __future__ import annotations

from math import fsum
from typing import Final

import msgspec

_NEGLIGIBLE: Final = 1e-15
"""Of the state in which all agents are just busy: those beyond change no figure."""


class Truth(msgspec.Struct, frozen=True):
    """What many days come to: shares of all visitors, and seconds.

    `mean_wait` is of all visitors, those who were served at once and those who gave up
    included.
    """

    waits: float
    abandons: float
    mean_wait: float


def erlang_b(agents: int, load: float) -> float:
    """The share that finds all agents busy, where nobody waits."""
    blocked = 1.0
    for busy in range(1, agents + 1):
        blocked = load * blocked / (busy + load * blocked)
    return blocked


def erlang_c(agents: int, load: float, mean_handling: float) -> Truth:
    """M/M/c: everybody waits until served; `load` is below `agents`."""
    if load >= agents:
        raise ValueError(f"expected a load below {agents}, got {load}")
    blocked = erlang_b(agents, load)
    waits = agents * blocked / (agents - load * (1 - blocked))
    return Truth(waits, 0.0, waits * mean_handling / (agents - load))


def erlang_a(
    agents: int, load: float, mean_handling: float, mean_patience: float
) -> Truth:
    """M/M/c+M: who waits gives up after an exponential patience.

    The chain of how many are there, with `waiting` of them in line: its weights are
    taken relative to that of all agents just being busy.
    """
    given_up = mean_handling / mean_patience
    weights = [1.0]
    while weights[-1] > _NEGLIGIBLE:
        waiting = len(weights)
        weights.append(weights[-1] * load / (agents + waiting * given_up))
    below = 1 / erlang_b(agents, load) - 1
    total = below + fsum(weights)
    in_line = fsum(waiting * each for waiting, each in enumerate(weights)) / total
    arrivals = load / mean_handling
    return Truth(
        waits=fsum(weights) / total,
        abandons=in_line / mean_patience / arrivals,
        mean_wait=in_line / arrivals,
    )
