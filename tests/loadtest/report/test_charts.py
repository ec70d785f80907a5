from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from gateway.console.phrases import ENGLISH, Words
from loadtest.outcome import Played, Sample
from loadtest.report.charts import MOST_POINTS, charts_of
from tests.loadtest.report.outcomes import good, samples

WORDS = Words(ENGLISH)


def titles(played: Played) -> list[str]:
    charts = "".join(charts_of(played, WORDS))
    return re.findall(r"<figcaption>([^<]*)</figcaption>", charts)


def test_a_scenario_is_drawn_in_six_charts() -> None:
    assert titles(good()) == [
        "Per second: messages",
        "Sent → acknowledged, over time",
        "How slow the slowest few were",
        "Meant and done, per second",
        "Processor cores in use",
        "Server&#39;s memory",
    ]


def test_of_what_is_not_known_nothing_is_drawn() -> None:
    assert charts_of(Played("soak", 1.0), WORDS) == ()
    bare = Played("soak", 1.0, samples=(Sample(0.0, 1), Sample(1.0, 5)))
    assert titles(bare) == ["Per second: conversations"]


def test_what_is_done_is_told_per_second_whatever_the_time_between() -> None:
    course = (Sample(1.0, 10), Sample(3.0, 20), Sample(3.5, 5))
    (chart,) = charts_of(Played("soak", 4.0, samples=course), WORDS)
    heights = re.findall(r"[ML][\d.]+ ([\d.]+)", chart)
    assert heights == ["30.0", "30.0", "30.0"]


@pytest.mark.parametrize("seconds", [MOST_POINTS, 40_000])
def test_a_line_of_hours_is_no_larger_than_one_of_minutes(seconds: int) -> None:
    played = replace(good(), samples=samples(seconds))
    for path in re.findall(r' d="([^"]*)"', "".join(charts_of(played, WORDS))):
        assert len(re.findall("[ML]", path)) <= MOST_POINTS


def test_what_was_measured_is_set_off() -> None:
    assert 'class="shade"' in charts_of(good(), WORDS)[0]
