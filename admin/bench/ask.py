"""`bench ask`: asks with a deadline per second, by one task and by a hundred."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

import trio

from admin.bench.benchmark import Benchmark, Case, Job, Sample, Samples
from admin.bench.figure import Figure, at_least, printed, ratio
from admin.bench.peers import ASK_SECONDS, ASKERS, bare_checkpoints, pykka_asks
from admin.bench.stage import staged
from runtime.actor import Actor
from runtime.ref import Ref, Request

GOAL_ONE_PER_S: Final = 110_000
GOAL_MANY_PER_S: Final = 300_000
GOAL_ONE_TO_PYKKA: Final = 2
GOAL_MANY_TO_PYKKA: Final = 5


@dataclass(frozen=True, slots=True)
class _Question(Request[int]):
    number: int


class _Plain(Actor[_Question]):
    """Answers at once."""

    def receive(self, message: _Question) -> int:
        return message.number


class _Async(Actor[_Question]):
    """Answers from a task of its own: the asker sleeps, its deadline is armed."""

    async def receive(self, message: _Question) -> int:
        return message.number


async def _ask(ref: Ref[_Question], count: int) -> None:
    question = _Question(1)
    for _ in range(count):
        await ref.ask(question, ASK_SECONDS)


def _asks(job: Job) -> Sample:
    async def main() -> Sample:
        async with staged((_Plain, _Async)) as (_, (plain, slow)):
            began = time.perf_counter()
            await _ask(Ref(plain), job.size)
            one = job.size / (time.perf_counter() - began)
            share = max(1, job.size // ASKERS)
            began = time.perf_counter()
            async with trio.open_nursery() as nursery:
                for _ in range(ASKERS):
                    nursery.start_soon(_ask, Ref[_Question](plain), share)
            many = share * ASKERS / (time.perf_counter() - began)
            began = time.perf_counter()
            await _ask(Ref(slow), job.size // 4)
            sleeping = job.size // 4 / (time.perf_counter() - began)
            return {"one_per_s": one, "many_per_s": many, "async_per_s": sleeping}

    return trio.run(main)


def _figures(samples: Samples) -> tuple[Figure, ...]:
    one, many = samples.of("ask", "one_per_s"), samples.of("ask", "many_per_s")
    pykka_one = samples.peer("pykka", "one_per_s")
    pykka_many = samples.peer("pykka", "many_per_s")
    checkpoints = samples.of("checkpoints", "per_s")
    bare: dict[str, float | None] = {"bare checkpoints": checkpoints}
    name = f"asks, {ASKERS} askers"
    return (
        at_least(
            "asks, one asker", one, "1/s", GOAL_ONE_PER_S, {"pykka": pykka_one, **bare}
        ),
        at_least(name, many, "1/s", GOAL_MANY_PER_S, {"pykka": pykka_many, **bare}),
        *ratio("asks, one asker, times pykka's", one, pykka_one, GOAL_ONE_TO_PYKKA),
        *ratio(f"{name}, times pykka's one", many, pykka_one, GOAL_MANY_TO_PYKKA),
        printed(
            "asks of an async handler", samples.of("ask", "async_per_s"), "1/s", bare
        ),
    )


ASK: Final = Benchmark(
    "ask",
    "asks with a deadline per second: one asker, a hundred askers",
    (
        Case("ask", _asks, 200_000, 10_000),
        Case("pykka", pykka_asks, 20_000, 2_000, package="pykka"),
        Case("checkpoints", bare_checkpoints, 100_000, 10_000),
    ),
    _figures,
)
