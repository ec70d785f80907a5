"""A journal and ledgers written by hand, right or wrong, for tests of the auditor."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgpack

from runtime.journal_statements import TABLES
from tests.proofs.crash.audit.auditor import Auditor
from tests.proofs.crash.audit.entries import What
from tests.proofs.crash.audit.findings import Broken
from tests.proofs.crash.ledger import Ledger

GROUP = "sales"
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
        for statement in TABLES:
            self.execute(statement)
        self._ledgers: dict[str, Ledger] = {}
        self._visitors: dict[str, str] = {}
        self._bindings = 0

    def close_files(self) -> None:
        self._connection.close()
        for ledger in self._ledgers.values():
            ledger.close()

    def execute(self, statement: str, *parameters: str | int | bytes) -> int:
        cursor = self._connection.execute(statement, parameters)
        return cursor.lastrowid or 0

    # --- tables

    def event(self, entity: str, *body: object) -> int:
        """Appends an event; returns its position."""
        head, seq, last = self._head(entity)
        position = self.execute(
            "INSERT INTO events (head, seq, previous, at_ms, body)"
            " VALUES (?, ?, ?, 0, ?)",
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

    def index(self, session: str, state: str, place: str, ticket: int = 0) -> None:
        self.execute(
            "UPDATE heads SET is_open = ?, state = ?, place = ?,"
            " ticket = max(ticket, ?) WHERE name = ?",
            int(state != "closed"),
            state,
            place,
            ticket,
            f"session/{session}",
        )

    def claim(self, resource: str, slot: int, session: str) -> None:
        head, *_ = self._head(f"session/{session}")
        self.execute("INSERT INTO claims VALUES (?, ?, ?)", resource, slot, head)

    # --- what a service does

    def agent(self, agent: str, capacity: int) -> None:
        """Registers an agent, who is there and free."""
        self.event(f"agent/{agent}", 1, agent, [GROUP], capacity)
        new = "INSERT INTO capacities VALUES (?, ?, 1)"
        self.execute(new, f"agent/{agent}", capacity)
        self.event(f"agent/{agent}", 3, True)  # noqa: FBT003 (a field of an event)
        self.event(f"agent/{agent}", 2, "free")
        self.ledger(agent)

    def open(self, session: str, visitor: str) -> None:
        self._visitors[session] = visitor
        entity = f"session/{session}"
        position = self.event(entity, 1, visitor, visitor, "web", GROUP)
        self.index(session, "queued", f"group/{GROUP}", position)
        self.claim(f"visitor/{visitor}/web", 0, session)
        self.note(visitor, What.OPENED, session)
        self.note(visitor, What.SEEN, session, "queued", "")

    def assign(self, session: str, agent: str, slot: int, order: int = 0) -> None:
        self._bindings += 1
        order = order or self._bindings
        self.event(f"session/{session}", 2, agent, slot, f"{LIFE}.{order}", order)
        self.index(session, "serving", f"agent/{agent}")
        self.claim(f"agent/{agent}", slot, session)
        for reader in (self.visitor_of(session), agent):
            self.note(reader, What.SEEN, session, "serving", agent)

    def post(self, session: str, sender: str, number: int, *readers: str) -> None:
        """A message that its sender knows to be on disk and that readers were shown."""
        cid = f"{session}-{number}"
        self.commit_message(session, sender, number, cid)
        self.intend(session, sender, cid)
        self.note(sender, What.ACKED, session, cid, number)
        for reader in readers:
            self.note(reader, What.READ, session, number, sender, cid)

    def commit_message(self, session: str, sender: str, number: int, cid: str) -> None:
        body = (3, number, "visitor", "visitor", sender, "text", f"text of {cid}", cid)
        self.event(f"session/{session}", *body)

    def close(self, session: str, agent: str = "") -> None:
        head, *_ = self._head(f"session/{session}")
        self.event(f"session/{session}", 4, "client", "")
        self.index(session, "closed", "")
        self.execute("DELETE FROM claims WHERE holder = ?", head)
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
        auditor.close()
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
