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
)
"""Events that say that something broke."""


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
        counts[entry["event"]] += 1 + int(entry.get("left_out", 0))
    return counts
