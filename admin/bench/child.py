"""The process of one run: `python -m admin.bench.child BENCHMARK CASE SIZE DIRECTORY`.

Its last line on standard output is the sample, as JSON.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import msgspec

from admin.bench.benchmark import Job
from admin.bench.catalogue import benchmark
from admin.bench.run import DATABASE_VARIABLE
from loadtest.machine import cores


def main(arguments: list[str]) -> int:
    """Measures once."""
    which, name, size, directory = arguments
    case = next(case for case in benchmark(which).cases if case.name == name)
    if case.is_pinned:
        os.sched_setaffinity(0, cores()[-1:])
    database = os.environ.get(DATABASE_VARIABLE, "")
    job = Job(int(size), Path(directory), database)
    sample = case.run(job)
    sys.stdout.buffer.write(msgspec.json.encode(dict(sample)) + b"\n")
    sys.stdout.flush()
    # Some peers leave threads behind that would keep the process.
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
