"""`triodesk bench [NAME]`: runs benchmarks and prints what they found."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Final

import msgspec

from admin.bench.benchmark import Benchmark
from admin.bench.catalogue import BENCHMARKS
from admin.bench.figure import unjudged
from admin.bench.machine import result_of
from admin.bench.report import render
from admin.bench.run import measure

ALL: Final = "all"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the options of the command."""
    parser.add_argument(
        "name", nargs="?", choices=(*BENCHMARKS, ALL), help="default: list them"
    )
    parser.add_argument(
        "--json", action="store_true", help="end with one line of JSON per benchmark"
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="one short run of small sizes, held against no goal: does it work at all?",
    )
    parser.add_argument(
        "--directory",
        type=Path,
        default=Path(),
        help="on the disk to be measured (default: the current directory)",
    )


def run(options: argparse.Namespace) -> int:
    """Runs the named benchmark, or lists all of them.

    Raises:
        CaseFailed: a measurement ended with an error.
    """
    if options.name is None:
        _list()
        return 0
    names = BENCHMARKS if options.name == ALL else (options.name,)
    for name in names:
        _run(BENCHMARKS[name], options)
    return 0


def _list() -> None:
    width = max(map(len, BENCHMARKS))
    for benchmark in BENCHMARKS.values():
        print(f"{benchmark.name:{width}}  {benchmark.meaning}")  # noqa: T201
    print(f"{ALL:{width}}  one after the other")  # noqa: T201


def _run(benchmark: Benchmark, options: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory(
        prefix="triodesk-bench-", dir=options.directory
    ) as directory:
        place = Path(directory)
        samples, runs = measure(benchmark, place, is_quick=options.quick, show=_show)
        figures = benchmark.figures(samples)
        if options.quick:
            figures = tuple(map(unjudged, figures))
        result = result_of(benchmark, figures, runs, place)
    _show("")
    print(render(result))  # noqa: T201
    if options.json:
        print(msgspec.json.encode(result).decode(), flush=True)  # noqa: T201


def _show(text: str) -> None:
    """Progress, on a terminal alone: one line that is written over."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()
