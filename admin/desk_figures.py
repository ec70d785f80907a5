"""The desk's figures for monitors: who waits, what rings, who is in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from actors.figures import censuses, committed, ringing_offers, waiting_by_group
from admin.logs import event_name
from admin.metrics import Metrics
from runtime.node import Node
from runtime.sleepers import Census


def read_desk(metrics: Metrics, node: Node) -> None:
    """Registers the figures.

    Labels are names of kinds and of events, and groups, of which a bounded number is
    named.

    Raises:
        UsageError: they are there already.
    """
    by = metrics.read_by
    waiting = "sessions in line for whom there was nobody when they came"
    by("gauge", "waiting_sessions", waiting, "group", lambda: waiting_by_group(node))
    rings = "offers that ring, of sessions in memory"
    metrics.read("gauge", "ringing_offers", rings, lambda: ringing_offers(node))

    def per_kind(figure: Callable[[Census], int]) -> Callable[[], Mapping[str, int]]:
        return lambda: {census.kind: figure(census) for census in censuses(node)}

    awake, asleep = per_kind(lambda one: one.awake), per_kind(lambda one: one.asleep)
    by("gauge", "awake_entities", "actors in memory", "kind", awake)
    by("gauge", "asleep_entities", "actors that left memory", "kind", asleep)
    given_up = per_kind(lambda one: one.quarantined)
    by("gauge", "quarantined_entities", "crashed too often", "kind", given_up)
    left = per_kind(lambda one: one.passivated)
    by("counter", "passivated_entities", "how often one left memory", "kind", left)
    back = per_kind(lambda one: one.revived)
    by("counter", "revived_entities", "how often one came back", "kind", back)

    def by_name() -> Mapping[str, int]:
        return {event_name(kind): count for kind, count in committed(node).items()}

    by("counter", "committed_events", "what sessions recorded", "event", by_name)
