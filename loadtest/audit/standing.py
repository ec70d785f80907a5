"""Compares what stands in the journal's tables with what its events tell."""

from __future__ import annotations

from msgpack import unpackb

from loadtest.audit.broken import Broken
from loadtest.audit.history import History
from loadtest.audit.lives import CLOSED, Place, SessionLife, may_serve
from loadtest.audit.tables import HeadRow, Tables
from loadtest.findings import Findings

Claim = tuple[str, int]
_OPENED = "opened/"
_DETAIL: tuple[object, ...] = (0, 0, 0, [], "", "", 0, "", "", 0, "")
"""What the end of a standing that is left out means: since, class, priority, only,
never, silent, again, prefer, skill, level, owner. What people
read (visitor, channel) comes after these, and is not judged."""


def check_claims(history: History, tables: Tables, findings: Findings[Broken]) -> None:
    """Every claim belongs to an open session, and every open session has its claims."""
    wanted: dict[Claim, str] = {}
    for session in history.sessions.values():
        entity = f"session/{session.name}"
        if session.phase != CLOSED:
            wanted[f"visitor/{session.visitor}/{session.channel}", 0] = entity
        for agent, slot in session.slots:
            wanted[f"agent/{agent}", slot] = entity
    held = {(row.resource, row.slot): row.holder or "nobody" for row in tables.claims}
    for claim in wanted.keys() | held.keys():
        if held.get(claim) != wanted.get(claim):
            text = f"{claim} is held by {held.get(claim)}, expected {wanted.get(claim)}"
            findings.add(Broken.SLOT_LEAKED, text)
    for agent, life in history.slots.agents.items():
        if tables.capacities.get(f"agent/{agent}", 0) != life.capacity:
            findings.add(Broken.INCONSISTENT, f"the capacity of {agent} is not stored")


def check_heads(history: History, tables: Tables, findings: Findings[Broken]) -> None:
    """Heads and index rows say what the events say; queue order is the tickets'."""
    for head in tables.heads:
        if (head.seq, head.last_position) != history.chain(head.name):
            text = f"the head of {head.name} is at {head.seq}, {head.last_position}"
            findings.add(Broken.INCONSISTENT, text)
        if head.kind == "session":
            _check_index(history, head, findings)


def _check_index(history: History, head: HeadRow, findings: Findings[Broken]) -> None:
    session = history.sessions.get(head.name.partition("/")[2])
    if session is None:
        findings.add(Broken.LOST, f"{head.name} has no events")
        return
    expected = (session.phase, session.phase != CLOSED, _place(session))
    found = (head.state, bool(head.is_open), head.place)
    if found != expected:
        text = f"the index of {head.name} says {found}, expected {expected}"
        findings.add(Broken.INCONSISTENT, text)
    if session.is_in_line and session.place is not None:
        _check_wait(session, session.place, head, findings)


def _place(session: SessionLife) -> str:
    """Where a start must look for the session."""
    if session.is_in_line and session.place is not None:
        return f"group/{session.place.group}"
    if session.ringing is not None:
        return f"agent/{session.ringing.agent}"
    if session.phase == "message_left":
        return f"left/{session.group}"
    return f"agent/{session.agent}" if session.slots else ""


def _check_wait(
    session: SessionLife, place: Place, head: HeadRow, findings: Findings[Broken]
) -> None:
    """A group that starts reads its line from the index alone: it must be right."""
    if not place.least_ticket <= head.ticket <= place.ticket:
        text = f"{head.name} waits with ticket {head.ticket}, got {place.ticket}"
        findings.add(Broken.FIFO, text)
    detail = list(unpackb(head.detail)) if head.detail else []
    detail += _DETAIL[len(detail) :]
    expected = [
        place.queue_class,
        place.priority,
        list(place.only),
        place.never,
        place.silent,
        place.again_ms,
        place.prefer,
        place.skill,
        place.level,
        session.agent if session.is_transferred else "",
    ]
    if detail[1 : len(_DETAIL)] != expected:
        text = f"{head.name} stands as {detail}, expected {expected}"
        findings.add(Broken.INCONSISTENT, text)


def check_marks(history: History, tables: Tables, findings: Findings[Broken]) -> None:
    """What is to be looked up of agents and visitors is what the events tell."""
    openings = {key for key in tables.marks if key.startswith(_OPENED)}
    _check_openings(history, {key: tables.marks[key] for key in openings}, findings)
    for key in history.marks.keys() | tables.marks.keys() - openings:
        found, expected = tables.marks.get(key), history.marks.get(key)
        if found != expected:
            text = f"the mark {key} says {found}, expected {expected}"
            findings.add(Broken.INCONSISTENT, text)


def _check_openings(
    history: History, openings: dict[str, str], findings: Findings[Broken]
) -> None:
    """Each says which session its visitor opened, and a session was opened once."""
    named: set[str] = set()
    for key, name in openings.items():
        session = history.sessions.get(name)
        who = session and f"{_OPENED}{session.visitor}/{session.channel}/"
        if not who or not key.startswith(who) or name in named:
            findings.add(Broken.INCONSISTENT, f"the mark {key} says {name}")
        named.add(name)


def check_rest(history: History, findings: Findings[Broken]) -> None:
    """While nothing moves, nobody waits beside an agent who could serve him.

    Also not beside the one who let the offer lapse: rest lasts longer than the back-off
    after which he gets it again, if nobody else can.
    """
    agents = history.slots.agents.items()
    free = {
        name: life
        for name, life in agents
        if life.is_free and life.is_present and len(life.held) < life.capacity
    }
    for group_name, group in history.lines.groups.items():
        for agent, life in free.items():
            waiting = [
                one.name
                for one in group.line.values()
                if one.place is not None and may_serve(agent, life, one.place, group)
            ]
            if waiting:
                text = f"{waiting} wait in {group_name} beside {agent}, {life.held}"
                findings.add(Broken.WAITING_BESIDE_ELIGIBLE, text)
