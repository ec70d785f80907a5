"""`bench actors`: what an idle entity costs in time and memory.

`spawn` makes the entity's address and cell; `wake` has it handle its first message, so
that its incarnation exists, after which it is idle again. Neither keeps a task.
"""

from __future__ import annotations

import gc
import time
from typing import Final, Never

import trio

from admin.bench.benchmark import Benchmark, Case, Job, Sample, Samples
from admin.bench.figure import Figure, at_most, printed
from admin.bench.peers import YIELD_EVERY, trio_tasks
from admin.bench.stage import actor_of, staged
from admin.process_memory import resident_bytes
from runtime.actor import Actor
from runtime.mailbox import Bound
from runtime.region import Region

GOAL_SPAWN_US: Final = 3
GOAL_BYTES: Final = 1_024


class _Idle(Actor[int]):
    """An entity without state of its own."""

    def receive(self, message: int) -> None:
        del message


def _region() -> Region[int]:
    def quarantined(entity_id: str) -> None:
        del entity_id

    return Region("entity", lambda _: _Idle(), Bound(), quarantined)


def _starts() -> Actor[Never]:
    return _region()


def _spawn(job: Job) -> Sample:
    async def main() -> Sample:
        async with staged((_starts,)) as (_, (cell,)):
            region: Region[int] = actor_of(cell, Region)
            names = [str(number) for number in range(job.size)]
            gc.collect()
            empty, began = resident_bytes(), time.process_time()
            cells = [region.ref(name).cell for name in names]
            spawned, idle = time.process_time() - began, resident_bytes()
            began = time.process_time()
            for number, name in enumerate(names):
                region.ref(name).tell(number)
                if not number % YIELD_EVERY:
                    await trio.lowlevel.checkpoint()
            while not cells[-1].handled:
                await trio.lowlevel.checkpoint()
            woken = time.process_time() - began
            return {
                "spawn_us": spawned / job.size * 1e6,
                "idle_bytes": (idle - empty) / job.size,
                "wake_us": woken / job.size * 1e6,
                "woken_bytes": (resident_bytes() - empty) / job.size,
            }

    return trio.run(main)


def _figures(samples: Samples) -> tuple[Figure, ...]:
    task_us, task_bytes = samples.peer("task", "us"), samples.peer("task", "bytes")
    time_peers = {"a sleeping trio task": task_us}
    memory_peers = {"a sleeping trio task": task_bytes}

    def of(measure: str) -> float:
        return samples.of("spawn", measure)

    return (
        at_most("spawn", of("spawn_us"), "µs", GOAL_SPAWN_US, time_peers),
        at_most("memory, idle", of("idle_bytes"), "bytes", GOAL_BYTES, memory_peers),
        printed("first message", of("wake_us"), "µs", time_peers),
        at_most(
            "memory, idle after it",
            of("woken_bytes"),
            "bytes",
            GOAL_BYTES,
            memory_peers,
        ),
    )


ACTORS: Final = Benchmark(
    "actors",
    "a hundred thousand idle entities: time to spawn one, and its memory",
    (
        Case("spawn", _spawn, 100_000, 5_000),
        Case("task", trio_tasks, 20_000, 2_000),
    ),
    _figures,
)
