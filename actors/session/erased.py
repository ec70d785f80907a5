"""PURE: that something of a session was erased, and what stands in its place.

Journal format: see `events`.
"""

from __future__ import annotations

from typing import Final

import msgspec

ERASED_VISITOR: Final = "erased visitor"
"""Whose sessions are those of erased visitors; no id of a visitor has a blank."""
ERASED_TEXT: Final = "[erased · 已删除]"
"""For whoever shows what was said: clients expect some text."""


class ContentErased(msgspec.Struct, frozen=True, array_like=True, tag=40):
    """Nothing that is meant stands in the events before this one any more.

    Attributes:
        texts: what people wrote, in every room and note, and what was answered.
        person: also who the visitor was.
        files: the attachments, from where they are kept.
    """

    texts: bool = False
    person: bool = False
    files: bool = False
