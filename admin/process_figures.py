"""The process's figures for monitors: actors, mailboxes, timers, tasks, the loop."""

from __future__ import annotations

import trio

from admin.metrics import Metrics
from runtime.cell import Cell
from runtime.introspect import walk
from runtime.node import Node
from runtime.watchdog import Watchdog


def read_process(metrics: Metrics, node: Node, watchdog: Watchdog) -> None:
    """Registers the figures.

    Raises:
        UsageError: they are there already.
    """
    read = metrics.read

    def cells() -> tuple[Cell, ...]:
        root = node.root
        return () if root is None else tuple(walk(root))

    read("gauge", "actors", "actors in memory", lambda: len(cells()))
    read(
        "gauge",
        "mailbox_messages",
        "messages waiting in the longest mailbox",
        lambda: max((len(cell.queue or ()) for cell in cells()), default=0),
    )
    read("gauge", "timers", "timers armed", lambda: len(node.timers))
    tasks = trio.lowlevel.current_statistics
    read("gauge", "tasks", "tasks that live", lambda: tasks().tasks_living)
    lag = "how late the loop's last turn came"
    read("gauge", "loop_lag_seconds", lag, lambda: watchdog.lag_seconds)
