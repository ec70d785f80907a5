"""Reads the clients' ledgers while they grow, and judges what a ledger alone can tell.

A reader must see the messages of a session numbered 1, 2, 3 …, each once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from loadtest.audit.broken import Broken
from loadtest.audit.entries import What
from loadtest.findings import Findings


class Read(NamedTuple):
    """A message as a client was shown it."""

    session: str
    number: int
    sender: str
    cid: str


class Acked(NamedTuple):
    """A message as the server confirmed it."""

    session: str
    sender: str
    cid: str
    number: int


@dataclass(slots=True)
class ClientLedger:
    """What one client remembers."""

    principal: str
    texts: dict[str, str] = field(default_factory=dict)
    """Text of every message it meant to send, by client id."""
    acked: dict[str, Acked] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    """Session of every message that was refused for good, by client id."""
    opened: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    served_by: dict[str, list[str]] = field(default_factory=dict)
    """Agents that were shown as serving a session, in order."""
    shown: dict[str, tuple[str, str]] = field(default_factory=dict)
    """State and agent of every session as it was last shown."""
    last_read: dict[str, int] = field(default_factory=dict)

    def see(self, session: str, state: str, agent: str) -> None:
        """It was shown the session like that."""
        self.shown[session] = (state, agent)
        served_by = self.served_by.setdefault(session, [])
        if agent and agent not in served_by[-1:]:
            served_by.append(agent)


class Ledgers:
    """All ledgers of a directory; a file's name is its client's.

    Args:
        directory: with one `PRINCIPAL.jsonl` per client.
        findings: where broken promises go.
    """

    def __init__(self, directory: Path, findings: Findings[Broken]) -> None:
        self.clients: dict[str, ClientLedger] = {}
        self.reads: list[Read] = []
        """Not yet compared with the journal; who compares them clears the list."""
        self.fresh_acked: list[Acked] = []
        """The same, of confirmations."""
        self.acked_count = 0
        self.entry_count = 0
        self._directory = directory
        self._findings = findings
        self._taken: dict[str, int] = {}
        """Bytes of each file that were taken in: whole lines."""

    def refresh(self) -> None:
        """Takes in what was written since the last time."""
        for path in sorted(self._directory.glob("*.jsonl")):
            client = self.clients.setdefault(path.stem, ClientLedger(path.stem))
            if path.stat().st_size > self._taken.get(path.stem, 0):
                self._read(path, client)

    def _read(self, path: Path, client: ClientLedger) -> None:
        """No file is held open: of a large load there are thousands."""
        taken = self._taken.get(path.stem, 0)
        with path.open("rb") as file:
            file.seek(taken)
            whole, _, tail = file.read().rpartition(b"\n")
            self._taken[path.stem] = file.tell() - len(tail)
        for line in whole.splitlines():
            self._take(client, json.loads(line))

    def is_acked(self, principal: str, cid: str) -> bool:
        """True when the client knows that its message is on disk."""
        client = self.clients.get(principal)
        return client is not None and cid in client.acked

    def _take(self, client: ClientLedger, entry: list[str | int]) -> None:
        self.entry_count += 1
        match entry:
            case [What.INTENT, str(), str(cid), str(text)]:
                client.texts[cid] = text
            case [What.ACKED, str(session), str(cid), int(number)]:
                self._take_acked(client, session, cid, number)
            case [What.REFUSED, str(session), str(cid), int()]:
                client.refused[cid] = session
            case [What.READ, str(session), int(number), str(sender), str(cid)]:
                self._take_read(client, Read(session, number, sender, cid))
            case [What.OPENED, str(session)]:
                client.opened.add(session)
            case [What.CLOSED, str(session)]:
                client.closed.add(session)
            case [What.SEEN, str(session), str(state), str(agent)]:
                client.see(session, state, agent)
            case _:
                raise ValueError(f"expected an entry of a ledger, got {entry}")

    def _take_acked(
        self, client: ClientLedger, session: str, cid: str, number: int
    ) -> None:
        acked = Acked(session, client.principal, cid, number)
        first = client.acked.setdefault(cid, acked)
        if first != acked:
            text = f"{client.principal} was told {first.number} and {number} for {cid}"
            self._findings.add(Broken.DOUBLED, text)
            return
        self.acked_count += 1
        self.fresh_acked.append(acked)

    def _take_read(self, client: ClientLedger, read: Read) -> None:
        last = client.last_read.get(read.session, 0)
        if read.number != last + 1:
            text = (
                f"{client.principal} read {read.number} of {read.session} after {last}"
            )
            self._findings.add(Broken.READER, text)
        client.last_read[read.session] = max(last, read.number)
        self.reads.append(read)
