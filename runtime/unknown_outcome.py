"""PURE: what became of an append whose outcome nobody told.

The store ended with it in flight. Before its writer does anything else it reads the
entity from the number it expected (`reread`) and asks here.
"""

from __future__ import annotations

from runtime.journal import Append, Committed, EntityRecord, ReadEntity, Stale


def reread(append: Append) -> ReadEntity:
    """The query whose answer `resolve_unknown` needs."""
    return ReadEntity(append.entity, append.expected_seq)


def resolve_unknown(append: Append, record: EntityRecord) -> Committed | Stale | None:
    """Tells an append's outcome from the entity's events after its expected number.

    An append is all or nothing, so its first event there means all of it; time and body
    must agree, because another writer may have used the number.

    Returns:
        `Committed` if its events are there, also if others follow; `Stale` if others
        stand in their place; None if nothing does: it may be sent again as it is.
    """
    if record.seq == append.expected_seq:
        return None
    found = [(event.at_ms, event.body) for event in record.events]
    ours = [(append.at_ms, body) for body in append.events][: len(found)]
    if not ours or found[: len(ours)] != ours:
        return Stale(record.seq)
    seq = append.expected_seq + len(append.events)
    return Committed(seq, record.events[0].position)
