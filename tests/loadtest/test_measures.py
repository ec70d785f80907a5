"""What counts as measured, and what is under way."""

from __future__ import annotations

import pytest

from loadtest.histogram import Histogram
from loadtest.letters import MAX_UNDER_WAY, Letters
from loadtest.measures import Measures
from loadtest.outcome import Measure, MeasureName, RateName

ACKED = MeasureName.SENT_ACKNOWLEDGED


def counted(measure: Measure) -> int:
    return Histogram.of(measure.recorded).count


def test_what_was_meant_for_the_measured_phase_counts_however_late() -> None:
    measures = Measures()
    measures.record(ACKED, 9.0, 12.0)  # nothing is measured yet
    measures.measure_from(10.0)
    measures.record(ACKED, 9.9, 10.5)
    measures.record(ACKED, 10.0, 10.5)
    measures.measure_until(20.0)
    measures.record(ACKED, 19.9, 29.9)
    measures.record(ACKED, 20.0, 20.1)
    (measure,) = measures.measured([ACKED])
    assert counted(measure) == 2
    assert measure.recorded.max_seconds == pytest.approx(10.0)


def test_what_was_never_seen_is_told_as_nothing() -> None:
    (measure,) = Measures().measured([MeasureName.RECONNECTED])
    assert counted(measure) == 0


def test_a_second_is_what_ended_since_the_last() -> None:
    measures = Measures()
    measures.record(ACKED, 0.0, 0.5)
    measures.done(RateName.MESSAGES, 0.5)
    second = measures.take_second()
    assert second.measures[ACKED].count == 1
    assert second.done == {RateName.MESSAGES: 1}
    assert measures.take_second().measures == {}


def test_rates_are_of_the_measured_phase() -> None:
    measures = Measures()
    assert measures.rates() == ()
    measures.measure_from(10.0)
    for moment in (9.0, 10.0, 11.0, 13.9):
        measures.offer(RateName.SESSIONS, moment)
    measures.done(RateName.SESSIONS, 13.0)
    measures.done(RateName.OFFERS, 11.0)
    assert measures.rates() == ()
    measures.measure_until(14.0)
    sessions, offers = measures.rates()
    assert sessions.name is RateName.SESSIONS
    assert sessions.offered_per_second == pytest.approx(0.75)
    assert sessions.achieved_per_second == pytest.approx(0.25)
    assert offers.offered_per_second is None


def test_a_letter_arrives_once() -> None:
    letters = Letters()
    letters.sent("a", 1.0)
    letters.sent("a", 2.0)
    assert letters.arrived("a") == 2.0
    assert letters.arrived("a") is None


def test_letters_that_nobody_gets_are_forgotten() -> None:
    letters = Letters()
    for number in range(MAX_UNDER_WAY + 1):
        letters.sent(str(number), 0.0)
    assert len(letters) == MAX_UNDER_WAY
    assert letters.arrived("0") is None
    assert letters.arrived(str(MAX_UNDER_WAY)) == 0.0
