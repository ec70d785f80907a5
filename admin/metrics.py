"""Figures for Prometheus: counts of events, and readings taken when it asks.

Every type of event is counted by its name; its fields that end in `_seconds` become
histograms. What has a size (actors, mailboxes, commits) is read by callables that the
composition root registers, at the moment of the scrape.

The counters are plain numbers, given to `prometheus_client` only while it collects:
its own counters take a lock, and events also come from a signal handler, which would
wait for ever for a lock that the code below it holds.

Labels: the type of event, and what a registered reading names. Never a session, a
visitor or an agent.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
)
from prometheus_client.exposition import generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from admin.logs import event_name
from runtime.errors import UsageError
from runtime.observe import Event, Events, Subscription

PREFIX: Final = "triodesk_"
CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS_SECONDS: Final = (
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0,
    10.0, 30.0,
)  # fmt: skip
"""From a commit on a fast disk to a visitor's patience."""

Kind = Literal["gauge", "counter"]
Reading = Callable[[], float]
LabelledReading = Callable[[], Mapping[str, float]]

_DURATION: Final = "_seconds"


class _Histogram:
    """Counts of durations by bucket; the last bucket has no upper end."""

    __slots__ = ("counts", "total")

    def __init__(self) -> None:
        self.counts = [0] * (len(BUCKETS_SECONDS) + 1)
        self.total = 0.0

    def add(self, seconds: float) -> None:
        self.counts[bisect_left(BUCKETS_SECONDS, seconds)] += 1
        self.total += seconds

    def cumulated(self) -> list[tuple[str, float]]:
        rows: list[tuple[str, float]] = []
        count = 0
        for end, here in zip((*BUCKETS_SECONDS, None), self.counts, strict=True):
            count += here
            rows.append(("+Inf" if end is None else str(end), count))
        return rows


class Metrics(Collector):
    """The figures of one process, with a registry of its own.

    `text` may be called from one task at a time; readings must not raise or suspend.
    """

    def __init__(self) -> None:
        self._registry = CollectorRegistry(auto_describe=False)
        self._counts: dict[type[Event], int] = {}
        self._durations: dict[tuple[type[Event], str], _Histogram] = {}
        self._fields: dict[type[Event], tuple[str, ...]] = {}
        self._readings: dict[str, Callable[[], Metric]] = {}
        ProcessCollector(registry=self._registry)
        self._registry.register(self)

    def listen(self, events: Events) -> Subscription:
        """Counts everything that happens from now on."""
        return events.subscribe(Event, self.count)

    def count(self, event: Event) -> None:
        """Counts one event and adds its durations."""
        kind = type(event)
        if kind not in self._counts:
            self._learn(kind)
        self._counts[kind] += 1
        for field in self._fields[kind]:
            self._durations[kind, field].add(getattr(event, field))

    def read(self, kind: Kind, name: str, meaning: str, reading: Reading) -> None:
        """Registers a figure that is read at each scrape.

        Args:
            kind: `counter` if it only ever grows.
            name: without prefix; the unit last (`_seconds`, `_bytes`).
            meaning: one line.
            reading: called at each scrape; must not raise.

        Raises:
            UsageError: the name is taken.
        """

        def family() -> Metric:
            return _family(kind, name, meaning, reading())

        self._register(name, family)

    def read_by(
        self, kind: Kind, name: str, meaning: str, label: str, reading: LabelledReading
    ) -> None:
        """The same with one label; `reading` answers the value of each label's value.

        Raises:
            UsageError: the name is taken.
        """

        def family() -> Metric:
            metric = _family(kind, name, meaning, None, (label,))
            for value, figure in reading().items():
                metric.add_metric([value], figure)
            return metric

        self._register(name, family)

    def text(self) -> bytes:
        """Everything, in Prometheus' text format."""
        return generate_latest(self._registry)

    def collect(self) -> Iterator[Metric]:
        """For the registry: one family per figure."""
        counted = CounterMetricFamily(
            PREFIX + "events", "Events since the start, by type.", labels=("event",)
        )
        for kind, count in self._counts.items():
            counted.add_metric([event_name(kind)], count)
        yield counted
        lasted = HistogramMetricFamily(
            PREFIX + "event_duration_seconds",
            "Durations that events report.",
            labels=("event", "field"),
        )
        for (kind, field), histogram in self._durations.items():
            lasted.add_metric(
                [event_name(kind), field.removesuffix(_DURATION)],
                histogram.cumulated(),
                histogram.total,
            )
        yield lasted
        for family in self._readings.values():
            yield family()

    def _learn(self, kind: type[Event]) -> None:
        fields = tuple(
            field for field in kind.__struct_fields__ if field.endswith(_DURATION)
        )
        for field in fields:
            self._durations[kind, field] = _Histogram()
        self._fields[kind] = fields
        self._counts[kind] = 0

    def _register(self, name: str, family: Callable[[], Metric]) -> None:
        if name in self._readings:
            msg = f"expected a new name, the figure {name} is there already"
            raise UsageError(msg)
        self._readings[name] = family


def _family(
    kind: Kind,
    name: str,
    meaning: str,
    value: float | None,
    labels: tuple[str, ...] | None = None,
) -> GaugeMetricFamily | CounterMetricFamily:
    made = GaugeMetricFamily if kind == "gauge" else CounterMetricFamily
    return made(PREFIX + name, meaning, value, labels)
