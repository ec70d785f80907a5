"""PURE: one session as a reader follows it."""

from __future__ import annotations

from collections import deque
from typing import Final

from msgspec.structs import replace

from gateway.client_core.events import ReceiptChanged, TypingChanged
from gateway.console.phrases import Phrase
from gateway.wire.bodies import RecallBody, RecalledBody
from gateway.wire.server_frames import Message, Session
from gateway.wire.terms import VISITOR_ROOM, SenderRole, room_at

MAX_RECENT: Final = 10
"""Messages shown again when an agent turns to a session."""


class Thread:
    """What is known of a session, and what of it was told.

    Args:
        session: its id.
        role: as whom the reader writes.
    """

    def __init__(self, session: str, role: SenderRole) -> None:
        self.session = session
        self.view: Session | None = None
        self.recent: deque[Message] = deque(maxlen=MAX_RECENT)
        self.unread = 0
        self.is_announced = False
        self.is_on_board = False
        self.label = ""
        """What a room is called, where it is no visitor's."""
        self.is_guest = False
        """The reader takes part in it beside visitor and agent."""
        self.is_handover_told = False
        self.is_wanted = False
        """The agent has just taken it himself."""
        self._role = role
        self._is_aside = room_at(session) != VISITOR_ROOM
        self._last_number = 0
        self._told: tuple[str, str] | None = None
        self._typing: dict[str, tuple[str, str]] = {}
        self._own_number = 0
        self._delivered = 0
        self._read = 0

    @property
    def name(self) -> str:
        """The visitor's, as far as it is known."""
        if self.view is None:
            return self.label or self.session
        return self.view.nickname or self.view.visitor

    @property
    def agent(self) -> str:
        """Who serves, by name as far as it is known, or ""."""
        view = self.view
        return "" if view is None else view.agent_name or view.agent

    @property
    def group(self) -> str:
        """The session's, by name as far as it is known, or ""."""
        view = self.view
        return "" if view is None else view.group_name or view.group

    @property
    def has_begun(self) -> bool:
        """True once a state or a message has come."""
        return self.view is not None or self._last_number > 0

    @property
    def is_closed(self) -> bool:
        """True once the server said so."""
        return self.view is not None and self.view.state == "closed"

    @property
    def typing(self) -> tuple[tuple[str, str], ...]:
        """Who types, by name as far as it is known, and what; not the reader.

        What is empty where that is not shown.
        """
        return tuple(self._typing.values())

    @property
    def fate(self) -> Phrase | None:
        """What the other side has of the reader's last message; None: nothing yet."""
        number = self._own_number
        if not number or number > self._delivered:
            return None
        return Phrase.READ if number <= self._read else Phrase.DELIVERED

    def _take_receipt(self, event: ReceiptChanged) -> None:
        """Somebody has received or read more."""
        if event.role != self._role or self._is_aside:
            self._delivered = max(self._delivered, event.delivered)
            self._read = max(self._read, event.read)

    def take_message(self, message: Message, me: str) -> None:
        """Adds the next message. What comes after one's own counts as unread."""
        self._last_number = message.number
        is_mine = message.role == self._role and message.sender == me
        if is_mine and not isinstance(message.body, RecallBody):
            self._own_number = message.number
        if isinstance(message.body, RecallBody):
            self._take_back(message.body.number)
        self.recent.append(message)
        is_answer = is_mine if self._is_aside else message.role == self._role
        self.unread = 0 if is_answer else self.unread + 1

    def own_last(self, me: str) -> int:
        """Number of the last message by `me` that can be taken back; 0: none."""
        mine = (
            each.number
            for each in self.recent
            if each.role == self._role
            and each.sender == me
            and not isinstance(each.body, RecallBody | RecalledBody)
        )
        return max(mine, default=0)

    def _take_back(self, number: int) -> None:
        for at, each in enumerate(self.recent):
            if each.number == number:
                self.recent[at] = replace(each, body=RecalledBody())

    def take_aside(self, event: TypingChanged | ReceiptChanged) -> None:
        """What is seen beside the messages."""
        if isinstance(event, ReceiptChanged):
            self._take_receipt(event)
        else:
            self._take_typing(event)

    def _take_typing(self, event: TypingChanged) -> None:
        """Somebody began or stopped to type."""
        is_others = self._is_aside or self.is_guest or event.role != self._role
        if event.is_typing and is_others:
            name = event.name or event.sender
            self._typing[event.sender] = (name, event.preview)
        else:
            self._typing.pop(event.sender, None)

    def take_news(self) -> Session | None:
        """The state, once after each change that people care about.

        Not before the messages that it is said to have: a state that is shown above
        older messages would mislead.
        """
        view = self.view
        if view is None or self._last_number < view.last_number:
            return None
        news = (view.state, view.agent)
        if news == self._told:
            return None
        self._told = news
        return view

    def part(self) -> None:
        """The reader has no more to do with it; if it comes back it is news again."""
        self.unread = 0
        self.is_announced = self.is_on_board = False
        self.is_handover_told = self.is_wanted = False
        self._told = None
        self._typing.clear()
