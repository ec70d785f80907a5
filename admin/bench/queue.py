"""`bench queue`: the assignment core, from the pure line to the whole service.

Everything but the wire: real actors in the product's own tree, the store in its own
process on SQLite, offers that must be accepted. 50 groups; every agent is in one to
three of them and serves one session at a time.
"""

from __future__ import annotations

from typing import Final

from admin.bench.bare_assignment import bare_assignments
from admin.bench.benchmark import Benchmark, Case, Job, Sample, Samples
from admin.bench.figure import Figure, at_least, at_most, printed
from admin.bench.queue_core import core_assignments
from admin.bench.queue_episodes import episodes
from admin.bench.queue_expiry import expiry

AGENTS: Final = (100, 1_000, 10_000)
MOST: Final = AGENTS[-1]
GOAL_EPISODES_PER_S: Final = 3_000
GOAL_SPREAD: Final = 1.3
"""Times the cost of the cheapest size."""
GOAL_FREED_P99_MS: Final = 20
GOAL_LATE_P99_MS: Final = 100
GOAL_MOVED_S: Final = 5
GOAL_CORE_PER_S: Final = 400_000
BARE_SECONDS: Final = 1.0
RUNS: Final = 3
"""Few, and the two cases with thousands of agents run once: all of it in 3 minutes."""


def _bare(job: Job) -> Sample:
    return {"per_s": bare_assignments(job.directory, job.size, BARE_SECONDS)}


def _cases() -> tuple[Case, ...]:
    sizes = tuple(
        Case(
            f"episodes {agents}",
            episodes,
            agents,
            20,
            is_pinned=False,
            is_long=agents == MOST,
        )
        for agents in AGENTS
    )
    return (
        Case("core", core_assignments, 200_000, 10_000),
        *sizes,
        Case("expiry", expiry, MOST, 400, is_pinned=False, is_long=True),
        Case("bare", _bare, MOST, 100),
    )


def _figures(samples: Samples) -> tuple[Figure, ...]:
    def of(agents: int, measure: str) -> float:
        return samples.of(f"episodes {agents}", measure)

    rates = [of(agents, "per_s") for agents in AGENTS]
    bare = {"bare SQLite, a transaction per step": samples.peer("bare", "per_s")}
    core = samples.of("core", "per_s")
    return (
        at_least("assignments, pure core", core, "1/s", GOAL_CORE_PER_S),
        *(
            printed(f"episodes, {agents:,} agents", rate, "1/s", bare)
            for agents, rate in zip(AGENTS[:-1], rates, strict=False)
        ),
        at_least(
            f"episodes, {MOST:,} agents", rates[-1], "1/s", GOAL_EPISODES_PER_S, bare
        ),
        at_most(
            "dearest size, times the cheapest",
            max(rates) / min(rates),
            "x",
            GOAL_SPREAD,
        ),
        printed("service's share of a core", of(MOST, "server_cores"), "cores"),
        printed("store's share of a core", of(MOST, "store_cores"), "cores"),
        printed("slot freed to assigned, p50", of(MOST, "p50_ms"), "ms"),
        at_most(
            "slot freed to assigned, p99", of(MOST, "p99_ms"), "ms", GOAL_FREED_P99_MS
        ),
        *_of_expiry(samples),
    )


def _of_expiry(samples: Samples) -> tuple[Figure, ...]:
    def of(measure: str) -> float:
        return samples.of("expiry", measure)

    return (
        printed("offers that expired per second", of("per_s"), "1/s"),
        at_most(
            "lateness of the firing, p99", of("fired_p99_ms"), "ms", GOAL_LATE_P99_MS
        ),
        printed("lateness of the decision, p50", of("p50_ms"), "ms"),
        printed("lateness of the decision, p99", of("p99_ms"), "ms"),
        at_most("all moved to another agent", of("moved_s"), "s", GOAL_MOVED_S),
    )


QUEUE: Final = Benchmark(
    "queue",
    "episodes of service, freed slots, expiring offers with up to 10,000 agents "
    "(these once)",
    _cases(),
    _figures,
    uses_disk=True,
    runs=RUNS,
)
