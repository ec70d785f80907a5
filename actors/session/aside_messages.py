"""What a session accepts of guests and side rooms (S10, S11)."""

from __future__ import annotations

import msgspec

from actors.ids import AgentId, GroupId
from actors.refusal import Refused
from actors.session.aside import Part
from actors.session.aside_events import CopyKind
from actors.session.replies import Done
from actors.session.terms import Sender
from runtime.ref import Request


class CallColleague(msgspec.Struct, Request[Done | Refused], frozen=True):
    """The serving agent asks a colleague into a side room; it takes no slot (S11).

    Whether the colleague `is_there`, and the names, are as those concerned told them.
    """

    sender: Sender
    agent: AgentId
    note: str
    operation: str
    name: str = ""
    agent_name: str = ""
    is_there: bool = True


class AnswerCall(msgspec.Struct, Request[Done | Refused], frozen=True):
    """The colleague comes, or does not."""

    sender: Sender
    is_accepted: bool
    operation: str


class JoinAside(msgspec.Struct, Request[Done | Refused], frozen=True):
    """A supervisor watches; with a side room (`whispers`), or aloud (`SPEAKING`).

    `is_hidden`: who serves is not to see that he watches.
    """

    sender: Sender
    part: Part
    operation: str
    name: str = ""
    whispers: bool = False
    is_hidden: bool = False


class LeaveAside(msgspec.Struct, Request[Done | Refused], frozen=True):
    """A guest leaves; who serves sends the colleague `agent` away."""

    sender: Sender
    operation: str
    agent: str = ""


class MentionColleague(msgspec.Struct, Request[Done | Refused], frozen=True):
    """Names a colleague, who may read the visitor's room and `room` then (S10)."""

    sender: Sender
    agent: AgentId
    room: str
    text: str
    operation: str
    name: str = ""
    agent_name: str = ""


class SendCopy(msgspec.Struct, Request[Done | Refused], frozen=True):
    """What was said to the visitor so far goes to an address (S10).

    `language` is the sender's (BCP 47): in that a letter is written.
    """

    sender: Sender
    kind: CopyKind
    address: str
    note: str
    operation: str
    name: str = ""
    language: str = ""


class CallOver(msgspec.Struct, frozen=True):
    """The call of `agent` that began at `since_ms` has rung long enough."""

    agent: str
    since_ms: int


class GuestGone(msgspec.Struct, frozen=True):
    """The agent stays away past the grace; or his groups are others now: `groups`."""

    agent: AgentId
    groups: tuple[GroupId, ...] | None = None


AsideCommand = (
    CallColleague
    | AnswerCall
    | JoinAside
    | LeaveAside
    | MentionColleague
    | SendCopy
    | CallOver
    | GuestGone
)
