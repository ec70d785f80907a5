"""A journal and ledgers written by hand, right or wrong, for tests of the auditor."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgpack

from loadtest.audit.auditor import Auditor
from loadtest.audit.broken import Broken
from loadtest.audit.entries import What
from loadtest.ledger import Ledger
from runtime.journal_schema import bring_journal_up

GROUP = "sales"
VISITOR = "visitor-of-s1"
LIFE = "sales.1000"
"""A life of the group, as reservations name it."""


class Books:
    """What a service and its clients might have left behind.

    The steps in words (`open`, `assign` …) keep all tables in line, as the product
    must; `event`, `claim` and `execute` write what they are told.
    """

    def __init__(self, directory: Path) -> None:
        self.journal = directory / "journal.db"
        self.ledgers = directory / "ledgers"
        self.ledgers.mkdir()
        self._connection = sqlite3.connect(self.journal, isolation_level=None)
        bring_journal_up(self._connection)
        rule = ("longest_idle", None, 0, None, None, None, None)
        self.event(f"group/{GROUP}", 1, GROUP, rule)
        self._ledgers: dict[str, Ledger] = {}
        self._visitors: dict[str, str] = {}
        self._agents: dict[str, str] = {}
        self._bindings = 0
        self._silent = ("", 0)

    def close_files(self) -> None:
        self._connection.close()
        for ledger in self._ledgers.values():
            ledger.close()

    def execute(self, statement: str, *parameters: str | int | bytes) -> int:
        cursor = self._connection.execute(statement, parameters)
        return cursor.lastrowid or 0

    # --- tables

    def event(self, entity: str, *body: object) -> int:
        """Appends an event; returns its position, which is its time, too."""
        head, seq, last = self._head(entity)
        position = self.execute(
            "INSERT INTO events (head, seq, previous, at_ms, body)"
            " SELECT ?, ?, ?, COALESCE(MAX(position), 0) + 1, ? FROM events",
            head,
            seq + 1,
            last,
            msgpack.packb(body),
        )
        moved = "UPDATE heads SET seq = ?, last_position = ? WHERE id = ?"
        self.execute(moved, seq + 1, position, head)
        return position

    def _head(self, entity: str) -> tuple[int, int, int]:
        kind = entity.partition("/")[0]
        new = "INSERT INTO heads (name, kind) VALUES (?, ?) ON CONFLICT DO NOTHING"
        self.execute(new, entity, kind)
        find = "SELECT id, seq, last_position FROM heads WHERE name = ?"
        head, seq, last = self._connection.execute(find, (entity,)).fetchone()
        return head, seq, last

    def index(
        self, session: str, state: str, place: str, ticket: int = 0, *detail: object
    ) -> None:
        self.execute(
            "UPDATE heads SET is_open = ?, state = ?, place = ?,"
            " ticket = max(ticket, ?), detail = ? WHERE name = ?",
            int(state != "closed"),
            state,
            place,
            ticket,
            msgpack.packb(detail) if detail else b"",
            f"session/{session}",
        )

    def claim(self, resource: str, slot: int, session: str) -> None:
        head, *_ = self._head(f"session/{session}")
        self.execute("INSERT INTO claims VALUES (?, ?, ?)", resource, slot, head)

    def release(self, resource: str, slot: int) -> None:
        where = "DELETE FROM claims WHERE resource = ? AND slot = ?"
        self.execute(where, resource, slot)

    def mark(self, key: str, value: int | str) -> None:
        self.execute("INSERT OR REPLACE INTO marks VALUES (?, ?)", key, str(value))

    # --- what a service does

    def agent(self, agent: str, capacity: int) -> None:
        """Registers an agent, who is there and free."""
        self.register(agent, capacity)
        self.event(f"agent/{agent}", 3, True)  # noqa: FBT003 (a field of an event)
        self.status(agent, "free")
        self.ledger(agent)

    def register(self, agent: str, capacity: int) -> None:
        """Makes an agent, or changes his capacity."""
        self.event(f"agent/{agent}", 1, agent, [GROUP], capacity, [], "")
        new = "INSERT OR REPLACE INTO capacities VALUES (?, ?, 1)"
        self.execute(new, f"agent/{agent}", capacity)

    def status(self, agent: str, status: str) -> None:
        self.event(f"agent/{agent}", 2, status, "", "")

    def open(self, session: str, visitor: str, stage: str = "queued") -> None:
        self._visitors[session] = visitor
        entity = f"session/{session}"
        body = (1, visitor, visitor, "web", GROUP, stage, 0, "", 0, "")
        position = self.event(entity, *body)
        places = {"queued": f"group/{GROUP}", "message_left": f"left/{GROUP}"}
        place = places.get(stage, "")
        self.index(session, stage, place, position, position)
        self.claim(f"visitor/{visitor}/web", 0, session)
        self.mark(f"opened/{visitor}/web/1", session)
        self.note(visitor, What.OPENED, session)
        self.note(visitor, What.SEEN, session, stage, "")

    def come(self, session: str) -> None:
        """Another visitor opens a session."""
        self.open(session, self.visitor_of(session))

    def assign(self, session: str, agent: str, slot: int, order: int = 0) -> None:
        self.commit_assignment(session, agent, slot, self._reserve(order), "auto")
        self.claim(f"agent/{agent}", slot, session)

    def offer(
        self, session: str, agent: str, slot: int, *, order: int = 0, until: int = 0
    ) -> str:
        """Has the session ring; returns the offer."""
        offer, order = self._reserve(order)
        body = (6, agent, slot, offer, order, GROUP, until, None)
        self.event(f"session/{session}", *body)
        self.index(session, "offered", f"agent/{agent}")
        self.claim(f"agent/{agent}", slot, session)
        self.note(self.visitor_of(session), What.SEEN, session, "offered", "")
        return offer

    def accept(self, session: str, agent: str, slot: int, offer: str) -> None:
        made = (offer, int(offer.rpartition(".")[2]))
        self.commit_assignment(session, agent, slot, made, "accepted")

    def lapse(
        self,
        session: str,
        agent: str,
        slot: int,
        offer: str,
        why: str,
        again: int = 0,
    ) -> None:
        """An offer comes to nothing; the session has its place in line again."""
        place = f"group/{GROUP}"
        if why != "withdrawn":
            self._silent = (agent, again)
        self.event(f"session/{session}", 7, agent, offer, why, again)
        self.index(session, "queued", place, 0, 0, 1, 0, [], "", *self._silent)
        self.release(f"agent/{agent}", slot)
        self.note(self.visitor_of(session), What.SEEN, session, "queued", "")

    def transfer(self, session: str, agent: str, target: str = "") -> None:
        """The agent hands over to his group, or to an agent of it."""
        body = (8, GROUP, target, "", "agent", agent)
        position = self.event(f"session/{session}", *body)
        only = [target] if target else []
        standing = (position, 1, 0, only, agent, "", 0, "", "", 0, agent)
        self.index(session, "serving", f"group/{GROUP}", position, *standing)

    def end_transfer(self, session: str, agent: str) -> None:
        self.event(f"session/{session}", 9, "expired")
        self.index(session, "serving", f"agent/{agent}")

    def swap(self, session: str, old: str, old_slot: int, new: str, slot: int) -> None:
        """A transfer is taken."""
        self.release(f"agent/{old}", old_slot)
        self.assign(session, new, slot)

    def queue(self, session: str, agent: str, slot: int) -> None:
        """A session that was served waits again, for somebody else if possible."""
        cause = "agent_lost"
        at = self.event(
            f"session/{session}", 5, GROUP, 1, cause, "", 0, "", 0, [], agent
        )
        place = f"group/{GROUP}"
        self.index(session, "queued", place, at, at, 1, 0, [], "", agent)
        self.release(f"agent/{agent}", slot)
        self.mark(f"served/{agent}", at)
        del self._agents[session]
        self.note(self.visitor_of(session), What.SEEN, session, "queued", "")

    def by_hand(self, session: str, agent: str, slot: int) -> None:
        self.commit_assignment(session, agent, slot, ("hand-1", 0), "hand")
        self.claim(f"agent/{agent}", slot, session)

    def commit_assignment(
        self, session: str, agent: str, slot: int, made: tuple[str, int], way: str
    ) -> None:
        body = (2, agent, slot, *made, way, GROUP, "", None)
        at = self.event(f"session/{session}", *body)
        self.index(session, "serving", f"agent/{agent}")
        self.mark(f"turn/{agent}", at)
        before = self._agents.get(session)
        if before is not None:
            self.mark(f"served/{before}", at)
        self._agents[session] = agent
        for reader in (self.visitor_of(session), agent):
            self.note(reader, What.SEEN, session, "serving", agent)

    def _reserve(self, order: int) -> tuple[str, int]:
        self._bindings += 1
        order = order or self._bindings
        return f"{LIFE}.{order}", order

    def post(self, session: str, sender: str, number: int, *readers: str) -> None:
        """A message that its sender knows to be on disk and that readers were shown."""
        cid = f"{session}-{number}"
        self.commit_message(session, sender, number, cid)
        self.intend(session, sender, cid)
        self.note(sender, What.ACKED, session, cid, number)
        for reader in readers:
            self.note(reader, What.READ, session, number, sender, cid)

    def commit_message(self, session: str, sender: str, number: int, cid: str) -> None:
        said = msgpack.packb({"kind": "text", "text": f"text of {cid}"})
        body = (3, number, "visitor", "visitor", sender, "Bo", said, cid)
        self.event(f"session/{session}", *body)

    def close(self, session: str, agent: str = "") -> None:
        """Ends a session; `agent` is shown that."""
        head, *_ = self._head(f"session/{session}")
        at = self.event(f"session/{session}", 4, "client", "", "asked")
        self.index(session, "closed", "")
        self.execute("DELETE FROM claims WHERE holder = ?", head)
        served_by = self._agents.pop(session, None)
        if served_by is not None:
            self.mark(f"served/{served_by}", at)
            self.mark(f"last/{self.visitor_of(session)}/web", served_by)
        for reader in filter(None, (self.visitor_of(session), agent)):
            self.note(reader, What.SEEN, session, "closed", agent)

    def visitor_of(self, session: str) -> str:
        return self._visitors.get(session, f"visitor-of-{session}")

    # --- ledgers

    def intend(self, session: str, sender: str, cid: str) -> None:
        self.note(sender, What.INTENT, session, cid, f"text of {cid}")

    def note(self, principal: str, what: What, *fields: str | int) -> None:
        self.ledger(principal).note(what, *fields)

    def ledger(self, principal: str) -> Ledger:
        if principal not in self._ledgers:
            self._ledgers[principal] = Ledger(self.ledgers, principal)
        return self._ledgers[principal]

    # --- the verdict

    def audit(self) -> dict[Broken, int]:
        """What an auditor finds broken, everything being at rest."""
        auditor = Auditor(self.journal, self.ledgers)
        auditor.examine_rest()
        return dict(auditor.findings.counts)


def serve_one(books: Books) -> None:
    """One agent of two slots serves one session of three messages."""
    visitor = books.visitor_of("s1")
    books.agent("amy", 2)
    books.open("s1", visitor)
    books.post("s1", visitor, 1, visitor, "amy")
    books.assign("s1", "amy", 1)
    books.post("s1", "amy", 2, visitor, "amy")
    books.post("s1", visitor, 3, visitor, "amy")
