"""The gateway's figures for monitors: who is connected, and what was refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from admin.metrics import Metrics


def read_gateway(
    metrics: Metrics, refused: Mapping[str, int], connections: Callable[[], int]
) -> None:
    """Registers the figures.

    Args:
        metrics: where.
        refused: counts that go on, by what was refused.
        connections: how many there are, handshakes included.

    Raises:
        UsageError: they are there already.
    """
    much = "what the gateway refused, dropped or cut; see the README"
    metrics.read_by("counter", "gateway_refused", much, "what", lambda: dict(refused))
    there = "connections of visitors and agents, handshakes included"
    metrics.read("gauge", "gateway_connections", there, connections)
