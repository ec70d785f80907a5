"""The benchmark of a name."""

from __future__ import annotations

from importlib import import_module

from admin.bench.benchmark import Benchmark


def benchmark(name: str) -> Benchmark:
    """Imports it, and no other: a run is a fresh process, and some need the service.

    Args:
        name: one of `NAMES`; its module has it in capitals.
    """
    found: Benchmark = getattr(import_module(f"admin.bench.{name}"), name.upper())
    return found
