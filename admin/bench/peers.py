"""What the actors are compared with: pykka, and the bare parts of trio."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Final

import trio

from admin.bench.benchmark import Job, Sample
from admin.process_memory import resident_bytes

ASKERS: Final = 100
ASK_SECONDS: Final = 5.0
YIELD_EVERY: Final = 256
"""Messages that a sender leaves before it lets others run."""


def pykka_tells(job: Job) -> Sample:
    """Tells per second to one pykka actor, until the last was handled."""
    import pykka  # noqa: PLC0415 - may be absent

    class Sink(pykka.ThreadingActor):
        use_daemon_thread = True

        def __init__(self, limit: int, done: threading.Event) -> None:
            super().__init__()
            self.count = 0
            self.limit = limit
            self.done = done

        def on_receive(self, message: object) -> None:
            del message
            self.count += 1
            if self.count == self.limit:
                self.done.set()

    done = threading.Event()
    sink = Sink.start(job.size, done)
    began = time.perf_counter()
    for number in range(job.size):
        sink.tell(number)
    done.wait()
    return {"per_s": job.size / (time.perf_counter() - began)}


def pykka_asks(job: Job) -> Sample:
    """Asks per second with a time-out: one asker, then `ASKERS` threads at once."""
    import pykka  # noqa: PLC0415 - may be absent

    class Echo(pykka.ThreadingActor):
        use_daemon_thread = True

        def on_receive(self, message: object) -> object:
            return message

    echo = Echo.start()

    def ask(count: int) -> None:
        for number in range(count):
            echo.ask(number, timeout=ASK_SECONDS)

    began = time.perf_counter()
    ask(job.size)
    alone = job.size / (time.perf_counter() - began)
    share = max(1, job.size // ASKERS)
    threads = [threading.Thread(target=ask, args=(share,)) for _ in range(ASKERS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    many = share * ASKERS / (time.perf_counter() - began)
    return {"one_per_s": alone, "many_per_s": many}


def bare_checkpoints(job: Job) -> Sample:
    """`trio.lowlevel.checkpoint()` per second: what a pass of the loop costs."""

    async def main() -> float:
        began = time.perf_counter()
        for _ in range(job.size):
            await trio.lowlevel.checkpoint()
        return job.size / (time.perf_counter() - began)

    return {"per_s": trio.run(main)}


def bare_deque(job: Job) -> Sample:
    """Messages per second through a deque and a call: no actor could be faster."""
    queue: deque[int] = deque()
    handled = 0

    def receive(message: int) -> None:
        nonlocal handled
        handled += message >= 0

    async def main() -> float:
        began = time.perf_counter()
        for _ in range(job.size // YIELD_EVERY):
            for number in range(YIELD_EVERY):
                queue.append(number)
            await trio.lowlevel.checkpoint()
            while queue:
                receive(queue.popleft())
        return handled / (time.perf_counter() - began)

    return {"per_s": trio.run(main)}


def trio_tasks(job: Job) -> Sample:
    """Cost of a trio task that sleeps: an entity, or a timer, without us."""

    async def main() -> Sample:
        async with trio.open_nursery() as nursery:
            before = resident_bytes()
            began = time.process_time()
            for _ in range(job.size):
                nursery.start_soon(trio.sleep, 1_000.0)
            await trio.lowlevel.checkpoint()
            spent = time.process_time() - began
            grown = resident_bytes() - before
            nursery.cancel_scope.cancel()
        return {"us": spent / job.size * 1e6, "bytes": grown / job.size}

    return trio.run(main)
