"""Outcomes of load tests that never ran."""

from __future__ import annotations

from random import Random

from loadtest.histogram import Histogram, Recorded
from loadtest.outcome import (
    Audit,
    Finding,
    Growth,
    Machine,
    Measure,
    MeasureName,
    Outcome,
    Parameter,
    Phase,
    Played,
    Promise,
    Rate,
    RateName,
    Sample,
    Server,
    Setting,
    Violation,
    Watched,
)

MACHINE = Machine(
    cpu="Intel Xeon 2.5 GHz",
    cores=2,
    memory_bytes=24 * 2**30,
    system="Linux 6.1",
    python="3.11.7",
    file_system="ext4",
)
SERVER = Server("0.1.0", (Setting("TRIODESK_SERVICE_PROMPTS", "false"),))
SECONDS = 15


def recorded(median: float, count: int = 2_000, seed: int = 1) -> Recorded:
    """Durations as they are in life: many around the median, few far beyond."""
    random = Random(seed)
    took = Histogram()
    for _ in range(count):
        took.record(median * random.lognormvariate(0, 0.7))
    return took.recorded()


def samples(seconds: int = SECONDS, seed: int = 1) -> tuple[Sample, ...]:
    random = Random(seed)
    return tuple(
        Sample(
            at_seconds=second,
            done=round(random.gauss(200, 15)),
            p50_seconds=0.004 * random.uniform(0.9, 1.2),
            p99_seconds=0.012 * random.uniform(0.8, 1.9),
            server_cores=random.uniform(0.35, 0.5),
            server_bytes=(80 + second) * 2**20,
            load_cores=random.uniform(0.2, 0.3),
        )
        for second in range(seconds)
    )


def good(name: str = "conversation", median: float = 0.004) -> Played:
    """A scenario in which all was well."""
    return Played(
        name=name,
        seconds=SECONDS,
        parameters=(Parameter("sessions_per_second", 12, "1/s"),),
        phases=(Phase("ramp", 0, 2, is_measured=False), Phase("steady", 2, 13)),
        rates=(
            Rate(RateName.MESSAGES, 198.7, 200),
            Rate(RateName.TYPING, 55.0),
        ),
        measures=(
            Measure(MeasureName.SENT_ACKNOWLEDGED, recorded(median)),
            Measure(MeasureName.SENT_RECEIVED, recorded(median * 1.3, seed=2)),
            Measure(MeasureName.TYPING_SHOWN, Recorded()),
        ),
        samples=samples(),
        load_cores=0.25,
        watched=tuple(Watched(promise, looked_at=1_234) for promise in Promise),
        audit=Audit(messages=2_900, sessions=160),
    )


def bad(name: str = "capacity_saturation") -> Played:
    """One in which nothing was, and the load could not follow either."""
    return Played(
        name=name,
        seconds=SECONDS,
        measures=(Measure(MeasureName.SLOT_FREED_ASSIGNED, recorded(0.2)),),
        samples=samples(),
        load_cores=0.93,
        watched=(
            Watched(
                Promise.CAPACITY,
                looked_at=400,
                violated=7,
                examples=(
                    Violation(
                        3.25,
                        "agent a7, session 0199-8c",
                        "at most 3 sessions",
                        "a 4th: <b>0199-8c</b>",
                    ),
                ),
            ),
            Watched(Promise.FIRST_COME, looked_at=2, minimum=10),
        ),
        audit=Audit(100, 20, 10, (Finding("lost", 2),), ("lost: v3/c17 at 0199-8c",)),
        growth=(
            Growth("memory", 2**20, 80 * 2**20, 120 * 2**20, 16 * 2**20, "bytes"),
            Growth("tasks", 0.1, 50, 51, 5),
        ),
        failure="3 were not at their end 15 s after the rest",
    )


def outcome(*played: Played) -> Outcome:
    return Outcome(
        began_at="2026-11-22T15:00:00Z",
        seconds=112.5,
        seed=42,
        machine=MACHINE,
        server=SERVER,
        played=played,
    )
