"""PURE: what the desk is to know of a member."""

from __future__ import annotations

import msgspec

from actors.accounts.core import serves
from actors.accounts.members import Member
from actors.agent.messages import AgentStatus, RegisterAgent, SetStatus


class DeskWord(msgspec.Struct, frozen=True):
    """The agent as he is to be, and the status that he is to be put into, if any."""

    agent: RegisterAgent
    status: SetStatus | None


def desk_word(member: Member, operation: str) -> DeskWord:
    """What is told of a member.

    Who may not serve any more stands in no group; he, and who is suspended, goes
    off-line. Sessions that he has are the desk's to keep or to queue (Q12).

    Args:
        member: as he is now.
        operation: unique for this word.
    """
    if not serves(member):
        return farewell(member, operation)
    agent = RegisterAgent(member.shown_name, member.groups, member.capacity)
    return DeskWord(agent, _offline(operation) if member.is_suspended else None)


def farewell(member: Member, operation: str) -> DeskWord:
    """What is told of a member who is deleted, or of the desk no more."""
    agent = RegisterAgent(member.shown_name, (), member.capacity)
    return DeskWord(agent, _offline(operation))


def _offline(operation: str) -> SetStatus:
    return SetStatus(AgentStatus.OFFLINE, operation, by="accounts")
