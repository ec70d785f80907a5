"""`bench chat`: messages through gateway, session, journal and push, per server core.

The whole service runs in a process on one core; its clients, and the store's process,
have another. A pair is a visitor and an agent with a session, each on a connection of
its own; each sends its next message when the last one is acknowledged. The peer is an
echo on trio-websocket alone, with as many connections and messages as long.
"""

from __future__ import annotations

from typing import Final

from admin.bench.benchmark import Benchmark, Case, Job, Sample, Samples
from admin.bench.chat_load import chat_load, echo_load
from admin.bench.figure import Figure, printed

PAIRS: Final = (50, 500)
_MS: Final = 1_000


def _chat(pairs: int) -> Case:
    def run(job: Job) -> Sample:
        return chat_load(pairs, job.size / _MS, job.directory)

    return Case(f"chat {pairs}", run, 4_000, 1_000, is_pinned=False)


def _echo(pairs: int) -> Case:
    def run(job: Job) -> Sample:
        return echo_load(2 * pairs, job.size / _MS)

    return Case(f"echo {pairs}", run, 2_000, 500, is_pinned=False)


def _figures(samples: Samples) -> tuple[Figure, ...]:
    return tuple(figure for pairs in PAIRS for figure in _of_pairs(samples, pairs))


def _of_pairs(samples: Samples, pairs: int) -> tuple[Figure, ...]:
    def of(measure: str) -> float:
        return samples.of(f"chat {pairs}", measure)

    peers = {"bare trio-websocket echo": samples.peer(f"echo {pairs}", "per_core")}
    return (
        printed(
            f"messages per server core, {pairs} pairs", of("per_core"), "1/s", peers
        ),
        printed(f"messages, {pairs} pairs", of("per_s"), "1/s"),
        printed(f"send to receive, p50, {pairs} pairs", of("p50_ms"), "ms"),
        printed(f"send to receive, p99, {pairs} pairs", of("p99_ms"), "ms"),
        printed(
            f"server's share of a core, {pairs} pairs", of("server_cores"), "cores"
        ),
        printed(f"store's share of a core, {pairs} pairs", of("store_cores"), "cores"),
        printed(
            f"clients' share of a core, {pairs} pairs", of("client_cores"), "cores"
        ),
    )


CHAT: Final = Benchmark(
    "chat",
    "acknowledged messages per second and server core, 50 and 500 pairs",
    tuple(case for pairs in PAIRS for case in (_chat(pairs), _echo(pairs))),
    _figures,
    uses_disk=True,
)
