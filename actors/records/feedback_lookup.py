"""Counts how often the robot's entries answered, and helped. Imports no trio."""

from __future__ import annotations

from sqlalchemy import Connection, case, func, select

from actors.records.feedback import (
    MAX_ENTRIES_COUNTED,
    CountFeedback,
    EntryFeedback,
    Feedback,
)
from actors.records.tables import ANSWERS


def count_feedback(connection: Connection, request: CountFeedback) -> Feedback:
    """Counts by entry."""
    helped = ANSWERS.c.helped
    helpful = func.sum(case((helped > 0, 1), else_=0))
    unhelpful = func.sum(case((helped < 0, 1), else_=0))
    wanted = (
        select(ANSWERS.c.entry, func.count(), helpful, unhelpful)
        .where(ANSWERS.c.at_ms >= request.since_ms)
        .group_by(ANSWERS.c.entry)
        .order_by(unhelpful.desc(), func.count().desc(), ANSWERS.c.entry)
        .limit(MAX_ENTRIES_COUNTED + 1)
    )
    rows = connection.execute(wanted).all()
    return Feedback(
        tuple(
            EntryFeedback(entry, answers, int(good), int(bad))
            for entry, answers, good, bad in rows[:MAX_ENTRIES_COUNTED]
        ),
        len(rows) > MAX_ENTRIES_COUNTED,
    )
