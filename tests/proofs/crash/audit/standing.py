"""Compares what stands in the journal's tables with what its events tell."""

from __future__ import annotations

from tests.proofs.crash.audit.findings import Broken, Findings
from tests.proofs.crash.audit.history import CLOSED, QUEUED, SERVING, History
from tests.proofs.crash.audit.tables import HeadRow, Tables

Claim = tuple[str, int]


def check_claims(history: History, tables: Tables, findings: Findings) -> None:
    """Every claim belongs to an open session, and every open session has its claims."""
    wanted: dict[Claim, str] = {}
    for session in history.sessions.values():
        entity = f"session/{session.name}"
        if session.phase != CLOSED:
            wanted[f"visitor/{session.visitor}/{session.channel}", 0] = entity
        if session.phase == SERVING:
            wanted[f"agent/{session.agent}", session.slot] = entity
    held = {(row.resource, row.slot): row.holder or "nobody" for row in tables.claims}
    for claim in wanted.keys() | held.keys():
        if held.get(claim) != wanted.get(claim):
            text = f"{claim} is held by {held.get(claim)}, expected {wanted.get(claim)}"
            findings.add(Broken.SLOT_LEAKED, text)
    for agent, life in history.agents.items():
        if tables.capacities.get(f"agent/{agent}", 0) != life.capacity:
            findings.add(Broken.INCONSISTENT, f"the capacity of {agent} is not stored")


def check_heads(history: History, tables: Tables, findings: Findings) -> None:
    """Heads and index rows say what the events say; queue order is the tickets'."""
    for head in tables.heads:
        if (head.seq, head.last_position) != history.chain(head.name):
            text = f"the head of {head.name} is at {head.seq}, {head.last_position}"
            findings.add(Broken.INCONSISTENT, text)
        if head.kind == "session":
            _check_index(history, head, findings)


def _check_index(history: History, head: HeadRow, findings: Findings) -> None:
    session = history.sessions.get(head.name.partition("/")[2])
    if session is None:
        findings.add(Broken.LOST, f"{head.name} has no events")
        return
    place = {QUEUED: f"group/{session.group}", SERVING: f"agent/{session.agent}"}
    expected = (session.phase, session.phase != CLOSED, place.get(session.phase, ""))
    found = (head.state, bool(head.is_open), head.place)
    if found != expected:
        text = f"the index of {head.name} says {found}, expected {expected}"
        findings.add(Broken.INCONSISTENT, text)
    if session.phase == QUEUED and head.ticket != session.ticket:
        text = f"{head.name} waits with ticket {head.ticket}, got {session.ticket}"
        findings.add(Broken.FIFO, text)


def check_rest(history: History, findings: Findings) -> None:
    """While nothing moves, nobody waits beside an agent who could serve."""
    for group, queue in history.queues.items():
        for agent, life in history.agents.items():
            can_serve = life.is_free and life.is_present and group in life.groups
            if queue and can_serve and len(life.held) < life.capacity:
                text = f"{len(queue)} wait in {group} beside {agent}, {life.held}"
                findings.add(Broken.WAITING_BESIDE_ELIGIBLE, text)
