"""The service's answers to what operators ask of retention."""

from __future__ import annotations

from actors.erasure.retention import Retention
from admin.operator.retention_frames import (
    RetentionAnswer,
    RetentionRequest,
    RunRetention,
)


async def answer_retention(
    retention: Retention, request: RetentionRequest
) -> RetentionAnswer:
    """Does what whoever owns the machine asks.

    Raises:
        Unavailable: see `Retention.state`.
    """
    state = await retention.state()
    if isinstance(request, RunRetention):
        retention.want()
    return state
