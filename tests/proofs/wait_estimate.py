"""`python -m tests.proofs.wait_estimate [--customers N] [--seed S]`.

Measures the error of the wait that visitors are told: the real line and its estimate,
under a virtual clock, with arrivals and services drawn at random (M/M/c). Everybody who
has to wait is asked on arrival what they are told; what they are told is compared with
how long they then wait.

Nobody can foresee chance: even who knows the true pace of a queue, and multiplies it by
the position, errs. That error is measured beside ours, as the `floor`.

Ends with one line on standard output, one JSON object: for each load the error in
seconds (`median` and `p90` of its size, `bias` is its mean, above 0 when people are
told too much) and `relative`, the sum of all errors by the sum of all waits.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from heapq import heappop, heappush
from random import Random
from statistics import fmean, median, quantiles
from typing import Final

from actors.assignment.core import Line
from actors.assignment.line_rule import LineRule
from actors.assignment.messages import AgentNews
from actors.assignment.standing import Standing
from actors.ids import AgentId, SessionId

SERVICE_MS: Final = 240_000
"""Mean length of a conversation, exponentially distributed."""
CUSTOMERS: Final = 100_000


@dataclass(frozen=True, slots=True)
class Load:
    """Agents who serve one visitor each, and how much of their time is asked for.

    With `shift_agents`, every `SHIFT_MS` as many go, or come back; the arrivals stay
    what `agents` can do, so that a line grows and shrinks.
    """

    agents: int
    load: float
    shift_agents: int = 0


SHIFT_MS: Final = 7_200_000

LOADS: Final = (
    Load(1, 0.9),
    Load(10, 0.8),
    Load(10, 0.9),
    Load(10, 0.98),
    Load(50, 0.95),
    Load(50, 0.99),
    Load(20, 0.8, shift_agents=8),
)


@dataclass(frozen=True, slots=True)
class Told:
    """One visitor: what was said, what the true pace would have said, what was."""

    told_s: float
    floor_s: float
    waited_s: float


@dataclass(frozen=True, slots=True)
class Errors:
    """See the module."""

    median: float
    p90: float
    bias: float
    relative: float


@dataclass(frozen=True, slots=True)
class Figures:
    """One load: `told` of all customers had to wait, and were told how long."""

    agents: int
    load: float
    shift_agents: int
    told: int
    mean_wait: float
    estimate: Errors
    floor: Errors


class Queue:
    """One queue from its opening: visitors, agents, and the line between them."""

    def __init__(self, load: Load, random: Random) -> None:
        self.told: list[Told] = []
        self._load = load
        self._random = random
        self._line = Line("m.", 0, LineRule())
        self._line.loaded()
        self._line.settled()
        self._now_ms = 0
        self._present = load.agents
        self._version = 0
        self._ends: list[tuple[int, str]] = []
        self._resting: list[str] = []
        self._asked: dict[str, tuple[int, float, float]] = {}
        for number in range(load.agents):
            self._free(f"a{number}")

    def run(self, customers: int) -> None:
        """Lets so many come, one after another."""
        gap_ms = SERVICE_MS / (self._load.agents * self._load.load)
        comes_ms = 0.0
        shift_ms = SHIFT_MS
        for number in range(customers):
            comes_ms += self._random.expovariate(1 / gap_ms)
            while self._ends and self._ends[0][0] <= comes_ms:
                self._end()
            if self._load.shift_agents and comes_ms >= shift_ms:
                shift_ms += SHIFT_MS
                self._change_shift()
            self._now_ms = round(comes_ms)
            self._arrive(SessionId(f"s{number}"), number)

    def _arrive(self, session: SessionId, ticket: int) -> None:
        self._line.wait(session, ticket, Standing(self._now_ms), self._now_ms)
        self._serve()
        waiting = self._line.hall.find(session)
        if waiting is None:
            return
        shown = self._line.hall.positions.show(waiting, self._now_ms)
        if shown.wait_seconds is not None:
            floor_s = shown.position * SERVICE_MS / self._present / 1000
            self._asked[session] = (self._now_ms, shown.wait_seconds, floor_s)

    def _end(self) -> None:
        self._now_ms, agent = heappop(self._ends)
        if self._present < self._load.agents - len(self._resting):
            self._resting.append(agent)
        else:
            self._free(agent)
            self._serve()

    def _change_shift(self) -> None:
        """Some go when they are done, or all are back."""
        if self._present == self._load.agents:
            self._present -= self._load.shift_agents
            return
        self._present = self._load.agents
        for agent in self._resting:
            self._free(agent)
        self._resting.clear()
        self._serve()

    def _free(self, agent: str) -> None:
        self._version += 1
        now_ms = self._now_ms
        news = AgentNews(
            AgentId(agent),
            self._version,
            "",
            None,
            0,
            1,
            now_ms,
            0,
            (),
            wants_bid=False,
        )
        self._line.hear(news, now_ms)

    def _serve(self) -> None:
        for asked in self._line.serve(self._now_ms):
            granted = self._line.grant(asked.id, self._now_ms)
            if granted is None or granted.bound is None:
                raise AssertionError(
                    "a free agent is asked only for somebody who waits"
                )
            session = granted.bound.session
            self._line.accepted(session)
            service_ms = self._random.expovariate(1 / SERVICE_MS)
            heappush(self._ends, (self._now_ms + round(service_ms), asked.agent))
            if session in self._asked:
                came_ms, told_s, floor_s = self._asked.pop(session)
                waited_s = (self._now_ms - came_ms) / 1000
                self.told.append(Told(told_s, floor_s, waited_s))


def errors(pairs: Sequence[tuple[float, float]]) -> Errors:
    """Of what was said and what was, in seconds."""
    sizes = [abs(said - was) for said, was in pairs]
    total_s = sum(was for _, was in pairs)
    return Errors(
        median=round(median(sizes), 1),
        p90=round(quantiles(sizes, n=10)[-1], 1),
        bias=round(fmean(said - was for said, was in pairs), 1),
        relative=round(sum(sizes) / total_s, 3),
    )


def measure(load: Load, customers: int, seed: int) -> Figures:
    """The figures of one load; the same for the same seed."""
    queue = Queue(load, Random(f"{seed} {load}"))
    queue.run(customers)
    told = queue.told
    return Figures(
        load.agents,
        load.load,
        load.shift_agents,
        len(told),
        round(fmean(each.waited_s for each in told), 1),
        errors([(each.told_s, each.waited_s) for each in told]),
        errors([(each.floor_s, each.waited_s) for each in told]),
    )


def main() -> None:
    """Measures all loads."""
    parser = argparse.ArgumentParser(description="Measure the estimate of the wait.")
    parser.add_argument("--customers", type=int, default=CUSTOMERS)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    figures = [measure(load, options.customers, options.seed) for load in LOADS]
    report = {
        "name": "wait_estimate",
        "seed": options.seed,
        "customers": options.customers,
        "loads": [asdict(each) for each in figures],
    }
    sys.stdout.write(json.dumps(report, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
