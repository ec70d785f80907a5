"""Compares what stands in the journal's tables with what its events tell."""

from __future__ import annotations

import msgpack

from loadtest.findings import Findings
from tests.proofs.assignment.audit.broken import Broken
from tests.proofs.assignment.audit.history import (
    CLOSED,
    MESSAGE_LEFT,
    SERVING,
    History,
)
from tests.proofs.assignment.audit.lives import SessionLife, Spell
from tests.proofs.assignment.audit.rows import HeadRow, Tables

_DEFAULTS = (0, 0, (), "", "", 0, "", "", 0, "")
"""What a waiting session's row leaves out at its end; what people read comes after
these, and is not judged."""


def check_tables(history: History, tables: Tables, findings: Findings[Broken]) -> None:
    """Claims, capacities, index and marks; right at any moment."""
    _check_claims(history, tables, findings)
    for head in tables.heads:
        if head.seq != history.seqs.get(head.entity, 0):
            findings.add(Broken.INCONSISTENT, f"{head} is not at its last event")
        kind, _, name = head.entity.partition("/")
        if kind == "session":
            _check_index(history.sessions.get(name), head, findings)


def _check_claims(history: History, tables: Tables, findings: Findings[Broken]) -> None:
    wanted: dict[tuple[str, int], str] = {}
    for life in history.sessions.values():
        if life.phase != CLOSED:
            wanted[f"visitor/{life.visitor}/{life.channel}", 0] = f"session/{life.name}"
    for agent in history.agents.values():
        for slot, session in agent.held.items():
            wanted[f"agent/{agent.name}", slot] = f"session/{session}"
        if tables.capacities.get(f"agent/{agent.name}", 0) != agent.capacity:
            findings.add(Broken.INCONSISTENT, f"the capacity of {agent} is not stored")
    held = {(row.resource, row.slot): row.holder for row in tables.claims}
    if held == wanted:
        return
    for claim in wanted.keys() | held.keys():
        if held.get(claim) != wanted.get(claim):
            text = f"{claim} is held by {held.get(claim)}, expected {wanted.get(claim)}"
            findings.add(Broken.SLOT_LEAKED, text)


def _check_index(
    life: SessionLife | None, head: HeadRow, findings: Findings[Broken]
) -> None:
    if life is None:
        findings.add(Broken.LOST, f"{head} has no events")
        return
    place, is_ticket = "", True
    if life.spell is not None and life.ringing is None:
        place = f"group/{life.spell.group}"
        is_ticket = life.spell.commit <= head.ticket <= life.spell.ticket
    elif life.ringing is not None:
        place = f"agent/{life.ringing.agent}"
    elif life.phase == SERVING:
        place = f"agent/{life.agent}"
    elif life.phase == MESSAGE_LEFT:
        place = f"left/{life.group}"
    expected = (life.phase, life.phase != CLOSED, place)
    if (head.state, head.is_open, head.place) != expected or not is_ticket:
        text = f"{head} says so of {life}"
        findings.add(Broken.INCONSISTENT, text)
    elif life.spell is not None and life.is_waiting:
        _check_standing(life, life.spell, head, findings)


def _check_standing(
    life: SessionLife, spell: Spell, head: HeadRow, findings: Findings[Broken]
) -> None:
    """A group that starts rebuilds its line from this alone."""
    found = _standing(head.detail)
    wanted = (
        spell.since_ms,
        spell.queue_class,
        spell.priority,
        spell.only,
        spell.never,
        spell.silent,
        spell.again_ms,
        spell.prefer,
        spell.skill,
        spell.level,
        spell.owner,
    )
    if found != wanted:
        text = f"{life.name} stands as {found}, expected {wanted}"
        findings.add(Broken.INCONSISTENT, text)


def _standing(detail: bytes) -> tuple[object, ...]:
    since, *rest = msgpack.unpackb(detail, use_list=False)
    judged = rest[: len(_DEFAULTS)]
    return (since, *judged, *_DEFAULTS[len(judged) :])
