"""`bench chat`: messages through gateway, session, journal and push, per server core.

The whole service runs in a process on one core; its clients, and the store's process,
have another. A pair is a visitor and an agent with a session, each on a connection of
its own; each sends its next message when the last one is acknowledged, or, at a stated
rate, when its time has come. The peer is an echo on trio-websocket alone, with as many
connections and messages as long.
"""

from __future__ import annotations

from typing import Final

from admin.bench.benchmark import Benchmark, Case, Job, Sample, Samples
from admin.bench.chat_load import chat_load, chat_paced
from admin.bench.echo_load import echo_load, echo_paced
from admin.bench.figure import Figure, printed
from admin.bench.idle_load import idle_echo, idle_visitors
from admin.bench.latency import QUANTILES

PAIRS: Final = (50, 500)
PACED_PAIRS: Final = 50
RATE: Final = 250.0
"""Messages per second: a fraction of what one core can, as in a service that runs."""
IDLE: Final = 2_000
QUICK_IDLE: Final = 100
PEER: Final = "bare trio-websocket echo"
MS: Final = 1_000


def _chat(pairs: int) -> Case:
    def run(job: Job) -> Sample:
        return chat_load(pairs, job.size / MS, job.directory)

    return Case(f"chat {pairs}", run, 4_000, 1_000, is_pinned=False)


def echo_case(pairs: int) -> Case:
    """The peer of so many pairs."""

    def run(job: Job) -> Sample:
        return echo_load(2 * pairs, job.size / MS)

    return Case(f"echo {pairs}", run, 2_000, 500, is_pinned=False)


def _paced(job: Job) -> Sample:
    return chat_paced(PACED_PAIRS, job.size / MS, job.directory, RATE)


def _echo_paced(job: Job) -> Sample:
    return echo_paced(2 * PACED_PAIRS, job.size / MS, RATE)


def _idle(job: Job) -> Sample:
    return idle_visitors(job.size, job.directory)


def _idle_echo(job: Job) -> Sample:
    return idle_echo(job.size)


def _figures(samples: Samples) -> tuple[Figure, ...]:
    saturated = (figure for pairs in PAIRS for figure in _of_pairs(samples, pairs))
    memory = samples.of("idle", "bytes")
    peers = {PEER: samples.peer("echo idle", "bytes")}
    return (
        *saturated,
        *latencies(samples, f"at {RATE:g}/s", "chat paced", "acknowledged"),
        *latencies(samples, f"at {RATE:g}/s", "chat paced", "received", "echo paced"),
        printed(f"memory per open connection, {IDLE:,} idle", memory, "bytes", peers),
    )


def _of_pairs(samples: Samples, pairs: int) -> tuple[Figure, ...]:
    def of(measure: str) -> float:
        return samples.of(f"chat {pairs}", measure)

    peers = {PEER: samples.peer(f"echo {pairs}", "per_core")}
    load = f"{pairs} pairs"
    return (
        printed(f"messages per server core, {load}", of("per_core"), "1/s", peers),
        printed(f"messages, {load}", of("per_s"), "1/s"),
        *latencies(samples, f"{load}, saturated", f"chat {pairs}", "acknowledged"),
        *latencies(samples, f"{load}, saturated", f"chat {pairs}", "received"),
        *core_shares(samples, f"chat {pairs}", load),
    )


def latencies(
    samples: Samples, load: str, case: str, measure: str, peer: str = ""
) -> tuple[Figure, ...]:
    """Sent to `measure`, by quantile; beside them the echoes of case `peer`."""

    def peers(quantile: str) -> dict[str, float | None]:
        if not peer:
            return {}
        return {PEER: samples.peer(peer, f"echo_{quantile}_ms")}

    return tuple(
        printed(
            f"sent to {measure}, {quantile}, {load}",
            samples.of(case, f"{measure}_{quantile}_ms"),
            "ms",
            peers(quantile),
        )
        for quantile in QUANTILES
    )


def core_shares(samples: Samples, case: str, load: str) -> tuple[Figure, ...]:
    """What each process took of a core."""
    return tuple(
        printed(
            f"{name}'s share of a core, {load}",
            samples.of(case, f"{name}_cores"),
            "cores",
        )
        for name in ("server", "store", "client")
    )


CHAT: Final = Benchmark(
    "chat",
    "acknowledged messages per second and server core, how long they take, and memory",
    (
        *(case for pairs in PAIRS for case in (_chat(pairs), echo_case(pairs))),
        Case("chat paced", _paced, 4_000, 1_000, is_pinned=False),
        Case("echo paced", _echo_paced, 4_000, 500, is_pinned=False),
        Case("idle", _idle, IDLE, QUICK_IDLE, is_pinned=False),
        Case("echo idle", _idle_echo, IDLE, QUICK_IDLE, is_pinned=False),
    ),
    _figures,
    uses_disk=True,
)
