"""Looks at a small tree, made up."""

from __future__ import annotations

from dataclasses import replace

from admin.operator.frames import Tree
from runtime.introspect import CellStatistics
from runtime.sleepers import Census
from runtime.survey import RegionTotals, SortKey

IDLE = CellStatistics("", "Actor", "idle", 0, 0, 0, 0, 0, 0.0, 0, "", "", "")


def part(path: str, kind: str = "Actor", strategy: str = "") -> CellStatistics:
    return replace(IDLE, path=path, kind=kind, strategy=strategy)


def tree(
    up_seconds: float = 61.0, handled: int = 1_234, busy_seconds: float = 2.0
) -> Tree:
    upper = (
        part("/", "Supervisor", strategy="one_for_one"),
        replace(
            part("/store", "StoreService"),
            phase="held",
            restarts=3,
            last_error="Oops: x",
        ),
        part("/desk", "Supervisor", strategy="rest_for_one"),
        part("/desk/sessions", "Region"),
        part("/desk/groups", "Region"),
    )
    sessions = RegionTotals(
        "/desk/sessions",
        Census("session", 14, 3, quarantined=1),
        at_work=2,
        mailbox=5,
        handled=handled,
        crashes=4,
        busy_seconds=busy_seconds,
    )
    groups = RegionTotals("/desk/groups", Census("group", 1), 0, 0, 7, 0, 0.5)
    entities = (
        replace(part("/desk/sessions/s1"), handled=handled, busy_seconds=busy_seconds),
        replace(part("/desk/sessions/s2"), handled=9, waiting_on="/desk/groups/g"),
        part("/desk/sessions/s3"),
        replace(part("/desk/groups/g"), handled=7, phase="ready"),
    )
    return Tree(7, up_seconds, SortKey.BUSY, upper, (sessions, groups), entities)
