from __future__ import annotations

import pytest
from prometheus_client.parser import text_string_to_metric_families

from admin.metrics import Metrics
from runtime.errors import UsageError
from runtime.observe import Event, Events


class CakeBaked(Event, frozen=True):
    bake_seconds: float


def samples(metrics: Metrics) -> dict[tuple[str, tuple[str, ...]], float]:
    """What is printed, by name and values of labels."""
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(metrics.text().decode())
        for sample in family.samples
    }


@pytest.fixture
def metrics(events: Events) -> Metrics:
    made = Metrics()
    made.listen(events)
    return made


def test_events_are_counted_by_type(events: Events, metrics: Metrics) -> None:
    for _ in range(3):
        events.emit(CakeBaked(1.0))
    assert samples(metrics)["triodesk_events_total", ("cake_baked",)] == 3


def test_durations_become_histograms(events: Events, metrics: Metrics) -> None:
    for seconds in (0.001, 0.3, 99.0):
        events.emit(CakeBaked(seconds))
    found = samples(metrics)
    name, labels = "triodesk_event_duration_seconds", ("cake_baked", "bake")
    assert found[name + "_bucket", (*labels, "0.0005")] == 0
    assert found[name + "_bucket", (*labels, "0.001")] == 1
    assert found[name + "_bucket", (*labels, "0.5")] == 2
    assert found[name + "_bucket", (*labels, "+Inf")] == 3
    assert found[name + "_count", labels] == 3
    assert found[name + "_sum", labels] == pytest.approx(99.301)


def test_readings_are_taken_at_each_scrape(metrics: Metrics) -> None:
    sizes = [1.0]
    metrics.read("gauge", "oven_size_bytes", "Of the oven.", lambda: sizes[0])
    metrics.read("counter", "cakes", "Ever.", lambda: 10 * sizes[0])
    metrics.read_by("gauge", "guests", "Here.", "table", lambda: {"a": sizes[0]})
    for size in (2.0, 3.0):
        sizes[0] = size
        found = samples(metrics)
        assert found["triodesk_oven_size_bytes", ()] == size
        assert found["triodesk_cakes_total", ()] == 10 * size
        assert found["triodesk_guests", ("a",)] == size


def test_a_name_is_given_once(metrics: Metrics) -> None:
    metrics.read("gauge", "guests", "Here.", lambda: 1.0)
    with pytest.raises(UsageError, match="guests"):
        metrics.read("gauge", "guests", "There.", lambda: 2.0)


def test_the_process_itself_is_told(metrics: Metrics) -> None:
    assert samples(metrics)["process_open_fds", ()] > 0


def test_two_processes_figures_do_not_mix(events: Events, metrics: Metrics) -> None:
    events.emit(CakeBaked(1.0))
    assert ("triodesk_events_total", ("cake_baked",)) not in samples(Metrics())
