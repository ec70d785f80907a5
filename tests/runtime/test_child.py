"""Child specifications are checked before anything starts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from runtime.child import Backoff, ChildSpec, Intensity, check_specs
from runtime.errors import UsageError
from tests.runtime.stage import Recorder


def start() -> Recorder:
    return Recorder([])


@pytest.mark.parametrize(
    "make",
    [
        lambda: ChildSpec("", start),
        lambda: ChildSpec("a/b", start),
        lambda: ChildSpec("a", start, shutdown_seconds=0),
        lambda: ChildSpec("a", start, shutdown_seconds=-1),
        lambda: ChildSpec("a", start, capacity=0),
        lambda: Intensity(-1),
        lambda: Intensity(1, 0),
        lambda: Backoff(0),
        lambda: Backoff(2, 1),
        lambda: check_specs((ChildSpec("a", start), ChildSpec("a", start))),
    ],
)
def test_what_makes_no_sense_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(UsageError, match="expected"):
        make()


def test_the_bounds_themselves_are_allowed() -> None:
    ChildSpec("a", start, shutdown_seconds=None, capacity=1)
    Intensity(0, 0.001)
    Backoff(1, 1)
    check_specs((ChildSpec("a", start), ChildSpec("b", start)))


def test_doubled_names_are_named() -> None:
    specs = tuple(ChildSpec(name, start) for name in "abcab")
    with pytest.raises(UsageError, match=r"\['a', 'b'\]"):
        check_specs(specs)
