"""Alerts and dashboard are of what there is, and as their files are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from admin.deploy import alerts, dashboard
from admin.deploy.alerts import ALERTS, CRASHES
from admin.deploy.dashboard import ROWS, WIDTH
from admin.event_reference import events
from admin.logs import event_name

pytestmark = pytest.mark.covers("P6")
HERE = Path(alerts.__file__).parent
OF_EVENTS = re.compile(r'events_total\{event=~?"([a-z_|]+)"\}')


def test_the_files_are_as_the_tables_are() -> None:
    assert (HERE / "alerts.yaml").read_text() == "\n".join(alerts.lines()) + "\n"
    made = dashboard.text() + "\n"
    assert (HERE / "grafana-dashboard.json").read_text() == made


def test_every_event_that_an_alert_waits_for_may_happen() -> None:
    there = {event_name(each) for each in events()}
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
