"""The machine that something was measured on."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from loadtest.outcome import Machine


def machine(directory: Path) -> Machine:
    """This one, with the file system of a directory."""
    return Machine(
        cpu=cpu_model(),
        cores=len(cores()),
        memory_bytes=os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"),
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
        file_system=file_system(directory),
    )


def cores() -> tuple[int, ...]:
    """The cores that this process may use."""
    return tuple(sorted(os.sched_getaffinity(0)))


def cpu_model() -> str:
    """The processor's name as the kernel tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = (line.partition(":")[2] for line in lines if line.startswith("model name"))
    return next(names, platform.processor()).strip()


def file_system(directory: Path) -> str:
    """The type of the file system that holds a directory, or "" if nobody tells."""
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    here = directory.resolve()
    found = ("", "")
    for mount in mounts:
        _, point, kind, *_ = mount.split(" ")
        if here.is_relative_to(point) and len(point) >= len(found[0]):
            found = (point, kind)
    return found[1]
