"""Alerts and dashboard are of what there is, and as their files are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import admin.life
import admin.serve
from admin.deploy import alerts, dashboard
from admin.deploy.alerts import ALERTS, CRASHES
from admin.deploy.dashboard import ROWS, WIDTH
from admin.logs import event_name
from runtime.observe import Event

pytestmark = pytest.mark.covers("P6")
HERE = Path(alerts.__file__).parent
OF_EVENTS = re.compile(r'events_total\{event=~?"([a-z_|]+)"\}')


def kinds(kind: type[Event]) -> set[str]:
    """The names of all events that the service's modules declare."""
    below = kind.__subclasses__()
    return {event_name(each) for each in below}.union(*map(kinds, below))


def test_the_files_are_as_the_tables_are() -> None:
    assert (HERE / "alerts.yaml").read_text() == "\n".join(alerts.lines()) + "\n"
    made = dashboard.text() + "\n"
    assert (HERE / "grafana-dashboard.json").read_text() == made


def test_every_event_that_an_alert_waits_for_may_happen() -> None:
    assert admin.life.Life
    assert admin.serve.ServiceStopped
    there = kinds(Event)
    of_sessions = {"session_assigned"}
    for each in ALERTS:
        for names in OF_EVENTS.findall(each.condition):
            assert set(names.split("|")) <= there | of_sessions, each.name
    assert set(CRASHES) <= there


def test_every_alert_has_a_name_of_its_own_and_says_what_to_do() -> None:
    assert len({each.name for each in ALERTS}) == len(ALERTS)
    assert all(each.summary.endswith(".") and each.first for each in ALERTS)


def test_no_two_charts_lie_on_each_other() -> None:
    taken: set[tuple[int, int]] = set()
    panels = dashboard.dashboard()["panels"]
    assert isinstance(panels, list)
    assert len(panels) == len(ROWS) + sum(len(row) for _, row in ROWS)
    for panel in panels:
        place = panel["gridPos"]
        assert place["x"] + place["w"] <= WIDTH
        cells = {
            (place["x"] + right, place["y"] + down)
            for right in range(place["w"])
            for down in range(place["h"])
        }
        assert not cells & taken
        taken |= cells
