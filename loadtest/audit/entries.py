"""What a client writes into its ledger: one JSON array per line, its kind first.

A ledger is the client's own memory of what it was promised; the auditor holds the
journal to it.
"""

from __future__ import annotations

from enum import StrEnum


class What(StrEnum):
    """Kinds of entries; the fields follow the kind in the array."""

    INTENT = "intent"
    """session, client id, text: given to the SDK, not on the wire before this line."""
    ACKED = "acked"
    """session, client id, number: the server confirmed it."""
    REFUSED = "refused"
    """session, client id, code: the server refused it for good."""
    READ = "read"
    """session, number, sender, client id: shown to the reader."""
    OPENED = "opened"
    """session: the server confirmed that it is open, and ours."""
    CLOSED = "closed"
    """session: the server confirmed our closing it."""
    SEEN = "seen"
    """session, state, agent: shown to the client as the session's state."""
