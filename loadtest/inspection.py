"""The auditor's turn after each scenario: the server has come to rest, nobody is there.

One server may play several scenarios, whose clients write into one directory: each
inspection tells what is new since the one before.
"""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from threading import Event
from typing import Final

from loadtest.audit.auditor import Auditor
from loadtest.audit.broken import Broken
from loadtest.outcome import Audit, Finding

REST_SECONDS: Final = 0.5
"""Nothing was committed or shown for so long: the service has come to rest."""
REST_WITHIN_SECONDS: Final = 30.0
"""Without rest in this time something goes on by itself, an offer that never lapses or
a session that is moved again and again: the service is found restless."""
POLL_SECONDS: Final = 0.05
RESTLESS: Final = "restless"
"""Kind of that finding, beside those of `Broken`."""
JOURNAL: Final = "journal.db"
"""Of a data directory."""


class Inspection:
    """Of one server's journal and its clients' ledgers.

    Args:
        data: the server's data directory, with SQLite's journal.
        ledgers: directory of the clients' ledgers.
        rest_seconds: that nothing happens, before the service is at rest.
        within_seconds: a service that has not come to rest by then is restless.
    """

    def __init__(
        self,
        data: Path,
        ledgers: Path,
        rest_seconds: float = REST_SECONDS,
        within_seconds: float = REST_WITHIN_SECONDS,
    ) -> None:
        self._auditor = Auditor(data / JOURNAL, ledgers)
        self._rest_seconds = rest_seconds
        self._within_seconds = within_seconds
        self._told: Counter[Broken] = Counter()
        self._examples = 0
        self._messages = 0
        self._sessions = 0

    def inspect(self) -> Audit:
        """Waits for rest, and audits what is new; blocks meanwhile."""
        is_at_rest = self._wait_for_rest()
        auditor = self._auditor
        if is_at_rest:
            auditor.examine_rest()
        findings = self._findings()
        if not is_at_rest:
            findings = (*findings, Finding(RESTLESS, 1))
        examples = tuple(auditor.findings.examples[self._examples :])
        messages = auditor.ledgers.acked_count
        sessions = len(auditor.history.sessions)
        audit = Audit(
            messages=messages - self._messages,
            sessions=sessions - self._sessions,
            findings=findings,
            examples=examples,
        )
        self._examples += len(examples)
        self._messages, self._sessions = messages, sessions
        return audit

    def _findings(self) -> tuple[Finding, ...]:
        counts = self._auditor.findings.counts
        fresh = {kind: counts[kind] - self._told[kind] for kind in counts}
        self._told = counts.copy()
        return tuple(
            Finding(kind.value, count) for kind, count in fresh.items() if count
        )

    def _wait_for_rest(self) -> bool:
        """False: it did not come. While something rings that will lapse, there is none.

        What is found meanwhile is found, also without rest.
        """
        end = time.monotonic() + self._within_seconds
        while self._wait_for_quiet(end):
            self._auditor.examine()
            if not self._auditor.history.ringing_count:
                return True
        self._auditor.examine()
        return False

    def _wait_for_quiet(self, end: float) -> bool:
        """Waits until nothing was committed or shown for a while; False: in vain."""
        pause = Event()
        seen, since = self._auditor.progress(), time.monotonic()
        while time.monotonic() - since < self._rest_seconds:
            pause.wait(POLL_SECONDS)
            progress = self._auditor.progress()
            if progress != seen:
                seen, since = progress, time.monotonic()
            if time.monotonic() > end:
                return False
        return time.monotonic() <= end
