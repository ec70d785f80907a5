"""A process whose loop blocks: the watchdog's test runs it.

`report`: blocks in Python twice, until the report of each block has come. `kill`:
blocks until the hard limit ends the process. `restore`: says what is left afterwards.
"""

from __future__ import annotations

import faulthandler
import signal
import sys
from collections.abc import Callable

import trio

from runtime.observe import Event, Events
from runtime.watchdog import LoopBlocked, LoopResumed, Watchdog

SOFT_SECONDS = 0.3
HARD_SECONDS = 1.0
TURNS_AFTER = 4

heard: list[Event] = []


def blocks_the_loop(is_over: Callable[[], bool]) -> None:
    while not is_over():
        pass


def blocked_count() -> int:
    return sum(isinstance(event, LoopBlocked) for event in heard)


def tell(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


async def turn(watchdog: Watchdog) -> None:
    """Waits until the watchdog has beaten a few times."""
    seen = watchdog.beat_count
    while watchdog.beat_count < seen + TURNS_AFTER:
        await trio.lowlevel.checkpoint()


async def report(watchdog: Watchdog) -> None:
    for count in (1, 2):
        blocks_the_loop(lambda count=count: blocked_count() == count)  # type: ignore[misc]
        await turn(watchdog)
    for event in heard:
        match event:
            case LoopBlocked(stack=stack):
                tell("blocked " + " | ".join(stack))
            case LoopResumed():
                tell("resumed")
            case _:
                tell("unexpected")


async def main(task: str) -> None:
    events = Events()
    events.subscribe(Event, heard.append)
    hard = HARD_SECONDS if task == "kill" else None
    watchdog = Watchdog(
        events, soft_limit_seconds=SOFT_SECONDS, hard_limit_seconds=hard
    )
    async with trio.open_nursery() as nursery:
        nursery.start_soon(watchdog.run)
        await turn(watchdog)
        if task == "report":
            await report(watchdog)
        elif task == "kill":
            tell("blocking")
            blocks_the_loop(lambda: False)
        nursery.cancel_scope.cancel()
    tell(f"handler restored {signal.getsignal(signal.SIGALRM) is signal.SIG_IGN}")
    tell(f"timer {signal.getitimer(signal.ITIMER_REAL)}")


if __name__ == "__main__":
    faulthandler.enable()
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    trio.run(main, sys.argv[1])
