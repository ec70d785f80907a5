"""Runs a benchmark's cases: each run in a fresh process, the cases in turn."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Final

import msgspec

from admin.bench.benchmark import Benchmark, Case, Sample, Samples
from admin.bench.own_database import own_database
from runtime.errors import TriodeskError

DATABASE_VARIABLE: Final = "BENCH_DATABASE_URL"
"""Of a run's process: other users of the machine do not see what is in it."""
_ROOT: Final = Path(__file__).parents[2]
_DECODER: Final = msgspec.json.Decoder(dict[str, float])


class CaseFailed(TriodeskError):
    """A measurement ended with an error; its output says which."""


def measure(
    benchmark: Benchmark,
    directory: Path,
    database: str = "",
    *,
    is_quick: bool,
    show: Callable[[str], None],
    size: int | None = None,
) -> tuple[Samples, int]:
    """Runs all cases round by round, so that a disturbance meets them all alike.

    Args:
        benchmark: what to run.
        directory: where cases may write; each run gets an empty one in it.
        database: URL of a PostgreSQL server; each run gets a database of its own there.
        is_quick: one short run of each case.
        show: told what is under way.
        size: of every case, in place of its own.

    Returns:
        The samples, and how many runs each case had that is not long.

    Raises:
        CaseFailed: a case raised or hung.
    """
    rounds = 1 if is_quick else benchmark.runs
    runs: dict[str, list[Sample]] = {case.name: [] for case in benchmark.cases}
    for number in range(1, rounds + 1):
        for case in benchmark.cases:
            if case.package and importlib.util.find_spec(case.package) is None:
                continue
            if case.is_long and number > 1:
                continue
            show(f"{benchmark.name}, run {number} of {rounds}: {case.name}")
            usual = case.quick_size if is_quick else case.size
            much = usual if size is None else size
            with own_database(database) if database else nullcontext("") as own:
                runs[case.name].append(
                    _run_case(benchmark.name, case, much, directory, own)
                )
    return Samples(runs), rounds


def _run_case(
    benchmark: str, case: Case, size: int, directory: Path, database: str
) -> Sample:
    with tempfile.TemporaryDirectory(prefix="triodesk-bench-", dir=directory) as empty:
        command = (sys.executable, "-m", "admin.bench.child")
        job = (benchmark, case.name, str(size), str(Path(empty).resolve()))
        try:
            done = subprocess.run(  # noqa: S603 - the command is ours
                (*command, *job),
                cwd=_ROOT,
                env={**os.environ, DATABASE_VARIABLE: database},
                stdout=subprocess.PIPE,
                timeout=case.limit_seconds,
                check=True,
            )
        except subprocess.SubprocessError as error:
            raise CaseFailed(f"{benchmark}, {case.name}: {error}") from error
        return _DECODER.decode(done.stdout.splitlines()[-1])
