"""PURE: what agents ask of each other."""

from __future__ import annotations

import msgspec

from gateway.wire.aside_frames import WatchHow


class CallColleague(msgspec.Struct, frozen=True):
    """Ask a colleague aside."""

    session: str
    agent: str
    note: str


class AnswerColleague(msgspec.Struct, frozen=True):
    """Come when a colleague asks, or not."""

    session: str
    is_accepted: bool


class WatchSession(msgspec.Struct, frozen=True):
    """Follow a session as a supervisor."""

    session: str
    how: WatchHow
    is_hidden: bool


class LeaveAside(msgspec.Struct, frozen=True):
    """Leave as a guest, or send a colleague away."""

    session: str
    agent: str = ""


class MentionAgent(msgspec.Struct, frozen=True):
    """Name a colleague, who may read then."""

    session: str
    agent: str
    text: str


class CopyTo(msgspec.Struct, frozen=True):
    """Have what was said sent to an address."""

    session: str
    address: str
    note: str


class BeginTalk(msgspec.Struct, frozen=True):
    """Say something to colleagues, in a conversation of their own."""

    agents: tuple[str, ...]
    text: str


class AskContext(msgspec.Struct, frozen=True):
    """Ask what was said last in a session, or a room."""

    session: str


AsideRequest = (
    CallColleague
    | AnswerColleague
    | WatchSession
    | LeaveAside
    | MentionAgent
    | CopyTo
    | BeginTalk
    | AskContext
)
"""By agents, where no visitor hears."""
