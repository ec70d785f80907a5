"""Durable deadlines: which timers are armed anew, which are cancelled."""

from __future__ import annotations

import pytest

from runtime.armed_deadlines import ArmedDeadlines, Changes
from runtime.decision import Deadline
from runtime.journal import Outage

WAIT_MS = 2_000
NOW = 100


def wait(since_ms: int, key: str = "wait") -> Deadline[str]:
    return Deadline(key, since_ms, since_ms + WAIT_MS, f"over since {since_ms}")


def test_what_is_armed_already_is_left_alone() -> None:
    armed: ArmedDeadlines[str] = ArmedDeadlines()
    assert armed.change((wait(5),), (), NOW) == Changes((wait(5),), ())
    assert armed.change((wait(5),), (), NOW) == Changes((), ())


def test_another_time_is_armed_anew_and_what_is_not_wanted_is_cancelled() -> None:
    armed: ArmedDeadlines[str] = ArmedDeadlines()
    armed.change((wait(5), wait(5, "other")), (), NOW)
    assert armed.change((wait(6),), (), NOW) == Changes((wait(6),), ("other",))
    assert armed.covers(["wait"])
    assert not armed.covers(["wait", "other"])
    assert armed.first_due_ms(["wait"]) == 6 + WAIT_MS
    assert armed.first_due_ms([]) is None


@pytest.mark.covers("S7")
def test_an_outage_extends_a_deadline_that_was_running() -> None:
    armed: ArmedDeadlines[str] = ArmedDeadlines()
    changes = armed.change((wait(5),), (Outage(10, 40),), NOW)
    assert [each.due_ms for each in changes.armed] == [5 + WAIT_MS + 30]


@pytest.mark.covers("S7")
def test_two_waits_that_an_outage_lets_end_together_are_not_confused() -> None:
    armed: ArmedDeadlines[str] = ArmedDeadlines()
    outage = (Outage(10, 40),)
    armed.change((wait(10),), outage, NOW)
    changes = armed.change((wait(40),), outage, NOW)
    assert [each.command for each in changes.armed] == ["over since 40"]


def test_what_is_forgotten_is_told_once_and_armed_anew() -> None:
    armed: ArmedDeadlines[str] = ArmedDeadlines()
    armed.change((wait(5), wait(5, "other")), (), NOW)
    assert armed.clear() == ("wait", "other")
    assert armed.clear() == ()
    assert armed.change((wait(5),), (), NOW) == Changes((wait(5),), ())
