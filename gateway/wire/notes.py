"""What SESSION tells agents of what was noted on it (S8)."""

from __future__ import annotations

import msgspec

from gateway.wire.terms import Count


class Notes(msgspec.Struct, frozen=True, array_like=True):
    """What was noted on a session; see ANNOTATE.

    Attributes:
        tags: what it was about.
        remark: for whoever looks at it.
        outcome: `solved`, `unsolved`; empty: not told.
        follow_up: what is still to be done; empty: nothing.
        follow_up_due: by when, ms since the epoch by the server's clock; 0: at no
            certain time.
        needs_tags: its agent cannot close it before he has noted one: `TAGS_MISSING`.
    """

    tags: tuple[str, ...] = ()
    remark: str = ""
    outcome: str = ""
    follow_up: str = ""
    follow_up_due: Count = 0
    needs_tags: bool = False
