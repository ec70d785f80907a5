"""The auditor: reads the journal's tables and the clients' ledgers, nothing else.

Imports nothing of the product. It works forward, so that an audit after each kill costs
what happened since the last; a new auditor over the same files starts from nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from loadtest.audit import promises, standing
from loadtest.audit.broken import Broken
from loadtest.audit.history import History
from loadtest.audit.ledgers import Ledgers
from loadtest.audit.tables import Place, Tables, last_position, read_tables
from loadtest.findings import Findings

MAX_EXAMPLES: Final = 20
"""Examples kept, of all kinds together: enough to begin a diagnosis."""


class Auditor:
    """One audit of one journal.

    Args:
        journal: the database.
        ledgers: directory of the clients' ledgers.
    """

    def __init__(self, journal: Place, ledgers: Path) -> None:
        self.findings = Findings[Broken](MAX_EXAMPLES)
        self.history = History(self.findings)
        self.ledgers = Ledgers(ledgers, self.findings)
        self._journal = journal

    def examine(self) -> None:
        """Audits everything up to now; right at any moment, also under load.

        The ledgers are read first: what they hold must then be in the journal.
        """
        self.ledgers.refresh()
        tables = self._advance()
        self.history.lines.check()
        standing.check_claims(self.history, tables, self.findings)
        standing.check_heads(self.history, tables, self.findings)
        standing.check_marks(self.history, tables, self.findings)
        promises.check_fresh(self.history, self.ledgers, self.findings)
        promises.check_all(self.history, self.ledgers, self.findings)

    def examine_rest(self) -> None:
        """Audits what must hold while nothing moves, beside everything else."""
        self.examine()
        standing.check_rest(self.history, self.findings)
        promises.check_shown(self.history, self.ledgers, self.findings)

    def away(self, session: str, from_ms: int, until_ms: int) -> None:
        """A session's actor was dead from one wall time to the other.

        To be told before what happened then is audited; see `lines`.
        """
        self.history.lines.away(session, from_ms, until_ms)

    def progress(self) -> tuple[int, int]:
        """Grows while the store commits or a client writes into its ledger."""
        self.ledgers.refresh()
        return last_position(self._journal), self.ledgers.entry_count

    def unacknowledged(self) -> set[tuple[str, str]]:
        """(sender, client id) of messages that are committed and not acknowledged.

        The journal is read first: what is confirmed meanwhile does not count. Only
        messages committed since the last call or `examine` are looked at.
        """
        self._advance()
        self.ledgers.refresh()
        committed = {
            (posted.sender, posted.cid) for _, posted in self.history.fresh_messages
        }
        return self.still_unacknowledged(committed)

    def still_unacknowledged(self, sent: set[tuple[str, str]]) -> set[tuple[str, str]]:
        """Those of which the ledgers still know nothing."""
        self.ledgers.refresh()
        return {one for one in sent if not self.ledgers.is_acked(*one)}

    def _advance(self) -> Tables:
        tables = read_tables(self._journal, self.history.position)
        self.history.fresh_messages.clear()
        self.history.outages = tables.outages
        for event in tables.events:
            self.history.take(event)
        return tables
