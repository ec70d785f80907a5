"""Holds the journal to what clients were told and shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from loadtest.findings import Findings
from tests.proofs.assignment.audit.broken import Broken
from tests.proofs.assignment.audit.history import CLOSED, History
from tests.proofs.assignment.audit.ledger import Ledger, Told
from tests.proofs.assignment.audit.lives import SessionLife

_KEPT: Final[dict[str, Callable[[SessionLife, Told], bool]]] = {
    "opened": lambda life, told: life.visitor == told.who,
    "posted": lambda life, told: life.numbers.get((told.who, told.key)) == told.number,
    "closed": lambda life, told: life.phase == CLOSED,
    "handing": lambda life, told: told.key in life.handings,
    "kept": lambda life, told: life.has_kept,
    "ended": lambda life, told: life.phase == CLOSED or told.who in life.moves,
    "moved": lambda life, told: told.who in life.moves,
    "taken": lambda life, told: told.who in life.takers,
    "noted": lambda life, told: told.key in life.notes,
    "accepted": lambda life, told: life.ends.get(told.key) == ("accepted", told.who),
    "declined": lambda life, told: life.ends.get(told.key) == ("declined", told.who),
}


def check_told(history: History, ledger: Ledger, findings: Findings[Broken]) -> None:
    """What was acknowledged is there; what was shown was so."""
    for told in ledger.told:
        if not _is_kept(history, told):
            findings.add(Broken.LOST, f"{told} is not in the journal")
    ledger.told.clear()
    for session, view in ledger.views:
        was = history.shown_as.get((session, view.version))
        if was != view[1:]:
            text = f"{session} was shown as {view}, it was {was}"
            findings.add(Broken.SHOWN, text)
    ledger.views.clear()


def _is_kept(history: History, told: Told) -> bool:
    if told.what in {"status", "capacity"}:
        agent = history.agents.get(told.who)
        return agent is not None and (told.key in agent.statuses or not told.key)
    life = history.sessions.get(told.session)
    return life is not None and _KEPT[told.what](life, told)


def check_shown(history: History, ledger: Ledger, findings: Findings[Broken]) -> None:
    """At rest, everybody has been shown what is."""
    for session, view in ledger.last.items():
        life = history.sessions.get(session)
        if life is None:
            findings.add(Broken.SHOWN, f"{session} is shown as {view}, it is not there")
            continue
        offer = "" if life.ringing is None else life.ringing.offer
        if (view.phase, view.offer) != (life.phase, offer):
            findings.add(Broken.SHOWN, f"{session} is shown as {view}, it is {life}")
    for name, board in ledger.boards.items():
        agent = history.agents.get(name)
        held = set() if agent is None else set(agent.held.values())
        if set(board.sessions) != held:
            findings.add(Broken.SHOWN, f"{name} is shown {board}, he is {agent}")
