"""The auditor of one episode: journal rows and ledgers in, findings out.

Imports nothing of the product. It works forward: a look costs what happened since the
last one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from loadtest.findings import Findings
from tests.proofs.assignment.audit import promises, tables
from tests.proofs.assignment.audit.broken import Broken
from tests.proofs.assignment.audit.history import History
from tests.proofs.assignment.audit.ledger import Ledger
from tests.proofs.assignment.audit.order import Order
from tests.proofs.assignment.audit.rest import Rest
from tests.proofs.assignment.audit.rows import EventRow, Rules, Tables

MAX_EXAMPLES: Final = 5
"""Examples kept of one episode: enough to begin a diagnosis."""


class Auditor:
    """One audit of one journal.

    Args:
        ledger: what clients were told and shown.
        rules: the settings in force.
    """

    def __init__(self, ledger: Ledger, rules: Rules) -> None:
        self.findings = Findings[Broken](MAX_EXAMPLES)
        self.history = History(self.findings, rules)
        self.order = Order(self.history, self.findings)
        self.rests = 0
        self.waiting_at_rest = 0
        self._ledger = ledger
        self._rules = rules

    def take(self, rows: Iterable[EventRow]) -> None:
        """Replays what was committed since the last look; right at any moment."""
        for row in rows:
            self.history.take(row)
        promises.check_told(self.history, self._ledger, self.findings)

    def examine(self, found: Tables) -> None:
        """Compares all tables with the replay; right at any moment."""
        tables.check_tables(self.history, found, self.findings)

    def rest(self, now_ms: int, *, is_disturbed: bool, is_single: bool) -> None:
        """Judges a moment at which nothing moves; see `Order.rest`."""
        self.order.rest(is_disturbed=is_disturbed, is_single=is_single)
        rest = Rest(self.history, self._rules, now_ms, self.findings)
        self.waiting_at_rest += rest.check()
        self.rests += 1
        promises.check_shown(self.history, self._ledger, self.findings)
