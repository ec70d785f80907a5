"""PURE: a session's events without what was said, or without whose they are.

What happened stays, with its times, agents, groups, tags, ratings and numbers: so the
session folds to the same state but for its texts, and all figures that are counted
from its events stay as they are.

Everything that a person can have written is named here, field by field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import msgspec
from msgspec.structs import replace

from actors.cards.card import Choice, TextCard
from actors.session.aside_events import CopyAsked, GuestCalled, GuestJoined
from actors.session.erased import ERASED_TEXT, ERASED_VISITOR
from actors.session.events import (
    Annotated,
    CardPosted,
    FlowMoved,
    MessageLeft,
    MessagePosted,
    ReceiptsKept,
    SelectionMade,
    ServerAnswered,
    SessionEvent,
    SessionOpened,
    TransferRequested,
)
from actors.session.robot_events import RobotAsked
from actors.session.terms import Note

_BODY: Final = msgspec.msgpack.encode({"kind": "text", "text": ERASED_TEXT})
TEXTS: Final[Mapping[type, Mapping[str, object]]] = {
    SessionOpened: {"source": None, "address": ""},
    MessagePosted: {"body": _BODY},
    CardPosted: {"card": TextCard(ERASED_TEXT)},
    SelectionMade: {"choice": Choice()},
    TransferRequested: {"note": ""},
    ServerAnswered: {"text": ""},
    FlowMoved: {"variables": ()},
    MessageLeft: {"contact": ""},
    RobotAsked: {"text": ""},
    GuestCalled: {"note": ""},
    GuestJoined: {"note": ""},
    CopyAsked: {"address": "", "note": ""},
}
"""Fields that hold what people wrote, and what stands there afterwards."""
WRITTEN_NOTES: Final = frozenset({Note.REMARK, Note.FOLLOW_UP})
"""The others are of a list: tags, levels, outcomes."""
IDS: Final = ("visitor", "sender", "by")
"""Fields that may hold the visitor's id; beside them `ReceiptsKept`."""
NAMES: Final[Mapping[str, str]] = {"sender": "name", "visitor": "nickname"}
"""By the field of an id, the field with the name of whom it is."""

Redact = Callable[[SessionEvent], SessionEvent]


def without_texts(event: SessionEvent) -> SessionEvent:
    """The event without what people wrote."""
    if isinstance(event, Annotated):
        return replace(event, value="") if event.note in WRITTEN_NOTES else event
    return replace(event, **TEXTS.get(type(event), {}))


def without_person(event: SessionEvent, visitor: str) -> SessionEvent:
    """The event without what people wrote, and without who that visitor is."""
    event = without_texts(event)
    if isinstance(event, ReceiptsKept):
        readers = (
            replace(each, id=ERASED_VISITOR) if each.id == visitor else each
            for each in event.readers
        )
        return replace(event, readers=tuple(readers))
    changes: dict[str, str] = {}
    for field in IDS:
        if getattr(event, field, None) == visitor:
            changes[field] = ERASED_VISITOR
            if NAMES.get(field, "") in event.__struct_fields__:
                changes[NAMES[field]] = ""
    return replace(event, **changes)
