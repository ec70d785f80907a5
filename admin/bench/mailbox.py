"""`bench mailbox`: tells per second to one actor."""

from __future__ import annotations

import time
from typing import Final

import trio

from admin.bench.benchmark import Benchmark, Case, Job, Sample, Samples
from admin.bench.figure import Figure, at_least, ratio
from admin.bench.peers import YIELD_EVERY, bare_deque, pykka_tells
from admin.bench.stage import staged
from runtime.actor import Actor
from runtime.ref import Ref

GOAL_PER_S: Final = 2_000_000
GOAL_TO_PYKKA: Final = 3


class _Sink(Actor[int]):
    def __init__(self) -> None:
        self.count = 0

    def receive(self, message: int) -> None:
        del message
        self.count += 1


def _tells(job: Job) -> Sample:
    async def main() -> float:
        async with staged((_Sink,)) as (_, (cell,)):
            ref = Ref[int](cell)
            before = cell.handled
            began = time.perf_counter()
            for _ in range(job.size // YIELD_EVERY):
                for number in range(YIELD_EVERY):
                    ref.tell(number)
                await trio.lowlevel.checkpoint()
            while cell.queue:
                await trio.lowlevel.checkpoint()
            return (cell.handled - before) / (time.perf_counter() - began)

    return {"per_s": trio.run(main)}


def _figures(samples: Samples) -> tuple[Figure, ...]:
    ours = samples.of("tell", "per_s")
    pykka = samples.peer("pykka", "per_s")
    peers = {"pykka": pykka, "deque and a call": samples.peer("deque", "per_s")}
    return (
        at_least("tells", ours, "1/s", GOAL_PER_S, peers),
        *ratio("tells, times pykka's", ours, pykka, GOAL_TO_PYKKA),
    )


MAILBOX: Final = Benchmark(
    "mailbox",
    "tells per second to one actor, the sender yields after 256",
    (
        Case("tell", _tells, 1_024_000, 51_200),
        Case("pykka", pykka_tells, 50_000, 5_000, package="pykka"),
        Case("deque", bare_deque, 1_024_000, 51_200),
    ),
    _figures,
)
