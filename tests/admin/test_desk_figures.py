"""The desk's figures as Prometheus reads them."""

from __future__ import annotations

from admin.desk_figures import read_desk
from admin.metrics import Metrics
from tests.actors.world import World
from tests.admin.test_metrics import samples


def test_monitors_read_the_desk() -> None:
    world = World()
    world.define_group("g")
    world.free_agent("a", 1, "g")
    metrics = Metrics()
    read_desk(metrics, world.node)
    world.open("v1")
    world.open("v2")
    found = samples(metrics)
    assert found["triodesk_waiting_sessions", ("g",)] == 1
    assert found["triodesk_ringing_offers", ()] == 0
    assert found["triodesk_awake_entities", ("session",)] == 2
    assert found["triodesk_asleep_entities", ("session",)] == 0
    assert found["triodesk_quarantined_entities", ("agent",)] == 0
    assert found["triodesk_passivated_entities_total", ("session",)] == 0
    assert found["triodesk_revived_entities_total", ("session",)] == 0
    assert found["triodesk_committed_events_total", ("session_assigned",)] == 1
    assert found["triodesk_committed_events_total", ("offer_lapsed",)] == 0
