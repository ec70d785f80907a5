"""What operators ask of retention, and are told: part of `admin.operator.frames`."""

from __future__ import annotations

import msgspec

from actors.erasure.retention import RetentionState


class ReadRetention(msgspec.Struct, frozen=True, tag="read_retention"):
    """Asks what would go, what went, and when next: answered by `RetentionState`."""


class RunRetention(msgspec.Struct, frozen=True, tag="run_retention"):
    """Has the next sweep begin now: answered by `RetentionState`, as it was before."""


RetentionRequest = ReadRetention | RunRetention
RetentionAnswer = RetentionState
