"""`triodesk bench [NAME]`: runs benchmarks and prints what they found."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import msgspec

from admin.bench.arguments import ALL, NAMES
from admin.bench.benchmark import Benchmark
from admin.bench.catalogue import benchmark
from admin.bench.figure import unjudged
from admin.bench.machine import result_of
from admin.bench.report import render
from admin.bench.run import measure
from admin.progress import show_progress
from runtime.errors import UsageError


def run(options: argparse.Namespace) -> int:
    """Runs the named benchmark, or lists all of them.

    Raises:
        CaseFailed: a measurement ended with an error.
        UsageError: a benchmark cannot be measured on a database that is given.
    """
    if options.name is None:
        _list()
        return 0
    names = NAMES if options.name == ALL else (options.name,)
    if options.database:
        for name in names:
            if not benchmark(name).takes_database:
                raise UsageError(f"expected no --database with {name}")
    for name in names:
        _run(benchmark(name), options)
    return 0


def _list() -> None:
    width = max(map(len, NAMES))
    for name in NAMES:
        print(f"{name:{width}}  {benchmark(name).meaning}")  # noqa: T201
    print(f"{ALL:{width}}  one after the other")  # noqa: T201


def _run(what: Benchmark, options: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory(
        prefix="triodesk-bench-", dir=options.directory
    ) as directory:
        place = Path(directory)
        database = options.database
        samples, runs = measure(
            what,
            place,
            database,
            is_quick=options.quick,
            show=show_progress,
            size=options.size,
        )
        figures = what.figures(samples)
        if options.quick or database or options.size is not None:  # goals are of files
            figures = tuple(map(unjudged, figures))
        result = result_of(what, figures, runs, place, on_server=bool(database))
    show_progress("")
    print(render(result))  # noqa: T201
    if options.json:
        print(msgspec.json.encode(result).decode(), flush=True)  # noqa: T201
