"""Tells the desk's actors who its agents are."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final

from actors.accounts.desk_word import desk_word, farewell
from actors.accounts.members import Member
from actors.directory import Directory
from actors.ids import AgentId
from actors.refusal import Refused
from runtime.errors import NoSuchActor, Unavailable
from runtime.observe import Duty, Event, Events

DESK_SECONDS: Final = 5.0
"""For an agent to take a word: it waits for a commit."""
PART_SECONDS: Final = 2.0
"""The same, when somebody waits for the deletion, and others behind it."""


class AgentRefused(Event, frozen=True):
    """The desk takes a member for an agent as little as he is; it is asked again."""

    duty: ClassVar[Duty] = Duty.WARNING

    member: str
    rule: str


class DeskTeller:
    """Speaks to agents by the directory.

    Args:
        directory: finds them.
        events: where refusals are told.
    """

    def __init__(self, directory: Directory, events: Events) -> None:
        self._directory = directory
        self._events = events

    def tell(
        self, member: Member, operation: str, done: Callable[[bool], None]
    ) -> None:
        """Tells what the desk is to know; `done` hears once whether it does."""
        word = desk_word(member, operation)
        address = self._directory.agent(AgentId(member.id))

        def registered(answer: object, error: Exception | None) -> None:
            if isinstance(answer, Refused):
                self._events.emit(AgentRefused(member.id, answer.rule.value))
            if error is not None or isinstance(answer, Refused):
                done(False)  # noqa: FBT003 - a call-back
            elif word.status is None:
                done(True)  # noqa: FBT003
            else:
                address.request(word.status, DESK_SECONDS, put)

        def put(_: object, error: Exception | None) -> None:
            done(error is None)

        address.request(word.agent, DESK_SECONDS, registered)

    async def part(self, member: Member, operation: str) -> None:
        """Takes a member from the desk, and waits until it is so.

        Raises:
            Unavailable: it may be so, or not.
        """
        word = farewell(member, operation)
        address = self._directory.agent(AgentId(member.id))
        try:
            await address.ask(word.agent, PART_SECONDS)
            if word.status is not None:
                await address.ask(word.status, PART_SECONDS)
        except NoSuchActor as error:
            raise Unavailable("the desk is not open") from error
