"""What the server said on standard error, in all its lives."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Final

CRASHES: Final = (
    "actor_crashed",
    "connection_crashed",
    "entity_quarantined",
    "http_failed",
    "listener_failed",
    "unstructured",
)
"""What says that something broke."""
STORE_DIED: Final = "store_died"
"""The name under which the death of a store is counted: a crash unless we did it."""


def count_events(log: Path) -> Counter[str]:
    """How often each event was logged, those left out by the logger included.

    A line that is no JSON counts as `unstructured`; a last line cut off by a kill is
    ignored.
    """
    counts: Counter[str] = Counter()
    for line in log.read_text(errors="replace").splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            if not line.startswith("{"):
                counts["unstructured"] += 1
            continue
        fields = entry["fields"]
        is_store = fields.get("path") == "/store"
        died = is_store and fields.get("error", "").startswith("PortDied")
        name = STORE_DIED if died else entry["event"]
        counts[name] += 1 + int(entry.get("left_out", 0))
    return counts


def count_crashes(log: Path, stores_killed: int) -> int:
    """Crashes that no kill explains."""
    events = count_events(log)
    crashes = sum(events[name] for name in CRASHES)
    return crashes + max(0, events[STORE_DIED] - stores_killed)
