"""PURE: the line of JSON at the end of a load test, for programs."""

from __future__ import annotations

import msgspec

from loadtest.histogram import Histogram
from loadtest.outcome import Measure, Outcome, Played
from loadtest.verdict import Verdict, grounds, verdict_of, verdict_of_all


class Times(msgspec.Struct, frozen=True):
    """One measure; milliseconds."""

    name: str
    count: int
    p50_ms: float
    p90_ms: float
    p99_ms: float
    max_ms: float


class Scene(msgspec.Struct, frozen=True):
    """One scenario.

    Attributes:
        reasons: why it did not hold: kind, and what it is about.
        achieved_per_second: by the name of what was counted.
    """

    name: str
    verdict: Verdict
    reasons: tuple[tuple[str, str], ...]
    load_bound: bool
    achieved_per_second: dict[str, float]
    measures: tuple[Times, ...]


class Summary(msgspec.Struct, frozen=True):
    """A whole run; `report` is the directory that has the page and all figures."""

    verdict: Verdict
    seconds: float
    seed: int
    report: str
    scenarios: tuple[Scene, ...]


def summary_of(outcome: Outcome, report: str) -> Summary:
    """The summary of a run."""
    return Summary(
        verdict=verdict_of_all(outcome.played),
        seconds=round(outcome.seconds, 1),
        seed=outcome.seed,
        report=report,
        scenarios=tuple(map(_scene, outcome.played)),
    )


def _scene(played: Played) -> Scene:
    found = grounds(played)
    return Scene(
        name=played.name,
        verdict=verdict_of(found),
        reasons=tuple((one.reason.name.lower(), one.about) for one in found),
        load_bound=played.is_load_bound,
        achieved_per_second={
            rate.name.value: round(rate.achieved_per_second, 1) for rate in played.rates
        },
        measures=tuple(map(_times, played.measures)),
    )


def _times(measure: Measure) -> Times:
    took = Histogram.of(measure.recorded)
    p50, p90, p99, longest = (
        round(seconds * 1000, 3) for seconds in (took.p50, took.p90, took.p99, took.max)
    )
    return Times(measure.name, took.count, p50, p90, p99, longest)
