"""What was measured, told to Locust: once a second per measure, not once per message.

An event of Locust per message costs 3 µs, and as much again in its statistics; a second
of one measure is merged as Locust merges what its workers report.
"""

from __future__ import annotations

import time
from typing import Final

from locust.stats import RequestStats, StatsEntry

from loadtest.histogram import Histogram
from loadtest.measures import Second

METHOD: Final = "triodesk"
"""The column "type" of Locust's tables."""
_MS: Final = 1_000


def publish(stats: RequestStats, second: Second) -> None:
    """Adds what ended in one second."""
    for name, histogram in second.measures.items():
        entry = _entry(stats, name.value, histogram)
        stats.get(name.value, METHOD).extend(entry)
        stats.total.extend(entry)


def _entry(stats: RequestStats, name: str, histogram: Histogram) -> StatsEntry:
    """A second of one measure, as a worker would report it. Times are ms."""
    moment = time.time()
    entry = StatsEntry(stats, name, METHOD)
    entry.start_time = entry.last_request_timestamp = moment
    entry.num_requests = histogram.count
    entry.total_response_time = round(histogram.sum * _MS)
    entry.min_response_time = round(histogram.min * _MS)
    entry.max_response_time = round(histogram.max * _MS)
    entry.num_reqs_per_sec = {int(moment): histogram.count}
    for seconds, count in histogram.values():
        key = _rounded(seconds * _MS)
        entry.response_times[key] = entry.response_times.get(key, 0) + count
    return entry


def _rounded(ms: float) -> int:
    """As Locust rounds them: two digits."""
    digits = 0 if ms < 100 else -1 if ms < 1_000 else -2  # noqa: PLR2004 - digits
    return int(round(ms, digits))
