"""`bench typing`: typing both ways, past the actors, and what it costs messages.

The same pairs as in `bench chat`. A word of typing (START or STOP) counts when the
other side is shown it. How many a core can is measured with the throttle off, since
with it each connection may say one START in two seconds; what the throttle drops of
people who type far too often is counted with it.
"""

from __future__ import annotations

from typing import Final

from admin.bench.benchmark import Benchmark, Case, Job, Sample, Samples
from admin.bench.chat import MS, PEER, RATE, core_shares, latencies
from admin.bench.chat_client import THROTTLED, UNTHROTTLED
from admin.bench.chat_load import chat_paced
from admin.bench.echo_load import TYPING_BYTES, echo_load, echo_paced
from admin.bench.figure import Figure, printed
from admin.bench.typing_load import typing_load, typing_paced

PAIRS: Final = (50, 500)
PACED_PAIRS: Final = 50
TYPING_RATE: Final = 1_000.0
"""Words of typing per second, in the open loop: ten of each person."""
STORM_RATE: Final = 1_000.0
"""The same beside messages: four to a message, thirty times what our clients say. More
would fill a core by itself, and tell only that a full core is slow."""

STORMS: Final = {
    "no typing": (0.0, THROTTLED),
    f"typing at {STORM_RATE:,.0f}/s, throttled": (STORM_RATE, THROTTLED),
    f"typing at {STORM_RATE:,.0f}/s, all shown": (STORM_RATE, UNTHROTTLED),
}
"""What is typed beside messages: how much, and how it is thinned out."""


def _typing(pairs: int) -> Case:
    def run(job: Job) -> Sample:
        return typing_load(pairs, job.size / MS, job.directory)

    return Case(f"typing {pairs}", run, 4_000, 1_000, is_pinned=False)


def _echo(pairs: int) -> Case:
    def run(job: Job) -> Sample:
        return echo_load(2 * pairs, job.size / MS, TYPING_BYTES)

    return Case(f"echo {pairs}", run, 2_000, 500, is_pinned=False)


def _paced(name: str, *, is_throttled: bool) -> Case:
    def run(job: Job) -> Sample:
        return typing_paced(
            PACED_PAIRS,
            job.size / MS,
            job.directory,
            TYPING_RATE,
            is_throttled=is_throttled,
        )

    return Case(name, run, 4_000, 3_000, is_pinned=False)


def _echo_paced(job: Job) -> Sample:
    return echo_paced(2 * PACED_PAIRS, job.size / MS, TYPING_RATE, TYPING_BYTES)


def _beside(storm: str) -> Case:
    rate, throttle = STORMS[storm]

    def run(job: Job) -> Sample:
        seconds = job.size / MS
        return chat_paced(PACED_PAIRS, seconds, job.directory, RATE, rate, throttle)

    return Case(storm, run, 4_000, 1_000, is_pinned=False)


def _figures(samples: Samples) -> tuple[Figure, ...]:
    load = f"at {TYPING_RATE:,.0f}/s"
    return (
        *(figure for pairs in PAIRS for figure in _of_pairs(samples, pairs)),
        *latencies(samples, load, "paced", "shown", "echo paced"),
        *(
            printed(f"{what}, throttled", samples.of("throttled", measure), "1/s")
            for what, measure in (
                ("sent", "sent_per_s"),
                ("shown", "shown_per_s"),
                ("dropped", "dropped_per_s"),
            )
        ),
        *(figure for storm in STORMS for figure in _of_storm(samples, storm)),
    )


def _of_pairs(samples: Samples, pairs: int) -> tuple[Figure, ...]:
    case, load = f"typing {pairs}", f"{pairs} pairs"
    peers = {PEER: samples.peer(f"echo {pairs}", "per_core")}
    per_core = samples.of(case, "per_core")
    return (
        printed(f"shown per server core, {load}", per_core, "1/s", peers),
        printed(f"shown, {load}", samples.of(case, "per_s"), "1/s"),
        *latencies(samples, f"{load}, saturated", case, "shown"),
        *core_shares(samples, case, load),
    )


def _of_storm(samples: Samples, storm: str) -> tuple[Figure, ...]:
    load = f"{RATE:g}/s beside {storm}"
    return (
        *latencies(samples, load, storm, "acknowledged"),
        printed(
            f"typing shown beside, {storm}", samples.of(storm, "typed_per_s"), "1/s"
        ),
    )


TYPING: Final = Benchmark(
    "typing",
    "typing shown per second and server core, and how long messages take beside it",
    (
        *(case for pairs in PAIRS for case in (_typing(pairs), _echo(pairs))),
        _paced("paced", is_throttled=False),
        Case("echo paced", _echo_paced, 4_000, 500, is_pinned=False),
        _paced("throttled", is_throttled=True),
        *map(_beside, STORMS),
    ),
    _figures,
    uses_disk=True,
)
