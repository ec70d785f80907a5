"""What the auditor reads: the journal's rows as plain tuples; the rules in force."""

from __future__ import annotations

from typing import Final, NamedTuple

SLACK_MS: Final = 60
"""Timers tick every 10 ms, and a line looks at its waits by timers: what is due may
come so late, and what time decides is judged with this much room on either side."""


class EventRow(NamedTuple):
    """One event as it was committed."""

    position: int
    entity: str
    seq: int
    at_ms: int
    body: bytes


class ClaimRow(NamedTuple):
    """A place and its holder."""

    resource: str
    slot: int
    holder: str


class HeadRow(NamedTuple):
    """An entity's last number and its row of the index."""

    entity: str
    seq: int
    is_open: bool
    state: str
    place: str
    ticket: int
    detail: bytes


class Tables(NamedTuple):
    """The journal's tables beside the events."""

    claims: list[ClaimRow]
    heads: list[HeadRow]
    capacities: dict[str, int]
    marks: dict[str, str]


class Rules(NamedTuple):
    """The settings that decide who may serve whom when, in ms; 0 = off."""

    accept_ms: int
    backoff_ms: int
    transfer_ms: int
    sticky_ms: int
    relax_ms: int
    ageing_ms: int
    wrap_up_ms: int
    agent_grace_ms: int
    visitor_grace_ms: int
    visitor_silence_ms: int
    agent_silence_ms: int
    rests_on_silence: bool


class Outages:
    """Stretches in which nothing ran: (ended, started) in ms, oldest first."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, int]] = []

    def extended(self, due_ms: int, since_ms: int) -> int:
        """A deadline armed at `since_ms`, after the outages before it was due."""
        for ended, started in self.rows:
            if since_ms <= ended < due_ms:
                due_ms += max(0, started - ended)
        return due_ms
