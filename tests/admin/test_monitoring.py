"""Health, readiness and figures over a real loopback socket, as monitors see them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from admin.metrics import Metrics
from admin.monitoring import Check, Health, Readiness, monitoring
from runtime.http_server import HttpListening
from runtime.observe import Events
from tests.runtime.site import ask, served


async def test_it_is_healthy_while_the_loop_turns(events: Events) -> None:
    async with served([monitoring(tuple, Metrics())], events) as site:
        assert site.at.port > 0
        status, head, body = await ask(site.at, "/healthz")
        assert (status, msgspec.json.decode(body, type=Health)) == (200, Health())
        assert "cache-control: no-store" in head
        assert "server:" not in head
        assert site.told == [HttpListening(str(site.at))]


async def test_readiness_names_the_checks_that_fail(events: Events) -> None:
    checks = [Check("store", is_ok=True), Check("loop", is_ok=True)]

    def read() -> Sequence[Check]:
        return checks

    async with served([monitoring(read, Metrics())], events) as site:
        status, _, body = await ask(site.at, "/readyz")
        assert (status, msgspec.json.decode(body, type=Readiness).ready) == (200, True)

        checks[1] = Check("loop", is_ok=False, detail="late")
        status, _, body = await ask(site.at, "/readyz")
        answer = msgspec.json.decode(body, type=Readiness)
        assert (status, answer.ready, answer.failed) == (503, False, ("loop",))
        assert answer.checks == tuple(checks)


async def test_figures_are_printed_for_prometheus(events: Events) -> None:
    metrics = Metrics()
    metrics.listen(events)
    async with served([monitoring(tuple, metrics)], events) as site:
        status, head, body = await ask(site.at, "/metrics")
        assert status == 200
        assert "content-type: text/plain; version=0.0.4" in head
        assert b'triodesk_events_total{event="http_listening"} 1.0' in body
