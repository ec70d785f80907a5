"""What processes use of the machine: this one, and the server with its ports."""

from __future__ import annotations

import time

import psutil


class Meter:
    """Reads processor time and memory of a process and those that it started.

    Args:
        process: the id; 0: none, nothing is told.
    """

    def __init__(self, process: int) -> None:
        self._processes: list[psutil.Process] = []
        if process:
            root = psutil.Process(process)
            self._processes = [root, *root.children(recursive=True)]
        self._at = time.monotonic()
        self._seconds = self._cpu_seconds()

    def cores(self) -> float | None:
        """Processor time per time since the last call, or since it was made."""
        before, since = self._seconds, self._at
        self._seconds, self._at = self._cpu_seconds(), time.monotonic()
        if not self._processes or self._at <= since:
            return None
        return max(0.0, (self._seconds - before) / (self._at - since))

    def memory_bytes(self) -> int | None:
        """Resident memory; pages that they share count in each."""
        if not self._processes:
            return None
        return sum(_memory(each) for each in self._processes)

    def _cpu_seconds(self) -> float:
        return sum(map(_cpu, self._processes))


def _cpu(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)


def _memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0
