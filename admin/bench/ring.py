"""`bench ring`: tokens go round a ring of actors; a hop is a tell and its handling."""

from __future__ import annotations

import time
from typing import Final

import trio

from admin.bench.benchmark import Benchmark, Case, Job, Sample, Samples
from admin.bench.figure import Figure, at_least
from admin.bench.peers import bare_checkpoints, bare_deque
from admin.bench.stage import actor_of, staged
from runtime.actor import Actor
from runtime.ref import Ref

MEMBERS: Final = 1_000
TOKENS: Final = 1_000
GOAL_PER_S: Final = 2_500_000


class _Round:
    """Counts the tokens that have arrived."""

    def __init__(self) -> None:
        self.under_way = TOKENS
        self.is_over = trio.Event()

    def arrived(self) -> None:
        self.under_way -= 1
        if not self.under_way:
            self.is_over.set()


class _Member(Actor[int]):
    next: Ref[int]
    round: _Round

    def receive(self, message: int) -> None:
        if message:
            self.next.tell(message - 1)
        else:
            self.round.arrived()


def _hops(job: Job) -> Sample:
    async def main() -> float:
        async with staged((_Member,) * MEMBERS) as (_, cells):
            refs = [Ref[int](cell) for cell in cells]
            round_ = _Round()
            for place, cell in enumerate(cells):
                member = actor_of(cell, _Member)
                member.next = refs[(place + 1) % MEMBERS]
                member.round = round_
            began = time.perf_counter()
            for token in range(TOKENS):
                refs[token % MEMBERS].tell(job.size - 1)
            await round_.is_over.wait()
            return TOKENS * job.size / (time.perf_counter() - began)

    return {"per_s": trio.run(main)}


def _figures(samples: Samples) -> tuple[Figure, ...]:
    peers = {
        "deque and a call": samples.peer("deque", "per_s"),
        "bare checkpoints": samples.peer("checkpoints", "per_s"),
    }
    return (at_least("hops", samples.of("hops", "per_s"), "1/s", GOAL_PER_S, peers),)


RING: Final = Benchmark(
    "ring",
    "a thousand actors pass a thousand tokens round",
    (
        Case("hops", _hops, 1_000, 30),
        Case("deque", bare_deque, 1_024_000, 51_200),
        Case("checkpoints", bare_checkpoints, 100_000, 10_000),
    ),
    _figures,
)
