"""All benchmarks, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from admin.bench.actors import ACTORS
from admin.bench.ask import ASK
from admin.bench.benchmark import Benchmark
from admin.bench.chat import CHAT
from admin.bench.journal import JOURNAL
from admin.bench.mailbox import MAILBOX
from admin.bench.queue import QUEUE
from admin.bench.ring import RING
from admin.bench.timers import TIMERS
from admin.bench.typing import TYPING

BENCHMARKS: Final[Mapping[str, Benchmark]] = {
    benchmark.name: benchmark
    for benchmark in (
        *(MAILBOX, ASK, RING, ACTORS, TIMERS),
        *(JOURNAL, CHAT, TYPING, QUEUE),
    )
}
