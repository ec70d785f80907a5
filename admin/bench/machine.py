"""The machine a figure was measured on."""

from __future__ import annotations

import platform
import time
from importlib.metadata import version
from pathlib import Path
from typing import Final

from admin.bench.benchmark import Benchmark
from admin.bench.figure import Figure, Result
from loadtest.machine import cores, cpu_model, file_system

_SCHEDULER_CLOCK: Final = 2
SYNCHRONOUS: Final = "FULL"
"""SQLite's setting; the store refuses to start with another (`journal_sqlite`)."""


def cpu_seconds(process: int) -> float:
    """Processor time of a process so far, user and system, of all its threads.

    By the process's own clock, in nanoseconds: `/proc` counts in hundredths of a
    second, of which a short run may use none. Source: clock_getcpuclockid(3), whose
    formula this is; Python offers it for threads alone.
    """
    return time.clock_gettime(~process << 3 | _SCHEDULER_CLOCK)


def result_of(
    benchmark: Benchmark,
    figures: tuple[Figure, ...],
    runs: int,
    directory: Path,
    *,
    on_server: bool = False,
) -> Result:
    """The figures with the facts of this machine; `on_server`: of PostgreSQL's."""
    disk, synchronous = file_system(directory), SYNCHRONOUS
    if on_server:
        disk, synchronous = "PostgreSQL", "on"
    return Result(
        name=benchmark.name,
        figures=figures,
        runs=runs,
        cores=len(cores()),
        cpu=cpu_model(),
        python=platform.python_version(),
        trio=version("trio"),
        file_system=disk if benchmark.uses_disk else "",
        synchronous=synchronous if benchmark.uses_disk else "",
    )
