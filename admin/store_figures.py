"""The store's figures for monitors: how long commits take, and what waits for them."""

from __future__ import annotations

from admin.metrics import Metrics
from runtime.store_port import PortJournal


def read_store(metrics: Metrics, journal: PortJournal) -> None:
    """Registers the figures.

    The seconds by the commits are the mean time of a commit, from the hand-over to the
    store's process until its answer: what whoever writes a message waits at least.

    Raises:
        UsageError: they are there already.
    """
    told = journal.statistics
    read = metrics.read
    read("counter", "journal_commits", "commits", lambda: told.commits)
    lasted = "how long they took, in sum"
    read("counter", "journal_commit_seconds", lasted, lambda: told.seconds)
    read("counter", "journal_appends", "appends in them", lambda: told.appends)
    waiting = "appends and questions that wait for the next commit"
    read("gauge", "journal_waiting", waiting, lambda: journal.waiting)
