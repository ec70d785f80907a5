"""Frames of guests, side rooms and internal conversations, in both directions.

A side room has a place of its own, `SESSION/ROOM`, which stands wherever a session's id
does: what was said there is sent, replayed, asked for and taken back as in any session.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from gateway.wire.session_parts import Reader
from gateway.wire.terms import (
    MAX_TALKERS,
    Count,
    Frame,
    Id,
    OperationId,
    OptionalId,
    RequestNumber,
    RoomRef,
    SessionRef,
    Text,
)

PartName = Literal["called", "consulted", "watching", "speaking", "mentioned"]
WatchHow = Literal["watch", "whisper", "speak"]
CopyKindName = Literal["mail", "webhook"]
Address = Annotated[str, Meta(min_length=1, max_length=254)]


class Consult(Frame, frozen=True, tag=62):
    """The serving agent calls a colleague into a side room; it takes no slot (S11).

    Answered by RES once it rings at the colleague, who sees SESSION with himself among
    the `guests`. `AGENT_NOT_FREE`: he is not there.

    Attributes:
        agent: the colleague.
        note: for him.
    """

    request: RequestNumber
    session: SessionRef
    agent: Id
    operation: OperationId
    note: Text = ""


class AnswerCall(Frame, frozen=True, tag=63):
    """The colleague comes, or does not; `NO_SUCH_OFFER`: it rings here no more.

    Attributes:
        is_accepted: he comes: he reads what is said to the visitor, and writes in the
            side room.
    """

    request: RequestNumber
    session: SessionRef
    operation: OperationId
    is_accepted: bool


class Watch(Frame, frozen=True, tag=64):
    """A supervisor follows a session of a group of his; it takes no slot (S11).

    To say it again with another `how` changes what he does.

    Attributes:
        how: `watch`: reads, and sees typing; `whisper`: also writes to the agent, in a
            side room; `speak`: also speaks to the visitor, as an agent.
        is_hidden: the agent is not to see that he watches; nobody whispers hidden.
    """

    request: RequestNumber
    session: SessionRef
    operation: OperationId
    how: WatchHow = "watch"
    is_hidden: bool = False


class Leave(Frame, frozen=True, tag=65):
    """A guest leaves; or a member leaves an internal conversation.

    Attributes:
        agent: the colleague whom the serving agent sends away, or calls no longer;
            empty: who asks.
    """

    request: RequestNumber
    session: SessionRef
    operation: OperationId
    agent: OptionalId = ""


class Mention(Frame, frozen=True, tag=66):
    """Names a colleague, who may read from then on what is said there (S10).

    In a side room: that, and what is said to the visitor. He sees SESSION with himself
    among the `guests`, and asks with GET_HISTORY.

    Attributes:
        agent: the colleague.
        text: for him.
    """

    request: RequestNumber
    session: SessionRef
    agent: Id
    text: Annotated[str, Meta(min_length=1, max_length=500)]
    operation: OperationId


class SendCopy(Frame, frozen=True, tag=67):
    """What was said to the visitor so far goes to an address (CC, S10).

    It is sent later, at least once. `FORBIDDEN`: copies may not go to that address;
    `NOT_SET_UP`: there is no mail server.

    Attributes:
        kind: `mail`: an e-mail address; `webhook`: the URL of one that wants
            `session.copied`.
        address: where to.
        note: goes along.
    """

    request: RequestNumber
    session: SessionRef
    kind: CopyKindName
    address: Address
    operation: OperationId
    note: Text = ""


class Talk(Frame, frozen=True, tag=68):
    """Begins an internal conversation with colleagues, beside any session (S10).

    Answered by RES, whose `session` is its place; ROOM follows at everybody's.

    Attributes:
        agents: the others.
    """

    request: RequestNumber
    operation: OperationId
    agents: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=MAX_TALKERS)]


class Guest(msgspec.Struct, frozen=True, array_like=True):
    """An agent who takes part in a session without serving; see `guests`.

    Attributes:
        agent: his id.
        name: his name; may be empty, see Names.
        part: what he does; see Words.
        room: his side room, or where he was mentioned; empty: none.
        by: who let him in; empty: he himself.
        by_name: the same by name.
        note: what he was told.
        since: ms since the epoch, by the server's clock.
        until: how long it rings at him, the same; 0: it does not.
    """

    agent: str
    name: str
    part: PartName
    room: str = ""
    by: str = ""
    by_name: str = ""
    note: str = ""
    since: Count = 0
    until: Count = 0


class Member(msgspec.Struct, frozen=True, array_like=True):
    """Who is in a room.

    Attributes:
        agent: his id.
        name: his name; may be empty, see Names.
    """

    agent: str
    name: str = ""


class Room(Frame, frozen=True, tag=69):
    """A side room, or an internal conversation, as it is now; not for visitors.

    Attributes:
        version: as of SESSION.
        members: structs, who opened it first.
        last_number: of its last message, 0 for none.
        is_open: false: nothing more can be said in it.
        readers: how far who has come; it may move without a new version.
    """

    session: SessionRef
    version: Count
    room: RoomRef
    members: tuple[Member, ...]
    last_number: Count
    is_open: bool = True
    readers: tuple[Reader, ...] = ()
