"""Holds the journal to what the clients were promised and shown."""

from __future__ import annotations

from loadtest.audit.broken import Broken
from loadtest.audit.history import History
from loadtest.audit.ledgers import Acked, ClientLedger, Ledgers, Read
from loadtest.audit.lives import CLOSED, SERVING, SessionLife
from loadtest.findings import Findings


def check_fresh(history: History, ledgers: Ledgers, findings: Findings[Broken]) -> None:
    """Compares confirmations and readings that were not compared yet."""
    for acked in ledgers.fresh_acked:
        _check_acked(history, ledgers, acked, findings)
    for read in ledgers.reads:
        _check_read(history, read, findings)
    ledgers.fresh_acked.clear()
    ledgers.reads.clear()


def _check_acked(
    history: History, ledgers: Ledgers, acked: Acked, findings: Findings[Broken]
) -> None:
    session = history.sessions.get(acked.session)
    number = None if session is None else session.numbers.get((acked.sender, acked.cid))
    if session is None or number is None:
        findings.add(Broken.LOST, f"{acked} is not in the journal")
    elif number != acked.number:
        findings.add(Broken.LOST, f"{acked} stands in the journal as {number}")
    else:
        text = session.messages[number - 1].text
        expected = ledgers.clients[acked.sender].texts.get(acked.cid)
        if text != expected:
            findings.add(Broken.LOST, f"{acked} says {text!r}, expected {expected!r}")


def _check_read(history: History, read: Read, findings: Findings[Broken]) -> None:
    session = history.sessions.get(read.session)
    if session is None or read.number > len(session.messages):
        findings.add(Broken.READER, f"{read} is not in the journal")
        return
    posted = session.messages[read.number - 1]
    if (posted.sender, posted.cid) != (read.sender, read.cid):
        findings.add(Broken.READER, f"{read} is {posted} in the journal")


def check_all(history: History, ledgers: Ledgers, findings: Findings[Broken]) -> None:
    """Compares what can be compared at any time: opened, closed, refused, served."""
    for client in ledgers.clients.values():
        for name in client.opened:
            session = history.sessions.get(name)
            if session is None or session.visitor != client.principal:
                findings.add(Broken.LOST, f"{client.principal} opened {name}")
        for name in client.closed:
            session = history.sessions.get(name)
            if session is None or session.phase != CLOSED:
                findings.add(Broken.LOST, f"{client.principal} closed {name}")
        _check_refused(history, client, findings)
        _check_served(history, client, findings)


def _check_refused(
    history: History, client: ClientLedger, findings: Findings[Broken]
) -> None:
    for cid, name in client.refused.items():
        session = history.sessions.get(name)
        if session is not None and (client.principal, cid) in session.numbers:
            text = f"{client.principal} was refused {cid}, and it is in {name}"
            findings.add(Broken.DOUBLED, text)


def _check_served(
    history: History, client: ClientLedger, findings: Findings[Broken]
) -> None:
    """Nobody is shown an agent who did not serve, or agents in another order."""
    for name, shown in client.served_by.items():
        session = history.sessions.get(name)
        served = iter(() if session is None else session.agents)
        if not all(agent in served for agent in shown):
            agents = None if session is None else session.agents
            text = f"{name} was shown as served by {shown}, the journal has {agents}"
            findings.add(Broken.DOUBLE_ASSIGNED, text)


def check_shown(history: History, ledgers: Ledgers, findings: Findings[Broken]) -> None:
    """While nothing moves, everybody has been shown all of the sessions he is in."""
    for session in history.sessions.values():
        _check_shown_to(session, ledgers.clients.get(session.visitor), findings)
        agent = ledgers.clients.get(session.agent)
        # One who was away while it was assigned and closed never heard of it.
        has_heard = agent is not None and session.name in agent.shown
        if session.phase == SERVING or has_heard:
            _check_shown_to(session, agent, findings)


def _check_shown_to(
    session: SessionLife, client: ClientLedger | None, findings: Findings[Broken]
) -> None:
    if client is None:
        findings.add(Broken.READER, f"somebody of {session.name} has no ledger")
        return
    last = client.last_read.get(session.name, 0)
    state, agent = client.shown.get(session.name, ("nothing", ""))
    is_right = state == session.phase
    if session.phase == SERVING:
        is_right = is_right and agent == session.agent
    if last != len(session.messages) or not is_right:
        text = f"{client.principal} was shown {last} of {len(session.messages)}"
        text = f"{text} messages of {session.name}, and {state} {agent}"
        text = f"{text}, not {session.phase} {session.agent}"
        findings.add(Broken.READER, text)
