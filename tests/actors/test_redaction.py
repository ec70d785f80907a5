"""Nothing that a person wrote is left in a session's events, and all else is."""

from __future__ import annotations

import types
from collections.abc import Iterator
from enum import Enum
from typing import Any, Final, get_args, get_origin, get_type_hints

import msgspec
import pytest

from actors.cards.card import Choice, Filled, MenuCard, Option
from actors.session.actor import SESSION_CODEC
from actors.session.erased import ERASED_VISITOR
from actors.session.events import (
    Annotated,
    CardPosted,
    MessagePosted,
    MessageRecalled,
    ReceiptsKept,
    SelectionMade,
    SessionClosed,
    SessionEvent,
    SessionOpened,
    StageEntered,
)
from actors.session.readers import Reader
from actors.session.redaction import (
    IDS,
    NAMES,
    TEXTS,
    without_person,
    without_texts,
)
from actors.session.source import Source
from actors.session.terms import (
    VISITOR_ROOM,
    CloseReason,
    Note,
    Role,
    SessionPhase,
)

SECRET: Final = "Wang 13800000000"
VISITOR: Final = "visitor-7"
OPENED: Final = SessionOpened(
    VISITOR, SECRET, "web", "g", source=Source(SECRET), address=SECRET
)
SAID: Final = MessagePosted(
    1, VISITOR_ROOM, Role.VISITOR, VISITOR, SECRET, SECRET.encode(), "cid"
)
ANSWERED: Final = MessagePosted(
    2, VISITOR_ROOM, Role.AGENT, "ann", "Ann", SECRET.encode(), "cid"
)
ASKED: Final = CardPosted(
    3, VISITOR_ROOM, Role.ROBOT, "", "", MenuCard(SECRET, (Option("1", SECRET),))
)
CHOSEN: Final = SelectionMade(
    4,
    VISITOR_ROOM,
    Role.VISITOR,
    VISITOR,
    SECRET,
    3,
    Choice(None, (Filled("name", "Name", SECRET),), comment=SECRET),
)
STORY: Final[tuple[SessionEvent, ...]] = (
    OPENED,
    SAID,
    ANSWERED,
    ASKED,
    CHOSEN,
    MessageRecalled(5, VISITOR_ROOM, Role.VISITOR, VISITOR, SECRET, 1),
    ReceiptsKept((Reader(Role.VISITOR, VISITOR, 5, 5), Reader(Role.AGENT, "ann", 5))),
    Annotated(Note.REMARK, SECRET, "ann"),
    Annotated(Note.TAG, "refund", "ann"),
    StageEntered(SessionPhase.ROBOT, VISITOR),
    SessionClosed(CloseReason.CLIENT, VISITOR),
)


def test_no_word_and_no_name_of_an_erased_visitor_is_left() -> None:
    for event in STORY:
        erased = SESSION_CODEC.encode_event(without_person(event, VISITOR))
        assert SECRET.encode() not in erased, event
        assert VISITOR.encode() not in erased, event


def test_the_words_alone_are_left_out_where_only_they_are_erased() -> None:
    said = without_texts(SAID)
    assert isinstance(said, MessagePosted)
    assert (said.sender, said.name, said.number) == (VISITOR, SECRET, 1)
    assert SECRET.encode() not in said.body
    opened = without_texts(OPENED)
    assert isinstance(opened, SessionOpened)
    assert (opened.visitor, opened.nickname, opened.source) == (VISITOR, SECRET, None)


def test_who_served_and_what_is_counted_stays() -> None:
    answered = without_person(ANSWERED, VISITOR)
    assert isinstance(answered, MessagePosted)
    assert (answered.sender, answered.name) == ("ann", "Ann")
    tagged = Annotated(Note.TAG, "refund", "ann")
    assert without_person(tagged, VISITOR) == tagged
    closed = without_person(SessionClosed(CloseReason.SEAT, "ann"), VISITOR)
    assert closed == SessionClosed(CloseReason.SEAT, "ann")


@pytest.mark.parametrize("event", STORY)
def test_what_was_erased_is_erased_again_to_the_same(event: SessionEvent) -> None:
    once = without_person(event, VISITOR)
    assert without_person(once, ERASED_VISITOR) == once


KEPT_TEXTS: Final = frozenset(
    {
        *("channel", "group", "group_name", "groups", "agent", "agents", "agent_name"),
        *("skill", "prefer", "only", "silent", "language", "reservation", "offer"),
        *("room", "cid", "by_name", "flow", "entry", "sources", "reason", "intent"),
        *("value", "name"),
    }
)
"""Ids and names of what is not the visitor: channels, groups, agents, entries. `value`
of a note is written by people where `WRITTEN_NOTES` says so."""


def fields_with_text(kind: type[msgspec.Struct]) -> Iterator[str]:
    for name, hint in get_type_hints(kind).items():
        if _may_hold_text(hint):
            yield name


def _may_hold_text(hint: Any) -> bool:
    if hint in (str, bytes):
        return True
    if get_origin(hint) is not None or isinstance(hint, types.UnionType):
        return any(map(_may_hold_text, get_args(hint)))
    if not isinstance(hint, type) or issubclass(hint, Enum):
        return False
    if issubclass(hint, msgspec.Struct):
        return any(map(_may_hold_text, get_type_hints(hint).values()))
    return False


OF_THE_SERVICE: Final = frozenset({"routing", "treatment", "place", "readers"})
"""Structs with texts that are the service's own; `readers` are treated apart."""


def test_each_text_of_each_event_is_judged() -> None:
    """A new event, or a new field, is to be added here or to the table."""
    unjudged = {
        (kind.__name__, field)
        for kind in get_args(SessionEvent)
        for field in fields_with_text(kind)
        if field not in TEXTS.get(kind, {})
        and field not in {*KEPT_TEXTS, *OF_THE_SERVICE, *IDS, *NAMES.values()}
    }
    assert unjudged == set()
